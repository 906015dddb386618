"""What the coordinator and the units post. A form that is wrong shows itself again with everything in it."""

from typing import Any

from django import forms
from django.core.validators import MinLengthValidator
from django.utils.translation import gettext_lazy as _

from balaikota.complaints.handling import queries
from balaikota.complaints.reports import methods, rules
from balaikota.complaints.reports import queries as reports
from balaikota.complaints.reports.models import Reason, Report, Status
from balaikota.complaints.topics import queries as topics
from balaikota.complaints.topics.models import Kind
from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.pictures.models import Picture
from balaikota.kit.lines import Line, Lines


def _topics() -> list[tuple[str, str]]:
    return [(topic.slug, str(topic)) for topic in topics.topics()]


def _units() -> list[tuple[str, str]]:
    return [(desk.code, desk.agency.name) for desk in queries.units()]


def _reasons(reasons: Any) -> list[tuple[str, Any]]:
    return [(reason.value, reason.label) for reason in reasons]


MOST_PROOFS = 5


class Told(Lines):
    """What somebody will read and has to understand: not less than a word or two."""

    def __init__(self, label: Any = "", *, most: int = 2000, hint: Any = "") -> None:
        super().__init__(label, most=most, hint=hint)
        self.validators.append(MinLengthValidator(5))


class SaidForm(forms.Form):
    """One sentence that the reporter will read."""

    text = Told()

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label


class VerifyForm(forms.Form):
    topic = forms.ChoiceField(label=_("Topik"), choices=_topics)
    kind = forms.ChoiceField(label=_("Golongan"), choices=Kind.choices)
    unit = forms.ChoiceField(
        label=_("Unit"),
        help_text=_("Kosongkan: unit menurut topik dan tempatnya."),
        choices=lambda: [("", _("Menurut topik dan tempat")), *_units()],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["topic"] = topics.topic(said.get("topic", ""))
        said["unit"] = queries.unit(said.get("unit", ""))
        said["kind"] = Kind(said["kind"]) if said.get("kind") else None
        return said


class ForwardForm(SaidForm):
    to = Line(_("Lembaga yang berwenang"), most=120, hint=_("Misalnya balai jalan nasional, provinsi, PLN."))
    field_order = ("to", "text")


class ArchiveForm(SaidForm):
    reason = forms.ChoiceField(
        label=_("Alasan"), choices=_reasons(rules.ARCHIVED_FOR), widget=forms.RadioSelect
    )
    duplicate_of = forms.CharField(
        label=_("Nomor laporan yang pertama"),
        help_text=_("Bila sudah dilaporkan. Suaranya ditambahkan ke laporan itu."),
        max_length=24,
        required=False,
    )
    field_order = ("reason", "duplicate_of", "text")

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first = reports.by_number(said.get("duplicate_of", ""))
        if said.get("reason") == Reason.GANDA and (first is None or first.pk == self.report.pk):
            self.add_error("duplicate_of", _("Nomor laporan yang pertama tidak ditemukan. Periksa nomornya."))
        if said.get("reason"):
            said["reason"] = Reason(said["reason"])
        return said


class ServiceForm(SaidForm):
    service = forms.ChoiceField(
        label=_("Layanan"), choices=lambda: [(each.slug, each.name) for each in catalogue.services()]
    )
    field_order = ("service", "text")

    def clean_service(self) -> Any:
        return catalogue.service(self.cleaned_data["service"])


class ReviewForm(forms.Form):
    #: As long as a program may write by Open311 (`georeport.methods.LONGEST`).
    public_text = Told(
        _("Teks untuk umum"),
        most=4000,
        hint=_("Tutup NIK, telepon, surel, dan pelat nomor. Laporan aslinya tetap tersimpan."),
    )

    def clean_public_text(self) -> str:
        text = str(self.cleaned_data["public_text"])
        if methods.personal_data(text):
            raise forms.ValidationError(_("Teks ini masih memuat NIK, telepon, surel, atau pelat nomor."))
        return text


class HandOverForm(forms.Form):
    unit = forms.ChoiceField(label=_("Ke unit"), choices=_units)
    reason = Told(
        _("Mengapa dioper"),
        hint=_("Dibaca pelapor dan umum. Riwayat dan batas waktunya ikut; tidak dihitung pada unit Anda."),
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.choices = [each for each in _units() if each[0] != report.unit.code]

    def clean_unit(self) -> Any:
        return queries.unit(self.cleaned_data["unit"])


class CompleteForm(forms.Form):
    """How it ended. A repair brings photos, and each is checked before anything is written."""

    reason = forms.ChoiceField(label=_("Bagaimana berakhir"), widget=forms.RadioSelect)
    photos = forms.Field(
        label=_("Foto hasil perbaikan"),
        help_text=_("Diambil di tempatnya sesudah laporan, dan belum pernah dipakai. Wajib bila diperbaiki."),
        required=False,
    )
    text = Told(_("Apa yang dikerjakan, atau mengapa tidak"))

    def __init__(
        self, *args: Any, report: Report, proof: "list[Picture] | None" = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.report, self.proof = report, proof or []
        field: Any = self.fields["reason"]
        field.choices = _reasons(rules.ends_for(report))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said.pop("photos", None)
        if said.get("reason"):
            said["reason"] = Reason(said["reason"])
        if said.get("reason") == Reason.DIPERBAIKI:
            if self.report.status == Status.MENUNGGU_PELAPOR:
                self.add_error("reason", rules.STILL_ASKED)
            self._check_proof()
        return said

    def _check_proof(self) -> None:
        if not self.proof:
            self.add_error("photos", _("Lampirkan sedikitnya satu foto hasil perbaikan."))
        for place, photo in enumerate(self.proof, 1):
            if fault := reports.fault_of_proof(self.report, photo):
                self.add_error("photos", _("Foto %(n)s %(fault)s") % {"n": place, "fault": fault})
