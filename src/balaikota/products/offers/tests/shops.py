"""Files as sellers really have them: built here, byte by byte, in the manner of each shop."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter


def text(rows: Sequence[Sequence[Any]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def book(rows: Sequence[Sequence[Any]], name: str = "Template", others: Sequence[str] = ()) -> bytes:
    out = io.BytesIO()
    opened = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    for other in others:
        opened.add_worksheet(other).write(0, 0, "Panduan mengisi")
    page = opened.add_worksheet(name)
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    opened.close()
    return out.getvalue()


SHOPIFY_HEAD = ["Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published", "Option1 Name", "Option1 Value",
                "Option2 Name", "Option2 Value", "Variant SKU", "Variant Grams", "Variant Inventory Tracker",
                "Variant Inventory Qty", "Variant Price", "Variant Barcode", "Image Src", "Image Position",
                "Status"]  # fmt: skip


def shopify_old() -> bytes:
    """Two products: one with three variants and four photos over four rows, its prose full of commas and semicolons."""
    prose = (
        "<p>Kaus katun, <b>nyaman</b>; tidak panas;</p>\n"
        "<ul><li>sablon plastisol;</li>\n<li>jahit rantai &amp; rapi;</li></ul>"
        "<script>alert('x')</script>"
    )
    rows = [
        SHOPIFY_HEAD,
        ["kaus-medan", "Kaus Horas Medan", prose, "Ucok Sablon", "Kaos", "batak, medan", "TRUE", "Ukuran", "M",
            "Warna", "Hitam",
         "0012-M", "180", "shopify", "5", "85000.00", "", "https://cdn.contoh.id/1.jpg?v=1", "1", "active"],
        ["kaus-medan", "", "", "", "", "", "", "", "L", "", "Hitam", "0012-L", "190", "shopify", "0", "85000.00", "",
         "https://cdn.contoh.id/2.jpg", "2", ""],
        ["kaus-medan", "", "", "", "", "", "", "", "XL", "", "Hitam", "0012-XL", "200", "shopify", "3", "90000.00", "",
         "https://cdn.contoh.id/3.jpg", "3", ""],
        ["kaus-medan", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "https://cdn.contoh.id/4.jpg",
            "4", ""],
        ["kopi-sidikalang", "Kopi Sidikalang 200 g", "Kopi robusta, sangrai sedang.", "", "Kopi", "", "FALSE", "Title",
         "Default Title", "", "", "KOPI-200", "0", "", "", "45000.00", "8991234567891", "", "", "draft"],
    ]  # fmt: skip
    return text(rows)


def shopify_new() -> bytes:
    head = ["Title", "URL handle", "Description", "Vendor", "Product category", "Type", "Tags", "Published on online store",
            "Status", "SKU", "Barcode", "Option1 name", "Option1 value", "Option1 Linked To", "Price", "Compare-at price",
            "Cost per item", "Inventory tracker", "Inventory quantity", "Weight value (grams)", "Product image URL",
            "Image position", "Google Shopping / Google product category"]  # fmt: skip
    rows = [
        head,
        ["Ulos Ragi Hotang", "ulos-ragi-hotang", "Tenun tangan", "", "", "Ulos", "", "TRUE", "Active", "ULOS-1", "", "Title",
         "Default Title", "", "750000", "", "300000", "shopify", "2", "900", "", "", ""],
        ["Sambal Andaliman", "sambal-andaliman", "<p>Pedas getir</p>", "", "", "", "", "TRUE", "Active", "SBL-100", "",
            "Berat", "100 g",
         "", "25.000", "", "", "shopify", "9", "150", "", "", "427"],
        ["", "sambal-andaliman", "", "", "", "", "", "", "", "SBL-200", "", "", "200 g", "", "45.000", "", "",
            "shopify", "4", "260",
         "", "", ""],
    ]  # fmt: skip
    return text(rows)


WOO = {
    "en": ["ID", "Type", "SKU", "Name", "Published", "Short description", "Description", "In stock?", "Stock",
    "Weight (lbs)",
           "Length (in)", "Sale price", "Regular price", "Categories", "Images", "Parent", "Attribute 1 name",
           "Attribute 1 value(s)"],
    "fr": ["ID", "Type", "UGS", "Nom", "Publié", "Description courte", "Description", "En stock ?", "Stock", "Poids (kg)",
           "Longueur (cm)", "Tarif promo", "Tarif régulier", "Catégories", "Images", "Parent", "Nom de l’attribut 1",
           "Valeur(s) de l’attribut 1"],
    "de": ["ID", "Typ", "Artikelnummer", "Name", "Veröffentlicht", "Kurzbeschreibung", "Beschreibung", "Vorrätig?", "Lager",
           "Gewicht (kg)", "Länge (cm)", "Angebotspreis", "Regulärer Preis", "Kategorien", "Bilder",
           "Übergeordnetes Produkt",
           "Attribut 1 Name", "Attribut 1 Wert(e)"],
    "es": ["ID", "Tipo", "SKU", "Nombre", "Publicado", "Descripción corta", "Descripción", "¿Existencias?", "Inventario",
           "Peso (kg)", "Longitud (cm)", "Precio rebajado", "Precio normal", "Categorías", "Imágenes", "Superior",
           "Nombre del atributo 1", "Valor(es) del atributo 1"],
    "id": ["ID", "Tipe", "SKU", "Nama", "Diterbitkan", "Deskripsi singkat", "Deskripsi", "Tersedia?", "Stok", "Berat (kg)",
           "Panjang (cm)", "Harga obral", "Harga normal", "Kategori", "Gambar", "Induk", "Attribute 1 name",
           "Attribute 1 value(s)"],
}  # fmt: skip


def woo(language: str = "en") -> bytes:
    """A simple product; a variable one whose variations stand before and after it; a grouped one; an orphan."""
    rows = [
        WOO[language],
        ["10", "variation", "TAS-B", "Tas - Biru", "1", "", "", "1", "4", "1", "", "", "125000", "", "", "id:11",
            "Warna", "Biru"],
        ["11", "variable", "TAS", "Tas anyaman pandan", "1", "", "Anyaman pandan\\nLapis kain", "1", "", "", "12", "", "",
         "Kerajinan > Anyaman, Tas", "https://toko.contoh/a.jpg, https://toko.contoh/b,c.jpg", "", "Warna", "Biru, Merah"],
        ["12", "variation", "TAS-M", "Tas - Merah", "1", "", "", "0", "0", "1", "", "", "130000", "", "", "TAS",
            "Warna", "Merah"],
        ["13", "simple", "DODOL", "Dodol durian", "-1", "Dodol asli", "", "1", "30", "1", "", "18000", "20000",
            "Makanan", "", "", "", ""],
        ["14", "grouped", "PKT", "Paket oleh-oleh", "1", "", "", "1", "", "", "", "", "", "", "", "", "", ""],
        ["15", "variation", "YATIM", "Yatim - Hijau", "1", "", "", "1", "1", "1", "", "", "9000", "", "", "id:999",
            "Warna", "Hijau"],
    ]  # fmt: skip
    return text(rows)


SHOPEE_KEYS = ["ps_category|0|0", "ps_product_name|1|0", "ps_product_description|1|0", "ps_maximum_purchase_quantity|0|0",
               "ps_minimum_purchase_quantity|0|0", "ps_sku_parent_short|0|0", "et_title_variation_integration_no|0|0",
               "et_title_variation_1|0|0", "et_title_option_for_variation_1|0|0", "ps_price|1|1", "ps_stock|0|1",
               "ps_sku_short|0|0", "ps_gtin_code|0|0", "ps_item_cover_image|0|3", "ps_item_image_1|0|3", "ps_weight|1|1",
               "channel_id.8003|0|0", "ps_product_pre_order_dts|0|1", "et_title_reason|0|0"]  # fmt: skip
SHOPEE_LABELS = ["Kategori", "Nama Produk", "Deskripsi Produk", "Maks. Jumlah Pembelian", "Min. Jumlah Pembelian",
    "SKU Induk",
                 "Kode Integrasi Variasi", "Nama Variasi 1", "Varian untuk Variasi 1", "Harga", "Stok", "Kode Variasi",
                 "GTIN",
                 "Foto Sampul", "Foto Produk 1", "Berat (kg)", "Reguler (Cashless)", "Dikirim Dalam Pre-order",
                 "Alasan Gagal"]  # fmt: skip


def shopee_new() -> bytes:
    """The template with its six rows of explanation, a product with two variants, and a single one; a sheet of guidance."""
    flags = ["Opsional", "Wajib", "Wajib", "Opsional", "Opsional", "Opsional", "Wajib Bersyarat", "Wajib Bersyarat",
             "Wajib Bersyarat", "Wajib", "Wajib Bersyarat", "Opsional", "Opsional", "Wajib", "Opsional", "Wajib",
             "Wajib Bersyarat", "Wajib Bersyarat", "Opsional"]  # fmt: skip
    told = ["", "Masukkan nama produk, 5 sampai 255 huruf", "Masukkan deskripsi", "", "", "", "", "", "",
            "Masukkan harga antara 99 dan 1.000.000.000 rupiah tanpa titik", "Masukkan stok"]  # fmt: skip
    rows = [
        SHOPEE_KEYS, ["mass_new_basic", "5f1a2b3c"], SHOPEE_LABELS, flags, told, ["", "Batas: 255"],
        ["100869", "Keripik Ubi Ungu", "Renyah, manis.", "", 1, "UBI", "INT-UBI", "Rasa", "Original", 12000, 40, "UBI-O", "",
         "https://cf.contoh.id/ubi.jpg", "", 0.25, "Aktif", "", ""],
        ["", "", "", "", "", "", "INT-UBI", "", "Balado", 12500, 25, "UBI-B", "", "", "", 0.25, "Aktif", "", ""],
        ["100870", "Sirup Markisa 630 ml", "Sirup asli Berastagi", "", 2, "SRP-630", "", "", "", 38000, 12, "",
            "8991234567891",
         "", "", 1.1, "Aktif", 5, ""],
    ]  # fmt: skip
    return book(rows, others=("Panduan",))


def shopee_sales(rounded: bool = False) -> bytes:
    """Prices and stock; when `rounded`, a spreadsheet has made 1.23E+11 of the product's numbers."""
    keys = ["et_title_product_id", "et_title_product_name", "et_title_variation_id", "et_title_variation_name",
            "et_title_parent_sku", "et_title_variation_sku", "et_title_variation_price", "ps_gtin_code",
            "et_title_variation_stock"]  # fmt: skip
    labels = [
        "Kode Produk",
        "Nama Produk",
        "Kode Variasi",
        "Nama Variasi",
        "SKU Induk",
        "SKU",
        "Harga",
        "GTIN",
        "Stok",
    ]
    first, second = ("1.23E+11", "1.23E+11") if rounded else ("23456789012", "23456789013")
    rows = [
        keys, ["sales_info", "77aa"], labels, ["", "", "", "", "Opsional", "Opsional", "Wajib", "", "Wajib"], [""], [""],
        [first, "Keripik Ubi Ungu", "998001", "Original", "UBI", "UBI-O", "13000", "", "41"],
        [first, "Keripik Ubi Ungu", "998002", "Balado", "UBI", "UBI-B", "12500", "", "25"],
        [second, "Sirup Markisa 630 ml", "", "", "SRP-630", "", "38000", "", "10"],
    ]  # fmt: skip
    return book(rows, "Sheet1")


