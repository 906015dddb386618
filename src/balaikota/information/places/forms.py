"""What editors post about a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.information.places import methods
from balaikota.information.places.models import Access, Kind, Place
from balaikota.kit.days import Day
from balaikota.kit.lines import Line, Lines
from balaikota.kit.maps import PointForm
from balaikota.kit.typed import Unfit


class Hours(Line):
    """The hours of one day, as people write them."""

    def __init__(self, label: Any, *, hint: Any = "") -> None:
        super().__init__(label, most=120, hint=hint, required=False)

    def clean(self, value: Any) -> Any:
        try:
            return methods.spans_of(super().clean(value))
        except Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None


class Telephone(Line):
    """A telephone number or a short number."""

    def clean(self, value: Any) -> str:
        try:
            return methods.telephone(super().clean(value))
        except Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None


DAYS = [f"day_{n}" for n in range(7)]


class PlaceForm(PointForm):
    """Everything about a place; the point comes from the map or is left out."""

    name = Line(_("Nama"), most=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=Kind)
    address = Line(_("Alamat"), most=200, hint=_("Jalan dan nomor; kelurahannya dipilih sendiri."))
    phone = Telephone(_("Telepon"), most=30, required=False)
    website = forms.URLField(label=_("Laman"), required=False, max_length=200, assume_scheme="https")
    about = Lines(
        _("Keterangan"), most=2000, required=False, hint=_("Apa yang diurus di sini, lewat pintu mana.")
    )
    access = forms.MultipleChoiceField(
        label=_("Kemudahan akses"), choices=Access, required=False, widget=forms.CheckboxSelectMultiple
    )
    day_0 = Hours(_("Senin"), hint=_("Misalnya 08.00-12.00, 13.00-16.00; atau 24 jam; kosong berarti tutup."))
    day_1, day_2, day_3 = Hours(_("Selasa")), Hours(_("Rabu")), Hours(_("Kamis"))
    day_4, day_5, day_6 = Hours(_("Jumat")), Hours(_("Sabtu")), Hours(_("Minggu"))
    keeps_holidays = forms.BooleanField(
        label=_("Tutup pada hari libur nasional"), required=False, initial=True
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def facts(self) -> methods.Facts:
        """After `is_valid`: what was said, clean."""
        said = dict(self.cleaned_data)
        said.pop("seen")
        week = {n: spans for n, day in enumerate(DAYS) if (spans := said.pop(day))}
        return methods.Facts(**(said | {"access": tuple(said["access"]), "week": week}))


def about(place: Place, week: dict[int, methods.Spans]) -> dict[str, Any]:
    """What the form shows of a place that stands."""
    names = ("name", "kind", "address", "lat", "lon", "website", "about", "access", "keeps_holidays")
    shown = {name: getattr(place, name) for name in names}
    hours = {day: methods.hours_text(week[n]) for n, day in enumerate(DAYS) if week.get(n)}
    phone = methods.telephone_text(place.phone)
    return shown | hours | {"kelurahan": place.kelurahan_id, "phone": phone, "seen": place.version}


class DateForm(forms.Form):
    on = Day(_("Tanggal"))


class DayForm(forms.Form):
    """One date with hours of its own."""

    on = Day(_("Tanggal"), coming=True)

    spans = Hours(_("Jam buka pada tanggal itu"), hint=_("Kosong berarti tutup sehari penuh."))
    reason = Line(_("Sebab"), most=120, hint=_("Dibaca warga, misalnya: rapat pegawai."))


class CloseForm(forms.Form):
    why = Line(_("Sebab, dan ke mana warga pergi sekarang"), most=200)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas CSV atau XLSX"),
        help_text=_("Paling banyak 2.000 baris. Baris pertama berisi nama kolom."),
    )
