"""What owners and officers type about a business: the owner's own questions, not a form's fields."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.kbli import queries as codes
from balaikota.enterprises.register.models import Stage
from balaikota.foundation.people import methods as numbers
from balaikota.foundation.regions import queries as regions
from balaikota.kit import typed
from balaikota.kit.lines import Line, Number, Rupiah
from balaikota.kit.maps import PointForm

#: Smallest yearly or start amounts that are not asked about: below it, thousands were probably meant.
LEAST = 10_000
STAGES = [(each.value, each.label) for each in (Stage.RUNNING, Stage.IDEA, Stage.PAUSED)]


class Phone(forms.CharField):
    """Any way of writing a telephone; gives E.164."""

    def clean(self, value: Any) -> str:
        said = str(super().clean(value)).strip()
        try:
            return typed.phone(said) if said else ""
        except typed.Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None


class StoryForm(PointForm):
    """The first page: an owner tells of their business."""

    what = Line(
        _("Anda membuat atau menjual apa?"),
        most=120,
        hint=_("Beberapa kata cukup: keripik singkong, jahit kebaya, warung kopi."),
    )
    name = Line(
        _("Apa nama usahanya?"), hint=_("Belum punya nama? Kosongkan, nanti bisa diubah."), required=False
    )
    stage = forms.ChoiceField(
        label=_("Sudah berjalan?"), choices=STAGES, initial=Stage.RUNNING, widget=forms.RadioSelect
    )
    started_year = Number(_("Sejak tahun berapa?"))
    address = Line(_("Patokan tempatnya"), most=250, hint=_("Nama jalan, depan apa."), required=False)
    workers_female = Number(_("Berapa perempuan yang bekerja, termasuk Anda?"))
    workers_male = Number(_("Berapa laki-laki yang bekerja, termasuk Anda?"))
    capital = Rupiah(
        _("Kira-kira berapa modal yang sudah dipakai?"),
        hint=_("Tanpa tanah dan bangunan. Tulis sesukanya: 2,5 juta, 800rb."),
        least=LEAST,
    )
    sales_month = Rupiah(
        _("Kira-kira laku berapa rupiah sebulan?"),
        hint=_("Uang masuk sebelum dikurangi belanja. Hanya Anda dan petugas pembina yang melihat."),
        least=LEAST,
    )
    phone = Phone(label=_("Nomor HP untuk usaha ini"), required=False, max_length=30)
    nib = forms.CharField(
        label=_("Nomor NIB"), help_text=_("13 angka. Belum punya? Kosongkan."), required=False, max_length=30
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kbli = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5)

    field_order: tuple[str, ...] = (
        "what",
        "name",
        "stage",
        "started_year",
        "lat",
        "lon",
        "kelurahan",
        "address",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kelurahan"].required = False
        self.fields["phone"].widget.attrs |= {"inputmode": "tel", "autocomplete": "tel"}
        self.fields["nib"].widget.attrs["inputmode"] = "numeric"

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data.get("key") or uuid.uuid4()

    def clean_kelurahan(self) -> Any:
        return regions.region(self.cleaned_data.get("kelurahan") or "")

    def clean_nib(self) -> str:
        digits = "".join(str(self.cleaned_data.get("nib") or "").split())
        if digits and not (len(digits) == 13 and digits.isascii() and digits.isdigit()):
            raise forms.ValidationError(_("NIB 13 angka, seperti di halaman pertama dokumen NIB."))
        return digits

    def clean_started_year(self) -> Any:
        year = self.cleaned_data.get("started_year")
        if year is not None and not 1900 <= year <= timezone.localdate().year:
            raise forms.ValidationError(_("Tulis tahun dengan empat angka, tidak lewat tahun ini."))
        return year

    def clean_kbli(self) -> Any:
        code = str(self.cleaned_data.get("kbli") or "").strip()
        found = codes.kbli(code) if code else None
        if code and found is None:
            raise forms.ValidationError(_("Kode KBLI ini tidak ada. Pilih dari daftar."))
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for name in ("workers_female", "workers_male"):
            if (said.get(name) or 0) < 0 or (said.get(name) or 0) > 100_000:
                self.add_error(name, _("Periksa jumlah pekerja."))
        return said

    def facts(self) -> dict[str, Any]:
        """Fields of the business."""
        names = ("stage", "started_year", "lat", "lon", "kelurahan", "address", "phone", "nib", "kbli")
        return {name: self.cleaned_data[name] for name in names}

    def condition(self) -> dict[str, Any]:
        """What is true of it today; a month's sales count twelve times. Nothing when nothing was said."""
        said = self.cleaned_data
        told = {name: said[name] for name in ("workers_female", "workers_male", "capital")}
        if said["sales_month"] is not None and said["stage"] != Stage.IDEA:
            told["sales_year"] = said["sales_month"] * 12
        return {name: value for name, value in told.items() if value is not None}


class FieldForm(StoryForm):
    """An officer writes down somebody's business at their door, often without a network."""

    owner_name = Line(_("Nama pemilik"), most=120)
    owner_nik = forms.CharField(
        label=_("NIK pemilik"),
        help_text=_("Salin dari KTP-el bila pemilik memperlihatkannya. Boleh dikosongkan."),
        required=False,
        max_length=24,
    )
    owner_phone = Phone(label=_("Nomor HP pemilik"), required=False, max_length=30)

    field_order = ("owner_name", "owner_nik", "owner_phone", *StoryForm.field_order)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_nik"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        self.fields["owner_phone"].widget.attrs["inputmode"] = "tel"

    def clean_owner_nik(self) -> str:
        nik = numbers.clean_number(str(self.cleaned_data.get("owner_nik") or ""))
        faults = [fault for fault in numbers.nik_faults(nik) if fault.effect == "block"] if nik else []
        if faults:
            raise forms.ValidationError(faults[0].sentence)
        return nik


class MendForm(StoryForm):
    """What is known of a business, to be mended by its owner or an officer."""

    what = Line(
        _("Apa saja yang dibuat atau dijual?"), most=400, hint=_("Pisahkan dengan koma."), required=False
    )
    story = forms.CharField(
        label=_("Tentang usaha ini"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("name", "what", "story", *StoryForm.field_order)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].help_text = ""
        for name in ("workers_female", "workers_male", "capital", "sales_month", "key"):
            del self.fields[name]
        field = self.fields["stage"] = forms.ChoiceField(label=_("Keadaan"), choices=Stage.choices)
        field.widget.is_required = True

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"name": self.cleaned_data["name"], "story": self.cleaned_data["story"]}

    def wares(self) -> list[str]:
        said = [" ".join(part.split())[:120] for part in self.cleaned_data["what"].split(",")]
        return list(dict.fromkeys(part for part in said if part))


class ConditionForm(forms.Form):
    """What is true of the business today. What was said before stays beside it."""

    workers_female = Number(_("Perempuan yang bekerja"))
    workers_male = Number(_("Laki-laki yang bekerja"))
    capital = Rupiah(_("Modal"), hint=_("Tanpa tanah dan bangunan."), least=LEAST)
    assets = Rupiah(_("Aset"), least=LEAST)
    sales_year = Rupiah(_("Omzet setahun"), hint=_("Uang masuk dua belas bulan terakhir."), least=LEAST)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and all(value is None for value in said.values()):
            raise forms.ValidationError(_("Isi sedikitnya satu angka."))
        return said


class FindForm(forms.Form):
    """An owner's name, telephone or NIK: personal data, so it is posted and stands in no address."""

    who = Line(_("Nama, nomor HP, atau NIK pemilik"), most=80)
