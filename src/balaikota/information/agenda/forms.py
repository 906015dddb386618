"""What writers and reviewers of the agenda post."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.information.agenda.models import CONTENT
from balaikota.kit.days import Day, Moment
from balaikota.kit.lines import Line, Lines

LONGEST = timedelta(days=366)


class ContentForm(forms.Form):
    """One version."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = Line(_("Nama kegiatan"), most=160)
    title_en = Line(_("Nama kegiatan (Inggris)"), most=160, required=False)
    starts_at = Moment(_("Mulai"))
    ends_at = Moment(_("Selesai"))
    weekly_until = Day(_("Setiap minggu sampai"), hint=_("Kosongkan bila hanya sekali."), required=False)
    place = Line(_("Tempat"), most=200, hint=_("Nama dan alamatnya, cukup untuk sampai ke sana."))
    place_slug = forms.SlugField(
        label=_("Halaman tempat"),
        required=False,
        max_length=120,
        help_text=_("Bagian terakhir alamat /tempat/…/, bila tempatnya ada di daftar kota."),
    )
    organiser = Line(_("Penyelenggara"), most=160)
    body = Lines(
        _("Keterangan"), most=20_000, required=False, hint=_("Siapa boleh datang, apa yang dibawa, biaya.")
    )
    body_en = Lines(_("Keterangan (Inggris)"), most=20_000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends, until = (cleaned.get(name) for name in ("starts_at", "ends_at", "weekly_until"))
        if starts and ends and ends < starts:
            self.add_error("ends_at", _("Waktu selesai mendahului waktu mulai."))
        if starts and ends and ends - starts > LONGEST:
            self.add_error("ends_at", _("Satu kegiatan paling lama setahun. Periksa tahunnya."))
        if starts and until and until < starts.date():
            self.add_error("weekly_until", _("Tanggal ini mendahului waktu mulai."))
        return cleaned

    def pair(self, name: str) -> list[forms.BoundField]:
        return [self[name], self[f"{name}_en"]]

    def titles(self) -> list[forms.BoundField]:
        return self.pair("title")

    def bodies(self) -> list[forms.BoundField]:
        return self.pair("body")

    @property
    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CONTENT if name in self.cleaned_data}


class ReasonForm(forms.Form):
    reason = Lines(_("Alasan"), most=600)


class SendBackForm(ReasonForm):
    number = forms.IntegerField(widget=forms.HiddenInput)
