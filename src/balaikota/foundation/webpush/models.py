"""Browsers that are told, and the key that says who tells them."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedJSONField, SealedTextField


class Ending(models.TextChoices):
    """Why a browser is told no longer."""

    TURNED_OFF = "off", _("dimatikan")
    GONE = "gone", _("peramban tidak menerima lagi")
    REPLACED = "replaced", _("dipakai orang lain")


class VapidKey(models.Model):
    """The pair of keys by which push services know this city hall; made once, when the first browser asks."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public = models.CharField(max_length=100, help_text="uncompressed point, base64url")
    private = SealedTextField(help_text="32 bytes, base64url")
    is_only = models.BooleanField(default=True, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(name="one_vapid_key", condition=models.Q(is_only=True))]


class Subscription(models.Model):
    """One browser of one person. Its address opens a way to that phone, so it lies sealed."""

    personal = ("way", "index")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    index = models.CharField(max_length=64, help_text="keyed fingerprint of the address")
    way = SealedJSONField(help_text="{endpoint, p256dh, auth}")
    device = models.CharField(_("perangkat"), max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_person_per_browser", fields=["index"], condition=models.Q(ended_at=None)
            )
        ]
        indexes = [models.Index(name="browsers_of_person", fields=["person", "ended_at"])]
