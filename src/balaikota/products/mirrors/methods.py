"""Products in the words of other shops: one table of columns for each dialect, and the rows of one product.

What goes out comes in again unchanged: tests/test_round_trip.py takes each dialect both ways.
"""

import html
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from balaikota.kit import rupiah
from balaikota.products.dialects.methods import Dialect, Offer, dialects
from balaikota.products.feeds import methods as feeds
from balaikota.products.feeds.methods import Good, Kind, Picture, filled_kinds
from balaikota.products.listings.models import Availability, Delivery, Halal, Storage
from balaikota.products.offers import queries as offers

Rows = list[dict[str, Any]]
Writer = Callable[[Good], Rows]


def _sku(good: Good) -> str:
    return str(good.fields["sku"] or good.code)


def _weight(good: Good, kind: Kind | None) -> int | None:
    return kind.weight_g if kind and kind.weight_g is not None else good.fields["weight_g"]


def _blank(value: Any) -> Any:
    return "" if value is None else value


def price_words(good: Good, kind: Kind | None) -> str:
    """As our own template says it: Rp15.000; mulai Rp15.000; Nego."""
    value, most = good.price_of(kind), good.fields["price_to"]
    basis = "fixed" if kind else good.fields["basis"]
    if basis == "range":
        return str(rupiah.Amount(value, most))
    return str(rupiah.Amount(value, None, rupiah.Basis(basis)))


# --- our own --------------------------------------------------------------------------------------

OURS = ("Kode katalog", "SKU", "Nama produk", "Keterangan", "Kategori", "Harga", "Satuan", "Isi bersih", "Berat kirim (g)",
        "Panjang (cm)", "Lebar (cm)", "Tinggi (cm)", "Pesanan paling sedikit", "Harga grosir", "Ketersediaan", "Stok",
        "Lama pembuatan (hari)", "Bahan", "Masa simpan (hari)", "Penyimpanan", "Halal", "Merek", "Barkode", "Cara menerima",
        "Tautan toko daring", "Varian 1 nama", "Varian 1 isi", "Varian 2 nama", "Varian 2 isi", "Varian 3 nama",
        "Varian 3 isi",
        "SKU varian", "Foto (alamat, dipisah koma)")  # fmt: skip


def _ours(good: Good) -> Rows:
    said = good.fields
    whole = {
        "Kode katalog": good.code, "SKU": said["sku"], "Nama produk": said["name"], "Keterangan": said["description"],
        "Kategori": f"{good.category.code} {good.category.name}", "Satuan": said["unit"],
        "Isi bersih": f"{feeds.number(said['net_amount'])} {said['net_unit']}" if said["net_amount"] else "",
        "Panjang (cm)": _cm(said["length_mm"]), "Lebar (cm)": _cm(said["width_mm"]), "Tinggi (cm)": _cm(said["height_mm"]),
        "Pesanan paling sedikit": said["least_order"], "Lama pembuatan (hari)": _blank(said["lead_days"]),
        "Harga grosir": "; ".join(f"{least}={amount}" for least, amount in said["wholesale"]),
        "Ketersediaan": _label(Availability, said["availability"]), "Bahan": said["materials"],
        "Masa simpan (hari)": _blank(said["shelf_life_days"]), "Penyimpanan": _label(Storage, said["storage"]),
        "Halal": _label(Halal, said["halal"]), "Merek": said["brand"], "Tautan toko daring": said["link"],
        "Cara menerima": ", ".join(_label(Delivery, each) for each in said["deliveries"]),
        "Foto (alamat, dipisah koma)": ", ".join(photo.url for photo in good.photos),
    }  # fmt: skip
    return [whole | _own_part(good, kind) for kind in filled_kinds(good)]


def _own_part(good: Good, kind: Kind | None) -> dict[str, Any]:
    own = {
        "Harga": price_words(good, kind), "Stok": _blank(good.stock_of(kind)),
        "Berat kirim (g)": _blank(_weight(good, kind)),
        "Barkode": kind.gtin if kind else good.fields["gtin"], "SKU varian": kind.sku if kind else "",
    }  # fmt: skip
    for n, (axis, value) in enumerate(kind.options if kind else (), 1):
        own |= {f"Varian {n} nama": axis, f"Varian {n} isi": value}
    return own


def _label(choices: Any, code: str) -> str:
    from django.utils.translation import override

    with override("id"):
        return str(choices(code).label) if code else ""


