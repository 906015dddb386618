"""What a letter says: the paragraphs of the service file with a case's answers, or with an example's."""

import base64
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases.models import Case
from balaikota.engine.conditions.methods import EMPTY
from balaikota.engine.letters import methods
from balaikota.engine.questions import queries as questions
from balaikota.engine.questions.methods import View
from balaikota.engine.questions.models import Definition, Question
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.organisations import queries as organisations
from balaikota.kit import pdf
from balaikota.kit.typed import MONTHS

PAPER = "surat-layanan"
TEMPLATE = Path(__file__).parent / "typst" / "surat-layanan.typ"


def on_paper(question: Question, value: Any) -> str:
    """An answer as the letter prints it: in full, because the letter is its owner's."""
    if question.kind in ("nik", "kk"):
        return str(value or "")
    if question.kind == "person" and isinstance(value, dict):
        return (
            f"{value.get('nama', '')} (NIK {value['nik']})"
            if value.get("nik")
            else str(value.get("nama", ""))
        )
    return questions.display(question, value)


def paragraphs(definition: Definition, answers: dict[str, Any], given: dict[str, str]) -> list[str]:
    """The letter's paragraphs with the answers in their places; an empty one is a dash."""
    words = dict(given)
    for question in definition.asked:
        value = answers.get(question.name)
        words[question.name] = "" if value in EMPTY else on_paper(question, value)
    return [methods.filled(text, words) for text in definition.letter.paragraphs]


def given_of(case: Case) -> dict[str, str]:
    """What every letter may use besides the answers."""
    return {
        "pemohon": case.applicant.name,
        "nomor_permohonan": case.number,
        "tanggal_putusan": on_date(timezone.localdate()),
    }


def on_date(day: Any) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def sample(view: View) -> dict[str, Any] | None:
    """What the letter says to these answers, with the head and foot of a letter that is only looked at."""
    form, today = view.definition, timezone.localdate()
    if not form.letter.title:
        return None
    given = {
        "pemohon": _("Nama Pemohon"),
        "nomor_permohonan": f"{form.number_prefix}-{today.year}-00000",
        "tanggal_putusan": on_date(today),
    }
    desk = next((one for one in organisations.desks() if one.code == form.desk), None)
    frame = documents.sample_frame(form.letter.title, desk.agency if desk else None)
    return {"letter": frame, "content": {"paragraphs": paragraphs(form, view.clean(), given)}}


def drawn(sample: dict[str, Any]) -> bytes:
    """The sample as PDF, marked as one."""
    return pdf.draw(TEMPLATE, sample, example=True)


def pictures(sample: dict[str, Any]) -> list[str]:
    """The letter's pages as pictures that a page can carry in itself."""
    pages = pdf.pictures(TEMPLATE, sample, example=True)
    return ["data:image/png;base64," + base64.b64encode(page).decode() for page in pages[:4]]