def shopee_basic() -> bytes:
    keys = [
        "et_title_product_id",
        "et_title_parent_sku",
        "et_title_product_name",
        "et_title_product_description",
        "et_title_reason",
    ]
    rows = [keys, ["basic_info", "x"], ["Kode Produk", "SKU Induk", "Nama Produk", "Deskripsi Produk", "Alasan"],
            ["", "Opsional", "Wajib", "Wajib", ""], [""], [""],
            ["23456789012", "UBI", "Keripik Ubi Ungu", "Renyah, manis, tanpa pengawet.", ""]]  # fmt: skip
    return book(rows, "Sheet1")


def tokopedia() -> bytes:
    head = ["Error Message", "Nama Produk*", "Deskripsi Produk", "Kategori Kode*", "Berat (Gram)*", "Minimum Pemesanan*",
            "Nomor Etalase", "Waktu Proses Preorder", "Kondisi*", "Gambar 1*", "Gambar 2", "SKU Name", "Status*",
            "Jumlah Stok*", "Harga (Rp)*", "Asuransi Pengiriman"]  # fmt: skip
    rows = [head, ["Abaikan kolom ini", "Masukkan nama, maks. 70 huruf", "", "", "", "", "", "", "", "", "", "", "",
        "", "Masukkan harga", ""],
            ["", "Bika Ambon 20x20", "Bika pandan", "1234", "900", "1", "", "", "Baru",
                "https://img.contoh.id/bika.jpg", "", "BIKA-20",
             "Aktif", "15", "65000", "Opsional"]]  # fmt: skip
    return book(rows, "ISI Template Impor Produk")


