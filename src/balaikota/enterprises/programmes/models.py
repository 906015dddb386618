"""Cohorts, who applied and what became of it, and the tools that were given."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.coaching.models import Field


class Cohort(models.Model):
    """One intake of a programme: how many are taken, until when one applies, and the criteria it was published with."""

    personal = ()
    slug = models.SlugField(unique=True)
    name = models.CharField(_("nama program dan angkatan"), max_length=120)
    about = models.TextField(_("apa yang didapat"), max_length=2000)
    field = models.CharField(_("bidang"), max_length=15, choices=Field)
    quota = models.PositiveSmallIntegerField(_("kuota"))
    opens_on = models.DateField(_("dibuka"))
    closes_on = models.DateField(_("ditutup"), help_text="last day, inclusive")
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("berakhir"))
    criteria = models.JSONField(_("kriteria"), help_text="as published, with their date and source")
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    selected_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="cohort_takes_somebody", condition=Q(quota__gte=1)),
            models.CheckConstraint(
                name="cohort_days_follow",
                condition=Q(
                    closes_on__gte=F("opens_on"), starts_on__gt=F("closes_on"), ends_on__gte=F("starts_on")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programmes:cohort", args=[self.slug])


class State(models.TextChoices):
    APPLIED = "applied", _("menunggu seleksi")
    TAKEN = "taken", _("diterima")
    WAITING = "waiting", _("daftar tunggu")
    UNFIT = "unfit", _("tidak memenuhi syarat")
    WITHDRAWN = "withdrawn", _("mengundurkan diri")
    LEFT = "left", _("keluar")
    COMPLETED = "completed", _("menyelesaikan")


class Application(models.Model):
    """One business's application: the facts on the day of selection, its points with each reason, and what became of it."""

    personal = ("facts", "reason")
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="applications")
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="applications")
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.APPLIED)
    applied_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    points = models.DecimalField(_("nilai"), max_digits=6, decimal_places=2, null=True)
    why = models.JSONField(default=list, help_text="each criterion, what was known, and its points")
    rank = models.PositiveIntegerField(_("urutan"), null=True)
    settled_at = models.DateTimeField(null=True, help_text="when the present state began")
    reason = models.CharField(_("sebab keluar"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="applied_once", fields=["cohort", "enterprise"]),
            models.CheckConstraint(
                name="ranked_when_selected",
                condition=~Q(state__in=["taken", "waiting", "completed", "left"])
                | Q(points__isnull=False, rank__isnull=False),
            ),
        ]
        indexes = [models.Index(name="applications_in_order", fields=["cohort", "state", "rank"])]


class Tool(models.Model):
    """A kind of tool a cohort gives, how many of it, and what one is worth (rupiah)."""

    personal = ()
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="tools")
    name = models.CharField(_("alat"), max_length=120)
    quantity = models.PositiveIntegerField(_("jumlah"))
    value = models.BigIntegerField(_("nilai satu alat"), help_text="rupiah")
    source = models.CharField(_("asal dana"), max_length=120)


class Handover(models.Model):
    """A tool that was given, to whom and when; with the number of its handover paper."""

    personal = ("received_by",)
    tool = models.ForeignKey(Tool, models.PROTECT, related_name="handovers")
    application = models.ForeignKey(Application, models.PROTECT, related_name="handovers")
    quantity = models.PositiveIntegerField(_("jumlah"))
    on = models.DateField(_("tanggal"), default=timezone.localdate)
    received_by = models.CharField(_("diterima oleh"), max_length=120)
    paper = models.CharField(_("nomor berita acara"), max_length=80)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