def _cm(millimetres: int | None) -> str:
    return feeds.number(millimetres / 10) if millimetres else ""


# --- Shopify --------------------------------------------------------------------------------------

SHOPIFY_OLD = ("Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published", "Option1 Name",
               "Option1 Value", "Option2 Name", "Option2 Value", "Option3 Name", "Option3 Value", "Variant SKU",
               "Variant Grams",
               "Variant Inventory Tracker", "Variant Inventory Qty", "Variant Inventory Policy",
               "Variant Fulfillment Service",
               "Variant Price", "Variant Requires Shipping", "Variant Taxable", "Variant Barcode", "Image Src",
               "Image Position",
               "Gift Card", "Google Shopping / Google Product Category", "Variant Weight Unit", "Status")  # fmt: skip
#: Where the newer dialect says the same under another name; what it does not know is left out.
_NEWER = {"Handle": "URL handle", "Body (HTML)": "Description", "Published": "Published on online store",
                                         "Variant SKU": "SKU",
          "Variant Grams": "Weight value (grams)", "Variant Inventory Tracker": "Inventory tracker",
          "Variant Inventory Qty": "Inventory quantity", "Variant Price": "Price", "Variant Barcode": "Barcode",
          "Variant Fulfillment Service": "Fulfillment service", "Variant Requires Shipping": "Requires shipping",
          "Variant Taxable": "Charge tax", "Image Src": "Product image URL", "Image Position": "Image position",
          "Product Category": "Product category", "Variant Weight Unit": "Weight unit for display", "Gift Card": "Gift card",
          "Variant Inventory Policy": "Continue selling when out of stock",
          "Google Shopping / Google Product Category": "Google Shopping / Google product category",
          **{f"Option{n} {part}": f"Option{n} {part.lower()}" for n in (1, 2, 3) for part in ("Name", "Value")}}  # fmt: skip
SHOPIFY_NEW = tuple(_NEWER.get(name, name) for name in SHOPIFY_OLD)


def _shopify(good: Good) -> Rows:
    said, kinds = good.fields, filled_kinds(good)
    rows: Rows = []
    for at in range(max(len(kinds), len(good.photos))):
        row: dict[str, Any] = {"Handle": good.code}
        if at == 0:
            row |= {
                "Title": said["name"], "Body (HTML)": html.escape(said["description"], quote=False).replace("\n", "<br>"),
                "Vendor": said["brand"], "Type": good.category.name, "Published": "TRUE" if good.is_published else "FALSE",
                "Google Shopping / Google Product Category": _blank(good.category.google_id), "Gift Card": "FALSE",
                "Status": "active" if good.is_published else "draft",
            }  # fmt: skip
        if at < len(kinds):
            row |= _shopify_variant(good, kinds[at])
        if at < len(good.photos):
            row |= {"Image Src": good.photos[at].url, "Image Position": at + 1}
        rows.append(row)
    return rows


def _shopify_variant(good: Good, kind: Kind | None) -> dict[str, Any]:
    stock = good.stock_of(kind)
    row = {
        "Variant SKU": kind.sku if kind else good.fields["sku"], "Variant Price": _money(good.price_of(kind)),
        "Variant Grams": _blank(_weight(good, kind)), "Variant Weight Unit": "g", "Variant Taxable": "FALSE",
        "Variant Inventory Tracker": "shopify" if stock is not None else "", "Variant Inventory Qty": _blank(stock),
        "Variant Inventory Policy": "deny", "Variant Fulfillment Service": "manual", "Variant Requires Shipping": "TRUE",
        "Variant Barcode": kind.gtin if kind else good.fields["gtin"],
    }  # fmt: skip
    options = kind.options if kind else (("Title", "Default Title"),)
    for n, (axis, value) in enumerate(options, 1):
        row |= {f"Option{n} Name": axis, f"Option{n} Value": value}
    return row


def _money(price: int | None) -> str:
    return f"{price}.00" if price is not None else ""


def _shopify_newer(good: Good) -> Rows:
    rows = _shopify(good)
    for row in rows:
        if "Variant Inventory Policy" in row:
            row["Variant Inventory Policy"] = "DENY"
    return [{_NEWER.get(name, name): value for name, value in row.items()} for row in rows]


# --- WooCommerce ----------------------------------------------------------------------------------

