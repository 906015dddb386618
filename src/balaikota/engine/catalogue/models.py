"""Services and their editions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Rule(models.TextChoices):
    """What a new edition does to the drafts, or to the open cases, of the older ones."""

    FINISH = "finish", _("selesai dengan edisi lama")
    CARRY = "carry", _("pindah ke edisi baru, perbedaannya ditunjukkan")
    CONFIRM = "confirm", _("pindah bila pemohon setuju")


class Service(models.Model):
    """A public service, under its lasting address."""

    personal = ()
    slug = models.SlugField(_("kode layanan"), unique=True)
    name = models.CharField(_("nama layanan"), max_length=160)
    summary = models.CharField(_("ringkasan"), max_length=300)
    desk = models.ForeignKey("organisations.Desk", models.PROTECT, related_name="services")
    life_events = ArrayField(models.SlugField(), default=list)
    keywords = ArrayField(models.CharField(max_length=60), default=list, help_text="what people call it")
    is_open = models.BooleanField(_("dibuka"), default=True)
    is_public = models.BooleanField(_("dapat diajukan warga"), default=True)
    closed_reason = models.CharField(_("alasan ditutup"), max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("catalogue:service", args=[self.slug])


class Edition(models.Model):
    """One published text of a service file. Never changes (a trigger sees to it); each case keeps its own.

    The highest number is in force. Going back to an older text is a new edition: it was decided anew.
    """

    personal = ()
    service = models.ForeignKey(Service, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    definition = models.JSONField(
        help_text="the parsed service file; read it with questions.contract.Definition"
    )
    source = models.TextField(help_text="the service file as written (TOML)")
    checksum = models.CharField(max_length=64, help_text="sha256 of the source")
    drafts_rule = models.CharField(
        _("untuk draf"), max_length=8, choices=Rule, default=Rule.FINISH, db_default="finish"
    )
    cases_rule = models.CharField(
        _("untuk permohonan yang berjalan"),
        max_length=8,
        choices=Rule,
        default=Rule.FINISH,
        db_default="finish",
    )
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_edition_per_number", fields=["service", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.number}"
