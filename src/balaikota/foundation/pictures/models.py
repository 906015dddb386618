"""Pictures that are shown to many."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    """One photo: the clean copy lies in the files room, its renditions beside it on the disk.

    `taken_at`, `lat` and `lon` are what the camera noted; the copy that is kept and shown no longer says them.
    """

    personal = ("lat", "lon", "taken_at")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.OneToOneField("files.StoredFile", models.CASCADE, related_name="+")
    about_type = models.CharField(max_length=60, blank=True, help_text="what it belongs to; names its guard")
    about_id = models.CharField(max_length=64, blank=True)
    place = models.PositiveSmallIntegerField(default=0, help_text="which one of several, from 0")
    alt = models.CharField(_("teks pengganti"), max_length=300, blank=True)
    width = models.PositiveIntegerField(help_text="pixels, upright")
    height = models.PositiveIntegerField()
    across = models.BigIntegerField(help_text="64 bits of brightness steps from left to right (dHash)")
    down = models.BigIntegerField(help_text="the same from top to bottom")
    taken_at = models.DateTimeField(null=True, help_text="by the camera's clock; nobody vouches for it")
    lat = models.FloatField(null=True, help_text="degrees, WGS 84, by the camera")
    lon = models.FloatField(null=True)
    received_at = models.DateTimeField(default=timezone.now)
    is_public = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(name="pictures_about", fields=["about_type", "about_id"])]

    def __str__(self) -> str:
        return self.alt
