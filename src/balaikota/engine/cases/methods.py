"""Pure parts: case numbers, tracking secrets, and what the pages of a draft and a case show."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from balaikota.engine.questions.methods import prefilled
from balaikota.engine.questions.models import Page

if TYPE_CHECKING:
    from balaikota.engine.cases.models import Case, Draft
    from balaikota.engine.questions.methods import View
    from balaikota.engine.questions.models import Definition, Question

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
    """The steps with what has become of each, for the steps component."""
    here = case.position
    if case.outcome == "withdrawn":
        return []
    states = [
        "done" if place < here else "now" if place == here else "next" for place in range(len(case.steps))
    ]
    told = [{"label": step["label"], "state": state} for step, state in zip(case.steps, states, strict=True)]
    return [{"label": gettext("Diajukan"), "state": "done"}, *told]


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


def declarations(view: "View") -> list[tuple[str, str]]:
    """What the applicant must tick: the papers filled in on screen, and that all of it is true."""
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
    return [*rows, ("benar", truth)]


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
