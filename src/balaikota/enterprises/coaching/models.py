"""Coaches, whom they coach, their meetings, and what was agreed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Field(models.TextChoices):
    """The seven fields of PLUT (technical guide 2019)."""

    KELEMBAGAAN = "kelembagaan", _("kelembagaan dan izin")
    SDM = "sdm", _("orang dan keterampilan")
    PRODUKSI = "produksi", _("produksi")
    PEMBIAYAAN = "pembiayaan", _("pembiayaan")
    PEMASARAN = "pemasaran", _("pemasaran")
    TEKNOLOGI = "teknologi", _("teknologi informasi")
    JARINGAN = "jaringan", _("jaringan kerja sama")


class Coach(models.Model):
    """What a coach can do, where, and how much in a week. Who may coach is said by a post's duty."""

    personal = ("paused_why",)
    person = models.OneToOneField("people.Person", models.PROTECT, related_name="+")
    fields = ArrayField(models.CharField(max_length=15, choices=Field), verbose_name=_("bidang"))
    districts = ArrayField(models.CharField(max_length=13), default=list, verbose_name=_("kecamatan"))
    weekly_cap = models.PositiveSmallIntegerField(_("pertemuan paling banyak seminggu"))
    paused_from = models.DateField(_("jeda sejak"), null=True)
    paused_until = models.DateField(_("jeda sampai"), null=True, help_text="last day, inclusive")
    paused_why = models.CharField(_("sebab jeda"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="coach_cap_between", condition=Q(weekly_cap__range=(1, 60))),
            models.CheckConstraint(
                name="coach_pause_is_a_span",
                condition=Q(paused_from=None, paused_until=None)
                | Q(paused_until__gte=models.F("paused_from")),
            ),
        ]


class Cause(models.TextChoices):
    """Why coaching was asked for."""

    ASKED = "asked", _("diminta pemilik")
    FOUND = "found", _("diusulkan petugas")
    NO_SALES = "no_sales", _("tidak ada penjualan")
    PROGRAMME = "programme", _("ikut program")


class End(models.TextChoices):
    DONE = "done", _("selesai")
    LEFT = "left", _("berhenti")
    SILENT = "silent", _("tidak dapat dihubungi")
    PASSED_ON = "passed_on", _("diteruskan ke pendamping lain")


class Mentoring(models.Model):
    """A business and its coach, from a day to a day; without a coach it waits for one."""

    personal = ("wish",)
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="mentorings")
    coach = models.ForeignKey(Coach, models.PROTECT, null=True, related_name="mentorings")
    field = models.CharField(_("bidang"), max_length=15, choices=Field)
    cause = models.CharField(max_length=10, choices=Cause, default=Cause.ASKED)
    wish = models.CharField(_("yang diharapkan"), max_length=500, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    assigned_at = models.DateTimeField(null=True)
    why = models.CharField(_("mengapa pendamping ini"), max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=End, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_mentoring", fields=["enterprise"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="mentoring_assigned_to_somebody",
                condition=Q(coach=None, assigned_at=None) | Q(coach__isnull=False, assigned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mentoring_ended_somehow",
                condition=Q(ended_at=None, end="") | Q(ended_at__isnull=False) & ~Q(end=""),
            ),
        ]


class Session(models.Model):
    """One meeting: planned, and then held, missed by the owner, or called off."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("kunjungan ke tempat usaha")
        OFFICE = "office", _("di kantor")
        PHONE = "phone", _("telepon")
        ONLINE = "online", _("daring")

    class State(models.TextChoices):
        PLANNED = "planned", _("dijadwalkan")
        HELD = "held", _("terlaksana")
        MISSED = "missed", _("tidak bertemu")
        CANCELLED = "cancelled", _("dibatalkan")

    personal = ("notes",)
    mentoring = models.ForeignKey(Mentoring, models.CASCADE, related_name="sessions")
    kind = models.CharField(_("cara bertemu"), max_length=10, choices=Kind)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.PLANNED)
    planned_at = models.DateTimeField(_("waktu"))
    held_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(_("lamanya"), null=True, help_text="minutes")
    notes = models.TextField(_("catatan"), blank=True, max_length=4000)

    class Meta:
        indexes = [models.Index(name="meetings_by_time", fields=["state", "planned_at"])]
        constraints = [
            models.CheckConstraint(
                name="session_held_with_notes",
                condition=~Q(state="held") | Q(held_at__isnull=False) & ~Q(notes=""),
            )
        ]


class Agreement(models.Model):
    """Something one of the two will do until a day."""

    personal = ("text",)
    mentoring = models.ForeignKey(Mentoring, models.CASCADE, related_name="agreements")
    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="agreements")
    text = models.CharField(_("yang disepakati"), max_length=300)
    due_on = models.DateField(_("paling lambat"))
    is_owners = models.BooleanField(_("dikerjakan pemilik"), default=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
