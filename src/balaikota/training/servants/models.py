"""What training needs to know of a civil servant."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedTextField
from balaikota.kit.ids import uuid7


class Jenis(models.TextChoices):
    PNS = "pns", _("PNS")
    PPPK = "pppk", _("PPPK")
    LAIN = "lain", _("bukan ASN")


class Pegawai(models.Model):
    """One civil servant: kind, NIP and rank. The post they hold is asked of `organisations`."""

    personal = ("nip", "nip_index", "pangkat", "golongan")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    jenis = models.CharField(_("jenis pegawai"), max_length=5, choices=Jenis)
    nip = SealedTextField("NIP", null=True)
    nip_index = models.CharField(max_length=64, blank=True, db_index=True)
    pangkat = models.CharField(_("pangkat"), max_length=40, blank=True)
    golongan = models.CharField(_("golongan"), max_length=8, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_servant_a_person", fields=["person"])]
