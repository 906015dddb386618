"""The newer services of the demo city: a few applications of each, in several states."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from balaikota.config.demo import applications, neighbours
from balaikota.config.demo.neighbours import Side, Town
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import methods as case_methods
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases import rules
from balaikota.engine.cases.models import Case, Draft, Outcome, Verdict
from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.people import queries as registers
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

log = logging.getLogger(__name__)
Answers = dict[str, Any]
OFFICERS = ("wulan", "nuraini", "josua", "hendra", "anwar", "ratna")

# Which services, whose stories, and how far each application gets.
TOLD: dict[str, tuple[Callable[[Town], Side], str]] = {
    "akta-kematian": (neighbours.couple, "granted granted granted refused waiting verified submitted"),
    "akta-perkawinan": (neighbours.bride_and_groom, "granted granted waiting claimed submitted"),
    "pindah-keluar": (neighbours.couple, "granted granted withdrawn submitted"),
    "pindah-datang": (neighbours.newcomer, "granted granted waiting submitted"),
    "ktp-hilang": (
        neighbours.alone,
        "granted granted granted granted granted granted refused claimed submitted",
    ),
    "ktp-baru": (neighbours.not_yet_recorded, "submitted typed submitted submitted"),
    "ktp-ubah-data": (neighbours.couple, "granted granted granted verified submitted"),
    "kk-baru": (neighbours.newly_wed, "granted granted waiting submitted"),
    "kk-pisah": (neighbours.grown_child, "granted granted submitted"),
    "perubahan-nama": (neighbours.renamed, "granted verified submitted"),
    "sktt-orang-asing": (neighbours.foreigner, "granted granted submitted"),
    "ktp-orang-asing": (neighbours.settled_foreigner, "granted"),
    "orang-asing-pindah": (neighbours.foreigner, "submitted"),
}
AGES = {"granted": (1, 24), "refused": (2, 24), "withdrawn": (2, 24), "waiting": (2, 6)}
REFUSED = "Berkas tidak sesuai dengan data pada isian. Ajukan lagi dengan berkas yang benar."
ASKED = "Berkas ini belum terbaca jelas. Unggah lagi foto atau pindaian yang terang."
EXAMPLE_DAY = date(2026, 11, 25)  # the day for which the examples of the service files are written
A_DAY = re.compile(r"2026-\d\d-\d\d")


@dataclass(frozen=True)
class Story:
    """One application to come."""

    slug: str
    place: int
    state: str
    days_ago: int

    @property
    def who(self) -> str:
        return f"{self.slug}-{self.place}"

    def is_told(self) -> bool:
        return registers.sample_person(neighbours.address(self.who)) is not None


def planned() -> list[Story]:
    """The oldest of each service first, so that numbers follow time."""
    stories = []
    for slug, (_bring, states) in TOLD.items():
        for place, state in enumerate(states.split()):
            dice = Random(f"{slug} {place}")  # noqa: S311 - the same city every time
            stories.append(Story(slug, place, state, dice.randint(*AGES.get(state, (0, 0)))))
    return sorted(stories, key=lambda story: -story.days_ago)


def tell(story: Story, cast: dict[str, Person]) -> bool:
    """One application, all or nothing. What a service refuses is left out and said in the log."""
    try:
        with transaction.atomic():
            side = TOLD[story.slug][0](Town(story.who, story.place, cast["wulan"]))
            play(story, side, [cast[who] for who in OFFICERS])
    except Refusal as refusal:
        log.warning("demo: %s skipped: %s", story.who, refusal.sentence)
        return False
    except Exception as fault:
        log.warning("demo: %s skipped: %s", story.who, type(fault).__name__, exc_info=True)
        return False
    return True


def play(story: Story, side: Side, officers: list[Person]) -> Case:
    """The applicant sends it, or the officer at the counter for them (`typed`); then officers work on it."""
    by = officers[2] if story.state == "typed" else side.applicant
    draft = _filled_in(story, side, by)
    view = case_queries.seen(draft)
    if obstacles := case_methods.obstacles(view):
        raise Refusal(f"{obstacles}")
    ticked = case_methods.needed_declarations(view, at_counter=by != side.applicant)
    case = cases.submit(draft, declared=ticked, by=by)
    STATES[story.state](case, officers)
    applications.date_case(applications.Plan(side.applicant, {}, story.state, story.days_ago), case)
    return case


def _filled_in(story: Story, side: Side, by: Person) -> Draft:
    """The service's own example, with these people in it. What the registers know goes before."""
    service = catalogue.service(story.slug)
    if by == side.applicant:
        draft = cases.start_draft(service, by=by, afresh=True)
    else:
        draft = cases.start_for(side.applicant, service, by=by)
    definition = case_queries.definition_of(draft)
    files = {question.name for question in definition.asked if question.kind == "file"}
    known = {name: value for name, value in draft.answers.items() if value not in (None, "", [])}
    said = {name: told(value, name, story, side) for name, value in definition.example.items()}
    answers = {name: value for name, value in (said | known | side.answers).items() if name not in files}
    last = definition.pages[-1].name
    cases.save_page(draft, last, answers, by=by)
    draft.refresh_from_db()
    wanted = [name for name in case_queries.seen(draft).missing if name in files]
    if wanted:
        papers = {name: [applications.paper(draft, name)] for name in wanted}
        cases.save_page(draft, last, papers, by=by)
        draft.refresh_from_db()
    return draft


