"""Products of the e-Katalog. A product belongs to one seller, and so does every SKU: no look-up crosses sellers."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class State(models.TextChoices):
    """Only a published product is seen by buyers."""

    DRAFT = "draft", _("belum dipasang")
    PUBLISHED = "published", _("terpasang")
    NEEDS_FIX = "needs_fix", _("perlu diperbaiki")
    HIDDEN = "hidden", _("disembunyikan penjual")
    SUSPENDED = "suspended", _("ditarik petugas")


class Basis(models.TextChoices):
    """How the price is meant. `range` has both prices; `negotiable` and `on_request` may have none."""

    FIXED = "fixed", _("harga pas")
    FROM = "from", _("mulai dari")
    RANGE = "range", _("kisaran")
    NEGOTIABLE = "negotiable", _("bisa ditawar")
    ON_REQUEST = "on_request", _("tanya penjual")


class Availability(models.TextChoices):
    IN_STOCK = "in_stock", _("siap kirim")
    MADE_TO_ORDER = "made_to_order", _("dibuat setelah dipesan")
    PREORDER = "preorder", _("pesan dahulu")
    SEASONAL = "seasonal", _("musiman")
    OUT_OF_STOCK = "out_of_stock", _("sedang habis")


class Storage(models.TextChoices):
    AMBIENT = "ambient", _("suhu ruang")
    CHILLED = "chilled", _("dingin")
    FROZEN = "frozen", _("beku")


class Delivery(models.TextChoices):
    """How the buyer gets it."""

    PICKUP = "pickup", _("diambil di tempat")
    SELLER = "seller_courier", _("diantar penjual")
    COURIER = "third_party_courier", _("dikirim kurir")
    STALL = "event_stall", _("di lapak atau bazar")


class Halal(models.TextChoices):
    CERTIFIED = "certified_regular", _("bersertifikat halal")
    SELF_DECLARED = "certified_self_declare", _("bersertifikat halal (pernyataan pelaku usaha)")
    IN_PROCESS = "in_process", _("sertifikat halal sedang diurus")
    NOT_HALAL = "non_halal_declared", _("tidak halal")
    NOT_REQUIRED = "not_required", _("tidak perlu sertifikat halal")
    UNKNOWN = "", _("belum diisi")


#: What an officer finds right or wrong: a change of it waits, once it was found right.
CHECKED = ("name", "category", "brand", "materials", "allergens", "storage", "shelf_life_days", "halal", "tkdn_pct",
           "origin", "is_own_make")  # fmt: skip
#: Shown at once, and looked at afterwards.
LOOKED_AT = ("description", "pictures")


class Product(models.Model):
    """One thing a business sells. Permits hang on `ware`, which the room `permits` of the coaching floor knows.

    Prices are whole rupiah for one `unit`. `stock` null: not counted. Without variants the product itself is what is
    ordered; with variants, each may have its own price and stock.
    """

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(
        max_length=10, unique=True, help_text="short, for addresses: k7m2qd; never guessed from a name"
    )
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="products")
    ware = models.ForeignKey("register.Ware", models.SET_NULL, null=True, related_name="products")
    sku = models.CharField(_("kode penjual (SKU)"), max_length=50, blank=True)
    name = models.CharField(_("nama produk"), max_length=150)
    description = models.TextField(_("keterangan"), max_length=5000, blank=True)
    category = models.ForeignKey("categories.Category", models.PROTECT, related_name="products")
    basis = models.CharField(_("cara harga"), max_length=12, choices=Basis, default=Basis.FIXED)
    price = models.BigIntegerField(_("harga"), null=True, help_text="rupiah for one unit")
    price_to = models.BigIntegerField(_("harga tertinggi"), null=True, help_text="rupiah; only with `range`")
    wholesale = models.JSONField(
        _("harga grosir"), default=list, help_text="[[least quantity, rupiah], …], rising"
    )
    unit = models.CharField(_("satuan"), max_length=20, default="pcs")
    net_amount = models.DecimalField(_("isi bersih"), max_digits=10, decimal_places=3, null=True)
    net_unit = models.CharField(
        _("satuan isi"), max_length=10, blank=True, help_text="g, ml, pcs, cm, lembar"
    )
    weight_g = models.PositiveIntegerField(_("berat kirim"), null=True, help_text="grams, packed")
    length_mm = models.PositiveIntegerField(_("panjang"), null=True)
    width_mm = models.PositiveIntegerField(_("lebar"), null=True)
    height_mm = models.PositiveIntegerField(_("tinggi"), null=True)
    least_order = models.PositiveIntegerField(_("pesanan paling sedikit"), default=1)
    availability = models.CharField(
        _("ketersediaan"), max_length=15, choices=Availability, default=Availability.IN_STOCK
    )
    stock = models.PositiveIntegerField(_("stok"), null=True)
    lead_days = models.PositiveSmallIntegerField(_("lama pembuatan"), null=True, help_text="working days")
    capacity_month = models.PositiveIntegerField(_("kesanggupan sebulan"), null=True, help_text="units")
    materials = models.TextField(_("bahan"), max_length=1000, blank=True)
    allergens = models.JSONField(_("alergen"), default=list, help_text="codes of data/allergens.toml")
    shelf_life_days = models.PositiveIntegerField(_("masa simpan"), null=True)
    storage = models.CharField(_("penyimpanan"), max_length=10, choices=Storage, blank=True)
    halal = models.CharField(_("halal"), max_length=25, choices=Halal, blank=True, default=Halal.UNKNOWN)
    tkdn_pct = models.DecimalField(
        "TKDN", max_digits=5, decimal_places=2, null=True, help_text="percent, as certified"
    )
    brand = models.CharField(_("merek"), max_length=70, blank=True)
    gtin = models.CharField(_("barkode"), max_length=14, blank=True)
    origin = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, related_name="+", verbose_name=_("asal")
    )
    is_own_make = models.BooleanField(_("dibuat sendiri"), default=True)
    deliveries = models.JSONField(_("cara menerima"), default=list, help_text="codes of Delivery")
    link = models.URLField(_("tautan toko daring"), blank=True)

    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(_("terpasang sejak"), null=True)
    changed_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="products_sku_of_a_seller", fields=["enterprise", "sku"], condition=~models.Q(sku="")
            ),
            models.CheckConstraint(
                name="products_priced_as_meant",
                condition=models.Q(basis__in=("negotiable", "on_request")) | models.Q(price__gt=0)
                | models.Q(state="draft"),
            ),
            models.CheckConstraint(
                name="products_range_has_both_ends",
                condition=~models.Q(basis="range") | models.Q(price_to__gt=models.F("price")),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(name="products_shown", fields=["enterprise"], condition=models.Q(state="published")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("listings:product", args=[self.code])


class Variant(models.Model):
    """One of several kinds of a product, such as 250 g or red XL. `price` and `stock` null: as the product's."""

    personal = ()
    product = models.ForeignKey(Product, models.CASCADE, related_name="variants")
    place = models.PositiveSmallIntegerField(default=0)
    options = models.JSONField(help_text='[["ukuran", "250 g"], ["rasa", "pedas"]]: at most three axes')
    sku = models.CharField(_("kode penjual (SKU)"), max_length=50, blank=True)
    gtin = models.CharField(_("barkode"), max_length=14, blank=True)
    price = models.BigIntegerField(_("harga"), null=True, help_text="rupiah")
    stock = models.PositiveIntegerField(_("stok"), null=True)
    weight_g = models.PositiveIntegerField(_("berat kirim"), null=True)
    is_offered = models.BooleanField(_("ditawarkan"), default=True)

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return ", ".join(str(value) for _axis, value in self.options)


