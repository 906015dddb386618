"""What the books of a clinic's businesses told together: reckoned once."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Outcome(models.Model):
    """Sales before and after a class for owners, over those who agreed; nothing while they are fewer than ten.

    It is never made again: what one business told would be the difference (decision 0037).
    """

    personal = ()
    cohort = models.OneToOneField("classes.Cohort", models.PROTECT, related_name="+")
    came = models.PositiveIntegerField()
    shared = models.PositiveIntegerField(help_text="let their figures be counted")
    told = models.PositiveIntegerField(help_text="of these, with every month of both sides closed")
    before = models.BigIntegerField(null=True, help_text="median of the mean months before, rupiah")
    after = models.BigIntegerField(null=True, help_text="median of the mean months after, rupiah")
    percent = models.SmallIntegerField(null=True, help_text="median change")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="told_of_ten_or_of_nobody",
                condition=Q(before=None, after=None, percent=None) | Q(told__gte=10),
            )
        ]
