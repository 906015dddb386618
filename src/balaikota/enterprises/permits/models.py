"""Permits a business has told us of, and what officers decided."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    CLAIMED = "claimed", _("belum diperiksa")
    CONFIRMED = "confirmed", _("sudah diperiksa")
    REFUSED = "refused", _("tidak cocok")


class Permit(models.Model):
    """A permit of a business, or of one of its products, with its number. A newer one stands beside an older."""

    personal = ()
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="permits")
    ware = models.ForeignKey("register.Ware", models.CASCADE, null=True, related_name="permits")
    kind = models.SlugField(_("izin"), help_text="a code of data/kinds.toml")
    number = models.CharField(_("nomor"), max_length=60)
    issued_on = models.DateField(_("terbit"), null=True)
    expires_on = models.DateField(_("berakhir"), null=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.CLAIMED)
    reason = models.CharField(_("alasan"), max_length=200, blank=True)
    told_at = models.DateTimeField(default=timezone.now)
    told_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(_("diperiksa"), null=True)
    checked_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="permits_told_once", fields=["enterprise", "ware", "kind", "number"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="permits_end_after_they_begin",
                condition=models.Q(issued_on=None) | models.Q(expires_on=None)
                | models.Q(expires_on__gt=models.F("issued_on")),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                name="permits_ending", fields=["expires_on"], condition=models.Q(expires_on__isnull=False)
            )
        ]


class Verdict(models.Model):
    """An officer's decision that a product needs a permit, or does not, whatever the rules advise."""

    personal = ()
    ware = models.ForeignKey("register.Ware", models.CASCADE, related_name="verdicts")
    kind = models.SlugField()
    is_needed = models.BooleanField(_("perlu"))
    reason = models.CharField(_("alasan"), max_length=200)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="verdicts_last_word", fields=["ware", "kind"])]


class Reminder(models.Model):
    """Owners were told that a permit ends in so many days."""

    personal = ()
    permit = models.ForeignKey(Permit, models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="reminded_once", fields=["permit", "days"])]