class Photo(models.Model):
    """A photo of a product: which one of several, where its square lies, and what could be better about it.

    `crop` says how far along the longer side the square begins: 0 at the left or top, 100 at the right or bottom.
    """

    personal = ()
    product = models.ForeignKey(Product, models.CASCADE, related_name="photos")
    picture = models.OneToOneField("pictures.Picture", models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    crop = models.PositiveSmallIntegerField(default=50, help_text="percent, in steps of ten")
    hints = models.JSONField(default=list, help_text="codes of looking.methods.HINTS")

    class Meta:
        ordering = ["place", "pk"]


class Check(models.Model):
    """An officer's look at a product, opened when it is first published or what was checked is touched.

    `touched` are the fields to look at; `reasons` say per field what to mend: {"name": "…"}. `proposed` are values of
    fields that an officer had found right before: buyers see the old ones until this check is closed.
    """

    personal = ()
    product = models.ForeignKey(Product, models.CASCADE, related_name="checks")
    touched = models.JSONField(default=list)
    proposed = models.JSONField(default=dict, help_text="field: value as JSON; keys of rows for foreign keys")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    is_right = models.BooleanField(null=True)
    reasons = models.JSONField(default=dict)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="checks_one_open", fields=["product"], condition=models.Q(closed_at=None)
            )
        ]
