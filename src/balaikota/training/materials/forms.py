"""What the organiser lays out: a file, or a link."""

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _


class MaterialForm(forms.Form):
    title = forms.CharField(label=_("Judul"), max_length=200)
    note = forms.CharField(label=_("Keterangan"), max_length=400, required=False)
    file = forms.FileField(
        label=_("Berkas PDF atau video"), required=False,
        help_text=_("PDF paling besar 10 MB; MP4 atau WebM paling besar 80 MB."),
    )  # fmt: skip
    captions = forms.FileField(
        label=_("Teks video (WebVTT)"), required=False, help_text=_("Wajib bila berkasnya video.")
    )
    url = forms.URLField(label=_("atau tautan"), required=False, max_length=1000, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("file")) == bool(said.get("url")) and "url" in said and "file" in said:
            self.add_error("file", say("Pilih satu berkas, atau tuliskan satu tautan."))
        return said

    @property
    def cues(self) -> str:
        """The captions as text, empty when there are none or they are not text."""
        upload = self.cleaned_data.get("captions")
        content = upload.read(1 << 20) if upload else b""
        try:
            return str(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return ""

    @property
    def is_video(self) -> bool:
        name = str(self.cleaned_data["file"].name).lower()
        return name.endswith((".mp4", ".webm", ".m4v", ".mov", ".mkv", ".avi"))
