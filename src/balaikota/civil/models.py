"""The registers. A row is one version; a correction adds a version and keeps the case that changed it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedJSONField


class AktaKelahiran(models.Model):
    """The register of births (UU 24/2013 pasal 27, 32; the entry behind each kutipan akta kelahiran)."""

    personal = ("anak_nama", "anak_jenis_kelamin", "tempat_kelahiran", "tanggal_lahir", "pukul", "rincian")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nomor = models.CharField(_("nomor akta"), max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="akta_kelahiran")
    anak = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    ayah = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    ibu = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    anak_nama = models.CharField(_("nama anak"), max_length=60)
    anak_jenis_kelamin = models.CharField(max_length=10)
    tempat_kelahiran = models.CharField(max_length=80)
    tanggal_lahir = models.DateField()
    pukul = models.TimeField()
    anak_ke = models.PositiveSmallIntegerField()
    ayah_nama = models.CharField(max_length=120, blank=True, help_text="empty: a child of its mother")
    ibu_nama = models.CharField(max_length=120, blank=True, help_text="empty: a foundling")
    catatan = models.CharField(_("catatan"), max_length=300, blank=True)
    rincian = SealedJSONField(help_text="all answers of F-2.01 as granted")
    registered_on = models.DateField()
    registered_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_row_per_akta_version", fields=["nomor", "version"])]
