"""Letters and their numbers."""

import secrets
import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedJSONField


def new_token() -> str:
    """128 random bits for the public verify page."""
    return secrets.token_urlsafe(16)


class State(models.TextChoices):
    WAITING = "waiting", _("menunggu tanda tangan")
    ISSUED = "issued", _("terbit")
    REPLACED = "replaced", _("diganti")
    REVOKED = "revoked", _("dicabut")


class NumberSeries(models.Model):
    """The last number drawn by one office for one kind of letter in one year. Locked while drawing."""

    personal = ()
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    kind = models.SlugField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_series_per_year", fields=["agency", "kind", "year"])]


class NumberGap(models.Model):
    """A number that was drawn and not used, and why."""

    personal = ()
    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="gaps")
    number = models.PositiveIntegerField()
    reason = models.CharField(_("alasan"), max_length=300)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="gap_explained_once", fields=["series", "number"])]


class Letter(models.Model):
    """One paper the city issues: what it says, its number, its signed file, and whether it still stands."""

    personal = ("content",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(help_text="names the Typst template")
    title = models.CharField(_("judul"), max_length=160)
    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="letters")
    number = models.PositiveIntegerField()
    number_text = models.CharField(_("nomor surat"), max_length=80, unique=True)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    subject = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=64)
    content = SealedJSONField()
    token = models.CharField(max_length=32, unique=True, default=new_token)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    file = models.OneToOneField("files.StoredFile", models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    signed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    signer_title = models.CharField(max_length=120, blank=True)
    requested_at = models.DateTimeField(default=timezone.now)
    issued_at = models.DateTimeField(_("terbit"), null=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(null=True, help_text="handed to a signer that must not be asked twice")
    held_at = models.DateTimeField(_("tertahan sejak"), null=True)
    is_sample = models.BooleanField(default=False)

    def get_absolute_url(self) -> str:
        return reverse("documents:letter", args=[self.pk])

    class Meta:
        indexes = [models.Index(name="letters_about", fields=["about_type", "about_id"])]
        constraints = [
            models.UniqueConstraint(name="one_letter_per_number", fields=["series", "number"]),
            models.CheckConstraint(
                name="issued_means_signed_file",
                condition=models.Q(state__in=["waiting", "revoked"])
                | models.Q(file__isnull=False, issued_at__isnull=False),
            ),
        ]
