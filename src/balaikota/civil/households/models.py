"""Printed versions of a Kartu Keluarga, the biodata they print, and cards that wait for their number."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.people.models import Person, Shdk, StatusKawin
from balaikota.kit.fields import SealedJSONField, SealedTextField


class Sebab(models.TextChoices):
    """Why a version was printed."""

    KELUARGA_BARU = "keluarga_baru", _("membentuk keluarga baru")
    GANTI_KEPALA = "ganti_kepala", _("penggantian kepala keluarga")
    PISAH = "pisah", _("pisah KK")
    TAMBAH_ANGGOTA = "tambah_anggota", _("penambahan anggota")
    KURANG_ANGGOTA = "kurang_anggota", _("pengurangan anggota")
    KEMATIAN = "kematian", _("anggota meninggal")
    PINDAH = "pindah", _("pindah alamat")
    UBAH_DATA = "ubah_data", _("perubahan data")
    HILANG = "hilang", _("KK hilang")
    RUSAK = "rusak", _("KK rusak")
    BENCANA = "bencana", _("hilang atau rusak karena bencana")


@dataclass(frozen=True)
class Tempat:
    """A person's place on a family card."""

    person: Person
    shdk: Shdk
    status_kawin: StatusKawin


class Biodata(models.Model):
    """What the population database keeps of a person beside their identity (F-1.01). A row is one version."""

    personal = ("rincian",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="biodata")
    version = models.PositiveSmallIntegerField(default=1)
    rincian = SealedJSONField(help_text="agama, pendidikan, pekerjaan, nama_ayah, nama_ibu …")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_biodata_per_version", fields=["person", "version"])]


class VersiKK(models.Model):
    """One printed version of a family card. A trigger forbids changing or deleting it."""

    personal = ("nomor_kk", "nomor_kk_index", "anggota")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kartu_keluarga = models.ForeignKey("people.KartuKeluarga", models.PROTECT, related_name="versi")
    version = models.PositiveSmallIntegerField()
    nomor_kk = SealedTextField(_("nomor KK"))
    nomor_kk_index = models.CharField(max_length=64, db_index=True)
    anggota = SealedJSONField(help_text="everybody on the paper, as printed")
    sebab = models.CharField(max_length=20, choices=Sebab)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="versi_kk")
    letter = models.OneToOneField("documents.Letter", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_kk_per_version", fields=["kartu_keluarga", "version"])
        ]


class KKMenunggu(models.Model):
    """A family card that was granted and waits for its number. SIAK gives it; we never make one up.

    Until then everybody stays where they are: the old card is true.
    """

    personal = ("rencana",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="kk_menunggu")
    kk_lama = models.ForeignKey("people.KartuKeluarga", models.PROTECT, null=True, related_name="+")
    sebab = models.CharField(max_length=20, choices=Sebab)
    rencana = SealedJSONField(help_text="alamat, anggota, and who heads the old card from then on")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    versi = models.OneToOneField(VersiKK, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(name="kk_menunggu_at", fields=["at"], condition=models.Q(versi=None))]

    @property
    def members(self) -> list[dict[str, Any]]:
        return list(self.rencana["anggota"])
