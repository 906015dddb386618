"""Action projects and how they were marked."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Stage(models.TextChoices):
    WRITING = "disusun", _("disusun")
    TURNED_IN = "diserahkan", _("diserahkan, menunggu dua penguji")
    JUDGED = "dinilai", _("dinilai")


class Project(models.Model):
    """One participant's proposal. It is theirs: markers read it once it is turned in."""

    personal = ("parts",)
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.OneToOneField("classes.Enrolment", models.PROTECT, related_name="+")
    stage = models.CharField(_("keadaan"), max_length=12, choices=Stage, default=Stage.WRITING)
    parts = models.JSONField(default=dict, help_text="{part of the proposal: as it was typed}")
    edition = models.PositiveIntegerField(
        default=0, help_text="raised by every save, so that no window overwrites"
    )
    figures = models.ManyToManyField("statistics.Reading", related_name="+")
    sector = models.JSONField(
        default=dict, help_text="the industry that was chosen, with its figures of that day"
    )
    turn = models.PositiveSmallIntegerField(default=0, help_text="how often it was turned in")
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(_("disimpan"), default=timezone.now)
    turned_in_at = models.DateTimeField(_("diserahkan"), null=True)
    judged_at = models.DateTimeField(_("dinilai"), null=True)
    mark = models.DecimalField(_("nilai"), max_digits=5, decimal_places=2, null=True)
    note = models.TextField(_("catatan penguji"), blank=True, help_text="why it was sent back")
    innovation = models.SlugField(_("nomor inovasi"), blank=True, max_length=24)
    became_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="judged_project_has_a_mark", condition=~Q(stage="dinilai") | Q(mark__isnull=False)
            ),
            models.CheckConstraint(
                name="project_became_once_judged", condition=Q(innovation="") | Q(stage="dinilai")
            ),
        ]

    def __str__(self) -> str:
        return str(self.parts.get("title") or _("Proyek aksi"))

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.enrolment.cohort.number])

    @property
    def desk_url(self) -> str:
        return reverse("projects:marking", args=[self.pk])


class Marking(models.Model):
    """What one marker found of a project at one turn; the other sees it only when both have marked."""

    personal = ()
    project = models.ForeignKey(Project, models.CASCADE, related_name="markings")
    turn = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    levels = models.JSONField(help_text="the place of the level found, for each criterion of the rubric")
    mark = models.DecimalField(_("nilai"), max_digits=5, decimal_places=2)
    feedback = models.TextField(_("umpan balik"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_marking_a_marker", fields=["project", "turn", "by"])]
