"""Checking a list, bringing it in and taking it out take longer than a page may."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle

from django.db import connection
from django.utils import timezone

from balaikota.enterprises.imports import actions, queries, sheets
from balaikota.enterprises.imports.models import Import, Outcome, State
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.rows.methods import Block
from balaikota.kit.reactions import every, on

#: Businesses that go out in one transaction.
CHUNK = 2_000
#: Of a long list, blocks that are written at once: one waits for its turn to be committed while two are written.
WRITERS = 3


@on("imports.mapped")
def check_rows(event_id: int) -> None:
    brought = queries.of_event(event_id)
    if brought.state != State.CHECKING:
        return
    tally, last = dict.fromkeys(Outcome.values, 0), 0
    blocks, known = sheets.blocks(brought), actions.Register(brought)
    for block in blocks:
        last += block.count
        for outcome, count in actions.note_checked(brought, block, last, known).items():
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
        known = actions.Register(brought)
        for block in blocks:
            actions.take_in(brought, block, known)
    else:
        _side_by_side(brought, blocks)
    actions.finish(brought)


def _side_by_side(brought: Import, blocks: Iterator[Block]) -> None:
    """PostgreSQL takes longer to write a block than we to read one: some are written at once, and committed in order."""
    writing, is_looked_at = deque[Future[None]](), False
    with _writers() as writers:
        known = writers[0].submit(actions.Register, brought)  # while the book is opened
        for number, block in enumerate(blocks):
            before = writing[-1].result if writing else _nobody
            writing.append(
                writers[number % WRITERS].submit(actions.take_in, brought, block, known.result(), turn=before)
            )
            if len(writing) > WRITERS:
                writing.popleft().result()
                if not is_looked_at and known.result().known is None:  # each block asks the register itself
                    register.have_it_looked_at()
                    is_looked_at = True
        for each in writing:
            each.result()


@contextmanager
def _writers() -> Iterator[list[ThreadPoolExecutor]]:
    """Each a thread with a connection of its own, to the end: a new one would read the tables' descriptions again."""
    with ExitStack() as all_end:
        writers = [all_end.enter_context(ThreadPoolExecutor(1)) for _writer in range(WRITERS)]
        try:
            yield writers
        finally:
            for each in writers:
                each.submit(_hang_up).result()


def _hang_up() -> None:
    """This thread's own line: asked for here, where it is known which that is."""
    connection.close()


def _nobody() -> None:
    """Nobody is waited for."""


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
        with _writers() as writers:
            turns = zip(cycle(writers), chunks)
            for going in [writer.submit(actions.take_out, brought, *each) for writer, each in turns]:
                going.result()
    actions.finish_undo(brought)


@every("51 19 * * *")
def erase_files(timestamp: int) -> None:
    """Each night (02.51 WIB): lists that came in, or that nobody went on with, do not lie here for ever."""
    for brought in queries.with_old_files(timezone.now()):
        actions.erase_file(brought)
