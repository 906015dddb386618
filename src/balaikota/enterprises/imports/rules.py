"""Who may bring lists in, and what may follow what."""

from balaikota.enterprises.imports.models import Import, State
from balaikota.enterprises.register import rules as register
from balaikota.foundation.people.models import Person


def may_import(person: Person) -> bool:
    """Those who record businesses, and those who run the programmes."""
    return register.is_surveyor(person) or register.is_manager(person)


def may_map(brought: Import) -> bool:
    """Columns are matched before anything has come in."""
    return brought.state in (State.MAPPING, State.READY) and has_file(brought)


def may_begin(brought: Import) -> bool:
    return brought.state == State.READY and brought.announced > 0 and has_file(brought)


def has_file(brought: Import) -> bool:
    """Whether what was uploaded is still here."""
    return brought.file_erased_at is None


def may_undo(brought: Import) -> bool:
    return brought.state == State.DONE and brought.arrived > 0


def is_busy(brought: Import) -> bool:
    return brought.state in (State.CHECKING, State.RUNNING, State.UNDOING)
