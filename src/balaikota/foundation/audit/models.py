"""Events, and the chain that proves none was changed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One action, or one read of a person's data. Append-only; holds keys and facts, no personal data."""

    personal = ()
    name = models.CharField(_("kejadian"), max_length=80)
    at = models.DateTimeField(_("waktu"), default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(_("sebagai"), max_length=200, blank=True)
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=64)
    subject = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    purpose = models.CharField(_("tujuan"), max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(name="audit_about", fields=["about_type", "about_id", "id"]),
            models.Index(name="audit_subject", fields=["subject", "-id"]),
            models.Index(
                name="audit_looks",
                fields=["at", "by", "subject"],
                condition=models.Q(name__endswith=".opened"),
            ),
        ]


class Link(models.Model):
    """An event's place in the chain: sha256 over the link before it and the event. The database writes it."""

    personal = ()
    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT)
    digest = models.BinaryField()


class TreeHead(models.Model):
    """A signed statement: at this moment the chain had this length and this last digest. To be published."""

    personal = ()
    position = models.BigIntegerField(unique=True)
    digest = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)
    signature = models.BinaryField()
    key_fingerprint = models.CharField(max_length=64)
    public_key = models.TextField(
        default="", db_default="", help_text="PEM; empty for heads signed before it was kept"
    )

    @property
    def digest_hex(self) -> str:
        return bytes(self.digest).hex()
