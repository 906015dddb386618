"""What packages recorded, and the documents they keep."""

import uuid

from django.db import models
from django.utils import timezone


class Statement(models.Model):
    """One xAPI statement, by a package or by us. None is ever changed."""

    personal = ("body",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    play = models.ForeignKey("packages.Play", models.CASCADE, related_name="+")
    session = models.ForeignKey("packages.Session", models.CASCADE, null=True, related_name="+")
    verb = models.CharField(max_length=500)
    activity = models.CharField(max_length=2000, blank=True)
    body = models.JSONField()
    stored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(name="statements_of_a_play", fields=["play", "stored_at"])]


class Kind(models.TextChoices):
    STATE = "state", "state"
    ACTIVITY = "activity", "activity profile"
    AGENT = "agent", "agent profile"


class Document(models.Model):
    """Something a package keeps for itself under a name: where one was, what one prefers."""

    personal = ("content",)
    play = models.ForeignKey("packages.Play", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    activity = models.CharField(max_length=2000, blank=True)
    name = models.CharField(max_length=500)
    content = models.BinaryField()
    content_type = models.CharField(max_length=100)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_document_a_name", fields=["play", "kind", "activity", "name"])
        ]
