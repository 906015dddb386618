"""Closed cases on their way out: when they fall due, what holds them back, and the list they leave with."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedTextField


class Batch(models.Model):
    """A list of cases proposed for destruction (daftar usul musnah); once carried out, its berita acara is a letter."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True, help_text="when nothing on it was left to be done")
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="batch_by_two_people",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                & ~Q(confirmed_by=models.F("prepared_by")),
            ),
            models.CheckConstraint(
                name="batch_finished_after_confirmed",
                condition=Q(finished_at=None) | Q(confirmed_at__isnull=False, discarded_at=None),
            ),
        ]
        indexes = [models.Index(name="batches_of_agency", fields=["agency", "-prepared_at"])]

    def get_absolute_url(self) -> str:
        return reverse("retention:batch", args=[self.id])

    @property
    def is_open(self) -> bool:
        """Still a proposal: cases may come off it, and nothing has been erased."""
        return self.confirmed_at is None and self.discarded_at is None


class Due(models.Model):
    """One closed case whose time is up or nearly so; its applicant has been told. Erased once, never brought back.

    A trigger refuses to mark as erased what is open, held, or before its day (migration 0002).
    """

    personal = ()
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    due_on = models.DateField(_("dihapus paling cepat"))
    told_at = models.DateTimeField(default=timezone.now)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="dues")
    files = models.PositiveIntegerField(default=0, help_text="files erased with it")
    erased_at = models.DateTimeField(_("dihapus pada"), null=True)

    class Meta:
        indexes = [
            models.Index(
                name="dues_waiting",
                fields=["agency", "due_on", "id"],
                condition=Q(erased_at=None, batch=None),
            ),
        ]


class Hold(models.Model):
    """Something that keeps a case from being destroyed, such as a lawsuit (UU 43/2009 pasal 51)."""

    personal = ("reason",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    reason = SealedTextField(_("alasan"))
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until_on = models.DateField(_("sampai"), null=True, help_text="last day, inclusive; none: until lifted")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_hold_at_a_time", fields=["case"], condition=Q(lifted_at=None))
        ]
        indexes = [models.Index(name="holds_of_agency", fields=["agency", "-at"])]


class StaleDraft(models.Model):
    """A draft nobody has touched for long; its owner has been told. It goes with the draft."""

    personal = ()
    draft = models.OneToOneField("cases.Draft", models.CASCADE, primary_key=True, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)
