"""Telling the applicant what happened to their case."""

from balaikota.engine.cases import queries
from balaikota.engine.cases.models import Case
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.people.models import Person
from balaikota.kit.reactions import on


@on("cases.submitted")
def send_receipt(event_id: int) -> None:
    _tell(event_id, "cases/letters/submitted.txt")


@on("cases.linked")
def tell_of_linked_case(event_id: int) -> None:
    _tell(event_id, "cases/letters/linked.txt")


@on("cases.correction_asked")
def ask_the_applicant(event_id: int) -> None:
    case = queries.case_of(event_id)
    _tell(event_id, "cases/letters/correction_asked.txt", path="perbaiki/", asked=queries.asked(case))


@on("cases.repaired")
def tell_the_officer(event_id: int) -> None:
    """Whoever asked goes on; a case nobody holds waits on the desk."""
    case = queries.case_of(event_id)
    if case.holder:
        _send(case.holder, case, event_id, "cases/letters/repaired.txt")


@on("cases.decided")
def tell_the_outcome(event_id: int) -> None:
    _tell(event_id, "cases/letters/decided.txt")


@on("documents.issued")
def tell_of_the_letter(event_id: int) -> None:
    """A letter about a case is ready; letters about other things are told by their own rooms."""
    letter = documents.letter_of(event_id)
    if letter.about_type == "cases.case":
        case = queries.by_id(letter.about_id)
        _send(case.applicant, case, event_id, "cases/letters/issued.txt", "#surat", paper=letter.title)


def _tell(event_id: int, letter: str, path: str = "", **more: object) -> None:
    case = queries.case_of(event_id)
    _send(case.applicant, case, event_id, letter, path, **more)


def _send(to: Person, case: Case, event_id: int, letter: str, path: str = "", **more: object) -> None:
    url = f"{case.get_absolute_url()}{path}"
    notifications.send(to, letter=letter, event_id=event_id, url=url, case=case, **more)
