"""What residents type: a report in two short pages, and their word on it afterwards."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.complaints.reports import methods
from balaikota.complaints.topics import queries as topics
from balaikota.foundation.regions import queries as regions
from balaikota.kit.lines import Line, Lines
from balaikota.kit.maps import PointForm
from balaikota.kit.photos import PhotosField

MOST_PHOTOS = 5


def topic_choices() -> list[Any]:
    grouped: dict[str, list[tuple[str, str]]] = {}
    for topic in topics.topics():
        grouped.setdefault(topic.group_label, []).append((topic.slug, str(topic)))
    return list(grouped.items())


class ReportForm(PointForm):
    """What is wrong, and where."""

    photos = PhotosField(
        most=MOST_PHOTOS,
        label=_("Foto"),
        help_text=_(
            "Sampai 5 foto. Tempat dan waktu di dalam foto dibaca, lalu dihapus dari foto yang disimpan."
        ),
        required=False,
    )
    text = Lines(
        _("Apa yang terjadi?"),
        most=2000,
        hint=_("Satu dua kalimat cukup. Jangan tulis NIK atau nomor telepon di sini."),
    )
    address = Line(
        _("Patokan tempat"),
        most=200,
        hint=_("Nama jalan, depan apa. Misalnya: Jl. Karya, depan sekolah."),
        required=False,
    )
    is_anonymous = forms.BooleanField(
        label=_("Sembunyikan nama saya"),
        help_text=_("Juga dari unit yang menangani."),
        required=False,
    )
    is_private = forms.BooleanField(
        label=_("Jangan tampilkan laporan ini untuk umum"),
        help_text=_("Hanya Anda dan petugas yang membacanya. Dapat diubah kapan saja."),
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    case_number = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)

    field_order = ("photos", "text", "lat", "lon", "kelurahan", "address")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kelurahan"].required = False

    def clean_key(self) -> uuid.UUID:
        """A browser that sends none, or one that is none, sends a new report: nobody could mend a hidden key."""
        key = self.cleaned_data.get("key") or ""
        return uuid.UUID(key) if methods.is_uuid(key) else uuid.uuid4()

    def clean_kelurahan(self) -> Any:
        return regions.region(self.cleaned_data.get("kelurahan") or "")


class SendForm(ReportForm):
    """The second page: the topic, and where to ask back; what the first page said comes with it."""

    topic = forms.ChoiceField(label=_("Topik"), choices=topic_choices)
    contact = Line(
        _("Nomor HP atau surel"),
        most=120,
        hint=_("Hanya dibaca unit yang menangani, bila perlu bertanya. Tidak ditampilkan."),
        required=False,
    )

    def clean_topic(self) -> Any:
        return topics.topic(self.cleaned_data["topic"])


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Kode lacak"), max_length=20)


class TrackForm(CodeForm):
    """The two things of the receipt; a wrong number and a wrong code get the same answer."""

    number = forms.CharField(label=_("Nomor laporan"), help_text=_("Misalnya ADU-2026-00001."), max_length=24)
    field_order = ("number", "code")


class AnswerForm(forms.Form):
    text = Lines(_("Jawaban Anda"), most=2000)


class ReopenForm(forms.Form):
    text = Lines(_("Apa yang belum beres?"), most=2000)


class ShowAsForm(forms.Form):
    is_anonymous = forms.BooleanField(label=_("Sembunyikan nama saya"), required=False)
    is_private = forms.BooleanField(label=_("Jangan tampilkan laporan ini untuk umum"), required=False)
