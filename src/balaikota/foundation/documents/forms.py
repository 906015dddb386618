"""What visitors of the verify page send."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.documents import methods


class TokenForm(forms.Form):
    """The code under the QR."""

    kode = forms.CharField(
        label=_("Kode atau alamat di bawah kode QR"),
        max_length=300,
        help_text=_("22 huruf dan angka, tertulis di bawah kode QR pada surat."),
        error_messages={"required": _("Tuliskan kode yang tertera di bawah kode QR.")},
    )

    def clean_kode(self) -> str:
        token = methods.token_in(self.cleaned_data["kode"])
        if token is None:
            raise forms.ValidationError(
                _("Kode ini tidak lengkap. Tuliskan 22 huruf dan angkanya; besar kecil huruf berarti.")
            )
        return token


class CopyForm(forms.Form):
    """A copy to compare. Only its digest is taken; the file is not kept."""

    salinan = forms.FileField(
        label=_("Salinan surat (PDF)"),
        help_text=_(
            "Berkas hanya dibandingkan, tidak disimpan. Hasil pindai atau foto selalu berbeda dari aslinya."
        ),
        error_messages={
            "required": _("Pilih berkas PDF yang hendak dibandingkan."),
            "empty": _("Berkas ini kosong."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_salinan(self) -> "UploadedFile[Any]":
        copy: UploadedFile[Any] = self.cleaned_data["salinan"]
        if copy.size is None or copy.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(_("Berkas ini terlalu besar untuk sebuah surat kota."))
        return copy
