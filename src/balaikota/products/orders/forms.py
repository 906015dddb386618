"""A cart, an order, and the seller's answers to it."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.enterprises.books.models import Place
from balaikota.kit import typed
from balaikota.kit.lines import Line, Rupiah
from balaikota.products.listings.models import Delivery
from balaikota.products.orders.models import Line as OrderLine
from balaikota.products.orders.queries import Group

MOST = 100_000
#: Ways that need an address.
SENT = (Delivery.SELLER, Delivery.COURIER)


class Phone(forms.CharField):
    """A telephone number as people write it. Gives E.164."""

    def __init__(self, label: Any, *, hint: Any = "", required: bool = True) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
        super().__init__(label=label, help_text=hint, required=required, max_length=30, widget=widget)

    def clean(self, value: Any) -> str:
        said = str(super().clean(value)).strip()
        try:
            return typed.phone(said) if said else ""
        except typed.Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None


class AddForm(forms.Form):
    """From a product's page: which, which variant, how many."""

    code = forms.CharField(max_length=10)
    variant = forms.IntegerField(required=False, min_value=0, max_value=2**31)
    count = forms.IntegerField(required=False, min_value=1, max_value=MOST)


def counts(posted: Any) -> dict[str, int]:
    """How many of each thing, as the cart's page posts them; what is no number stays as it was."""
    said = {
        name.removeprefix("count-"): str(posted[name]).strip() for name in posted if name.startswith("count-")
    }
    return {key: min(int(n), MOST) for key, n in said.items() if n.isascii() and n.isdigit() and len(n) < 9}


class PlaceForm(forms.Form):
    """How to be reached, and for each seller how to get the goods."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    phone = Phone(
        gettext_lazy("Nomor telepon atau WhatsApp Anda"), hint=gettext_lazy("Hanya dilihat penjual.")
    )
    address = Line(
        gettext_lazy("Alamat kirim"), most=300, required=False,
        hint=gettext_lazy("Diisi bila pesanan diantar atau dikirim."),
    )  # fmt: skip

    def __init__(self, groups: list[Group], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [group.enterprise.number for group in groups]
        for group in groups:
            number, ways = group.enterprise.number, group.ways
            self.fields[f"way-{number}"] = forms.ChoiceField(
                label=_("Cara menerima dari %s") % group.enterprise.name, choices=ways,
                widget=forms.RadioSelect, initial=ways[0][0] if len(ways) == 1 else None,
            )  # fmt: skip
            self.fields[f"note-{number}"] = Line(
                _("Catatan untuk %s") % group.enterprise.name, most=500, required=False
            )

    def sellers(self) -> list[tuple[str, Any, Any]]:
        """The fields of each seller."""
        return [(number, self[f"way-{number}"], self[f"note-{number}"]) for number in self.numbers]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["ways"] = {number: said.get(f"way-{number}", "") for number in self.numbers}
        said["notes"] = {number: said.get(f"note-{number}", "") for number in self.numbers}
        if any(way in SENT for way in said["ways"].values()) and not said.get("address"):
            self.add_error("address", _("Tulis alamatnya: ada pesanan yang diantar atau dikirim."))
        return said


def key_of(posted: Any) -> uuid.UUID | None:
    """The key of the form, also when nothing else of it can be read."""
    try:
        return uuid.UUID(str(posted.get("key", "")))
    except ValueError:
        return None


def first_order(groups: list[Group], phone: str) -> PlaceForm:
    return PlaceForm(groups, initial={"key": uuid.uuid4(), "phone": phone})


class AcceptForm(forms.Form):
    """The prices that were open, the cost of delivery, a word to the buyer."""

    def __init__(self, lines: list[OrderLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open = [line for line in lines if line.price is None]
        for line in self.open:
            label = _("Harga satu %(unit)s %(name)s") % {"unit": line.unit, "name": line.name}
            self.fields[f"price-{line.pk}"] = Rupiah(label, required=True)
        self.fields["delivery_cost"] = Rupiah(_("Ongkos kirim"), hint=_("Kosongkan bila tidak ada."), least=0)
        self.fields["message"] = Line(
            _("Pesan untuk pembeli"),
            most=500,
            required=False,
            hint=_("Misalnya kapan siap dan di mana diambil."),
        )

    def prices(self) -> dict[int, int]:
        return {line.pk: self.cleaned_data[f"price-{line.pk}"] for line in self.open}


class ReasonForm(forms.Form):
    reason = Line(gettext_lazy("Alasannya"), most=300)


class BookForm(forms.Form):
    place = forms.ChoiceField(
        label=gettext_lazy("Uangnya diterima di"),
        choices=Place.choices,
        widget=forms.RadioSelect,
        initial=Place.CASH,
    )


class ShopForm(forms.Form):
    """How the shop takes orders."""

    is_open = forms.BooleanField(label=gettext_lazy("Toko menerima pesanan"), required=False)
    whatsapp = Phone(
        gettext_lazy("Nomor WhatsApp toko"), required=False,
        hint=gettext_lazy("Tampil untuk umum di halaman toko. Kosongkan bila tidak ingin ditampilkan."),
    )  # fmt: skip
    qris = forms.FileField(
        label=gettext_lazy("Gambar QRIS"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=gettext_lazy("QRIS statis milik usaha Anda. Pembeli melihatnya sesudah Anda menyanggupi pesanannya."),
    )  # fmt: skip
