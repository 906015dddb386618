"""What publishers post, and what a resident chooses to be told of."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.information.alerts import queries
from balaikota.information.alerts.models import Alert, EmergencyNumber, Kind, Level
from balaikota.kit.days import Moment
from balaikota.kit.lines import Line, Lines
from balaikota.kit.typed import Unfit, phone


class AlertForm(forms.Form):
    """An alert, in two languages."""

    kind = forms.ChoiceField(label=_("Bahaya"), choices=Kind, widget=forms.RadioSelect)
    level = forms.ChoiceField(label=_("Tingkat"), choices=Level, widget=forms.RadioSelect)
    title_id = Line(_("Judul"), most=120, hint=_("Satu baris yang menyebut bahayanya dan tempatnya."))
    text_id = Lines(
        _("Isi"), most=2000, hint=_("Apa yang terjadi, dan apa yang harus dilakukan warga sekarang.")
    )
    title_en = Line(_("Judul dalam bahasa Inggris"), most=120, required=False)
    text_en = Lines(_("Isi dalam bahasa Inggris"), most=2000, required=False)
    districts = forms.MultipleChoiceField(
        label=_("Kecamatan"), help_text=_("Kosong berarti seluruh kota."), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    starts_at = Moment(_("Mulai"), hint=_("Kosong berarti sekarang juga."), required=False)
    ends_at = Moment(
        _("Berakhir sendiri pada"), hint=_("Kosong berarti sampai diakhiri di halaman ini."), required=False
    )
    link = forms.URLField(label=_("Tautan"), required=False, max_length=300, assume_scheme="https")
    sure = forms.BooleanField(
        label=_("Saya sudah memastikan kabar ini."),
        help_text=_("Peringatan langsung tampil di setiap halaman dan dikirim kepada warga yang memintanya."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["districts"]
        field.choices = queries.district_choices()

    def said(self) -> tuple[dict[str, Any], list[str]]:
        """After `is_valid`: what was said, and the codes of the kecamatan."""
        clean = dict(self.cleaned_data)
        clean.pop("sure")
        return clean, clean.pop("districts")


def about(alert: Alert) -> dict[str, Any]:
    """What the form shows of an alert that stands."""
    names = ("kind", "level", "title_id", "title_en", "text_id", "text_en", "link")
    moments = {"starts_at": timezone.localtime(alert.starts_at)}
    if alert.ends_at:
        moments["ends_at"] = timezone.localtime(alert.ends_at)
    return {name: getattr(alert, name) for name in names} | moments | {
        "districts": [row.code for row in alert.districts.all()]
    }  # fmt: skip


class NumberForm(forms.Form):
    """An emergency number."""

    number = Line(_("Nomor"), most=30)
    name = Line(_("Untuk apa"), most=80)
    name_en = Line(_("Untuk apa, dalam bahasa Inggris"), most=80, required=False)
    about = Line(_("Keterangan"), most=200, required=False)
    about_en = Line(_("Keterangan dalam bahasa Inggris"), most=200, required=False)
    source = Line(_("Sumber"), most=200, hint=_("Peraturan, surat, atau siapa yang memastikan dan kapan."))
    is_verified = forms.BooleanField(
        label=_("Sudah dipastikan"),
        required=False,
        help_text=_("Nomornya ditelepon dan dijawab di kota ini."),
    )
    position = forms.IntegerField(label=_("Urutan"), min_value=0, max_value=999, initial=50)

    def clean_number(self) -> str:
        said = str(self.cleaned_data["number"]).replace(" ", "").replace("-", "")
        if said.isascii() and said.isdigit() and 3 <= len(said) <= 7:
            return said
        try:
            return phone(said)
        except Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None


def about_number(row: EmergencyNumber) -> dict[str, Any]:
    names = ("number", "name", "name_en", "about", "about_en", "source", "is_verified", "position")
    return {name: getattr(row, name) for name in names}


class ListenForm(forms.Form):
    district = forms.ChoiceField(label=_("Kecamatan"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["district"]
        field.choices = [("", _("Seluruh kota")), *queries.district_choices()]
