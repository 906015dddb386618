"""A clinic as it is announced and as it is noted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.coaching.models import Field
from balaikota.kit.days import Appointment


class ClinicForm(Appointment):
    title = forms.CharField(label=_("Pokok bahasan"), max_length=120, min_length=5)
    field = forms.ChoiceField(label=_("Bidang"), choices=Field.choices)
    place = forms.CharField(label=_("Tempat"), max_length=160, min_length=3)
    minutes = forms.IntegerField(label=_("Lamanya (menit)"), min_value=15, max_value=600, initial=120)
    seats = forms.IntegerField(label=_("Tempat duduk"), min_value=1, max_value=300, initial=20)

    field_order = ("title", "field", "place", "on", "time", "minutes", "seats")

    @property
    def told(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name] for name in ("title", "field", "place", "at", "minutes", "seats")
        }


class HoldForm(forms.Form):
    notes = forms.CharField(
        label=_("Apa yang dikerjakan"),
        min_length=10,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
