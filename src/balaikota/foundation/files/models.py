"""Stored files."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scan(models.TextChoices):
    PENDING = "pending", _("belum diperiksa")
    CLEAN = "clean", _("bersih")
    INFECTED = "infected", _("berbahaya")
    UNSCANNED = "unscanned", _("pemindai tidak dipasang")
    OURS = "ours", _("dibuat oleh kota")


class StoredFile(models.Model):
    """One file in the files folder under its id. The original name is for show only."""

    personal = ("original_name",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    received_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", help_text="who brought it"
    )
    about_type = models.CharField(max_length=60, blank=True, help_text="what it belongs to; names its guard")
    about_id = models.CharField(max_length=64, blank=True)
    original_name = models.CharField(_("nama asli"), max_length=255)
    content_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField(help_text="bytes as stored")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True)
    scan = models.CharField(max_length=12, choices=Scan, default=Scan.PENDING)
    at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(
        _("dihapus pada"), null=True, help_text="its bytes are gone for good; the row stays as their trace"
    )

    def get_absolute_url(self) -> str:
        return reverse("files:open", args=[self.pk])

    class Meta:
        indexes = [models.Index(name="files_about", fields=["about_type", "about_id"])]
