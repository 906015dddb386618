"""Checking a list, bringing it in and taking it out take longer than a page may."""

from balaikota.enterprises.imports import actions, queries, sheets
from balaikota.enterprises.imports.models import Outcome, State
from balaikota.kit import tables
from balaikota.kit.reactions import on

#: Businesses that go out in one transaction.
CHUNK = 2_000


@on("imports.mapped")
def check_rows(event_id: int) -> None:
    brought = queries.of_event(event_id)
    if brought.state != State.CHECKING:
        return
    tally, last = dict.fromkeys(Outcome.values, 0), 0
    book = tables.sheets_of(bytes(brought.content), brought.name)
    for reads in sheets.read(book, brought.sheets):
        for each in reads:
            tally[each.outcome] += 1
        last += len(reads)
        actions.note_checked(brought, reads, last)
    actions.announce(brought, tally)


@on("imports.begun")
def bring_rows_in(event_id: int) -> None:
    """May be stopped and repeated: what is done is noted together with the rows themselves."""
    brought = queries.of_event(event_id)
    if brought.state != State.RUNNING:
        return
    book, before, seen = tables.sheets_of(bytes(brought.content), brought.name), brought.done, 0
    for reads in sheets.read(book, brought.sheets):
        todo = reads[max(0, before - seen) :]
        seen += len(reads)
        if todo:
            actions.take_in(brought, todo)
    actions.finish(brought)


@on("imports.undo_asked")
def take_rows_out(event_id: int) -> None:
    brought = queries.of_event(event_id)
    if brought.state != State.UNDOING:
        return
    ids = list(queries.taken_in(brought).values_list("enterprise_id", flat=True))
    for at in range(0, len(ids), CHUNK):
        actions.take_out(brought, ids[at : at + CHUNK], last=min(at + CHUNK, brought.total))
    actions.finish_undo(brought)
