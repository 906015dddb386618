"""Which partners may report, what they posted, pictures still to be fetched, and reports made for practice."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Reach(models.TextChoices):
    """Where a partner's key opens the door to POST."""

    TEST = "test", _("hanya alamat uji")
    PRODUCTION = "production", _("alamat uji dan alamat sebenarnya")


class Access(models.Model):
    """A partner may report with its token as `api_key`."""

    personal = ()
    partner = models.OneToOneField("partners.Partner", models.PROTECT, related_name="+")
    reach = models.CharField(_("jangkauan"), max_length=10, choices=Reach)
    at = models.DateTimeField(default=timezone.now)


class Posting(models.Model):
    """One POST, known by the partner's own key: sent again it leads to the same report."""

    personal = ()
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, help_text="also the token under which the number can be asked")
    digest = models.CharField(max_length=64, help_text="keyed fingerprint of what was sent")
    report = models.OneToOneField("reports.Report", models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_posting_per_key", fields=["partner", "key"])]
        indexes = [models.Index(name="postings_by_key", fields=["key"])]


class MediaState(models.TextChoices):
    WAITING = "waiting", _("menunggu")
    KEPT = "kept", _("tersimpan")
    FAILED = "failed", _("tidak dapat diambil")


class Media(models.Model):
    """A picture lying elsewhere, to be fetched once for a report."""

    personal = ("url",)
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="+")
    url = models.CharField(max_length=2000)
    state = models.CharField(max_length=10, choices=MediaState, default=MediaState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=30, blank=True, help_text="kind of fault, in a word of ours")


class Rehearsal(models.Model):
    """A report made for practice at the test address. Nobody acts on it; it is gone after a month.

    Its fields are named like those of a report, so that both are asked in the same words.
    """

    personal = ("text", "address")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=24, unique=True)
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    topic = models.ForeignKey("topics.Topic", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    attributes = models.JSONField(default=dict)
    lat = models.FloatField(null=True, help_text="degrees WGS84")
    lon = models.FloatField(null=True)
    address = models.CharField(max_length=200, blank=True)
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_rehearsal_per_key", fields=["partner", "key"])]
        indexes = [models.Index(name="rehearsals_newest", fields=["-sent_at"])]
