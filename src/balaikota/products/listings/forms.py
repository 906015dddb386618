"""What a seller types about a product, in few short screens or all at once; and an officer's reasons."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.kit.lines import Line, Lines, Number
from balaikota.kit.photos import PhotosField
from balaikota.kit.typed import Unfit
from balaikota.products.categories import queries as categories
from balaikota.products.categories.models import Category
from balaikota.products.listings import methods
from balaikota.products.listings.models import Availability, Delivery, Halal, Product, Storage

OTHER = "other"
PRICE_HINT = gettext_lazy("Tulis sesukanya: 15rb, 15-20rb, mulai 15rb, 3 buat 10rb, nego.")


class Read(forms.CharField):
    """A line that a function reads; what it cannot read is said beside the field. Empty gives None."""

    def __init__(
        self, label: Any, read: Callable[[str], Any], *, hint: Any = "", rows: int = 0, **more: Any
    ) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(
            label=label, help_text=hint, widget=widget, max_length=4000, **{"required": False} | more
        )
        self.read = read

    def clean(self, value: Any) -> Any:
        said = str(super().clean(value)).strip()
        try:
            return self.read(said) if said else None
        except Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None


# --- few short screens ----------------------------------------------------------------------------


class NameForm(forms.Form):
    """The first screen."""

    name = Line(
        gettext_lazy("Apa yang Anda jual?"), most=150,
        hint=gettext_lazy("Nama produk seperti Anda menyebutnya kepada pembeli: keripik singkong pedas 250 g."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if len(name) < 3:
            raise forms.ValidationError(_("Tulis sedikit lebih panjang, misalnya: keripik singkong."))
        return name

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data.get("key") or uuid.uuid4()


class PhotosForm(forms.Form):
    """The second screen."""

    photos = PhotosField(
        most=methods.MOST_PHOTOS,
        label=gettext_lazy("Foto produk"), required=False,
        help_text=gettext_lazy("Sampai 9 foto. Dekat jendela, latar polos. Tempat dan waktu di dalam foto dihapus."),
    )  # fmt: skip


class PriceForm(forms.Form):
    """The third screen: the price as people say it, what one is, and what kind of thing it is."""

    price = Read(gettext_lazy("Berapa harganya?"), methods.priced, hint=PRICE_HINT, required=True)
    unit = Line(
        gettext_lazy("Untuk satu apa?"),
        most=20,
        hint=gettext_lazy("bungkus, kg, porsi, lembar …"),
        required=False,
    )
    net = Read(
        gettext_lazy("Isi bersihnya"), methods.net,
        hint=gettext_lazy("250 g, 1,5 liter, 12 pcs. Dengan ini pembeli dapat membandingkan harga."),
    )  # fmt: skip
    category = forms.ChoiceField(label=gettext_lazy("Jenis produk"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, likely: list[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = str(self["category"].value() or "")
        rows = [(row.code, str(row)) for row in likely]
        if chosen and chosen not in dict(rows) and (known := categories.category(chosen)):
            rows.insert(0, (known.code, str(known)))
        rows.append((OTHER, _("Jenis lain: pilih di bawah")))
        self.fields["category"].choices = rows  # type: ignore[attr-defined]
        self.fields["other"] = forms.ChoiceField(
            label=_("Jenis lain"), choices=[("", "–"), *leaf_choices()], required=False
        )

    def clean(self) -> dict[str, Any]:
        """Who picks from the long list need not take back what was suggested."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said["category"] = said.get("other") or said.get("category")
        if said["category"] == OTHER:
            self.add_error("other", _("Pilih jenis produknya."))
        return said

    def fields_said(self) -> dict[str, Any]:
        """As the actions take them; what was said of the unit in the price itself has the last word."""
        said = self.cleaned_data
        net = dict(zip(("net_amount", "net_unit"), said["net"], strict=True)) if said["net"] else {}
        unit = {"unit": said["unit"]} if said["unit"] else {}
        return {"category": said["category"], **unit, **net, **said["price"]}


def leaf_choices() -> list[Any]:
    grouped: dict[str, list[tuple[str, str]]] = {}
    for row in categories.leaves():
        grouped.setdefault(str(row.parent), []).append((row.code, str(row)))
    return list(grouped.items())


# --- everything at once ---------------------------------------------------------------------------


class Ticks(forms.MultipleChoiceField):
    def __init__(self, label: Any, choices: Any, hint: Any = "") -> None:
        super().__init__(
            label=label, choices=choices, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple
        )


def _none_or(choices: Any) -> list[tuple[str, Any]]:
    return [("", "–"), *((code, label) for code, label in choices if code)]


