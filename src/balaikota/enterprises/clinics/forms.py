"""A clinic as it is announced and as it is noted."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.coaching.models import Field


class ClinicForm(forms.Form):
    title = forms.CharField(label=_("Pokok bahasan"), max_length=120, min_length=5)
    field = forms.ChoiceField(label=_("Bidang"), choices=Field.choices)
    place = forms.CharField(label=_("Tempat"), max_length=160, min_length=3)
    on = forms.DateField(
        label=_("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(label=_("Jam"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("Lamanya (menit)"), min_value=15, max_value=600, initial=120)
    seats = forms.IntegerField(label=_("Tempat duduk"), min_value=1, max_value=300, initial=20)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("on") and said.get("time"):
            said["at"] = timezone.make_aware(timezone.datetime.combine(said["on"], said["time"]))  # type: ignore[attr-defined]
            if said["at"] <= timezone.now():
                self.add_error("on", _("Pilih waktu yang belum lewat."))
        return said

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
