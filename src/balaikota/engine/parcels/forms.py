"""What is typed when something is sent, arrives or comes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.engine.parcels.models import Relation


class ReceiverForm(forms.Form):
    """Who takes it."""

    relation = forms.ChoiceField(label=gettext_lazy("Diterima oleh"), choices=Relation)
    name = forms.CharField(
        label=gettext_lazy("Nama penerima"),
        help_text=gettext_lazy("Kosongkan bila pemiliknya sendiri."),
        max_length=120,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("relation") not in (None, Relation.OWNER) and not str(said.get("name") or "").strip():
            self.add_error("name", _("Tulis nama orang yang menerimanya."))
        return said


class AddressForm(forms.Form):
    """Where to."""

    address = forms.CharField(
        label=gettext_lazy("Alamat kirim"),
        help_text=gettext_lazy("Jalan dan nomor, RT/RW, kelurahan, kode pos, dan nomor telepon untuk kurir."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )


class SendForm(AddressForm):
    """Where to, with whom, and by what number it is followed."""

    courier = forms.CharField(label=gettext_lazy("Kurir"), max_length=60)
    resi = forms.CharField(label=gettext_lazy("Nomor resi"), max_length=40)


class ReturnForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Sebab kembali"), max_length=200)
