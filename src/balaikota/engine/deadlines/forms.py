"""What the keeper of the calendar posts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.engine.deadlines.models import HolidayKind


class HolidayForm(forms.Form):
    """A day off and its ground."""

    on = forms.DateField(label=_("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label=_("Nama hari libur"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=HolidayKind.choices)
    source = forms.CharField(
        label=_("Dasar"),
        help_text=_("Keputusan yang menetapkannya, dengan nomor dan tanggal."),
        max_length=200,
    )
