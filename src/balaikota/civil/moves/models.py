"""The history of moves: who went from where to where, when, and by which letter. Rows are never written over."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.people.models import Shdk
from balaikota.kit.fields import SealedTextField


class Arah(models.TextChoices):
    """Which way, seen from this city."""

    DALAM_KOTA = "dalam_kota", _("pindah di dalam kota")
    KELUAR = "keluar", _("pindah ke luar kota")
    DATANG = "datang", _("datang dari kota lain")
    LUAR_NEGERI = "luar_negeri", _("pindah ke luar negeri")
    DARI_LUAR_NEGERI = "dari_luar_negeri", _("datang dari luar negeri")


class Klasifikasi(models.TextChoices):
    """Klasifikasi kepindahan (F-1.03), worked out from two region codes and never asked."""

    SATU_KELURAHAN = "satu_kelurahan", _("Dalam satu desa/kelurahan")
    ANTAR_KELURAHAN = "antar_kelurahan", _("Antar desa/kelurahan")
    ANTAR_KECAMATAN = "antar_kecamatan", _("Antar kecamatan")
    ANTAR_KOTA = "antar_kota", _("Antar kabupaten/kota")
    ANTAR_PROVINSI = "antar_provinsi", _("Antar provinsi")


class Perpindahan(models.Model):
    """One granted move. `dari_wilayah` and `ke_wilayah` are region codes; empty for a place abroad."""

    personal = ("dari_alamat", "ke_alamat", "nomor_surat")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="perpindahan")
    arah = models.CharField(max_length=20, choices=Arah)
    klasifikasi = models.CharField(
        _("klasifikasi kepindahan"), max_length=20, choices=Klasifikasi, blank=True
    )
    dari_wilayah = models.CharField(max_length=13, blank=True)
    dari_alamat = SealedTextField(_("alamat asal"))
    ke_wilayah = models.CharField(max_length=13, blank=True)
    ke_alamat = SealedTextField(_("alamat tujuan"))
    negara = models.CharField(_("negara"), max_length=60, blank=True)
    alasan = models.CharField(_("alasan pindah"), max_length=20)
    on = models.DateField(_("tanggal pindah"))
    kartu_keluarga = models.ForeignKey(
        "people.KartuKeluarga",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="the one left or joined",
    )
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, related_name="+")
    nomor_surat = models.CharField(
        max_length=60, blank=True, help_text="of the SKPWNI or SKPLN the arrival rests on"
    )
    melanjutkan = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="dilanjutkan", help_text="the departure it ends"
    )
    at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_letter_brings_people_once",
                fields=["dari_wilayah", "nomor_surat"],
                condition=models.Q(arah="datang") & ~models.Q(nomor_surat=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_arah_display()} {self.on.isoformat()}"


class Peserta(models.Model):
    """One of those who moved, and what they were on the family card."""

    personal = ("shdk",)
    perpindahan = models.ForeignKey(Perpindahan, models.PROTECT, related_name="peserta")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="perpindahan")
    shdk = models.CharField(_("status hubungan dalam keluarga"), max_length=20, choices=Shdk)

    class Meta:
        constraints = [models.UniqueConstraint(name="moves_once_per_move", fields=["perpindahan", "person"])]
