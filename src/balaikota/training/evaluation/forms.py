"""Questionnaires built from their questions, and amounts in rupiah."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.kit import rupiah
from balaikota.kit.typed import Unfit
from balaikota.training.evaluation import methods
from balaikota.training.evaluation.models import CostKind


class MarksForm(forms.Form):
    """One choice of five for each question, none of them needed alone, and a remark."""

    def __init__(
        self, data: Any = None, *, questions: list[tuple[str, str]], remark: Any, place: str = "id"
    ) -> None:
        """`place` tells the ids of several such forms on one page apart."""
        super().__init__(data, auto_id=f"{place}_%s")
        self.codes = [code for code, _text in questions]
        choices = [(str(place), word) for place, word in enumerate(methods.asked()["scale"], 1)]
        for code, text in questions:
            self.fields[code] = forms.ChoiceField(
                label=text, choices=choices, widget=forms.RadioSelect, required=False
            )
        self.fields["remark"] = forms.CharField(
            label=remark, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not any(said.get(code) for code in self.codes):
            raise forms.ValidationError(_("Isi sedikitnya satu penilaian."))
        return said

    @property
    def marks(self) -> dict[str, int]:
        return {code: int(self.cleaned_data[code]) for code in self.codes if self.cleaned_data.get(code)}

    @property
    def remark(self) -> str:
        return str(self.cleaned_data["remark"])


def _amount(typed: str) -> int:
    try:
        amount = rupiah.whole(typed, least=1)
    except Unfit as unfit:
        raise forms.ValidationError(unfit.sentence) from None
    return amount


class CostForm(forms.Form):
    kind = forms.ChoiceField(label=_("Jenis biaya"), choices=CostKind.choices)
    about = forms.CharField(label=_("Uraian"), max_length=160)
    planned = forms.CharField(
        label=_("Anggaran"), max_length=40, help_text=_("Misalnya Rp4.500.000 atau 4,5 juta.")
    )

    def clean_planned(self) -> int:
        return _amount(self.cleaned_data["planned"])


class SpentForm(forms.Form):
    spent = forms.CharField(label=_("Realisasi"), max_length=40)
    proof = forms.CharField(label=_("Nomor bukti (SPJ atau kuitansi)"), max_length=120)

    def clean_spent(self) -> int:
        return _amount(self.cleaned_data["spent"])
