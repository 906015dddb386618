"""The sheet as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.engine.satisfaction import methods


class SheetForm(forms.Form):
    """Nine questions with four answers each; one left open is left out of the index, and that is allowed."""

    remark = forms.CharField(
        label=_("Saran Anda"),
        help_text=_("Jangan tulis nama, NIK, atau nomor telepon: jawaban survei tidak menyebut orang."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for element in methods.elements():
            self.fields[element.key] = forms.TypedChoiceField(
                label=element.asks,
                choices=[(str(place), answer) for place, answer in enumerate(element.answers, 1)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
        self.order_fields([*methods.KEYS, "remark"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(key) for key in methods.KEYS):
            raise forms.ValidationError(_("Jawab sedikitnya satu pertanyaan."))
        return cleaned


class PromiseForm(forms.Form):
    element = forms.ChoiceField(
        label=_("Unsur"), choices=lambda: [(each.key, each.name) for each in methods.elements()]
    )
    text = forms.CharField(
        label=_("Yang akan kami perbaiki"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