def google_tsv() -> bytes:
    head = ["id", "title", "description", "link", "image_link", "additional_image_link", "price", "availability",
        "condition",
            "google_product_category", "item_group_id", "size", "color", "shipping_weight"]  # fmt: skip
    rows = [
        head,
        ["G-1", "Madu hutan 350 g", "Madu multiflora", "https://toko.contoh/madu", "https://toko.contoh/m.jpg",
         "https://toko.contoh/m2.jpg,https://toko.contoh/m3.jpg", "85000 IDR", "in_stock", "new", "4947", "", "", "",
         "0.5 kg"],
        ["S-40", "Sandal kulit", "Kulit sapi", "https://toko.contoh/s", "https://toko.contoh/s.jpg", "",
            "150000.00 IDR", "in stock",
         "new", "", "SANDAL", "40", "cokelat", ""],
        ["S-41", "Sandal kulit", "Kulit sapi", "https://toko.contoh/s", "https://toko.contoh/s.jpg", "",
            "150000.00 IDR", "out of stock",
         "new", "", "SANDAL", "41", "cokelat", ""],
    ]  # fmt: skip
    return text(rows, "\t")


def google_xml() -> bytes:
    return b"""<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Toko</title>
<item><g:id>X1</g:id><title>Abon sapi &amp; cabai</title><description>&lt;p&gt;Gurih&lt;/p&gt;</description>
<link>https://toko.contoh/abon</link><g:image_link>https://toko.contoh/1.jpg</g:image_link>
<g:additional_image_link>https://toko.contoh/2.jpg</g:additional_image_link>
<g:additional_image_link>https://toko.contoh/3.jpg</g:additional_image_link>
<g:price>55000 IDR</g:price><g:availability>preorder</g:availability></item></channel></rss>"""


