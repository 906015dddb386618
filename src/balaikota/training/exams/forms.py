"""Setting a test, and reading what was answered."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from balaikota.kit.days import Day
from balaikota.kit.worktime import WIB
from balaikota.training.exams.models import Kind, Purpose, Question


class ExamForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Tes"), choices=Purpose.choices)
    day = Day(_("Tanggal dibuka"))
    begins = forms.TimeField(
        label=_("Jam dibuka"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    last_day = Day(_("Tanggal ditutup"))
    ends = forms.TimeField(
        label=_("Jam ditutup"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(label=_("Lama mengerjakan (menit)"), min_value=1, max_value=600, initial=30)
    attempts = forms.IntegerField(label=_("Kesempatan"), min_value=1, max_value=10, initial=1)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if all(name in said for name in ("day", "begins", "last_day", "ends")):
            said["opens_at"] = datetime.combine(said["day"], said["begins"], WIB)
            said["closes_at"] = datetime.combine(said["last_day"], said["ends"], WIB)
            if said["closes_at"] <= said["opens_at"]:
                self.add_error("last_day", say("Tes harus ditutup sesudah dibuka."))
        return said

    @property
    def facts(self) -> dict[str, Any]:
        names = ("purpose", "opens_at", "closes_at", "minutes", "attempts")
        return {name: self.cleaned_data[name] for name in names}


def said(question: Question, posted: Any) -> Any:
    """What was posted for this question, as it is kept. Raises `ValidationError` with a sentence."""
    if question.kind == Kind.SINGLE:
        return _places(posted.getlist("jawaban")[:1], question)[0]
    if question.kind == Kind.MULTIPLE:
        return sorted(_places(posted.getlist("jawaban"), question, may_be_empty=True))
    if question.kind == Kind.ORDER:
        return _order(posted, question)
    text = posted.get("jawaban", "").strip()[:500]
    if not text:
        raise forms.ValidationError(say("Tuliskan jawaban Anda."))
    return text


def _places(typed: list[str], question: Question, *, may_be_empty: bool = False) -> list[int]:
    known = {str(place) for place in range(len(question.choices))}
    if not may_be_empty and not typed:
        raise forms.ValidationError(say("Pilih satu jawaban."))
    if not set(typed) <= known:
        raise forms.ValidationError(say("Pilihan itu tidak ada di soal ini."))
    return [int(place) for place in typed]


def _order(posted: Any, question: Question) -> list[int]:
    """Each choice was given a place: 1, 2, 3 …, each once."""
    count = len(question.choices)
    given = [(posted.get(f"tempat-{choice}", ""), choice) for choice in range(count)]
    if sorted(place for place, _choice in given) != sorted(str(n) for n in range(1, count + 1)):
        raise forms.ValidationError(
            say("Beri setiap pilihan satu urutan, 1 sampai %d, tanpa ada yang sama.") % count
        )
    return [choice for _place, choice in sorted(given, key=lambda each: int(each[0]))]
