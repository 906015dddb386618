"""A failure to protect personal data, its clock, and whose data it was."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: 3 x 24 hours of the clock on the wall (UU 27/2022 pasal 46 ayat 1). The database holds every row to it.
LIMIT = timedelta(hours=72)


class Breach(models.Model):
    """One failure: what was revealed, when and how, what is done about it, and who was told when."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("nomor"), max_length=12, unique=True)
    known_at = models.DateTimeField(_("diketahui"))
    due_at = models.DateTimeField(_("paling lambat"))
    revealed = models.TextField(_("data yang terungkap"), max_length=4_000)
    happened = models.TextField(_("kapan dan bagaimana"), max_length=4_000)
    mending = models.TextField(_("penanganan dan pemulihan"), max_length=4_000)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    people_told_at = models.DateTimeField(_("orangnya diberi tahu"), null=True)
    authority_told_at = models.DateTimeField(_("lembaga diberi tahu"), null=True)
    reference = models.CharField(_("nomor surat kepada lembaga"), max_length=120, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="breach_keeps_the_clock", condition=Q(due_at=F("known_at") + LIMIT)),
            models.CheckConstraint(
                name="breach_told_with_reference", condition=Q(authority_told_at=None) | ~Q(reference="")
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("breaches:breach", args=[self.number])

    @property
    def is_open(self) -> bool:
        return self.people_told_at is None or self.authority_told_at is None

    @property
    def is_late(self) -> bool:
        """Is somebody told after the limit, or not yet although it has passed?"""
        now = timezone.now()
        return max(self.people_told_at or now, self.authority_told_at or now) > self.due_at


class Concerned(models.Model):
    """One person whose data it was."""

    personal = ()
    breach = models.ForeignKey(Breach, models.PROTECT, related_name="concerned")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="concerned_once", fields=["breach", "person"])]
