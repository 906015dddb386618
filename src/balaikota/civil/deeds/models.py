"""The registers. A row is one version of one entry; nothing is ever written over (a trigger sees to it)."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedJSONField


class Jenis(models.TextChoices):
    """The registers a Dinas keeps (UU 23/2006 pasal 68)."""

    KELAHIRAN = "kelahiran", _("Akta Kelahiran")
    LAHIR_MATI = "lahir_mati", _("Surat Keterangan Lahir Mati")
    KEMATIAN = "kematian", _("Akta Kematian")
    PERKAWINAN = "perkawinan", _("Akta Perkawinan")
    PERCERAIAN = "perceraian", _("Akta Perceraian")
    PENGAKUAN_ANAK = "pengakuan_anak", _("Akta Pengakuan Anak")
    PENGESAHAN_ANAK = "pengesahan_anak", _("Akta Pengesahan Anak")


class Status(models.TextChoices):
    BERLAKU = "berlaku", _("berlaku")
    DIBATALKAN = "dibatalkan", _("dibatalkan")


class Sebab(models.TextChoices):
    """Why a version was written."""

    PENCATATAN = "pencatatan", _("pencatatan")
    PEMBETULAN = "pembetulan", _("pembetulan")
    CATATAN_PINGGIR = "catatan_pinggir", _("catatan pinggir")
    PEMBATALAN = "pembatalan", _("pembatalan")
    KUTIPAN_KEDUA = "kutipan_kedua", _("kutipan kedua")


@dataclass(frozen=True)
class Paper:
    """A paper a granted case asks for: its kind (a Typst template), its title without names, what it says."""

    kind: str
    title: str
    content: dict[str, Any]


class Akta(models.Model):
    """One version of one register entry, with the case that wrote it and the kutipan it gave."""

    personal = ("catatan", "rincian")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jenis = models.CharField(max_length=20, choices=Jenis)
    nomor = models.CharField(_("nomor akta"), max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=12, choices=Status, default=Status.BERLAKU)
    sebab = models.CharField(max_length=16, choices=Sebab, default=Sebab.PENCATATAN)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="akta")
    letter = models.ForeignKey("documents.Letter", models.PROTECT, related_name="+")
    subject = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    catatan = models.TextField(_("catatan"), blank=True)
    rincian = SealedJSONField(help_text="the entry: what was granted, as this version has it")
    registered_on = models.DateField()
    registered_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_row_per_version", fields=["jenis", "nomor", "version"]),
            models.UniqueConstraint(
                name="one_entry_per_case", fields=["case"], condition=models.Q(sebab="pencatatan")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.nomor}"


class Pihak(models.Model):
    """Someone a register entry names, and as what: anak, ayah, ibu, almarhum, suami, istri …"""

    personal = ()
    akta = models.ForeignKey(Akta, models.PROTECT, related_name="pihak")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="pihak_akta")
    peran = models.SlugField(_("peran"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="named_once_per_role", fields=["akta", "person", "peran"])
        ]
