"""Happenings, and every version of them that was ever saved; the same idea as an article (docs/decisions/0025)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.information.review.models import Reviewed


class Happening(Reviewed):
    """Something that takes place, at one public address. When it is stands here too, so that months are found."""

    personal = ()
    id = models.UUIDField(
        primary_key=True, default=uuid.uuid4, editable=False, help_text="also its iCalendar UID"
    )
    slug = models.SlugField(max_length=80, unique=True)
    head = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")
    live = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField(_("mulai"), null=True, help_text="of `live`")
    last_at = models.DateTimeField(null=True, help_text="when the last of its times ends")
    sequence = models.PositiveIntegerField(default=0, help_text="raised by every change the public sees")
    public_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(_("dibatalkan"), null=True)
    cancelled_reason = models.TextField(_("alasan dibatalkan"), blank=True, help_text="the public reads it")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="happening_public_has_its_time",
                condition=Q(live=None)
                | Q(public_at__isnull=False, starts_at__isnull=False, last_at__gte=F("starts_at")),
            ),
            models.CheckConstraint(
                name="happening_cancelled_says_why",
                condition=Q(cancelled_at=None) | (Q(live__isnull=False) & ~Q(cancelled_reason="")),
            ),
        ]
        indexes = [
            models.Index(
                name="agenda_public", fields=["starts_at", "last_at"], condition=Q(live__isnull=False)
            ),
            models.Index(name="agenda_last", fields=["last_at"], condition=Q(live__isnull=False)),
            models.Index(name="agenda_changed", fields=["-changed_at"]),
            models.Index(name="agenda_touched", fields=["-touched_at", "-id"]),
        ]

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def get_absolute_url(self) -> str:
        return reverse("agenda:happening", args=[self.slug])

    @property
    def desk_url(self) -> str:
        return reverse("agenda:written", args=[self.pk])


class Version(models.Model):
    """What was saved once; never changed."""

    personal = ()
    happening = models.ForeignKey(Happening, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    is_aside = models.BooleanField(default=False, help_text="saved while a colleague had saved already")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    title = models.CharField(_("nama kegiatan"), max_length=160)
    title_en = models.CharField(_("nama kegiatan (Inggris)"), max_length=160, blank=True)
    body = models.TextField(_("keterangan"), blank=True)
    body_en = models.TextField(_("keterangan (Inggris)"), blank=True)
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"))
    weekly_until = models.DateField(_("setiap minggu sampai"), null=True)
    place = models.CharField(_("tempat"), max_length=200)
    place_slug = models.SlugField(_("halaman tempat"), max_length=120, blank=True)
    organiser = models.CharField(_("penyelenggara"), max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_happening_version_of_each_number", fields=["happening", "number"]
            ),
            models.CheckConstraint(
                name="happening_ends_after_it_starts", condition=Q(ends_at__gte=F("starts_at"))
            ),
        ]


CONTENT = ("title", "title_en", "body", "body_en", "starts_at", "ends_at", "weekly_until", "place", "place_slug",
           "organiser")  # fmt: skip
