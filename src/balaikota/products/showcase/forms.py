"""A fair, and a stall in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.kit.days import Day
from balaikota.kit.lines import Line


class FairForm(forms.Form):
    name = Line(gettext_lazy("Nama bazar"), most=120)
    place = Line(gettext_lazy("Tempat"), most=160)
    on = Day(gettext_lazy("Hari pertama"))
    until_on = Day(gettext_lazy("Hari terakhir"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("on") and said.get("until_on") and said["until_on"] < said["on"]:
            self.add_error("until_on", _("Hari terakhirnya sesudah hari pertama."))
        return said


class StallForm(forms.Form):
    number = forms.CharField(max_length=16)
    spot = Line(gettext_lazy("Nomor lapak"), most=20, required=False)
