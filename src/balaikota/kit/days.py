"""Form fields for days and moments of the city's clock, that refuse what can only be a slip of the keyboard."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOMENT = "%Y-%m-%dT%H:%M"
#: A year that a person means lies between these; PostgreSQL and Python do not agree about those far outside.
FIRST, LAST = 2000, 2100


def _require_meant(
    value: date | datetime | None, *, first: int, coming: bool = False, past: bool = False
) -> None:
    if value is None:
        return
    if not first <= value.year <= LAST:
        said = {"first": first, "last": LAST}
        raise ValidationError(_("Tahunnya di luar %(first)d–%(last)d. Periksa angka tahunnya.") % said)
    day = timezone.localdate(value) if isinstance(value, datetime) else value
    if coming and day < timezone.localdate():
        raise ValidationError(_("Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya."))
    if past and day > timezone.localdate():
        raise ValidationError(_("Tanggalnya hari ini atau sebelumnya."))


class Day(forms.DateField):
    """A day, of the year `first` or later. `coming`: today or later; `past`: today or earlier."""

    def __init__(self, label: Any, *, hint: Any = "", required: bool = True, **when: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, help_text=hint, required=required, widget=widget)
        self.when = {"first": FIRST} | when

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        _require_meant(day, **self.when)
        return day


class Moment(forms.DateTimeField):
    """A day and a time."""

    def __init__(self, label: Any, *, hint: Any = "", required: bool = True) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(label=label, help_text=hint, required=required, widget=widget)

    def clean(self, value: Any) -> Any:
        moment = super().clean(value)
        _require_meant(moment, first=FIRST)
        return moment


class Appointment(forms.Form):
    """When people meet: a day and a time that lie ahead, together `at` after `is_valid`."""

    on = Day(gettext_lazy("Tanggal"))
    time = forms.TimeField(
        label=gettext_lazy("Jam"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("on") and said.get("time"):
            said["at"] = timezone.make_aware(datetime.combine(said["on"], said["time"]))
            if said["at"] <= timezone.now():
                self.add_error("on", _("Pilih waktu yang belum lewat."))
        return said
