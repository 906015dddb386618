"""Alerts with their area and time, who wants to be told, and the emergency numbers."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    FLOOD = "banjir", _("Banjir")
    FIRE = "kebakaran", _("Kebakaran")
    QUAKE = "gempa", _("Gempa bumi")
    OTHER = "lainnya", _("Bahaya lain")


class Level(models.TextChoices):
    """How near the danger is; the words the country uses for its volcanoes, rivers and weather."""

    WATCH = "waspada", _("Waspada")
    READY = "siaga", _("Siaga")
    DANGER = "awas", _("Awas")


def in_language(indonesian: str, english: str) -> str:
    """English for a reader of English, when somebody wrote it."""
    return english if english and (get_language() or "").startswith("en") else indonesian


class Alert(models.Model):
    """One warning: shown on every page from its beginning to its end. Its history stays public."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("bahaya"), max_length=10, choices=Kind)
    level = models.CharField(_("tingkat"), max_length=8, choices=Level)
    title_id = models.CharField(_("judul"), max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    text_id = models.TextField(_("isi"))
    text_en = models.TextField(blank=True)
    link = models.URLField(_("tautan"), max_length=300, blank=True)
    districts = models.ManyToManyField("regions.Region", related_name="+")
    starts_at = models.DateTimeField(_("mulai"), default=timezone.now)
    ends_at = models.DateTimeField(_("sampai"), null=True, help_text="when it ends by itself; empty: by hand")
    begun_at = models.DateTimeField(null=True, help_text="when people were told")
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="alert_ends_after_it_starts", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            )
        ]
        indexes = [
            models.Index(name="alerts_not_ended", fields=["starts_at"], condition=Q(ended_at=None)),
            models.Index(name="alerts_history", fields=["-starts_at", "id"]),
        ]

    def __str__(self) -> str:
        return self.title_id

    @property
    def title(self) -> str:
        return in_language(self.title_id, self.title_en)

    @property
    def text(self) -> str:
        return in_language(self.text_id, self.text_en)

    @property
    def is_planned(self) -> bool:
        return self.begun_at is None and self.ended_at is None

    @property
    def stands(self) -> bool:
        """Is it shown now?"""
        now = timezone.now()
        is_over = self.ended_at is not None or (self.ends_at is not None and self.ends_at <= now)
        return self.starts_at <= now and not is_over

    def get_absolute_url(self) -> str:
        return reverse("alerts:alert", args=[self.id])


class Listener(models.Model):
    """Somebody who asked to be told of danger at once: in the whole city, or in one kecamatan."""

    personal = ("person", "district")
    person = models.OneToOneField("people.Person", models.CASCADE, related_name="+")
    district = models.ForeignKey("regions.Region", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class EmergencyNumber(models.Model):
    """A number to call in need. A removed one keeps its row, so that the data file does not bring it back."""

    personal = ()
    code = models.SlugField(unique=True, max_length=40)
    number = models.CharField(_("nomor"), max_length=20)
    name = models.CharField(_("untuk apa"), max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    about = models.CharField(_("keterangan"), max_length=200, blank=True)
    about_en = models.CharField(max_length=200, blank=True)
    source = models.CharField(_("sumber"), max_length=200)
    is_verified = models.BooleanField(_("terverifikasi"), default=False)
    position = models.PositiveSmallIntegerField(_("urutan"), default=50)
    changed_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def called(self) -> str:
        return in_language(self.name, self.name_en)

    @property
    def told(self) -> str:
        return in_language(self.about, self.about_en)
