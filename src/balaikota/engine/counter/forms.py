"""What is typed at the counter."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.engine.counter import queries
from balaikota.engine.counter.models import Weekday
from balaikota.foundation.people import methods as people
from balaikota.foundation.people import rules
from balaikota.foundation.people.models import JenisKelamin
from balaikota.kit.worktime import WIB

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
CLOCK = {"type": "time"}


def clean_nik(typed: str) -> str:
    """The NIK in digits, or what is wrong with it."""
    number = people.clean_number(typed)
    faults = [str(fault.sentence) for fault in people.nik_faults(number) if fault.effect == "block"]
    if faults:
        raise ValidationError(faults)
    return number


class FindForm(forms.Form):
    """Who stands at the counter, and why the officer opens their data."""

    nik = forms.CharField(
        label=gettext_lazy("NIK warga"),
        max_length=40,
        help_text=gettext_lazy("Dari KTP-el atau KK yang diperlihatkan. Spasi dan titik boleh."),
        widget=forms.TextInput(NUMBER),
    )
    purpose = forms.CharField(
        label=gettext_lazy("Tujuan"),
        max_length=300,
        initial=gettext_lazy("Mengisikan permohonan di loket"),
        help_text=gettext_lazy("Paling sedikit tiga kata. Warga yang bersangkutan akan membacanya."),
    )

    def clean_nik(self) -> str:
        return clean_nik(self.cleaned_data["nik"])

    def clean_purpose(self) -> str:
        purpose = " ".join(str(self.cleaned_data["purpose"]).split())
        if not rules.is_stated(purpose):
            raise ValidationError(_("Tulis tujuannya dengan jelas, paling sedikit tiga kata."))
        return purpose


class RecordForm(forms.Form):
    """A resident whom the city does not know yet, from the card they show. They need no account."""

    nik = forms.CharField(label=gettext_lazy("NIK"), max_length=40, widget=forms.TextInput(NUMBER))
    name = forms.CharField(label=gettext_lazy("Nama lengkap"), max_length=120)
    tempat_lahir = forms.CharField(label=gettext_lazy("Tempat lahir"), max_length=80)
    tanggal_lahir = forms.DateField(
        label=gettext_lazy("Tanggal lahir"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    jenis_kelamin = forms.ChoiceField(
        label=gettext_lazy("Jenis kelamin"), choices=JenisKelamin, widget=forms.RadioSelect
    )

    def clean_nik(self) -> str:
        return clean_nik(self.cleaned_data["nik"])

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())


class TypeForm(forms.Form):
    """Which service the resident comes for."""

    service = forms.ChoiceField(
        label=gettext_lazy("Layanan"), error_messages={"required": gettext_lazy("Pilih layanannya.")}
    )
    identity_checked = forms.BooleanField(
        label=gettext_lazy("Wajah warga sudah saya cocokkan dengan KTP-el yang ia perlihatkan."),
        error_messages={"required": gettext_lazy("Cocokkan dahulu wajah dan KTP-el warga, lalu centang.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["service"]
        choices.choices = [("", _("Pilih layanan")), *queries.services()]  # type: ignore[attr-defined]


class HoursForm(forms.Form):
    """When the office receives by appointment."""

    weekday = forms.TypedChoiceField(label=gettext_lazy("Hari"), choices=Weekday, coerce=int)
    from_time = forms.TimeField(label=gettext_lazy("Mulai"), widget=forms.TimeInput(CLOCK, format="%H:%M"))
    until_time = forms.TimeField(label=gettext_lazy("Sampai"), widget=forms.TimeInput(CLOCK, format="%H:%M"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Menit untuk setiap orang"), min_value=5, max_value=240, initial=15
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Berapa orang sekaligus"),
        help_text=gettext_lazy("Sebanyak loket yang buka pada jam itu."),
        min_value=1,
        max_value=50,
        initial=2,
    )


class LineForm(forms.Form):
    """A group of services with numbers of its own."""

    letter = forms.RegexField(
        "^[A-Za-z]$",
        label=gettext_lazy("Huruf"),
        max_length=1,
        error_messages={"invalid": gettext_lazy("Satu huruf dari A sampai Z.")},
    )
    name = forms.CharField(label=gettext_lazy("Kelompok layanan"), max_length=80)

    def clean_letter(self) -> str:
        return str(self.cleaned_data["letter"]).upper()


class WindowForm(forms.Form):
    """At which window the officer sits."""

    window = forms.IntegerField(label=gettext_lazy("Loket nomor"), min_value=1, max_value=99)


class TimeForm(forms.Form):
    """The time an applicant picked from the list."""

    at = forms.CharField(max_length=40, error_messages={"required": gettext_lazy("Pilih salah satu waktu.")})

    def clean_at(self) -> datetime:
        try:
            at = datetime.fromisoformat(self.cleaned_data["at"])
        except ValueError:
            raise ValidationError(_("Pilih salah satu waktu.")) from None
        return at if at.tzinfo else at.replace(tzinfo=WIB)
