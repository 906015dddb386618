"""Pure parts: case numbers, tracking secrets, and what the pages of a draft and a case show."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from balaikota.engine.deadlines.methods import Span, due_after
from balaikota.engine.questions.methods import prefilled
from balaikota.engine.questions.models import Page, Step
from balaikota.kit.typed import counted
from balaikota.kit.worktime import Calendar

if TYPE_CHECKING:
    from balaikota.engine.cases.models import Case, Draft, SideStep
    from balaikota.engine.catalogue.models import Service
    from balaikota.engine.questions.methods import View
    from balaikota.engine.questions.models import Definition, Question
    from balaikota.foundation.audit.models import Event
    from balaikota.foundation.people.models import Person

# No 0 O 1 I L U: nobody mixes them up when reading a slip of paper aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_LENGTH = 10


def case_number(prefix: str, year: int, serial: int) -> str:
    return f"{prefix}-{year}-{serial:05d}"


def tracking_secret(index_key: str, case_id: str) -> str:
    """Derived from the case: a replayed submission shows the same receipt, and nothing readable is kept."""
    digest = hmac.new(base64.b64decode(index_key), f"tracking:{case_id}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(SECRET_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def as_typed_secret(text: str) -> str:
    """What a person copied from paper: spaces and hyphens do not matter, nor does case."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def known(questions: Iterable["Question"], facts: dict[str, Any]) -> dict[str, Any]:
    """What the facts answer by themselves, offered in a new draft."""
    offered = {question.name: prefilled(question, facts) for question in questions if question.prefill}
    return {name: value for name, value in offered.items() if value is not None}


def file_ids(value: Any) -> list[str]:
    """The ids in a file answer, which is a list, one id, or nothing."""
    if not value:
        return []
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


# --- what a page shows ----------------------------------------------------------------------------

REPAIR = "perbaikan"
VERIFIED = ("", "high", "medium")


def steps_told(case: "Case") -> list[dict[str, str]]:
    """The steps with what has become of each, for the steps component; those beside follow their main one."""
    if case.outcome == "withdrawn":
        return []
    sides = {side.step: side for side in case.side_steps.all()} if case.has_sides else {}
    told = [{"label": gettext("Diajukan"), "state": "done"}]
    for place, main in enumerate(case.main_steps):
        for step in (main, *companions(case, main["name"])):
            side, here = sides.get(step["name"]), case.position
            done = place < here or (place == here and side is not None and side.done_at is not None)
            done = done or (
                step is main and place == here and case.is_open and not case.duty and side is None
            )
            told.append(
                {"label": step["label"], "state": "done" if done else "now" if place == here else "next"}
            )
    return told


def is_verified(thing: Any) -> bool:
    """False for what the service file itself calls unsure; officers see the mark `belum terverifikasi`."""
    return getattr(thing, "confidence", "") in VERIFIED


def remarks(view: "View", page: str | None = None, *, officer: bool = False) -> list[dict[str, Any]]:
    """What the rules say besides blocking, with the tone to say it in."""
    tones = {"warn": "warn", "block": "stop", "offer": "info", "require": "info"}
    said = view.findings if page is None else view.findings_on(page)
    heard = [each for each in said if officer or (each.audience != "officer" and each.effect != "block")]
    # Which desk or how many hours is the city's own business, not a sentence for the applicant.
    heard = [each for each in heard if officer or each.effect not in ("route", "deadline")]
    return [
        {"finding": each, "tone": tones.get(each.effect, "info"), "is_verified": is_verified(each)}
        for each in heard
        if each.sentence
    ]


def progress(draft: "Draft", view: "View") -> list[dict[str, Any]]:
    """The pages of a draft and whether each still needs something. The first to do is the place to go on."""
    wanting = {view.definition.question(name).page for name in view.missing}
    wanting |= {each.page for each in view.blocks}
    rows = [{"page": page, "is_done": page.name not in wanting} for page in view.pages]
    first = next((row for row in rows if not row["is_done"]), None) if draft.page else next(iter(rows), None)
    for row in rows:
        row["is_next"] = row is first
    return rows


def page_after(view: "View", name: str) -> str:
    """The visible page behind this one, or nothing when the review is next."""
    order = [page.name for page in view.definition.pages]
    visible = {page.name for page in view.pages}
    return next((each for each in order[order.index(name) + 1 :] if each in visible), "")


