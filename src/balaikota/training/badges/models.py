"""Keys, status lists and the badges in them."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Key(models.Model):
    """The public half of a key that signs badges; it is published as long as a badge needs it. The newest signs."""

    personal = ()
    kid = models.CharField(_("nama kunci"), max_length=64, unique=True, help_text="RFC 7638 thumbprint")
    public = models.JSONField(_("kunci publik"), help_text="JWK")
    made_at = models.DateTimeField(default=timezone.now)


class StatusList(models.Model):
    """Which badges were revoked, a bit for each; signed anew whenever one falls, and every day.

    Badges and their list have one issuer, named by the city's address: a city that moves opens a new list.
    """

    personal = ()
    number = models.PositiveIntegerField(unique=True)
    address = models.CharField(
        _("alamat kota saat dibuka"), max_length=300, default="", db_default="", blank=True
    )
    taken = models.PositiveIntegerField(default=0)
    token = models.TextField(blank=True, help_text="the signed list")
    signed_at = models.DateTimeField(_("ditandatangani"), null=True)
    valid_until = models.DateTimeField(_("berlaku sampai"), null=True)

    def get_absolute_url(self) -> str:
        return reverse("badges:status_list", args=[self.number])


class Badge(models.Model):
    """The credential of one certificate, signed once. Its id is its public address and says nothing of its moment."""

    personal = ("token",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    certificate = models.OneToOneField("certificates.Certificate", models.PROTECT, related_name="+")
    key = models.ForeignKey(Key, models.PROTECT, related_name="+")
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="badges")
    place = models.PositiveIntegerField(_("tempat dalam daftar status"))
    token = models.TextField(
        _("kredensial"), help_text="VC-JWT; whom it is for stands in it as a salted hash"
    )
    signed_at = models.DateTimeField(_("ditandatangani"), default=timezone.now)
    revoked_at = models.DateTimeField(_("dicabut"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_badge_a_place", fields=["status_list", "place"]),
            models.CheckConstraint(name="a_badge_is_signed", condition=~Q(token="")),
        ]
        indexes = [
            models.Index(
                name="badges_revoked", fields=["status_list", "place"], condition=Q(revoked_at__isnull=False)
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("badges:badge", args=[self.pk])