class DetailForm(forms.Form):
    """Everything a seller may say of a product. Fields are named as in `Product`, but for lines that are read."""

    name = Line(gettext_lazy("Nama produk"), most=150)
    category = forms.ChoiceField(label=gettext_lazy("Jenis produk"))
    description = Lines(
        gettext_lazy("Keterangan"), most=5000, required=False,
        hint=gettext_lazy("Rasanya, bahannya, cara membuatnya, untuk apa. Tulis seperti bercerita kepada pembeli."),
    )  # fmt: skip
    price = Read(gettext_lazy("Harga"), methods.priced, hint=PRICE_HINT, required=True)
    unit = Line(
        gettext_lazy("Satuan"), most=20, hint=gettext_lazy("bungkus, kg, porsi, lembar …"), required=False
    )
    net = Read(gettext_lazy("Isi bersih"), methods.net, hint=gettext_lazy("250 g, 1,5 liter, 12 pcs"))
    least_order = Number(gettext_lazy("Pesanan paling sedikit"))
    wholesale = forms.CharField(
        label=gettext_lazy("Harga grosir"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Satu baris satu harga: 10 = 14rb"),
    )  # fmt: skip
    variants = Read(
        gettext_lazy("Varian"), methods.variants, rows=4,
        hint=gettext_lazy("Satu baris satu varian: Pedas 250 g, 15rb, stok 10. Harga dan stok boleh dikosongkan."),
    )  # fmt: skip
    availability = forms.ChoiceField(label=gettext_lazy("Ketersediaan"), choices=Availability.choices)
    stock = Number(gettext_lazy("Stok"), hint=gettext_lazy("Kosongkan bila tidak dihitung."))
    lead_days = Number(gettext_lazy("Lama pembuatan (hari kerja)"))
    capacity_month = Number(gettext_lazy("Sanggup membuat berapa sebulan?"))
    deliveries = Ticks(gettext_lazy("Cara pembeli menerimanya"), Delivery.choices)
    materials = Lines(gettext_lazy("Bahan"), most=1000, required=False)
    allergens = Ticks(gettext_lazy("Mengandung (untuk yang alergi)"), list)
    shelf_life_days = Number(gettext_lazy("Tahan berapa hari?"))
    storage = forms.ChoiceField(
        label=gettext_lazy("Cara menyimpan"), choices=_none_or(Storage.choices), required=False
    )
    halal = forms.ChoiceField(label=gettext_lazy("Halal"), choices=_none_or(Halal.choices), required=False)
    brand = Line(gettext_lazy("Merek"), most=70, required=False)
    sku = Line(gettext_lazy("Kode Anda sendiri (SKU)"), most=50, required=False)
    gtin = Read(gettext_lazy("Barkode"), methods.gtin)
    weight_g = Number(gettext_lazy("Berat kirim (gram)"))
    size = Read(gettext_lazy("Ukuran kemasan"), methods.size_mm, hint=gettext_lazy("20 x 12 x 5 cm"))
    tkdn_pct = Number(gettext_lazy("TKDN (persen, seperti di sertifikat)"), whole=False)
    is_own_make = forms.BooleanField(label=gettext_lazy("Saya membuatnya sendiri"), required=False)
    link = forms.URLField(label=gettext_lazy("Tautan toko daring"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = leaf_choices()  # type: ignore[attr-defined]
        self.fields["allergens"].choices = list(methods.allergens().items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A wholesale price is judged against the price itself."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            price = (said.get("price") or {}).get("price")
            said["wholesale"] = methods.wholesale(said.get("wholesale") or "", price)
        except Unfit as unfit:
            self.add_error("wholesale", unfit.sentence)
        tkdn = said.get("tkdn_pct")
        if tkdn is not None and not 0 <= tkdn <= 100:
            self.add_error("tkdn_pct", _("Persen antara 0 dan 100."))
        for name in ("stock", "least_order", "lead_days", "capacity_month", "shelf_life_days", "weight_g"):
            if (said.get(name) or 0) < 0:
                self.add_error(name, _("Tidak boleh kurang dari nol."))
        return said

    def fields_said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        price, size, net = said.pop("price"), said.pop("size") or (None,) * 3, said.pop("net") or (None, "")
        said.pop("variants")
        said |= dict(zip(("length_mm", "width_mm", "height_mm"), size, strict=True))
        said |= dict(zip(("net_amount", "net_unit"), net, strict=True))
        said |= {
            "gtin": said["gtin"] or "",
            "least_order": said["least_order"] or 1,
            "unit": said["unit"] or "pcs",
        }
        return {**said, **price}

    def variants_said(self, product: Product) -> list[dict[str, Any]]:
        """Those that are called as before keep what a line does not say: their axes, barcode and weight."""
        known = {methods.called(row): row for row in product.variants.all()}
        rows = []
        for said in self.cleaned_data["variants"] or []:
            row = known.get(said["options"][0][1])
            kept = {"options": row.options, "gtin": row.gtin, "weight_g": row.weight_g} if row else {}
            rows.append(said | kept)
        return rows

    @staticmethod
    def shown(product: Product, waiting: dict[str, Any]) -> dict[str, Any]:
        """A product as it is typed; what waits for an officer stands as the seller proposed it."""
        plain = ("name", "description", "unit", "least_order", "availability", "stock", "lead_days", "capacity_month",
                 "deliveries", "materials", "allergens", "shelf_life_days", "storage", "halal", "brand", "sku", "gtin",
                 "weight_g", "tkdn_pct", "is_own_make", "link")  # fmt: skip
        size = (product.length_mm, product.width_mm, product.height_mm)
        made = {name: getattr(product, name) for name in plain} | {
            "category": product.category_id,
            "price": methods.typed_price(product.basis, product.price, product.price_to),
            "net": methods.net_words(product.net_amount, product.net_unit),
            "wholesale": "\n".join(methods.step_words(many, each) for many, each in product.wholesale),
            "variants": methods.variant_lines(product.variants.all()),
            "size": " x ".join(f"{(side or 0) / 10:g}" for side in size) + " cm" if all(size) else "",
        }
        return made | {name.removesuffix("_id"): value for name, value in waiting.items()}


class StockForm(forms.Form):
    stock = Number(gettext_lazy("Stok"))

    def clean_stock(self) -> int | None:
        stock: int | None = self.cleaned_data["stock"]
        if stock is not None and not 0 <= stock < 10**9:
            raise forms.ValidationError(_("Tulis berapa yang ada, misalnya 12."))
        return stock
