"""What lies ready at a counter, is sent, comes back, and is received once."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedTextField


class Place(models.TextChoices):
    """Where a parcel is."""

    READY = "ready", _("siap diambil")
    SENT = "sent", _("dalam pengiriman")
    RECEIVED = "received", _("sudah diterima")


class Relation(models.TextChoices):
    """Who received it."""

    OWNER = "owner", _("Pemiliknya sendiri")
    FAMILY = "family", _("Keluarga dalam satu KK")
    PROXY = "proxy", _("Orang lain dengan surat kuasa")


class Parcel(models.Model):
    """A card or paper of a granted case that lies at a counter until its owner has it."""

    personal = ("address", "received_by")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="parcel")
    kind = models.SlugField(help_text="which `contract.Goods` it is")
    name = models.CharField(_("barang"), max_length=80)
    office = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    place = models.CharField(max_length=10, choices=Place, default=Place.READY)
    ready_at = models.DateTimeField(_("siap sejak"), default=timezone.now)
    courier = models.CharField(_("kurir"), max_length=60, blank=True)
    resi = models.CharField(_("nomor resi"), max_length=40, blank=True)
    address = SealedTextField(_("alamat kirim"), null=True)
    asked_at = models.DateTimeField(_("minta dikirim"), null=True, help_text="its owner wants it sent")
    sent_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(_("kembali"), null=True, help_text="the last time")
    returned_why = models.CharField(_("sebab kembali"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("diterima"), null=True)
    received_by = SealedTextField(_("penerima"), null=True)
    relation = models.CharField(_("hubungan"), max_length=10, choices=Relation, blank=True)
    handed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="received_by_somebody",
                condition=Q(place=Place.RECEIVED, received_at__isnull=False, handed_by__isnull=False)
                & ~Q(relation="")
                | ~Q(place=Place.RECEIVED) & Q(received_at=None, handed_by=None, relation=""),
            ),
            models.CheckConstraint(
                name="sent_with_resi",
                condition=~Q(place=Place.SENT) | Q(sent_at__isnull=False) & ~Q(courier="") & ~Q(resi=""),
            ),
        ]
        indexes = [
            models.Index(
                name="parcels_waiting",
                fields=["office", "ready_at", "id"],
                condition=~Q(place=Place.RECEIVED),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("parcels:parcel", args=[self.pk])
