"""Open311 servers of others, and the reports that were handed to them."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedTextField


class Format(models.TextChoices):
    JSON = "json", _("JSON")
    XML = "xml", _("XML")


class Server(models.Model):
    """The Open311 server of an office outside the city, known by the office's name as reports are forwarded to it."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("lembaga"), max_length=120, unique=True)
    url = models.CharField(_("alamat GeoReport v2"), max_length=300)
    jurisdiction_id = models.CharField(max_length=120, blank=True)
    api_key = SealedTextField(null=True)
    email = models.EmailField(
        _("surel pengirim"), blank=True, help_text="the city hall's own, never a reporter's"
    )
    format = models.CharField(_("bentuk"), max_length=4, choices=Format, default=Format.JSON)
    codes = models.JSONField(
        _("kode layanan"), default=dict, help_text="{slug of our topic: their service_code}"
    )
    other_code = models.CharField(_("kode untuk yang lain"), max_length=120, blank=True)
    is_open = models.BooleanField(_("dipakai"), default=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    WAITING = "waiting", _("menunggu dikirim")
    SENT = "sent", _("diterima")
    HELD = "held", _("tertahan")
    FAILED = "failed", _("ditolak")


class Relay(models.Model):
    """One report handed to one server, once and for ever."""

    personal = ("remote_notes",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="+")
    server = models.ForeignKey(Server, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    why = models.CharField(max_length=30, blank=True, help_text="kind of fault, in a word of ours")
    attempts = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(
        null=True, help_text="the last try began, and nobody knows yet how it ended"
    )
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=200, blank=True, help_text="of a server that gives the number later")
    remote_id = models.CharField(_("nomor di sana"), max_length=200, blank=True)
    remote_status = models.CharField(
        max_length=10, blank=True, help_text="open or closed, as the other server says"
    )
    remote_notes = models.CharField(
        max_length=500, blank=True, help_text="their words, what points to a person masked"
    )
    asked_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True, help_text="when it is asked about again")

    class Meta:
        constraints = [models.UniqueConstraint(name="handed_over_once", fields=["report", "server"])]
        indexes = [
            models.Index(name="relays_to_ask", fields=["next_at"], condition=models.Q(state="sent")),
            models.Index(name="relays_newest", fields=["-made_at"]),
        ]
