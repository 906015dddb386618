"""The outbox."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("menunggu")
    SENT = "sent", _("terkirim")
    FAILED = "failed", _("gagal")
    HELD = "held", _("tertahan: tidak diketahui sampai atau tidak")


#: The `last_error` of a delivery that found nobody at the other end: nothing was said about the message itself.
AWAY = "away"


class Message(models.Model):
    """What one person is told about one event. Also their in-app notice. One per event and person."""

    personal = ("subject", "body")
    to = models.ForeignKey("people.Person", models.CASCADE, related_name="messages")
    event = models.ForeignKey("audit.Event", models.PROTECT, related_name="+")
    subject = models.CharField(_("perihal"), max_length=200)
    body = models.TextField(_("isi"))
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="told_once_per_event", fields=["to", "event"])]
        indexes = [models.Index(name="messages_inbox", fields=["to", "-id"])]


class Delivery(models.Model):
    """One message on its way through one channel, and how that went."""

    personal = ("address",)
    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries")
    channel = models.SlugField()
    address = models.CharField(max_length=254)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    begun_at = models.DateTimeField(null=True, help_text="handed to a channel that must not be asked twice")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_delivery_per_channel", fields=["message", "channel"])
        ]
        indexes = [
            models.Index(
                name="deliveries_waiting", fields=["channel", "id"], condition=models.Q(state="waiting")
            )
        ]


class OptIn(models.Model):
    """A person wants to be told through a channel that is not used unasked."""

    personal = ("person",)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    channel = models.SlugField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_opt_in_per_channel", fields=["person", "channel"])]


class Mute(models.Model):
    """A person does not want one group of news through one channel. The inbox cannot be muted."""

    personal = ("person",)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    group = models.SlugField()
    channel = models.SlugField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_mute_each", fields=["person", "group", "channel"])]
