"""Trainings taken elsewhere, with their proof. What was taken here is in certificates."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class State(models.TextChoices):
    WAITING = "menunggu", _("menunggu diperiksa")
    ACCEPTED = "diterima", _("diterima")
    REFUSED = "ditolak", _("tidak diterima")


class Outside(models.Model):
    """A training by another organiser, as the person reports it; counts once its proof was checked."""

    personal = ("name", "organiser")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    name = models.CharField(_("nama pelatihan"), max_length=200)
    organiser = models.CharField(_("penyelenggara"), max_length=160)
    form = models.CharField(_("bentuk"), max_length=24)
    begins_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    minutes = models.DecimalField(_("menit"), max_digits=7, decimal_places=1)
    number = models.CharField(_("nomor sertifikat"), max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    sent_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outside_ends_after_it_begins", condition=Q(ends_on__gte=F("begins_on"))
            ),
            models.CheckConstraint(name="outside_takes_time", condition=Q(minutes__gt=0)),
            models.CheckConstraint(
                name="outside_refused_says_why", condition=~Q(state="ditolak") | ~Q(reason="")
            ),
        ]