def told(value: Any, name: str, story: Story, side: Side) -> Any:
    """The same value in this story: other people, and days as long ago as in the example."""
    if isinstance(value, list):
        return [told(each, name, story, side) for each in value]
    if isinstance(value, dict):
        return {key: told(each, name, story, side) for key, each in value.items()}
    if not isinstance(value, str) or name.startswith("saksi"):
        return value
    if value not in side.words and A_DAY.fullmatch(value):
        return _moved(date.fromisoformat(value), story.days_ago).isoformat()
    return side.words.get(value, value)


def _moved(day: date, days_ago: int) -> date:
    """A day before the example's today lies as long before the application; one still to come, after today."""
    today, distance = timezone.localdate(), day - EXAMPLE_DAY
    return today + distance if distance > timedelta() else today - timedelta(days=days_ago) + distance


# --- how far an application gets ------------------------------------------------------------------


def _lies(case: Case, officers: list[Person]) -> None:
    """It lies on the desk."""


def _claimed(case: Case, officers: list[Person]) -> None:
    cases.claim(case, by=_first(officers, rules.may_claim, case))


def _waiting(case: Case, officers: list[Person]) -> None:
    view = case_queries.seen_case(case)
    names = [name for name, _label in case_methods.askable(view)]
    asked = next((name for name in names if name.startswith("berkas_")), names[-1])
    cases.ask_correction(case, {asked: ASKED}, by=_first(officers, rules.may_ask_correction, case))


def _verified(case: Case, officers: list[Person]) -> None:
    cases.pass_step(case, note="Sesuai.", by=_first(officers, rules.may_pass_step, case))


def _withdrawn(case: Case, officers: list[Person]) -> None:
    cases.withdraw(case, by=case.applicant)


def _refused(case: Case, officers: list[Person]) -> None:
    decided(case, Outcome.REFUSED, officers, REFUSED)


def _granted(case: Case, officers: list[Person]) -> None:
    decided(case, Outcome.GRANTED, officers)
    for linked in case_queries.linked(case):
        if not case_methods.obstacles(case_queries.seen_case(linked)):
            decided(linked, Outcome.GRANTED, officers)


STATES: dict[str, Callable[[Case, list[Person]], None]] = {
    "submitted": _lies, "typed": _lies, "claimed": _claimed, "waiting": _waiting, "verified": _verified,
    "granted": _granted, "refused": _refused, "withdrawn": _withdrawn,
}  # fmt: skip


def decided(case: Case, outcome: Outcome, officers: list[Person], reason: str = "") -> None:
    """Through all its steps, those beside them too, each by somebody who may."""
    for _turn in range(12):
        case.refresh_from_db()
        if not case.is_open:
            return
        side = case.side_steps.filter(done_at=None).first() if case.has_sides else None
        if side is not None:
            by = _first(officers, rules.may_do_side_step, case, side)
            cases.do_side_step(case, side.step, Verdict.PASSED, note="Sesuai.", by=by)
        elif case.at_last_step:
            by = _first(officers, rules.may_decide, case)
            cases.decide(case, outcome, reason=reason, by=by)
        else:
            _verified(case, officers)
    raise Refusal("steps without an end")


def _first(officers: list[Person], may: Callable[..., bool], *about: Any) -> Person:
    found = next((person for person in officers if may(person, *about)), None)
    if found is None:
        raise Refusal(f"nobody: {may.__name__}")
    return found
