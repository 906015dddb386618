"""What the keeper of the calendar posts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.engine.deadlines.models import HolidayKind
from balaikota.kit.days import Day


class HolidayForm(forms.Form):
    """A day off and its ground."""

    on = Day(_("Tanggal"))
    name = forms.CharField(label=_("Nama hari libur"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=HolidayKind.choices)
    source = forms.CharField(
        label=_("Dasar"),
        help_text=_("Keputusan yang menetapkannya, dengan nomor dan tanggal."),
        max_length=200,
    )
