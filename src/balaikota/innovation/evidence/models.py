"""Plans of measurement, and what was found."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What is measured; each is read from records that were kept for another reason."""

    CASE_DAYS = "case_days", _("hari dari pengajuan sampai selesai")
    FIGURE = "figure", _("angka yang diumumkan kota")


class Better(models.TextChoices):
    LOWER = "lower", _("turun")
    HIGHER = "higher", _("naik")


class Verdict(models.TextChoices):
    """As in `measuring`; "not shown" never means that there was no effect."""

    SHOWN = "shown", _("Terbukti")
    WORSE = "worse", _("Terbukti memburuk")
    NOT_SHOWN = "not_shown", _("Tidak terbukti")
    UNSURE = "unsure", _("Tidak dapat dipastikan")
    EARLY = "early", _("Terlalu dini")


class Plan(models.Model):
    """What should change, where, from when, and beside whom. Locked once: from then on nothing of it changes."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("judul"), max_length=160)
    outcome = models.CharField(_("yang diukur"), max_length=12, choices=Outcome)
    service = models.SlugField(_("layanan"), blank=True, help_text="of case_days; empty: all services")
    figure = models.SlugField(_("angka"), blank=True)
    unit = models.CharField(_("satuan"), max_length=40)
    better = models.CharField(_("membaik bila"), max_length=6, choices=Better)
    wanted = models.FloatField(_("perubahan yang diharapkan"), help_text="as a size, without sign")
    starts = models.JSONField(default=dict, help_text='{region or "kota": first month with it, "2025-04"}')
    beside = models.JSONField(default=list, help_text="regions to compare with, by code")
    first_month = models.CharField(_("sejak bulan"), max_length=7)
    last_month = models.CharField(_("bulan terakhir"), max_length=7)
    review_on = models.DateField(_("dinilai pada"))
    other_causes = models.TextField(_("penjelasan lain yang mungkin"), blank=True)
    forecast = models.JSONField(
        default=dict, help_text="what the months before could show, computed when saved"
    )
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    locked_at = models.DateTimeField(_("dikunci"), null=True)
    digest = models.CharField(max_length=64, blank=True, help_text="sha256 of everything above but `at`")
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="locked_with_digest",
                condition=models.Q(locked_at=None, digest="") | models.Q(locked_at__isnull=False) & ~models.Q(digest=""),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evidence:plan", args=[self.pk])

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class Measurement(models.Model):
    """What was found on one day. Later ones stand beside it; none is ever changed."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="measurements")
    at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(max_length=10, choices=Verdict)
    design = models.CharField(max_length=12)
    effect = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    se = models.FloatField(null=True)
    p = models.FloatField(null=True)
    is_undecided = models.BooleanField(default=False)
    detail = models.JSONField(
        help_text="months, units, table, second opinion, checks, doubts, expected and seen"
    )
    chart = models.TextField(blank=True, help_text="SVG")

    class Meta:
        indexes = [models.Index(name="measurements_newest", fields=["plan", "-at"])]
