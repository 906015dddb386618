"""Checking a file, bringing it in, fetching its photos and taking it back take longer than a page may."""

import time

from balaikota.foundation.files.contract import UnusableFile
from balaikota.kit.reactions import on
from balaikota.kit.typed import Unfit
from balaikota.products.exchange import actions, gateway, queries, sheets
from balaikota.products.exchange.models import Import, Line, State
from balaikota.products.mirrors import queries as shelves
from balaikota.products.offers import sheets as offers

#: Offers that are noted in one transaction.
CHUNK = 200
#: A file may point to many addresses that answer slowly: after so many seconds the others are said to be left.
PATIENCE = 900


@on("exchange.brought")
def check(event_id: int) -> None:
    brought = queries.of_event(event_id)
    if brought.state != State.CHECKING:
        return
    try:
        read = offers.brought(bytes(brought.content), brought.name)
    except Unfit:
        actions.give_up(brought)
        return
    actions.start_check(brought, read.total, read.other_sheets)
    shelf, done = shelves.Shelf(brought.enterprise, read.dialect, queries.tried_photos(brought.enterprise)), 0
    for at in range(0, len(read.offers), CHUNK):
        verdicts = [shelf.judged(offer) for offer in read.offers[at : at + CHUNK]]
        done += sum(len(each.offer.rows) for each in verdicts)
        actions.note_checked(brought, verdicts, done)
    actions.note_skipped(brought, read.skipped)
    actions.announce(brought)


@on("exchange.begun")
def bring_in(event_id: int) -> None:
    """May be stopped and repeated: each line says whether it is done."""
    brought = queries.of_event(event_id)
    if brought.state != State.RUNNING:
        return
    for line in queries.unsettled(brought):
        line.brought = brought
        actions.take_in(line)
    actions.finish_rows(brought)


@on("exchange.taken_in")
def fetch_photos(event_id: int) -> None:
    """No transaction is held while another server is asked."""
    brought = queries.of_event(event_id)
    if brought.state != State.PHOTOS:
        return
    album, late = sheets.album(bytes(brought.pictures or b"")), time.monotonic() + PATIENCE
    for line in queries.with_photos(brought):
        line.brought = brought
        _photos(line, album, late)
    if brought.publishes:
        for line in queries.to_publish(brought):
            line.brought = brought
            actions.publish_new(line)
    actions.finish(brought)


def _photos(line: Line, album: sheets.Album, late: float) -> None:
    kept, faults = [], {}
    said = list(line.said["photos"])
    found = album.of([*queries.names_of(line), *said])
    for name in [*found, *(each for each in said if each.startswith(("http://", "https://")) and not found)]:
        try:
            content = found[name] if name in found else _fetched(name, late)
            kept.append(actions.receive(content, name.rsplit("/", 1)[-1], by=line.brought.by))
        except (gateway.Unfetched, UnusableFile) as fault:
            faults[name] = fault.why if isinstance(fault, gateway.Unfetched) else fault.sentence
    actions.lay_photos(line, kept[: sheets.MOST_PHOTOS], faults)


def _fetched(url: str, late: float) -> bytes:
    if time.monotonic() > late:
        raise gateway.Unfetched("out_of_time")
    return gateway.fetch(url, inside=queries.inside())


@on("exchange.undo_asked")
def undo(event_id: int) -> None:
    brought: Import = queries.of_event(event_id)
    if brought.state != State.UNDOING:
        return
    for line in queries.settled(brought).reverse():  # the last change of a product goes first
        actions.take_back(line, by=brought.by)
    actions.finish_undo(brought)
