"""Form fields for days and moments of the city's clock, that refuse what can only be a slip of the keyboard."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

MOMENT = "%Y-%m-%dT%H:%M"
#: A year that a person means lies between these; PostgreSQL and Python do not agree about those far outside.
FIRST, LAST = 2000, 2100


def _require_meant(value: date | datetime | None, *, coming: bool) -> None:
    if value is None:
        return
    if not FIRST <= value.year <= LAST:
        said = {"first": FIRST, "last": LAST}
        raise ValidationError(_("Tahunnya di luar %(first)d–%(last)d. Periksa angka tahunnya.") % said)
    day = timezone.localdate(value) if isinstance(value, datetime) else value
    if coming and day < timezone.localdate():
        raise ValidationError(_("Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya."))


class Day(forms.DateField):
    """A day. `coming`: today or later."""

    def __init__(self, label: Any, *, hint: Any = "", required: bool = True, coming: bool = False) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, help_text=hint, required=required, widget=widget)
        self.coming = coming

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        _require_meant(day, coming=self.coming)
        return day


class Moment(forms.DateTimeField):
    """A day and a time."""

    def __init__(self, label: Any, *, hint: Any = "", required: bool = True) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(label=label, help_text=hint, required=required, widget=widget)

    def clean(self, value: Any) -> Any:
        moment = super().clean(value)
        _require_meant(moment, coming=False)
        return moment