WOO = ("ID", "Type", "SKU", "Name", "Published", "Is featured?", "Visibility in catalog", "Short description", "Description",
       "In stock?", "Stock", "Backorders allowed?", "Weight (kg)", "Length (cm)", "Width (cm)", "Height (cm)",
       "Regular price",
       "Categories", "Images", "Parent", "Brands", "GTIN, UPC, EAN, or ISBN",
       *(f"Attribute {n} {part}" for n in (1, 2, 3) for part in ("name", "value(s)", "visible", "global")))  # fmt: skip


def _woo(good: Good) -> Rows:
    said = good.fields
    whole = {
        "Type": "variable" if good.kinds else "simple", "SKU": _sku(good), "Name": said["name"],
        "Published": 1 if good.is_published else -1, "Is featured?": 0, "Visibility in catalog": "visible",
        "Description": said["description"].replace("\n", "\\n"), "Brands": said["brand"],
        "Length (cm)": _cm(said["length_mm"]), "Width (cm)": _cm(said["width_mm"]), "Height (cm)": _cm(said["height_mm"]),
        "Categories": " > ".join(part for part in (good.category.parent, good.category.name) if part).replace(",", "\\,"),
        "Images": ", ".join(photo.url for photo in good.photos),
    }  # fmt: skip
    if not good.kinds:
        return [whole | _woo_own(good, None)]
    axes = list(dict.fromkeys(axis for kind in good.kinds for axis, _value in kind.options))
    for n, axis in enumerate(axes, 1):
        values = dict.fromkeys(value for kind in good.kinds for each, value in kind.options if each == axis)
        whole |= {f"Attribute {n} name": axis, f"Attribute {n} value(s)": ", ".join(values),
                  f"Attribute {n} visible": 1, f"Attribute {n} global": 0}  # fmt: skip
    return [whole, *(_woo_variation(good, kind, axes) for kind in good.kinds)]


def _woo_variation(good: Good, kind: Kind, axes: list[str]) -> dict[str, Any]:
    row = {"Type": "variation", "SKU": kind.sku, "Parent": _sku(good), "Published": 1,
           "Name": f"{good.fields['name']} - {kind.words}"} | _woo_own(good, kind)  # fmt: skip
    for axis, value in kind.options:
        n = axes.index(axis) + 1
        row |= {f"Attribute {n} name": axis, f"Attribute {n} value(s)": value, f"Attribute {n} global": 0}
    return row


def _woo_own(good: Good, kind: Kind | None) -> dict[str, Any]:
    weight, stock, stands = _weight(good, kind), good.stock_of(kind), good.fields["availability"]
    return {
        "Regular price": _blank(good.price_of(kind)), "Stock": _blank(stock), "Backorders allowed?": 0,
        "Weight (kg)": feeds.number(weight / 1000) if weight else "",
        "In stock?": {"in_stock": 1, "out_of_stock": 0}.get(stands, "backorder"),
        "GTIN, UPC, EAN, or ISBN": kind.gtin if kind else good.fields["gtin"],
    }  # fmt: skip


# --- Shopee, Tokopedia ----------------------------------------------------------------------------

SHOPEE = ("ps_category", "ps_product_name", "ps_product_description", "ps_minimum_purchase_quantity", "ps_sku_parent_short",
          "et_title_variation_integration_no", "et_title_variation_1", "et_title_option_for_variation_1",
          "et_title_variation_2",
          "et_title_option_for_variation_2", "ps_price", "ps_stock", "ps_sku_short", "ps_gtin_code", "ps_item_cover_image",
          *(f"ps_item_image_{n}" for n in range(1, 9)), "ps_weight (kg)", "ps_length (cm)", "ps_width (cm)",
          "ps_height (cm)", "ps_product_pre_order_dts")  # fmt: skip
SHOPEE_SALES = ("et_title_product_id", "et_title_product_name", "et_title_variation_id", "et_title_variation_name",
                "et_title_parent_sku", "et_title_variation_sku", "et_title_variation_price", "ps_gtin_code",
                "et_title_variation_stock")  # fmt: skip
TOKOPEDIA = ("Error Message", "Nama Produk", "Deskripsi Produk", "Kategori Kode", "Berat (Gram)", "Minimum Pemesanan",
             "Waktu Proses Preorder", "Kondisi", *(f"Gambar {n}" for n in range(1, 6)), "SKU Name", "Status", "Jumlah Stok",
             "Harga (Rp)")  # fmt: skip
