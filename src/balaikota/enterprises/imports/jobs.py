"""Checking a list, bringing it in and taking it out take longer than a page may."""

import uuid
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connection
from django.utils import timezone

from balaikota.enterprises.imports import actions, queries, sheets
from balaikota.enterprises.imports.models import Import, Outcome, State
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.rows.methods import Block
from balaikota.kit.reactions import every, on

#: Businesses that go out in one transaction.
CHUNK = 2_000
#: Of a long list, blocks that are written at once.
WRITERS = 2


@on("imports.mapped")
def check_rows(event_id: int) -> None:
    brought = queries.of_event(event_id)
    if brought.state != State.CHECKING:
        return
    tally, last = dict.fromkeys(Outcome.values, 0), 0
    for block in sheets.blocks(brought):
        last += block.count
        for outcome, count in actions.note_checked(brought, block, last).items():
            tally[outcome] += count
    actions.announce(brought, tally)


@on("imports.begun")
def bring_rows_in(event_id: int) -> None:
    """May be stopped and repeated: what is done is noted together with the rows themselves."""
    brought = queries.of_event(event_id)
    if brought.state != State.RUNNING:
        return
    stamp = register.stamp(brought.pk)
    blocks = sheets.blocks(brought, skip=brought.done, stamp=stamp)
    if brought.total < sheets.LONG:
        for block in blocks:
            actions.take_in(brought, block)
    else:
        _two_at_once(brought, blocks)
    actions.finish(brought)


def _two_at_once(brought: Import, blocks: Iterator[Block]) -> None:
    """PostgreSQL takes longer to write a block than we to read one: two are written at once, and committed in order."""
    writing: deque[Future[None]] = deque()
    with ThreadPoolExecutor(WRITERS) as writers:
        for number, block in enumerate(blocks):
            before = writing[-1].result if writing else _nobody
            writing.append(writers.submit(_write, brought, block, before))
            if len(writing) > WRITERS:
                writing.popleft().result()
                if number == WRITERS:
                    register.have_it_looked_at()
        for each in writing:
            each.result()


def _nobody() -> None:
    """Nobody is waited for."""


def _write(brought: Import, block: Block, before: Callable[[], None]) -> None:
    try:
        actions.take_in(brought, block, turn=before)
    finally:
        connection.close()  # this thread's own


@on("imports.undo_asked")
def take_rows_out(event_id: int) -> None:
    brought = queries.of_event(event_id)
    if brought.state != State.UNDOING:
        return
    ids = list(queries.taken_in(brought).values_list("pk", flat=True))
    chunks = [(ids[at : at + CHUNK], min(at + CHUNK, brought.total)) for at in range(0, len(ids), CHUNK)]
    if len(ids) < sheets.LONG:
        for chunk, last in chunks:
            actions.take_out(brought, chunk, last)
    else:  # many tables point to a business, and PostgreSQL asks each of them: two cores ask at once
        with ThreadPoolExecutor(WRITERS) as writers:
            for going in [writers.submit(_take_out, brought, *each) for each in chunks]:
                going.result()
    actions.finish_undo(brought)


def _take_out(brought: Import, ids: list[uuid.UUID], last: int) -> None:
    try:
        actions.take_out(brought, ids, last)
    finally:
        connection.close()  # this thread's own


@every("51 19 * * *")
def erase_files(timestamp: int) -> None:
    """Each night (02.51 WIB): lists that came in, or that nobody went on with, do not lie here for ever."""
    for brought in queries.with_old_files(timezone.now()):
        actions.erase_file(brought)
