"""Persons and households. NIK and nomor KK are sealed to their row and found by blind index."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedTextField
from balaikota.kit.prepared import Planned


class Assurance(models.IntegerChoices):
    """How sure the city is that the person behind the login is this person."""

    UNCONFIRMED = 0, _("belum dikonfirmasi")
    CONTACT = 1, _("kontak terkonfirmasi")
    IDENTITY = 2, _("identitas diperiksa petugas")


class JenisKelamin(models.TextChoices):
    LAKI_LAKI = "laki-laki", _("Laki-laki")
    PEREMPUAN = "perempuan", _("Perempuan")


class People(BaseUserManager["Person"]):
    """How Django makes and finds the ones who sign in."""

    def create_user(
        self,
        name: str,
        *,
        email: str | None = None,
        phone: str | None = None,
        password: str | None = None,
        **facts: Any,
    ) -> "Person":
        """A person with a way to reach them; without a password they cannot sign in by one."""
        person = self.model(name=name, email=email.lower() if email else None, phone=phone or None, **facts)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get(self, *conditions: Any, **keys: Any) -> "Person":
        """By key alone, as each page asks who has signed in, the statement is ready."""
        if conditions or list(keys) != ["pk"]:
            return super().get(*conditions, **keys)
        for person in BY_KEY(pk=Person._meta.pk.to_python(keys["pk"])):
            return person
        raise Person.DoesNotExist


class Person(AbstractBaseUser):
    """A human being the city knows. Without a usable password and contact they have no login."""

    personal = (
        "name",
        "email",
        "phone",
        "nik",
        "nik_index",
        "tempat_lahir",
        "tanggal_lahir",
        "jenis_kelamin",
        "meninggal_on",
    )
    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("nama lengkap"), max_length=120)
    email = models.EmailField(_("email"), unique=True, null=True)
    phone = models.CharField(_("nomor telepon"), max_length=20, unique=True, null=True, help_text="E.164")
    phone_confirmed_at = models.DateTimeField(null=True)
    nik = SealedTextField(_("NIK"), null=True)
    nik_index = models.CharField(max_length=64, unique=True, null=True)
    tempat_lahir = models.CharField(_("tempat lahir"), max_length=80, blank=True)
    tanggal_lahir = models.DateField(_("tanggal lahir"), null=True)
    jenis_kelamin = models.CharField(_("jenis kelamin"), max_length=10, choices=JenisKelamin, blank=True)
    meninggal_on = models.DateField(_("meninggal"), null=True)
    kewarganegaraan = models.CharField(_("kewarganegaraan"), max_length=3, default="WNI")
    assurance = models.PositiveSmallIntegerField(choices=Assurance, default=Assurance.UNCONFIRMED)
    language = models.CharField(max_length=5, default="id")
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(_("data contoh"), default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[People] = People()

    class Meta:
        constraints = [
            models.CheckConstraint(name="email_in_small_letters", condition=models.Q(email=Lower("email"))),
            models.CheckConstraint(
                name="nik_found_only_when_kept",
                condition=models.Q(nik_index=None) | models.Q(nik__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_login(self) -> bool:
        """Someone who can be reached can sign in (after choosing a password)."""
        return bool(self.email or self.phone)

    @property
    def masked_nik(self) -> str:
        """`127101••••••9991`: enough to recognise one's own, not enough to use another's."""
        return f"{self.nik[:6]}••••••{self.nik[-4:]}" if self.nik else ""


BY_KEY = Planned(lambda pk: Person.objects.filter(pk=pk), "pk")


class KartuKeluarga(models.Model):
    """A household: those who share one family card. The number may change; the household stays."""

    personal = ("nomor_kk", "nomor_kk_index", "alamat", "rt", "rw", "lingkungan")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nomor_kk = SealedTextField(_("nomor KK"))
    nomor_kk_index = models.CharField(max_length=64, unique=True)
    alamat = models.CharField(_("alamat"), max_length=200)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    lingkungan = models.CharField(_("lingkungan"), max_length=40, blank=True)
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    kode_pos = models.CharField(_("kode pos"), max_length=5, blank=True)
    is_sample = models.BooleanField(_("data contoh"), default=False)

    @property
    def masked_nomor_kk(self) -> str:
        return f"{self.nomor_kk[:6]}••••••{self.nomor_kk[-4:]}"


class Shdk(models.TextChoices):
    """Status hubungan dalam keluarga, as printed on the KK (Permendagri 109/2019)."""

    KEPALA_KELUARGA = "kepala_keluarga", _("Kepala keluarga")
    SUAMI = "suami", _("Suami")
    ISTRI = "istri", _("Istri")
    ANAK = "anak", _("Anak")
    MENANTU = "menantu", _("Menantu")
    CUCU = "cucu", _("Cucu")
    ORANG_TUA = "orang_tua", _("Orang tua")
    MERTUA = "mertua", _("Mertua")
    FAMILI_LAIN = "famili_lain", _("Famili lain")
    PEMBANTU = "pembantu", _("Pembantu")
    LAINNYA = "lainnya", _("Lainnya")


class StatusKawin(models.TextChoices):
    """Status perkawinan as the KK prints it."""

    BELUM_KAWIN = "belum_kawin", _("Belum kawin")
    KAWIN_TERCATAT = "kawin_tercatat", _("Kawin tercatat")
    KAWIN_BELUM_TERCATAT = "kawin_belum_tercatat", _("Kawin belum tercatat")
    CERAI_HIDUP = "cerai_hidup", _("Cerai hidup")
    CERAI_MATI = "cerai_mati", _("Cerai mati")


class AnggotaKeluarga(models.Model):
    """One person's place in one household, from a date until a date. Rows end; they are not overwritten."""

    personal = ("shdk", "status_kawin")
    kartu_keluarga = models.ForeignKey(KartuKeluarga, models.PROTECT, related_name="anggota")
    person = models.ForeignKey(Person, models.PROTECT, related_name="keanggotaan")
    shdk = models.CharField(_("status hubungan dalam keluarga"), max_length=20, choices=Shdk)
    status_kawin = models.CharField(_("status perkawinan"), max_length=24, choices=StatusKawin)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_household_at_a_time", fields=["person"], condition=models.Q(until_on=None)
            ),
            models.UniqueConstraint(
                name="one_head_per_household",
                fields=["kartu_keluarga"],
                condition=models.Q(until_on=None, shdk="kepala_keluarga"),
            ),
        ]


class FormerIdentity(models.Model):
    """What a person's data said until they were changed by a deed, a ruling or a proof. Never deleted."""

    personal = ("was",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="former")
    element = models.SlugField(_("elemen data"))
    was = SealedTextField(_("semula"))
    until_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    basis = models.CharField(_("dasar perubahan"), max_length=200, help_text="a case number, never a name")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
