"""What is reported of a training elsewhere, and of a civil servant."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from balaikota.kit.days import Day
from balaikota.training.courses import methods as jp
from balaikota.training.ledger import methods
from balaikota.training.servants import methods as servants
from balaikota.training.servants.models import Jenis


class ReportForm(forms.Form):
    name = forms.CharField(label=_("Nama pelatihan"), max_length=200)
    organiser = forms.CharField(label=_("Penyelenggara"), max_length=160)
    form = forms.ChoiceField(label=_("Bentuk"), choices=methods.forms)
    begins_on = Day(_("Mulai"), first=1945)
    ends_on = Day(_("Selesai"), first=1945)
    jp = forms.CharField(
        label=_("Jumlah JP"), help_text=_("Seperti tertulis di sertifikat, misalnya 26,5."), max_length=8
    )
    number = forms.CharField(label=_("Nomor sertifikat"), max_length=80, required=False)
    proof = forms.FileField(label=_("Bukti (PDF atau foto sertifikat)"))

    def clean_jp(self) -> Decimal:
        typed = self.cleaned_data["jp"].strip().replace(",", ".")
        if not typed.isascii() or not typed.replace(".", "", 1).isdecimal() or not 0 < Decimal(typed) <= 1000:
            raise forms.ValidationError(say("Tulis JP sebagai angka lebih dari 0, misalnya 26,5."))
        return Decimal(typed)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("begins_on") and said.get("ends_on") and said["ends_on"] < said["begins_on"]:
            self.add_error("ends_on", say("Tanggal selesai tidak boleh sebelum tanggal mulai."))
        return said

    @property
    def facts(self) -> dict[str, Any]:
        names = ("name", "organiser", "form", "begins_on", "ends_on", "number")
        said = {name: self.cleaned_data[name] for name in names}
        return said | {"minutes": jp.minutes_of(self.cleaned_data["jp"])}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ServantForm(forms.Form):
    jenis = forms.ChoiceField(label=_("Jenis pegawai"), choices=Jenis.choices)
    nip = forms.CharField(
        label="NIP", max_length=30, required=False, help_text=_("18 angka. Kosongkan bila tidak diubah.")
    )
    pangkat = forms.CharField(label=_("Pangkat"), max_length=40, required=False)
    golongan = forms.CharField(label=_("Golongan"), max_length=8, required=False)

    def clean_nip(self) -> str:
        number = servants.clean_nip(self.cleaned_data["nip"])
        if number and not servants.is_nip(number):
            raise forms.ValidationError(
                say("NIP terdiri atas 18 angka dan diawali tanggal lahir, misalnya 199001122015031002.")
            )
        return number
