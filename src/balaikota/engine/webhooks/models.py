"""Who wants to hear what, and what was sent to whom."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedTextField


class Kind(models.TextChoices):
    """What a partner can be told, by the name it is told under."""

    SUBMITTED = "case.submitted", _("diajukan")
    STEP_PASSED = "case.step_passed", _("maju ke langkah berikutnya")
    CORRECTION_ASKED = "case.correction_asked", _("menunggu perbaikan warga")
    REPAIRED = "case.repaired", _("diperbaiki warga")
    DECIDED = "case.decided", _("diputus")
    WITHDRAWN = "case.withdrawn", _("dicabut")
    LETTER_ISSUED = "letter.issued", _("suratnya terbit")


class State(models.TextChoices):
    WAITING = "waiting", _("menunggu")
    DELIVERED = "delivered", _("diterima")
    DEAD = "dead", _("tidak sampai")


class Subscription(models.Model):
    """A partner's server, the events it wants to hear, and the secret that signs them."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="subscriptions")
    url = models.CharField(_("alamat server mitra"), max_length=300)
    kinds = ArrayField(models.CharField(max_length=24, choices=Kind))
    secret = SealedTextField()
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(_("diakhiri"), null=True)


class Delivery(models.Model):
    """One message to one server. Its id and its body stay the same on every try and every replay."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="deliveries")
    event = models.ForeignKey("audit.Event", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=Kind)
    number = models.CharField(_("nomor permohonan"), max_length=24)
    body = models.TextField(help_text="exactly as it is signed and sent; holds nothing about a person")
    made_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=24, blank=True, help_text="kind of fault: http_503, timeout, redirect")
    delivered_at = models.DateTimeField(_("diterima"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="told_once_per_subscription", fields=["subscription", "event"])
        ]
        indexes = [
            models.Index(name="deliveries_due", fields=["next_at"], condition=models.Q(state="waiting")),
            models.Index(name="deliveries_newest", fields=["-made_at", "id"]),
        ]

    @property
    def webhook_id(self) -> str:
        return f"msg_{self.pk.hex}"
