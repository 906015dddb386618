"""What officers type about a family card."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.people import methods


class NumberForm(forms.Form):
    nomor_kk = forms.CharField(label=_("Nomor KK dari SIAK"), max_length=40, help_text=_("16 angka"))

    def clean_nomor_kk(self) -> str:
        number = methods.clean_number(str(self.cleaned_data["nomor_kk"]))
        for fault in methods.kk_faults(number, timezone.localdate()):
            if fault.effect == "block":
                raise forms.ValidationError(str(fault.sentence))
        return number
