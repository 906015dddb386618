"""Who brings figures in."""

from balaikota.economy.workbooks.models import Sheet
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person


def may_import(person: Person) -> bool:
    """Whoever operates the system."""
    return organisations.holds(person, Duty.OPERATE)


def may_keep(person: Person, sheet: Sheet) -> bool:
    """Whoever uploaded it has looked at it; a table with a fault is never kept."""
    return may_import(person) and sheet.by_id == person.pk and sheet.kept_at is None and not sheet.faults
