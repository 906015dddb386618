"""Alarms that rang, until what they are about is mended."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    NO_CONTACT = "no_contact", _("lama tidak ditemui")
    NO_SALES = "no_sales", _("lama tidak ada penjualan")
    CLIFF = "cliff", _("banyak yang hilang di satu tahap")


class Alarm(models.Model):
    """Something that is going wrong with a business, or on a stage. It closes by itself once that is mended."""

    personal = ()
    kind = models.CharField(max_length=12, choices=Kind)
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, null=True, related_name="alarms")
    stage = models.SlugField(blank=True)
    told = models.CharField(_("yang terlihat"), max_length=300)
    raised_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_alarm_of_a_business", fields=["kind", "enterprise"],
                condition=Q(closed_at=None, enterprise__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_alarm_of_a_stage", fields=["kind", "stage"], condition=Q(closed_at=None, enterprise=None)
            ),
            models.CheckConstraint(
                name="alarm_of_a_business_or_a_stage",
                condition=Q(enterprise__isnull=False, stage="") | Q(enterprise=None) & ~Q(stage=""),
            ),
        ]  # fmt: skip
