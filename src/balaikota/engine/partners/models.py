"""Partners, their tokens and scopes; what residents allow them; what they sent."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    """What a partner may do for one service."""

    SUBMIT = "submit", _("mengajukan dan mencabut")
    READ = "read", _("melihat status")
    ANSWERS = "answers", _("membaca isian dan alasan putusan")


class Partner(models.Model):
    """Another agency's program, or an app of the city's own, that speaks with this city hall."""

    personal = ()
    slug = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("nama mitra"), max_length=120)
    purpose = models.CharField(_("tujuan"), max_length=200, help_text="written beside each of its reads")
    agreement = models.CharField(_("dasar kerja sama"), max_length=160)
    per_minute = models.PositiveSmallIntegerField(_("permintaan per menit"), default=60)
    is_suspended = models.BooleanField(_("dihentikan"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("data contoh"), default=False)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:partner", args=[self.slug])


class Scope(models.Model):
    """What a partner may do for one service."""

    personal = ()
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="scopes")
    service = models.ForeignKey("catalogue.Service", models.PROTECT, related_name="+")
    acts = ArrayField(models.CharField(max_length=10, choices=Act))

    class Meta:
        constraints = [models.UniqueConstraint(name="one_scope_per_service", fields=["partner", "service"])]


class Token(models.Model):
    """A secret by which a partner is known, kept as a fingerprint. Also counts its requests of this minute."""

    personal = ()
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="tokens")
    index = models.CharField(max_length=64, unique=True, help_text="blind index of the secret")
    hint = models.CharField(_("empat huruf terakhir"), max_length=4)
    made_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    made_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    until_at = models.DateTimeField(_("berlaku sampai"))
    revoked_at = models.DateTimeField(_("dicabut"), null=True)
    minute_at = models.DateTimeField(_("terakhir dipakai"), null=True)
    in_minute = models.PositiveIntegerField(default=0)

    @property
    def shown(self) -> str:
        """Enough to tell two tokens apart."""
        return f"mitra_…{self.hint}"

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and self.until_at > timezone.now()


class Consent(models.Model):
    """A resident lets one partner apply once for one service in their name. Also kept as a fingerprint."""

    personal = ("person",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="consents")
    service = models.ForeignKey("catalogue.Service", models.PROTECT, related_name="+")
    acts = ArrayField(models.CharField(max_length=10, choices=Act), help_text="what the person was told")
    index = models.CharField(max_length=64, unique=True, help_text="blind index of the code")
    given_at = models.DateTimeField(_("diberikan"), default=timezone.now)
    until_at = models.DateTimeField(_("dapat dipakai sampai"))
    revoked_at = models.DateTimeField(_("ditarik"), null=True)

    class Meta:
        indexes = [models.Index(name="consents_of_person", fields=["person", "-given_at"])]


class Submission(models.Model):
    """One request to submit, known by the partner's own key: sent again it leads to the same case."""

    personal = ()
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="submissions")
    key = models.CharField(max_length=80, help_text="the Idempotency-Key of the request")
    digest = models.CharField(max_length=64, help_text="keyed fingerprint of what was sent")
    consent = models.OneToOneField(Consent, models.PROTECT, null=True, related_name="submission")
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_submission_per_key", fields=["partner", "key"])]
        indexes = [models.Index(name="submissions_newest", fields=["partner", "-id"])]
