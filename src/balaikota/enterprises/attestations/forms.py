"""For what a recommendation is."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RecommendForm(forms.Form):
    purpose = forms.CharField(
        label=_("Untuk keperluan"), max_length=200, min_length=5,
        help_text=_("Misalnya pendaftaran satu merek, pengajuan kredit ke bank, ikut pameran."),
    )  # fmt: skip
