"""Agencies, desks, posts and who holds them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Duty(models.TextChoices):
    """What a post lets its holder do at its desk."""

    IDENTIFY = "identify", _("memeriksa identitas warga")
    VERIFY = "verify", _("memeriksa permohonan")
    DECIDE = "decide", _("memutus permohonan")
    HEAD = "head", _("memimpin dinas")
    SIGN = "sign", _("menandatangani dokumen")
    AUDIT = "audit", _("memeriksa jejak")
    OPERATE = "operate", _("mengelola sistem")
    READ_FIGURES = "figures", _("membaca angka kota")
    EDIT = "edit", _("menulis informasi")
    PUBLISH = "publish", _("menerbitkan informasi")
    COORDINATE = "coordinate", _("mengoordinasi pengaduan")
    RESPOND = "respond", _("menindaklanjuti pengaduan")
    SURVEY = "survey", _("mendata usaha")
    COACH = "coach", _("mendampingi usaha")
    PROGRAMME = "programme", _("mengelola program UMKM")
    TRAIN = "train", _("menyelenggarakan pelatihan")


class Agency(models.Model):
    """An office of the city: a dinas or badan (OPD), a kecamatan or a kelurahan."""

    personal = ()
    code = models.SlugField(_("kode"), unique=True, help_text="also the office part of letter numbers")
    name = models.CharField(_("nama"), max_length=160)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, related_name="+")
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    phone = models.CharField(_("telepon"), max_length=20, blank=True)

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """Where a kind of work lands inside an agency."""

    personal = ()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="desks")
    code = models.SlugField(unique=True)
    name = models.CharField(_("nama meja"), max_length=120)

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A job at a desk, with its duties, whoever holds it today."""

    personal = ()
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="posts")
    code = models.SlugField(unique=True)
    title = models.CharField(_("jabatan"), max_length=120)
    duties = ArrayField(models.CharField(max_length=20, choices=Duty))

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("organisations:post", args=[self.code])

    @property
    def duties_in_words(self) -> str:
        return ", ".join(str(Duty(duty).label) for duty in self.duties)


class Tenure(models.Model):
    """A person holds a post from a date until a date, in their own right or as substitute (Plt./Plh.)."""

    personal = ()
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="tenures")
    from_on = models.DateField(_("sejak"))
    until_on = models.DateField(_("sampai"), null=True, help_text="last day, inclusive")
    is_substitute = models.BooleanField(_("pelaksana tugas"), default=False)
    decree = models.CharField(_("surat keputusan"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tenure_ends_after_it_began",
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
            )
        ]
