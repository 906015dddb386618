"""What people asked about their own data, what the city answered, and the copies they took home."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedTextField


class Outcome(models.TextChoices):
    GRANTED = "granted", _("dipenuhi")
    PARTLY = "partly", _("dipenuhi sebagian")
    REFUSED = "refused", _("tidak dapat dipenuhi")
    WITHDRAWN = "withdrawn", _("dicabut")


CLOSED = Q(closed_at__isnull=False, outcome__gt="")
OPEN = Q(closed_at=None, outcome="")


class Request(models.Model):
    """One right somebody makes use of, its clock, and the answer."""

    personal = ("text", "answer")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("nomor"), max_length=12, unique=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    right = models.SlugField(_("hak"), help_text="of data/rights.toml")
    text = SealedTextField(_("yang diminta"))
    asked_at = models.DateTimeField(_("diajukan"), default=timezone.now)
    due_at = models.DateTimeField(_("batas waktu"))
    is_law = models.BooleanField(help_text="the clock is the law's, not our own promise")
    outcome = models.CharField(_("jawaban"), max_length=10, choices=Outcome, blank=True)
    ground = models.SlugField(_("dasar"), blank=True, help_text="why not, of data/rights.toml")
    answer = SealedTextField(_("alasan"), null=True)
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("selesai"), null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="request_closed_with_outcome", condition=OPEN | CLOSED)]
        indexes = [
            models.Index(name="requests_due", fields=["due_at"], condition=OPEN),
            models.Index(name="requests_of_person", fields=["person", "-asked_at"]),
        ]

    def get_absolute_url(self) -> str:
        return reverse("rights:request", args=[self.number])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_late(self) -> bool:
        return (self.closed_at or timezone.now()) > self.due_at


class TakeHome(models.Model):
    """Everything the city keeps of one person as one ZIP, for a few days."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(_("dapat diunduh sampai"), null=True)
    file = models.OneToOneField("files.StoredFile", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_take_home_at_a_time", fields=["person"], condition=Q(ended_at=None)
            )
        ]
