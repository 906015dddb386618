"""What officers post about a pair, and what a head posts about the threshold."""

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.engine.likeness import methods


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Catatan"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )


class MergeForm(forms.Form):
    kept = forms.UUIDField(error_messages={"required": _("Pilih catatan yang dipertahankan.")})
    reason = forms.CharField(
        label=_("Dasar penggabungan"),
        help_text=_("Misalnya: KTP-el dan KK diperlihatkan di loket. Jangan tulis nama atau NIK."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ThresholdForm(forms.Form):
    bits = forms.TypedChoiceField(
        label=_("Ambang baru"), coerce=int, choices=[(str(bits), str(bits)) for bits in methods.THRESHOLDS]
    )
    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
