"""What residents type: a report in two short pages, and their word on it afterwards."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.complaints.topics import queries as topics
from balaikota.foundation.regions import queries as regions
from balaikota.kit.maps import PointForm

MOST_PHOTOS = 5


class ManyPhotos(forms.FileInput):
    """The camera or the album of a phone; several at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PhotosField(forms.Field):
    """A list of uploads, empty when there are none. Whether each is a photo is seen when it is received."""

    widget = ManyPhotos(attrs={"accept": "image/*", "multiple": True})

    def clean(self, value: Any) -> list[Any]:
        brought = list(value or [])
        if len(brought) > MOST_PHOTOS:
            raise forms.ValidationError(_("Paling banyak 5 foto."))
        return brought


def topic_choices() -> list[Any]:
    grouped: dict[str, list[tuple[str, str]]] = {}
    for topic in topics.topics():
        grouped.setdefault(topic.group_label, []).append((topic.slug, str(topic)))
    return list(grouped.items())


class ReportForm(PointForm):
    """What is wrong, and where."""

    photos = PhotosField(
        label=_("Foto"),
        help_text=_(
            "Sampai 5 foto. Tempat dan waktu di dalam foto dibaca, lalu dihapus dari foto yang disimpan."
        ),
        required=False,
    )
    text = forms.CharField(
        label=_("Apa yang terjadi?"),
        help_text=_("Satu dua kalimat cukup. Jangan tulis NIK atau nomor telepon di sini."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    address = forms.CharField(
        label=_("Patokan tempat"),
        help_text=_("Nama jalan, depan apa. Misalnya: Jl. Karya, depan sekolah."),
        max_length=200,
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    case_number = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)

    field_order = ("photos", "text", "lat", "lon", "kelurahan", "address")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kelurahan"].required = False

    def clean_key(self) -> uuid.UUID:
        """A browser that sends none sends a new report."""
        return self.cleaned_data.get("key") or uuid.uuid4()

    def clean_kelurahan(self) -> Any:
        return regions.region(self.cleaned_data.get("kelurahan") or "")


class SendForm(ReportForm):
    """The second page: the topic, and who sees whose report it is."""

    topic = forms.ChoiceField(label=_("Topik"), choices=topic_choices)
    contact = forms.CharField(
        label=_("Nomor HP atau surel"),
        help_text=_("Hanya dibaca unit yang menangani, bila perlu bertanya. Tidak ditampilkan."),
        max_length=120,
        required=False,
    )
    is_anonymous = forms.BooleanField(
        label=_("Sembunyikan nama saya"),
        help_text=_("Juga dari unit yang menangani."),
        required=False,
    )
    is_private = forms.BooleanField(
        label=_("Jangan tampilkan laporan ini untuk umum"),
        help_text=_("Hanya Anda dan petugas yang membacanya. Keduanya dapat diubah kapan saja."),
        required=False,
    )

    def clean_topic(self) -> Any:
        return topics.topic(self.cleaned_data["topic"])


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Kode lacak"), max_length=20)


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Jawaban Anda"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ReopenForm(forms.Form):
    text = forms.CharField(
        label=_("Apa yang belum beres?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ShowAsForm(forms.Form):
    is_anonymous = forms.BooleanField(label=_("Sembunyikan nama saya"), required=False)
    is_private = forms.BooleanField(label=_("Jangan tampilkan laporan ini untuk umum"), required=False)
