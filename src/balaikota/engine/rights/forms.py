"""What is asked and what is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.engine.rights import methods
from balaikota.engine.rights.models import Outcome


class AskForm(forms.Form):
    text = forms.CharField(
        label=_("Apa yang Anda minta?"),
        help_text=_(
            "Sebut data atau urusan yang mana. Jangan tulis NIK: kami tahu siapa Anda dari akun ini."
        ),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    """The outcome, the law when it is not a plain yes, and the reason in words."""

    outcome = forms.ChoiceField(
        label=_("Jawaban"),
        choices=[row for row in Outcome.choices if row[0] != Outcome.WITHDRAWN],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label=_("Dasar hukum bila tidak dipenuhi seluruhnya"), required=False, widget=forms.Select
    )
    reason = forms.CharField(
        label=_("Alasan atau apa yang sudah dilakukan"),
        help_text=_(
            "Dibaca oleh pemintanya. Sebut apa yang diubah atau dihapus, dan apa yang tetap disimpan."
        ),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, right: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(ground.slug, f"{ground.title} ({ground.law})") for ground in methods.grounds_for(right)]
        self.fields["ground"].choices = [("", _("Tidak ada: dipenuhi seluruhnya")), *rows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") in (Outcome.PARTLY, Outcome.REFUSED) and not cleaned.get("ground"):
            self.add_error("ground", _("Pilih dasar hukum mengapa tidak dapat dipenuhi."))
        return cleaned
