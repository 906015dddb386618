"""Who arranges the destruction of papers, and what may never be destroyed."""

from datetime import date

from balaikota.engine.cases.models import Case
from balaikota.engine.retention.models import Batch, Due, Hold
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Agency, Duty
from balaikota.foundation.people.models import Person

#: Duties that make somebody a keeper of their agency's papers.
KEEPS = (Duty.DECIDE, Duty.HEAD)


def _held(person: Person, duties: tuple[Duty, ...]) -> set[int]:
    rows = organisations.tenures_today(person)
    return {row.post.desk.agency_id for row in rows if any(duty in row.post.duties for duty in duties)}


def agencies_kept_by(person: Person) -> set[int]:
    """Ids of the agencies whose papers this person keeps."""
    return _held(person, KEEPS)


def may_look(person: Person) -> bool:
    """Keepers see their own agency's lists; the auditor sees every agency's."""
    return bool(agencies_kept_by(person)) or sees_all(person)


def sees_all(person: Person) -> bool:
    return organisations.holds(person, Duty.AUDIT)


def may_keep(person: Person, agency: Agency) -> bool:
    """Propose a list and hold cases back: whoever decides at the agency, or heads it."""
    return agency.pk in agencies_kept_by(person)


def may_confirm(person: Person, batch: Batch) -> bool:
    """The head of the agency has the papers destroyed, and somebody else has made the list (four eyes)."""
    return is_head(person, batch) and person.pk != batch.prepared_by_id


def is_head(person: Person, batch: Batch) -> bool:
    return batch.agency_id in _held(person, (Duty.HEAD,))


def holds_back(hold: Hold | None, today: date) -> bool:
    """A hold counts through its last day, or until it is lifted."""
    return hold is not None and hold.lifted_at is None and (hold.until_on is None or today <= hold.until_on)


def may_be_held(case: Case, due: Due | None) -> bool:
    """An open case needs no hold yet may have one; what is erased cannot be held any more."""
    return due is None or due.erased_at is None


def is_ripe(case: Case, due: Due, ends_on: date | None, today: date) -> bool:
    """Closed, its own time over by today's schedule, its applicant warned long enough."""
    return not case.is_open and ends_on is not None and ends_on <= today and due.due_on <= today
