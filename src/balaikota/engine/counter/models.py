"""What happens at a counter: its hours and appointments, and the queue of the day."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    SENIN = 0, _("Senin")
    SELASA = 1, _("Selasa")
    RABU = 2, _("Rabu")
    KAMIS = 3, _("Kamis")
    JUMAT = 4, _("Jumat")
    SABTU = 5, _("Sabtu")
    MINGGU = 6, _("Minggu")


# --- appointments ---------------------------------------------------------------------------------


class Opening(models.Model):
    """When an office receives by appointment on a weekday, and how many people at a time."""

    personal = ()
    office = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("hari"), choices=Weekday)
    from_time = models.TimeField(_("mulai"))
    until_time = models.TimeField(_("sampai"))
    minutes = models.PositiveSmallIntegerField(_("menit setiap orang"))
    capacity = models.PositiveSmallIntegerField(_("orang sekaligus"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_opening_at_a_time", fields=["office", "weekday", "from_time"]),
            models.CheckConstraint(name="opens_before_it_closes", condition=Q(until_time__gt=F("from_time"))),
            models.CheckConstraint(
                name="opening_has_room",
                condition=Q(weekday__lte=6, minutes__gte=5, minutes__lte=240, capacity__gte=1),
            ),
        ]


class Slot(models.Model):
    """A time at which at least one person has asked to come. Locked while a place in it is taken or given back."""

    personal = ()
    office = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_slot_at_a_time", fields=["office", "starts_at"]),
            models.CheckConstraint(name="slot_is_not_overfull", condition=Q(taken__lte=F("capacity"))),
        ]


class Meeting(models.TextChoices):
    """What became of an appointment."""

    BOOKED = "booked", _("dijadwalkan")
    PRESENT = "present", _("hadir")
    NO_SHOW = "no_show", _("tidak hadir")
    CANCELLED = "cancelled", _("dibatalkan pemohon")
    CALLED_OFF = "called_off", _("dibatalkan kantor")


class Appointment(models.Model):
    """An applicant comes to the counter at a time of their choice, for a step of their case that asks for it."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="appointments")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="appointments")
    state = models.CharField(max_length=12, choices=Meeting, default=Meeting.BOOKED)
    sequence = models.PositiveSmallIntegerField(
        default=0, help_text="how often it moved; SEQUENCE of RFC 5545"
    )
    made_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_appointment_ahead", fields=["case"], condition=Q(state=Meeting.BOOKED)
            )
        ]


# --- the queue ------------------------------------------------------------------------------------


class Line(models.Model):
    """A group of services with numbers of its own: A-001, A-002, …"""

    personal = ()
    office = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    letter = models.CharField(_("huruf"), max_length=1)
    name = models.CharField(_("kelompok layanan"), max_length=80)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_line_per_letter", fields=["office", "letter"]),
            models.CheckConstraint(name="line_has_a_letter", condition=Q(letter__regex="^[A-Z]$")),
        ]

    def __str__(self) -> str:
        return f"{self.letter} · {self.name}"


class LineDay(models.Model):
    """The last number a line gave on one day (WIB). Locked while the next is drawn, so none is lost or given twice."""

    personal = ()
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    on = models.DateField()
    last = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_count_per_day", fields=["line", "on"])]


class Turn(models.TextChoices):
    WAITING = "waiting", _("menunggu")
    CALLED = "called", _("dipanggil")
    SKIPPED = "skipped", _("dilewati")
    DONE = "done", _("selesai")


class Ticket(models.Model):
    """A number in the queue of a day. It says nothing about who holds it."""

    personal = ()
    line = models.ForeignKey(Line, models.PROTECT, related_name="tickets")
    on = models.DateField()
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=Turn, default=Turn.WAITING)
    window = models.PositiveSmallIntegerField(_("loket"), null=True)
    issued_at = models.DateTimeField(default=timezone.now)
    called_at = models.DateTimeField(null=True, help_text="for the first time: here the waiting ends")
    last_called_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_ticket_per_number", fields=["line", "on", "number"]),
            models.UniqueConstraint(
                name="one_ticket_in_hand", fields=["called_by", "on"], condition=Q(state=Turn.CALLED)
            ),
        ]
        indexes = [
            models.Index(
                name="tickets_waiting", fields=["line", "on", "number"], condition=Q(state=Turn.WAITING)
            )
        ]

    @property
    def code(self) -> str:
        """As it is called out: `A-012`."""
        return f"{self.line.letter}-{self.number:03d}"
