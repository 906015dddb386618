"""What officers and applicants post about a case. The questions of a service have their own forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.engine.cases.models import Outcome, Verdict


class DecideForm(forms.Form):
    """Grant or refuse."""

    outcome = forms.ChoiceField(
        label=_("Putusan"),
        choices=[(Outcome.GRANTED.value, _("Kabulkan")), (Outcome.REFUSED.value, _("Tolak"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Wajib bila ditolak. Pemohon membacanya: tulis sebabnya dan apa yang dapat ia lakukan."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("outcome") == Outcome.REFUSED and not cleaned.get("reason", "").strip():
            self.add_error(
                "reason", _("Tulis alasan penolakan, agar pemohon tahu apa yang dapat ia lakukan.")
            )
        return cleaned


class PassStepForm(forms.Form):
    """The check is done."""

    note = forms.CharField(
        label=_("Catatan untuk langkah berikutnya"),
        help_text=_("Hanya dibaca petugas."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )


class ObjectForm(forms.Form):
    """Several must agree, and this officer does not."""

    note = forms.CharField(
        label=_("Mengapa Anda tidak setuju"),
        help_text=_("Dibaca petugas yang memutus."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )


class SideStepForm(forms.Form):
    """What a desk says on its own step."""

    verdict = forms.ChoiceField(label=_("Hasil"), choices=Verdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Catatan untuk petugas yang memutus"),
        help_text=_("Wajib bila tidak setuju."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("verdict") == Verdict.OBJECTED and not cleaned.get("note", "").strip():
            self.add_error("note", _("Tulis mengapa Anda tidak setuju."))
        return cleaned


class AskCorrectionForm(forms.Form):
    """One tick and one reason for each question that must be put right."""

    def __init__(self, questions: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for name, label in questions:
            self.fields[f"ask_{name}"] = forms.BooleanField(label=label, required=False)
            reason = forms.CharField(
                label=_("Apa yang perlu diperbaiki pada “%s”") % label,
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=600,
                required=False,
            )
            self.fields[f"reason_{name}"] = reason

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Tick and reason, question by question, for the page."""
        return [(self[f"ask_{name}"], self[f"reason_{name}"]) for name, _label in self.questions]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, _label in self.questions:
            asked, reason = cleaned.get(f"ask_{name}"), cleaned.get(f"reason_{name}", "").strip()
            if asked and not reason:
                self.add_error(f"reason_{name}", _("Tulis apa yang perlu diperbaiki."))
        if not self.items():
            self.add_error(None, _("Pilih sedikitnya satu isian yang perlu diperbaiki, dan tulis alasannya."))
        return cleaned

    def items(self) -> dict[str, str]:
        """What is asked: question name and reason. A reason without its tick counts: somebody meant it."""
        reasons = {
            name: self.cleaned_data.get(f"reason_{name}", "").strip() for name, _label in self.questions
        }
        return {name: reason for name, reason in reasons.items() if reason}


class SubmitForm(forms.Form):
    """The statements a person makes when they send the application, each ticked by itself."""

    def __init__(self, declarations: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in declarations:
            wanted = {"required": _("Centang pernyataan ini sebelum mengirim.")}
            self.fields[f"declare_{name}"] = forms.BooleanField(label=label, error_messages=wanted)

    def declared(self) -> list[str]:
        return [name.removeprefix("declare_") for name in self.fields]


class TrackForm(forms.Form):
    """The two things printed on the receipt."""

    number = forms.CharField(
        label=_("Nomor permohonan"), help_text=_("Misalnya AKT-2026-00001."), max_length=24
    )
    secret = forms.CharField(
        label=_("Kode lacak"),
        help_text=_("Sepuluh huruf dan angka pada tanda terima."),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