def meta_csv() -> bytes:
    head = ["# id", "x"]
    head = ["id", "title", "description", "availability", "condition", "price", "link", "image_link", "brand",
            "quantity_to_sell_on_facebook"]  # fmt: skip
    rows = [head, ["M1", "Kue semprong", "Kue tipis", "in stock", "new", "30000 IDR", "https://fb.contoh/1", "https://fb.contoh/1.jpg",
                   "Bu Nur", "7"]]  # fmt: skip
    return text(rows)


def price_list() -> bytes:
    """What most sellers have: a sheet with a letterhead, prices as spoken, a total at the end."""
    rows = [
        ["DAFTAR HARGA UD MAJU"], [""],
        ["No", "Kode", "Nama Barang", "Satuan", "Harga", "Stok", "Jenis"],
        [1, "007", "Keripik pisang", "bungkus", "15rb", 20, "Keripik, kerupuk & camilan gurih"],
        [2, "008", "Sambal teri", "botol", "15,000", 4, ""],
        [3, "009", "Nasi kotak ayam", "kotak", "mulai 25rb", "", ""],
        [4, "010", "Pesanan khusus", "porsi", "Nego", "", ""],
        [5, "007", "Keripik pisang", "bungkus", "16rb", 1, ""],
        [6, 1.2345e17, "Kode rusak", "pcs", "10rb", 1, ""],
        [7, "011", "Rp nol", "pcs", "0", 1, ""],
        ["", "", "Total", "", "", 45, ""],
    ]  # fmt: skip
    return book(rows, "Harga")


ALL: dict[str, tuple[str, bytes]] = {
    "shopify-lama": ("products_export.csv", shopify_old()), "shopify-baru": ("product_template.csv", shopify_new()),
    "woocommerce": ("wc-export.csv", woo()), "shopee-baru": ("Shopee_mass_upload_basic_template.xlsx", shopee_new()),
    "shopee-harga": ("mass_update_sales_info.xlsx", shopee_sales()),
    "shopee-dasar": ("mass_update_basic.xlsx", shopee_basic()),
    "tokopedia": ("tambah-produk.xlsx", tokopedia()), "google": ("feed.tsv", google_tsv()),
    "meta": ("catalog.csv", meta_csv()),
    "balaikota": ("daftar harga.xlsx", price_list()),
}  # fmt: skip
