"""What a public service does of its own at each turn of its case. Rooms above subclass `Handler`."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.questions.models import Earlier
from balaikota.foundation.people.models import Person

Answers = dict[str, Any]


class Handler:
    """A service without work of its own: every hook has a harmless answer."""

    #: A template shown on the case page beside the answers, given `case`; empty for none.
    summary = ""

    def facts(self, person: Person) -> dict[str, Any]:
        """What the city already knows of this person and their family: for CEL (`fakta`) and prefilling."""
        return facts_of_person(person)

    def prefill(self, person: Person) -> Answers:
        """Answers offered in a new draft; the person may change them."""
        return {}

    def findings(self, answers: Answers, facts: Mapping[str, Any], today: date) -> list[Any]:
        """Findings CEL cannot express, such as those that need a register."""
        return []

    def subject_name(self, answers: Answers) -> str:
        """The name under which an officer looks for this case, such as the child's."""
        return ""

    def on_submitted(self, case: Case, *, by: Person) -> None:
        """In the submitting transaction."""

    def on_granted(self, case: Case, *, by: Person) -> None:
        """In the granting transaction: if this fails, nothing was granted."""


_handlers: dict[str, Handler] = {}
H = TypeVar("H", bound=type[Handler])


def handles(slug: str) -> Callable[[H], H]:
    """Register the decorated handler for one service."""

    def register(handler: H) -> H:
        _handlers[slug] = handler()
        return handler

    return register


#: Templates of rooms above that officers see beside a case, each with what fills it as `panel`.
_panels: list[tuple[str, Callable[[Case, Person], dict[str, Any]]]] = []


def officers_see(template: str, filled_by: Callable[[Case, Person], dict[str, Any]]) -> None:
    """Show this template beside every case, to officers only."""
    _panels.append((template, filled_by))


def panels(case: Case, viewer: Person) -> list[tuple[str, dict[str, Any]]]:
    return [(template, filled_by(case, viewer)) for template, filled_by in _panels]


#: Templates of rooms above that applicants see on a draft or a case, each with what fills it as `notice`.
_notices: list[tuple[str, Callable[[Draft | Case], dict[str, Any] | None]]] = []


def applicants_see(template: str, filled_by: Callable[[Draft | Case], dict[str, Any] | None]) -> None:
    """Show this template above a draft or case whenever there is something to fill it with."""
    _notices.append((template, filled_by))


def notices(thing: Draft | Case) -> list[tuple[str, dict[str, Any]]]:
    filled = [(template, filled_by(thing)) for template, filled_by in _notices]
    return [(template, notice) for template, notice in filled if notice is not None]


_elsewhere: dict[str, tuple[str, Any]] = {}


def tracked_elsewhere(prefix: str, address: str, sentence: Any) -> None:
    """Numbers that begin so are followed at this address of a room above, which is asked with `?nomor=`."""
    _elsewhere[prefix] = (address, sentence)


def elsewhere(number: str) -> tuple[str, Any] | None:
    """Where a number that is no application's is followed, and what to say about it."""
    typed = number.strip().upper()
    return next((there for prefix, there in _elsewhere.items() if typed.startswith(prefix)), None)


_holds: list[Callable[[Draft], list[Any]]] = []


def held_back_by(findings: Callable[[Draft], list[Any]]) -> None:
    """Register a room above that may have to say something before a draft is sent."""
    _holds.append(findings)


_beside: dict[str, Any] = {}


def read_beside_drafts(**expressions: Any) -> None:
    """Register what a room above wants known of every draft that is opened, in the statement that reads it."""
    _beside.update(expressions)


def beside_drafts() -> dict[str, Any]:
    return _beside


def held_back(draft: Draft) -> list[Any]:
    return [finding for findings in _holds for finding in findings(draft)]


_reminders: list[Callable[[Draft], dict[str, Earlier]]] = []


def reminded_by(tells: Callable[[Draft], dict[str, Earlier]]) -> None:
    """Register a room above that knows what a draft's owner answered before, by question."""
    _reminders.append(tells)


def earlier(draft: Draft) -> dict[str, Earlier]:
    return {name: one for tells in reversed(_reminders) for name, one in tells(draft).items()}


_shared: list[tuple[str, Callable[[Case], dict[str, Any]]]] = []


def everybody_sees(template: str, filled_by: Callable[[Case], dict[str, Any]]) -> None:
    """Show this template beside every case, to its applicant too: nothing in it is for officers alone."""
    _shared.append((template, filled_by))


def shared_panels(case: Case) -> list[tuple[str, dict[str, Any]]]:
    return [(template, filled_by(case)) for template, filled_by in _shared]


_others: list[Handler] = []


def otherwise(handler: H) -> H:
    """Register the decorated handler for every service that has none of its own."""
    _others[:] = [handler()]
    return handler


def has_own_handler(slug: str) -> bool:
    return slug in _handlers


def handler_of(slug: str) -> Handler:
    return _handlers.get(slug) or next(iter(_others), None) or Handler()


def remarks_on(slug: str, answers: Answers, facts: Mapping[str, Any], today: date) -> list[Any]:
    """What the service's handler remarks, for the examples in its file."""
    return handler_of(slug).findings(answers, facts, today)


def facts_of_person(person: Person) -> dict[str, Any]:
    """The part of the facts every service may count on."""
    return {
        "pemohon": {
            "nama": person.name,
            "nik": person.nik or None,
            "tempat_lahir": person.tempat_lahir or None,
            "tanggal_lahir": person.tanggal_lahir.isoformat() if person.tanggal_lahir else None,
            "jenis_kelamin": person.jenis_kelamin or None,
            "kewarganegaraan": person.kewarganegaraan,
            "telepon": person.phone,
            "email": person.email,
        }
    }
