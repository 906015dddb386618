"""What the gallery shows: one sample of every component."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from balaikota.kit import maps


class SampleForm(forms.Form):
    """Every kind of field, some of them filled in wrongly."""

    nama = forms.CharField(label="Nama lengkap anak", help_text="Tulis seperti di surat keterangan lahir.")
    panggilan = forms.CharField(label="Nama panggilan", required=False)
    tanggal = forms.DateField(label="Tanggal lahir", widget=forms.DateInput(attrs={"type": "date"}))
    tempat = forms.ChoiceField(
        label="Tempat dilahirkan",
        choices=[("rs", "Rumah sakit"), ("puskesmas", "Puskesmas"), ("rumah", "Rumah")],
        widget=forms.RadioSelect,
    )
    berkas = forms.MultipleChoiceField(
        label="Berkas yang ada",
        choices=[("skl", "Surat keterangan lahir"), ("kk", "Kartu keluarga")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    kelurahan = forms.ChoiceField(label="Kelurahan", choices=[("", "Pilih"), ("1", "Kelurahan contoh")])
    surat = forms.FileField(label="Surat keterangan lahir", help_text="PDF atau foto, paling besar 10 MB.")
    catatan = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    setuju = forms.BooleanField(label="Isian ini benar.", help_text="Pernyataan palsu dapat dipidana.")


def spots() -> list[maps.Spot]:
    """Three places somewhere inside whatever city this is."""
    frame = maps.ground().frame or maps.Frame(0, -1, 1, 1)
    high, wide = frame.north - frame.south, frame.east - frame.west
    return [
        maps.Spot(frame.south + high * up, frame.west + wide * along, title, "#peta", note="Contoh tempat")
        for title, up, along in (("Kantor", 0.4, 0.5), ("Puskesmas", 0.5, 0.45), ("Taman", 0.3, 0.55))
    ]


def context() -> dict[str, Any]:
    """The gallery's page context."""
    return {
        "form": SampleForm({"panggilan": "Mel", "tanggal": "kemarin", "tempat": "rs", "berkas": ["kk"]}),
        "buttons": [("primary", "Kirim"), ("quiet", "Kembali"), ("danger", "Cabut")],
        "tones": [
            ("ok", _("dikabulkan")),
            ("wait", _("perlu diperbaiki")),
            ("warn", _("terlambat")),
            ("stop", _("ditolak")),
            ("info", _("diperiksa")),
        ],
        "sentence": _("Kalimat yang menjelaskan apa yang terjadi dan apa yang bisa dilakukan."),
        "at": datetime(2026, 11, 25, 1, 49, tzinfo=UTC),
        "steps": [
            {"label": "Pemeriksaan berkas", "state": "done"},
            {"label": "Putusan", "state": "now"},
            {"label": "Dokumen terbit", "state": "next"},
        ],
        "spots": spots(),
        "shades": {area.code: number for number, area in enumerate(maps.ground().areas[:8])},
        "point_form": maps.PointForm(auto_id="id_titik_%s"),
        "rows": [("Nomor", "AKT-00001"), ("Nama anak", "Melati"), ("Batas waktu", "26 November 2026")],
    }
