"""Inquiries, who was asked, and what they offered."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7
from balaikota.kit.series import YearSeries


class NumberSeries(YearSeries):
    """The numbers of inquiries: PNW-2026-0001."""

    personal = ()


class State(models.TextChoices):
    """Whether an inquiry is sent is written down; whether its time is over is asked of the clock."""

    DRAFT = "draft", _("belum dikirim")
    SENT = "sent", _("terkirim")
    CHOSEN = "chosen", _("sudah dipilih")
    CALLED_OFF = "called_off", _("dibatalkan")


class Inquiry(models.Model):
    """What one office asks several sellers. Nothing of it changes once it is sent."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("nomor"), max_length=16, unique=True, help_text="PNW-2026-0001")
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    title = models.CharField(_("untuk keperluan"), max_length=160)
    terms = models.TextField(_("syarat"), max_length=2000, blank=True)
    place = models.CharField(_("diantar ke"), max_length=200)
    needed_on = models.DateField(_("diperlukan tanggal"))
    closes_at = models.DateTimeField(_("batas penawaran"))
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(_("dikirim"), null=True)
    chosen = models.ForeignKey("Offer", models.PROTECT, null=True, related_name="+")
    chosen_at = models.DateTimeField(null=True)
    chosen_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(
        _("alasan"), max_length=1000, blank=True, help_text="of the choice or of calling off"
    )
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="inquiries_chosen_with_a_reason",
                condition=~Q(state="chosen")
                | Q(chosen__isnull=False, chosen_at__isnull=False) & ~Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("quotations:inquiry", args=[self.number])

    @property
    def is_open(self) -> bool:
        """Sellers may still answer."""
        return self.state == State.SENT and timezone.now() < self.closes_at

    @property
    def is_over(self) -> bool:
        """The closing time has come: offers may be read, and none comes any more."""
        return self.state != State.DRAFT and timezone.now() >= self.closes_at


class Need(models.Model):
    """One thing that is asked for."""

    personal = ()
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="needs")
    name = models.CharField(_("barang"), max_length=160)
    count = models.PositiveIntegerField(_("banyaknya"))
    unit = models.CharField(_("satuan"), max_length=20)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="needs_count_something", condition=Q(count__gte=1))]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """One seller is asked."""

    personal = ()
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="invitations")
    enterprise = models.ForeignKey("register.Enterprise", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="invited_once", fields=["inquiry", "enterprise"])]


class Offer(models.Model):
    """What a seller answers. It may be changed until the closing time; `times` says how often it was given."""

    personal = ()
    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="offer")
    days = models.PositiveSmallIntegerField(_("lama pengiriman"), help_text="calendar days from the order")
    valid_until = models.DateField(_("berlaku sampai"))
    note = models.CharField(_("catatan"), max_length=500, blank=True)
    offered_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    times = models.PositiveSmallIntegerField(default=1)


class Price(models.Model):
    """What one need costs in an offer; a need without a row is not offered."""

    personal = ()
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="prices")
    need = models.ForeignKey(Need, models.CASCADE, related_name="+")
    price = models.BigIntegerField(_("harga satuan"), help_text="rupiah for one unit, delivered")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="prices_one_for_each_need", fields=["offer", "need"]),
            models.CheckConstraint(name="prices_above_nought", condition=Q(price__gt=0)),
        ]
