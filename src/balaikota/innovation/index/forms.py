"""What is posted about indicators."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.innovation.index import methods
from balaikota.innovation.index.models import Proof

LEVELS = [(1, "1"), (2, "2"), (3, "3")]


class ClaimForm(forms.Form):
    level = forms.TypedChoiceField(label=_("Tingkat"), choices=LEVELS, coerce=int, widget=forms.RadioSelect)
    file = forms.FileField(label=_("Berkas bukti"), required=False)
    link = forms.URLField(label=_("Tautan bukti"), required=False, assume_scheme="https")
    title = forms.CharField(label=_("Nama bukti"), max_length=160, required=False)

    def __init__(
        self, *args: Any, row: methods.Row, proofs: Any, offered: tuple[int, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if row.levels:
            self.fields["level"].choices = [(n, f"{n}: {text}") for n, text in enumerate(row.levels, 1)]  # type: ignore[attr-defined]
        if row.key == "33":
            choices = [
                (key, f"{name}: {' | '.join(levels)}") for key, (name, levels) in methods.bases().items()
            ]
            self.fields["basis"] = forms.ChoiceField(label=_("Dasar kemanfaatan"), choices=choices)
        if proofs:
            choices = [(proof.pk, proof.title) for proof in proofs]
            self.fields["known"] = forms.TypedMultipleChoiceField(
                label=_("Pakai bukti yang sudah ada"), choices=choices, coerce=int, required=False,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        if offered:
            self.fields["use_records"] = forms.BooleanField(label=offered[1], required=False)
        self.proofs, self.offered = {proof.pk: proof for proof in proofs}, offered

    @property
    def known(self) -> list[Proof]:
        return [self.proofs[pk] for pk in self.cleaned_data.get("known", ())]

    @property
    def told(self) -> str:
        return self.offered[1] if self.offered and self.cleaned_data.get("use_records") else ""


class VerifyForm(forms.Form):
    level = forms.TypedChoiceField(
        label=_("Tingkat menurut penilai"), choices=[(0, "0"), *LEVELS], coerce=int
    )
    reason = forms.CharField(
        label=_("Alasan bila lebih rendah"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