def mends(view: "View", obstacles: dict[str, list[str]]) -> list[dict[str, str]]:
    """The obstacles as links to where each is mended."""
    rows = []
    for name, sentences in obstacles.items():
        question = view.definition.question(name) if name else None
        outer = view.definition.question(name.partition(".")[0]) if question else None
        for sentence in sentences:
            label = question.label if question else ""
            rows.append({"page": outer.page if outer else "", "name": name, "label": label, "text": sentence})
    return rows


#: What an officer ticks who typed for a resident, besides what the resident states.
READ_ALOUD = "dibacakan"


def declarations(view: "View", *, at_counter: bool = False) -> list[tuple[str, str]]:
    """What the applicant must tick: the papers filled in on screen, and that all of it is true.

    At the counter the officer ticks for them, and that they have heard it.
    """
    rows = [
        (
            need.name,
            gettext("Saya membuat %(paper)s (%(form)s) dengan isian di atas.")
            % {"paper": need.label, "form": need.form},
        )
        for need in view.documents
        if need.form
    ]
    truth = gettext(
        "Saya menyatakan isian dan berkas di atas benar, dan siap menunjukkan aslinya bila diminta."
    )
    heard = gettext("Isian dan pernyataan di atas sudah saya bacakan kepada pemohon, dan ia menyetujuinya.")
    return [*rows, ("benar", truth), *([(READ_ALOUD, heard)] if at_counter else [])]


def askable(view: "View") -> list[tuple[str, str]]:
    """Questions an officer may ask to be put right: those that were answered by the applicant."""
    return [
        (question.name, question.label)
        for question in view.definition.asked
        if question.name in view.visible and question.name not in view.locked and question.kind != "note"
    ]


def repair_definition(definition: "Definition", names: set[str]) -> "Definition":
    """The same form with the questions to be repaired moved to one page of their own."""
    page = Page(name=REPAIR, title=gettext("Perbaikan"))
    moved = tuple(replace(each, page=REPAIR) if each.name in names else each for each in definition.questions)
    return replace(definition, pages=(*definition.pages, page), questions=moved)


def told(row: dict[str, Any]) -> dict[str, Any]:
    """Add the current step's label and the state in one word: waiting, late, open, or the outcome."""
    row["step_label"] = next((step["label"] for step in row["steps"] if step["name"] == row["step"]), "")
    if row["closed_at"]:
        row["state"] = row["outcome"]
    elif row["waiting_since"]:
        row["state"] = "waiting"
    else:
        row["state"] = "late" if row["due_at"] < timezone.now() else "open"
    return row


# --- what stands in the way -----------------------------------------------------------------------


def obstacles(view: "View") -> dict[str, list[str]]:
    """What stands in the way of submitting, by question: missing, unfit, or blocked by a rule."""
    found: dict[str, list[str]] = {}
    for name in view.missing:
        found.setdefault(name, []).append(str(view.faults.get(name) or gettext("Isian ini wajib diisi.")))
    for finding in view.blocks:
        found.setdefault(finding.question, []).append(str(finding.sentence))
    return found


def needed_declarations(view: "View", *, at_counter: bool = False) -> set[str]:
    """The statements without which nothing is submitted."""
    return {name for name, _label in declarations(view, at_counter=at_counter)}


def with_templates(events: "Iterable[Event]") -> "list[Event]":
    """Each event knows the template that tells it; a room tells its own events."""
    told = list(events)
    for event in told:
        room, verb = event.name.split(".", 1)
        event.template = (f"{room}/events/{verb}.html", f"cases/events/{verb}.html")  # type: ignore[attr-defined]
    return told


def closed(service: "Service") -> str:
    """Why this service cannot be applied for now."""
    return service.closed_reason or gettext("Layanan ini sedang tidak dibuka untuk warga.")


def since(events: "list[Event]", seen: str, viewer: "Person") -> "list[Event]":
    """What others did after the last event the viewer saw. A page that does not say what it saw is believed."""
    last = counted(seen, most=2**63)
    return [each for each in events if last is not None and each.pk > last and each.by_id != viewer.pk]


# --- steps and their clocks -----------------------------------------------------------------------

