"""Orders with their lines, carts, and how a seller takes orders."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7
from balaikota.kit.series import YearSeries
from balaikota.products.listings.models import Delivery


class NumberSeries(YearSeries):
    """The numbers of orders: ORD-2026-000001."""

    personal = ()


class State(models.TextChoices):
    """Where an order stands. The last four are ends: nothing follows them."""

    PLACED = "placed", _("menunggu jawaban penjual")
    ACCEPTED = "accepted", _("disanggupi, sedang disiapkan")
    READY = "ready", _("siap diambil atau dikirim")
    HANDED_OVER = "handed_over", _("diserahkan atau dikirim")
    RECEIVED = "received", _("diterima pembeli")
    DECLINED = "declined", _("tidak disanggupi")
    CANCELLED = "cancelled", _("dibatalkan")
    LAPSED = "lapsed", _("tidak dijawab penjual")


class Shop(models.Model):
    """How a seller takes orders: the telephone buyers may write to, the seller's own QRIS picture, open or not."""

    personal = ("whatsapp",)
    enterprise = models.OneToOneField("register.Enterprise", models.CASCADE, related_name="shop")
    whatsapp = models.CharField(
        _("nomor WhatsApp"), max_length=20, blank=True, help_text="E.164; shown to all"
    )
    qris = models.ForeignKey("pictures.Picture", models.SET_NULL, null=True, related_name="+")
    is_open = models.BooleanField(_("menerima pesanan"), default=True)
    changed_at = models.DateTimeField(default=timezone.now)


class CartLine(models.Model):
    """Something a signed-in person means to order. A visitor's cart lies in their session."""

    personal = ()
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    product = models.ForeignKey("listings.Product", models.CASCADE, related_name="+")
    variant = models.ForeignKey("listings.Variant", models.CASCADE, null=True, related_name="+")
    count = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="cart_each_once", fields=["person", "product", "variant"], nulls_distinct=False
            ),
            models.CheckConstraint(name="cart_counts", condition=Q(count__gte=1)),
        ]


class Order(models.Model):
    """What one buyer asks of one seller. `total` null: the seller has not said every price yet."""

    personal = ("phone", "address", "note")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("nomor pesanan"), max_length=16, unique=True, help_text="ORD-2026-000001")
    enterprise = models.ForeignKey("register.Enterprise", models.PROTECT, related_name="orders")
    buyer = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    key = models.UUIDField(help_text="of the form: sent twice, ordered once")
    state = models.CharField(_("keadaan"), max_length=12, choices=State, default=State.PLACED)
    delivery = models.CharField(_("cara menerima"), max_length=20, choices=Delivery)
    phone = models.CharField(_("telepon pembeli"), max_length=20, help_text="E.164")
    address = models.CharField(_("alamat kirim"), max_length=300, blank=True)
    note = models.CharField(_("catatan untuk penjual"), max_length=500, blank=True)
    total = models.BigIntegerField(_("jumlah"), null=True, help_text="rupiah, without delivery")
    delivery_cost = models.BigIntegerField(
        _("ongkos kirim"), null=True, help_text="rupiah, as the seller said"
    )
    message = models.CharField(_("pesan penjual"), max_length=500, blank=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True, help_text="of declining or cancelling")
    placed_at = models.DateTimeField(_("dipesan"), default=timezone.now)
    answered_at = models.DateTimeField(_("dijawab"), null=True)
    ready_at = models.DateTimeField(_("siap"), null=True)
    handed_over_at = models.DateTimeField(_("diserahkan"), null=True)
    closed_at = models.DateTimeField(_("selesai"), null=True)
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="orders_once", fields=["buyer", "key", "enterprise"]),
            models.CheckConstraint(
                name="orders_closed_at_their_end",
                condition=Q(closed_at=None, state__in=("placed", "accepted", "ready", "handed_over"))
                | Q(closed_at__isnull=False, state__in=("received", "declined", "cancelled", "lapsed")),
            ),
        ]
        indexes = [
            models.Index(name="orders_of_a_seller", fields=["enterprise", "-placed_at"]),
            models.Index(name="orders_of_a_buyer", fields=["buyer", "-placed_at"]),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("orders:order", args=[self.number])

    @property
    def sum(self) -> int | None:
        """What is to be paid, with delivery where the seller named its cost."""
        return None if self.total is None else self.total + (self.delivery_cost or 0)


class Line(models.Model):
    """One thing of an order, named and priced as it was then. `taken`: how many of it are out of the seller's stock."""

    personal = ()
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    product = models.ForeignKey("listings.Product", models.SET_NULL, null=True, related_name="+")
    variant = models.ForeignKey("listings.Variant", models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("produk"), max_length=250)
    unit = models.CharField(_("satuan"), max_length=20)
    count = models.PositiveIntegerField(_("banyaknya"))
    price = models.BigIntegerField(_("harga"), null=True, help_text="rupiah for one unit")
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="lines_count_something", condition=Q(count__gte=1)),
            models.CheckConstraint(
                name="lines_take_what_they_count", condition=Q(taken__lte=models.F("count"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sum(self) -> int | None:
        return None if self.price is None else self.price * self.count
