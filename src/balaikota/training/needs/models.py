"""What is lacking, for whom, and how far."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Level(models.IntegerChoices):
    """How far a competence is mastered. Our own scale; the national standards of each post were not at hand."""

    NONE = 0, _("0 · belum mengenal")
    KNOWS = 1, _("1 · mengenal")
    GUIDED = 2, _("2 · dapat dengan bimbingan")
    ALONE = 3, _("3 · dapat sendiri")
    TEACHES = 4, _("4 · dapat mengajari orang lain")


class Urgency(models.TextChoices):
    """From the most urgent on."""

    NOW = "mendesak", _("mendesak")
    YEAR = "tahun-ini", _("dalam tahun itu")
    LATER = "dapat-menunggu", _("dapat menunggu")


class Need(models.Model):
    """One competence that a person, a post or the whole unit lacks in a year, as the unit's head records it."""

    personal = ("why",)
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("tahun"))
    post = models.ForeignKey("organisations.Post", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    subject = models.CharField(_("kompetensi"), max_length=200)
    key = models.CharField(max_length=200, help_text="the subject as it is compared with others")
    now = models.PositiveSmallIntegerField(_("tingkat sekarang"), choices=Level, null=True)
    wanted = models.PositiveSmallIntegerField(_("tingkat yang diperlukan"), choices=Level, null=True)
    urgency = models.CharField(_("kemendesakan"), max_length=14, choices=Urgency, default=Urgency.YEAR)
    why = models.TextField(_("alasan"), blank=True)
    course = models.ForeignKey("courses.Course", models.PROTECT, null=True, related_name="+")
    origin = models.JSONField(default=dict, help_text="the suggestion it came from, with source and date")
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="need_of_a_post_or_a_person", condition=Q(post=None) | Q(person=None)
            ),
            models.CheckConstraint(
                name="need_wants_more_than_there_is",
                condition=Q(now=None, wanted=None)
                | Q(now__isnull=False, wanted__isnull=False, wanted__gt=F("now"), wanted__lte=4),
            ),
            models.UniqueConstraint(
                name="one_standing_need", fields=["unit", "year", "post", "person", "key"],
                condition=Q(withdrawn_at=None), nulls_distinct=False,
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="needs_of_a_year", fields=["year", "unit"])]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("needs:need", args=[self.pk])

    @property
    def gap(self) -> int | None:
        """How many levels lack; None as long as nobody has said."""
        return None if self.now is None or self.wanted is None else self.wanted - self.now

    @property
    def whom(self) -> str:
        """For whom it is, as a page says it."""
        held: Any = self.person.name if self.person else self.post.title if self.post else ""
        return str(held or _("seluruh unit"))