#: Why somebody may not work on a case now, by the name `rules.why_not` gives it.
REASONS = {
    "closed": gettext_noop("Permohonan ini sudah selesai."),
    "close": gettext_noop(
        "Anda pemohon atau anggota keluarganya, jadi permohonan ini harus dikerjakan rekan Anda."
    ),
    "beside": gettext_noop(
        "Langkah ini sudah selesai; permohonan menunggu pemeriksaan lain yang berjalan bersamaan."
    ),
    "voted": gettext_noop("Anda sudah memberi pendapat pada langkah ini; sekarang giliran rekan Anda."),
    "four_eyes": gettext_noop(
        "Anda sudah mengerjakan langkah sebelumnya; langkah ini harus dilihat mata kedua."
    ),
    "typed": gettext_noop(
        "Anda yang mengisikan permohonan ini di loket, jadi permohonan ini diperiksa dan diputus rekan Anda."
    ),
    "duty": gettext_noop("Jabatan Anda hari ini tidak memegang langkah ini."),
    "held": gettext_noop("Rekan Anda sedang memegang permohonan ini."),
}


def refusal(reason: str) -> str:
    """The sentence for a reason; for one without a name, that it cannot be done now."""
    return gettext(REASONS.get(reason) or "Langkah ini belum dapat dilakukan sekarang.")


def resolved_steps(view: "View") -> list[dict[str, Any]]:
    """The steps of a new case; special cases (`steps.instead`) are settled here once and for all.

    What a step leaves to the default is left out.
    """
    steps = []
    for step in view.steps:
        said = {part.name: getattr(step, part.name) for part in fields(step) if part.name != "instead"}
        said["desk"] = "" if step.desk == view.definition.desk else step.desk
        plain = vars(Step("", "", ""))
        steps.append({name: value for name, value in said.items() if value != plain[name]})
    return steps


def side_told(case: "Case", side: "SideStep") -> dict[str, Any]:
    """A step away from the main line, with what was said on it and how many must say the same."""
    said = [done for done in case.steps_done.all() if done.step == side.step]
    return {"side": side, "said": said, "votes": case.turn(side.step).get("votes", 1)}


def companions(case: "Case", main: str) -> list[dict[str, Any]]:
    """The steps that run at the same time as this main one."""
    return [step for step in case.steps if step.get("beside") == main]


def needs_reason(step: dict[str, Any], verdict: str) -> bool:
    """Saying no always needs a reason; the service file may want one for other verdicts too."""
    return verdict in ("refused", "objected") or verdict in step.get("reasons", [])


def enter(case: "Case", step: dict[str, Any]) -> list[dict[str, Any]]:
    """Make a main step the current one; answers with the steps that open away from the main line.

    A main step at another desk is one of them: meanwhile the case's own desk has nothing to do.
    """
    is_away = bool(step.get("desk"))
    case.step, case.duty, case.holder = step["name"], "" if is_away else step["duty"], None
    case.step_since, case.rung = timezone.now(), 0
    return [*([step] if is_away else []), *companions(case, step["name"])]


def side_of(case: "Case", step: dict[str, Any]) -> dict[str, Any]:
    """What a step away from the main line is opened with."""
    names = {"step": step["name"], "label": step["label"], "duty": step["duty"]}
    return {**names, "opened_at": case.step_since}


def wind(case: "Case", sides: Iterable["SideStep"], pauses: Iterable[Span], calendar: Calendar) -> None:
    """Set every clock of an open case: its limit, its step's, those beside it, and the next rungs."""
    spans = list(pauses)
    case.due_at = due_after(case.submitted_at, case.hours or 0, spans, calendar)
    case.step_due_at, case.alarm_at = None, None
    if case.duty:
        clocks = _step_clocks(case.turn(case.step), case.step_since, case.rung, spans, calendar)
        case.step_due_at, case.alarm_at = clocks
    for side in sides:
        turn = case.turn(side.step)
        side.due_at, side.alarm_at = _step_clocks(turn, side.opened_at, side.rung, spans, calendar)


def _step_clocks(
    step: dict[str, Any], since: datetime, rung: int, pauses: list[Span], calendar: Calendar
) -> tuple[datetime | None, datetime | None]:
    """When a step should be done, and when the next rung of its ladder is climbed."""
    ladder = step.get("escalate") or []
    due = due_after(since, step["hours"], pauses, calendar) if step.get("hours") else None
    alarm = due_after(since, ladder[rung][0], pauses, calendar) if rung < len(ladder) else None
    return due, alarm