#: What the people of those shops read above each column.
LABELS = {
    "ps_category": "Kategori", "ps_product_name": "Nama Produk", "ps_product_description": "Deskripsi Produk",
    "ps_minimum_purchase_quantity": "Min. Jumlah Pembelian", "ps_sku_parent_short": "SKU Induk",
    "et_title_variation_integration_no": "Kode Integrasi Variasi", "et_title_variation_1": "Nama Variasi 1",
    "et_title_option_for_variation_1": "Varian untuk Variasi 1", "et_title_variation_2": "Nama Variasi 2",
    "et_title_option_for_variation_2": "Varian untuk Variasi 2", "ps_price": "Harga", "ps_stock": "Stok",
    "ps_sku_short": "Kode Variasi", "ps_gtin_code": "GTIN", "ps_item_cover_image": "Foto Sampul",
    **{f"ps_item_image_{n}": f"Foto Produk {n}" for n in range(1, 9)}, "ps_weight (kg)": "Berat (kg)",
    "ps_length (cm)": "Panjang (cm)", "ps_width (cm)": "Lebar (cm)", "ps_height (cm)": "Tinggi (cm)",
    "ps_product_pre_order_dts": "Dikirim Dalam Pre-order", "et_title_product_id": "Kode Produk",
    "et_title_product_name": "Nama Produk", "et_title_variation_id": "Kode Variasi",
    "et_title_variation_name": "Nama Variasi",
    "et_title_parent_sku": "SKU Induk", "et_title_variation_sku": "SKU", "et_title_variation_price": "Harga",
    "et_title_variation_stock": "Stok",
}  # fmt: skip
NEEDED = ("ps_product_name", "ps_product_description", "ps_price", "ps_item_cover_image", "ps_weight (kg)")


def _shopee(good: Good) -> Rows:
    """Shopee knows two axes: what a variant says beyond is joined to the second."""
    said = good.fields
    photos = [photo.url for photo in good.photos]
    whole = {
        "ps_product_name": said["name"], "ps_product_description": said["description"], "ps_sku_parent_short": _sku(good),
        "ps_minimum_purchase_quantity": said["least_order"], "ps_item_cover_image": photos[0] if photos else "",
        **{f"ps_item_image_{n}": url for n, url in enumerate(photos[1:9], 1)}, "ps_length (cm)": _cm(said["length_mm"]),
        "ps_width (cm)": _cm(said["width_mm"]), "ps_height (cm)": _cm(said["height_mm"]),
        "ps_product_pre_order_dts": _blank(said["lead_days"]),
    }  # fmt: skip
    return [whole | _shopee_own(good, kind) for kind in filled_kinds(good)]


def _shopee_own(good: Good, kind: Kind | None) -> dict[str, Any]:
    weight = _weight(good, kind)
    row = {
        "ps_price": _blank(good.price_of(kind)), "ps_stock": _blank(good.stock_of(kind)),
        "ps_gtin_code": kind.gtin if kind else good.fields["gtin"],
        "ps_weight (kg)": feeds.number(weight / 1000) if weight else "",
        "ps_sku_short": kind.sku if kind else "", "et_title_variation_integration_no": good.code if kind else "",
    }  # fmt: skip
    if kind and kind.options:
        row |= {
            "et_title_variation_1": kind.options[0][0],
            "et_title_option_for_variation_1": kind.options[0][1],
        }
    if kind and kind.options[1:]:
        row["et_title_variation_2"] = " / ".join(axis for axis, _value in kind.options[1:])
        row["et_title_option_for_variation_2"] = " / ".join(value for _axis, value in kind.options[1:])
    return row


def _shopee_sales(good: Good) -> Rows:
    return [
        {"et_title_product_id": good.code, "et_title_product_name": good.fields["name"], "et_title_parent_sku": _sku(good),
         "et_title_variation_id": str(kind.key) if kind else "", "et_title_variation_name": kind.words if kind else "",
         "et_title_variation_sku": kind.sku if kind else "", "et_title_variation_price": _blank(good.price_of(kind)),
         "ps_gtin_code": kind.gtin if kind else good.fields["gtin"], "et_title_variation_stock": _blank(good.stock_of(kind))}
        for kind in filled_kinds(good)
    ]  # fmt: skip


