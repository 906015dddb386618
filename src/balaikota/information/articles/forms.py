"""What writers and reviewers post."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.information.articles.models import CONTENT, Kategori, Kind, Topic
from balaikota.kit.days import Day, Moment
from balaikota.kit.lines import Line, Lines

LONGEST_TEXT = 60_000
_MARKUP = _(
    "Pisahkan paragraf dengan baris kosong. ## Judul bagian, - butir, 1. urutan, **tebal**, [tulisan](alamat)."
)
DOCUMENT = ("kategori", "nomor", "tahun", "penerbit", "upload")
PAIRS = ("title", "summary", "body")


def _long(label: Any, most: int, rows: int, hint: Any = "") -> Lines:
    blank = Lines(label, most=most, hint=hint, required=False)
    blank.widget.attrs["rows"] = rows
    return blank


class ContentForm(forms.Form):
    """One version. An upload is kept before anything is checked, so that a mistake elsewhere does not lose it."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    topic = forms.ChoiceField(label=_("Topik"), choices=[("", _("Pilih topik")), *Topic.choices])
    title = Line(_("Judul"), most=160)
    title_en = Line(_("Judul (Inggris)"), most=160, required=False)
    summary = _long(_("Ringkasan"), 300, 2, _("Satu atau dua kalimat untuk daftar dan hasil pencarian."))
    summary_en = _long(_("Ringkasan (Inggris)"), 300, 2)
    body = _long(_("Isi"), LONGEST_TEXT, 16, _MARKUP)
    body_en = _long(_("Isi (Inggris)"), LONGEST_TEXT, 16)
    photo = forms.FileField(label=_("Gambar"), required=False, help_text=_("JPG, PNG, HEIC atau WebP."))
    picture = forms.UUIDField(required=False, widget=forms.HiddenInput)
    without_picture = forms.BooleanField(label=_("Terbitkan tanpa gambar ini"), required=False)
    picture_alt = Line(
        _("Teks pengganti gambar"),
        most=200,
        required=False,
        hint=_("Apa yang terlihat, bagi yang tidak melihatnya. Wajib bila ada gambar."),
    )
    picture_alt_en = Line(_("Teks pengganti gambar (Inggris)"), most=200, required=False)
    kategori = forms.ChoiceField(
        label=_("Kategori keterbukaan"),
        choices=[("", _("Pilih kategori")), *Kategori.choices],
        required=False,
        help_text=_("UU 14/2008 pasal 9 (berkala), 10 (serta-merta), 11 (setiap saat)."),
    )
    nomor = Line(_("Nomor dokumen"), most=80, required=False)
    tahun = forms.IntegerField(label=_("Tahun"), min_value=1945, max_value=2100, required=False)
    penerbit = Line(_("Penerbit"), most=160, required=False)
    upload = forms.FileField(label=_("Berkas PDF"), required=False)
    file = forms.UUIDField(required=False, widget=forms.HiddenInput)
    publish_at = Moment(
        _("Terbitkan pada"), hint=_("Waktu kota. Kosongkan untuk terbit begitu disetujui."), required=False
    )
    check_by = Day(
        _("Periksa lagi sebelum"),
        hint=_("Sesudah tanggal ini warga melihat bahwa isinya mungkin sudah berubah."),
        required=False,
    )

    def __init__(self, *args: Any, kind: str, faults: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.faults = faults or {}
        if kind != Kind.DOCUMENT:
            for name in (*DOCUMENT, "file"):
                del self.fields[name]

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The texts that stand beside their translation."""
        return [(self[name], self[f"{name}_en"]) for name in PAIRS]

    def of_picture(self) -> list[forms.BoundField]:
        return [self["picture_alt"], self["picture_alt_en"]]

    def of_document(self) -> list[forms.BoundField]:
        return [self[name] for name in DOCUMENT if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, sentence in self.faults.items():
            self.add_error(name, sentence)
        if cleaned.get("without_picture"):
            cleaned["picture"] = None
        if cleaned.get("picture") and not cleaned.get("picture_alt"):
            self.add_error("picture_alt", _("Tulis apa yang terlihat pada gambar ini."))
        return cleaned

    @property
    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CONTENT if name in self.cleaned_data}


class ReasonForm(forms.Form):
    reason = Lines(_("Alasan"), most=600)


class NumberForm(forms.Form):
    """Which version the person had before them."""

    number = forms.IntegerField(widget=forms.HiddenInput)


class SendBackForm(ReasonForm):
    number = forms.IntegerField(widget=forms.HiddenInput)


class CheckForm(forms.Form):
    check_by = Day(_("Periksa lagi sebelum"), required=False)
