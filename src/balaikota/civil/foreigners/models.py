"""The stay permits a paper of this city rests on, and foreigners who moved away. Rows stay as they were written."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedTextField


class JenisIzin(models.TextChoices):
    ITAS = "itas", _("Izin tinggal terbatas (ITAS)")
    ITAP = "itap", _("Izin tinggal tetap (ITAP)")


class IzinTinggal(models.Model):
    """A stay permit as it was shown. The SKTT (ITAS) or the KTP-el (ITAP) ends with it."""

    personal = ("nomor", "no_paspor", "kebangsaan", "alamat")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="izin_tinggal")
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="izin_tinggal")
    jenis = models.CharField(max_length=4, choices=JenisIzin)
    nomor = SealedTextField(_("nomor ITAS/ITAP"))
    no_paspor = SealedTextField(_("nomor dokumen perjalanan"))
    kebangsaan = models.CharField(_("kewarganegaraan"), max_length=60)
    terbit_on = models.DateField(_("tanggal terbit"))
    berakhir_on = models.DateField(_("tanggal akhir"))
    alamat = SealedTextField(_("alamat"), null=True)
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_permit_ends_after_it_begins",
                condition=models.Q(berakhir_on__gt=models.F("terbit_on")),
            )
        ]


class KepindahanOA(models.Model):
    """A foreigner who moved to another kabupaten or kota, with the letter for it."""

    personal = ("ke_alamat",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    dari_wilayah = models.CharField(max_length=13)
    ke_wilayah = models.CharField(max_length=13)
    ke_alamat = SealedTextField(_("alamat tujuan"))
    on = models.DateField(_("tanggal pindah"))
    letter = models.ForeignKey("documents.Letter", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(default=False)