def _tokopedia(good: Good) -> Rows:
    """One row for each variant: the template we recall has no columns for kinds."""
    said = good.fields
    return [{
        "Nama Produk": f"{said['name']}, {kind.words}" if kind else said["name"], "Deskripsi Produk": said["description"],
        "Berat (Gram)": _blank(_weight(good, kind)), "Minimum Pemesanan": said["least_order"], "Kondisi": "Baru",
        "Waktu Proses Preorder": _blank(said["lead_days"]),
        "SKU Name": (kind.sku or f"{good.code}-{kind.key}") if kind else _sku(good),
        "Status": "Aktif" if good.is_published else "Nonaktif", "Jumlah Stok": _blank(good.stock_of(kind)),
        "Harga (Rp)": _blank(good.price_of(kind)),
        **{f"Gambar {n}": photo.url for n, photo in enumerate(good.photos[:5], 1)},
    } for kind in filled_kinds(good)]  # fmt: skip


# --- LKPP -----------------------------------------------------------------------------------------

LKPP = ("Kategori tingkat 1", "Kategori tingkat 2", "Kategori tingkat 3", "Nama produk", "Foto produk", "Persentase pajak",
        "Kode KBKI", "Status PDN", "Sertifikat TKDN (%)", "Sertifikat SNI", "Merek", "Spesifikasi", "Varian", "Stok",
        "Harga",
        "Ongkos kirim")  # fmt: skip


def _lkpp(good: Good) -> Rows:
    """The blanks of the form of Katalog v6, in its order. What we do not know (tax, KBKI, SNI, delivery) stays blank."""
    said = good.fields
    details = [said["description"], said["materials"] and f"Bahan: {said['materials']}",
               said["net_amount"] and f"Isi bersih: {feeds.number(said['net_amount'])} {said['net_unit']}",
               f"Satuan: {said['unit']}"]  # fmt: skip
    return [{
        "Kategori tingkat 1": good.category.parent, "Kategori tingkat 2": good.category.name, "Nama produk": said["name"],
        "Foto produk": "\n".join(photo.url for photo in good.photos), "Status PDN": "PDN" if said["is_own_make"] else "",
        "Sertifikat TKDN (%)": _blank(said["tkdn_pct"]), "Merek": said["brand"],
        "Spesifikasi": "\n".join(filter(None, details)),
        "Varian": kind.words if kind else "", "Stok": _blank(good.stock_of(kind)), "Harga": _blank(good.price_of(kind)),
    } for kind in filled_kinds(good)]  # fmt: skip


# --- all of them ----------------------------------------------------------------------------------

WRITERS: dict[str, tuple[tuple[str, ...], Writer]] = {
    "balaikota": (OURS, _ours), "shopify-lama": (SHOPIFY_OLD, _shopify), "shopify-baru": (SHOPIFY_NEW, _shopify_newer),
    "woocommerce": (WOO, _woo), "shopee-baru": (SHOPEE, _shopee), "shopee-harga": (SHOPEE_SALES, _shopee_sales),
    "tokopedia": (TOKOPEDIA, _tokopedia), "google": (feeds.GOOGLE, feeds.google_rows), "meta": (feeds.META, feeds.meta_rows),
    "lkpp": (LKPP, _lkpp),
}  # fmt: skip


def columns(slug: str) -> tuple[str, ...]:
    return WRITERS[slug][0]


def rows(slug: str, good: Good) -> Iterator[list[Any]]:
    """The rows of one product in a dialect, cell by cell."""
    names, write = WRITERS[slug]
    return ([row.get(name, "") for name in names] for row in write(good))


def mirror(dialect: Dialect, good: Good) -> Offer:
    """What we would have said of a product in this dialect, read back: only what differs from it is a change."""
    if dialect.slug in WRITERS:
        shown = (
            good
            if good.photos
            else replace(good, photos=(Picture("https://contoh.id/foto.jpg", 1000, 1000),))
        )
        read = offers.offers_in(dialect, columns(dialect.slug), list(rows(dialect.slug, shown)))
        if read:
            return read[0]
    return identity(good)


def identity(good: Good) -> Offer:
    """What stands there, in no dialect."""
    return Offer([], fields=dict(good.fields), variants=[_as_said(good, kind) for kind in good.kinds])


def _as_said(good: Good, kind: Kind) -> dict[str, Any]:
    return {"options": [list(pair) for pair in kind.options], "sku": kind.sku, "gtin": kind.gtin,
                             "price": good.price_of(kind),
            "stock": good.stock_of(kind), "weight_g": _weight(good, kind)}  # fmt: skip


def ways_out() -> list[tuple[str, str, str]]:
    """Slug, name and ending of everything a seller may take out."""
    both = [(each.slug, each.name, each.ending) for each in dialects().values() if each.way == "both"]
    return [*reversed(both), ("lkpp", "LKPP, isian Katalog Elektronik v6", "xlsx")]
