"""Stars and words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.kit.lines import Line, Lines
from balaikota.products.orders.models import Line as OrderLine

STARS = [
    ("5", gettext_lazy("5 bintang: sangat baik")), ("4", gettext_lazy("4 bintang: baik")),
    ("3", gettext_lazy("3 bintang: cukup")), ("2", gettext_lazy("2 bintang: kurang")),
    ("1", gettext_lazy("1 bintang: buruk")),
]  # fmt: skip


class ReviewForm(forms.Form):
    """One part for each thing of the order; what gets no stars is not reviewed."""

    def __init__(self, lines: list[OrderLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"stars-{line.pk}"] = forms.ChoiceField(
                label=line.name, choices=STARS, widget=forms.RadioSelect, required=len(lines) == 1
            )
            self.fields[f"words-{line.pk}"] = Lines(
                _("Ulasan tentang %s") % line.name, most=1000, required=False,
                hint=_("Yang baik dan yang kurang. Jangan tulis nomor telepon atau alamat."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(said.get(f"stars-{line.pk}") for line in self.lines):
            raise forms.ValidationError(_("Beri bintang untuk setidaknya satu barang."))
        return said

    def said(self) -> dict[int, tuple[int, str]]:
        told = self.cleaned_data
        rated = [line.pk for line in self.lines if told[f"stars-{line.pk}"]]
        return {pk: (int(told[f"stars-{pk}"]), told[f"words-{pk}"]) for pk in rated}


class AnswerForm(forms.Form):
    words = Lines(gettext_lazy("Jawaban Anda"), most=1000)


class WhyForm(forms.Form):
    why = Line(gettext_lazy("Alasannya"), most=300)
