"""Twenty plain questions, papers, and the coach's decisions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.ladder import methods, queries
from balaikota.enterprises.ladder.models import Why
from balaikota.kit.typed import Unfit

ANSWERS = ((methods.YES, _("Ya")), (methods.NO, _("Belum")), (methods.UNSURE, _("Tidak tahu")))
ON_A_SHEET = 5


class DiagnosisForm(forms.Form):
    """Five of the ladder's questions; each is answered yes, not yet, or do not know."""

    def __init__(self, *args: Any, asked: Sequence[methods.Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in asked:
            self.fields[question.code] = forms.ChoiceField(
                label=question.text,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": _("Pilih satu jawaban; “Tidak tahu” juga boleh.")},
            )


class PaperForm(forms.Form):
    """Something that shows a test."""

    test = forms.ChoiceField(label=_("Untuk syarat"))
    note = forms.CharField(label=_("Apa isinya"), max_length=500, min_length=5)
    file = forms.FileField(label=_("Foto atau PDF"), required=False)

    def __init__(self, *args: Any, stage: methods.Stage | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["test"]
        field.choices = [(each.code, each.name) for each in stage.tests if each.paper] if stage else []


class CheckForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Putusan"), choices=(("terima", _("Terima")), ("tolak", _("Belum cukup")))
    )
    remark = forms.CharField(label=_("Catatan untuk pemilik"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("verdict") == "tolak" and not said.get("remark", "").strip():
            self.add_error("remark", _("Tuliskan apa yang masih kurang; pemilik akan membacanya."))
        return said


class SendBackForm(forms.Form):
    to = forms.ChoiceField(label=_("Kembali ke tahap"))
    reason = forms.CharField(label=_("Mengapa"), max_length=500, min_length=5)

    def __init__(self, *args: Any, before: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        up = queries.ladder()
        lower = up.stages[: up.codes.index(before)] if before in up.codes else ()
        field.choices = [(each.code, each.name) for each in lower]


class LeaveForm(forms.Form):
    why = forms.ChoiceField(label=_("Sebab berhenti"), choices=Why.choices)
    reason = forms.CharField(label=_("Keterangan"), max_length=500, required=False)

    def clean_why(self) -> Why:
        return Why(self.cleaned_data["why"])


class LadderForm(forms.Form):
    text = forms.CharField(
        label=_("Isi tangga (TOML)"),
        help_text=_("Terbitan baru berlaku segera; yang lama tetap tersimpan."),
        max_length=60_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false"}),
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        try:
            methods.read(text)
        except Unfit as fault:
            raise forms.ValidationError(fault.sentence) from fault
        return text
