"""Service files in the making."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ServiceDraft(models.Model):
    """A service file that is being written: right or wrong, it is kept as it was left."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("nama layanan"), max_length=160)
    definition = models.JSONField(default=dict, help_text="the service file as a table, with its faults")
    based_on = models.ForeignKey(
        "catalogue.Edition", models.PROTECT, null=True, related_name="+", help_text="the edition it changes"
    )
    published = models.ForeignKey(
        "catalogue.Edition", models.PROTECT, null=True, related_name="+", help_text="what it became"
    )
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(name="workshop_newest", fields=["-saved_at"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workshop:draft", args=[self.id])
