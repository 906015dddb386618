"""What an operator types about a server."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from balaikota.complaints.forwarding import methods
from balaikota.complaints.forwarding.models import Format, Server


class ServerForm(forms.Form):
    name = forms.CharField(
        label=_("Lembaga"),
        help_text=_("Seperti yang ditulis koordinator ketika meneruskan laporan."),
        max_length=120,
    )
    url = forms.CharField(
        label=_("Alamat GeoReport v2"),
        help_text=_("Tanpa /requests.json di belakangnya."),
        max_length=300,
    )
    format = forms.ChoiceField(label=_("Bentuk"), choices=Format.choices)
    jurisdiction_id = forms.CharField(label="jurisdiction_id", max_length=120, required=False)
    api_key = forms.CharField(
        label="api_key",
        help_text=_("Disimpan tersegel dan tidak ditampilkan lagi. Kosongkan bila tidak berubah."),
        max_length=300,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Surel pengirim"),
        help_text=_("Surel balai kota, bila lembaga itu memintanya. Surel pelapor tidak pernah dikirim."),
        required=False,
    )
    codes = forms.CharField(
        label=_("Kode layanan"),
        help_text=_("Satu baris satu topik: jalan-rusak = 001"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    other_code = forms.CharField(label=_("Kode untuk topik yang lain"), max_length=120, required=False)
    is_open = forms.BooleanField(label=_("Dipakai"), required=False, initial=True)

    def clean_codes(self) -> dict[str, str]:
        try:
            return methods.codes(self.cleaned_data["codes"])
        except ValueError as fault:
            raise ValidationError(_t("Baris ini belum benar: %s") % fault) from None


def of(server: Server) -> ServerForm:
    """The form with what is known, without the key."""
    names = ("name", "url", "format", "jurisdiction_id", "email", "other_code", "is_open")
    said: dict[str, Any] = {name: getattr(server, name) for name in names}
    said["codes"] = "\n".join(f"{ours} = {theirs}" for ours, theirs in server.codes.items())
    return ServerForm(initial=said)
