"""The value added of a year as it was made public. Never made anew: two versions of one sum would tell of one business."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """The figures of one year. Medians are of a year's sales in rupiah, rounded to millions."""

    personal = ()
    year = models.PositiveSmallIntegerField(_("tahun"), primary_key=True)
    made_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    registered = models.PositiveIntegerField(help_text="running businesses in the register that day")
    median_kept = models.BigIntegerField(null=True, help_text="sales of those who keep a book")
    median_all = models.BigIntegerField(null=True, help_text="sales of all in the register, as last said")
    counts = models.JSONField(
        default=dict,
        db_default={},
        help_text="industry -> businesses that run, with an NIB, coached; in tens, 0 for fewer than ten",
    )
    is_sample = models.BooleanField(_("data contoh"), default=False)


class Sum(models.Model):
    """One group of at least ten: everybody, some industries, or some kecamatan."""

    class Kind(models.TextChoices):
        ALL = "all", _("seluruh kota")
        INDUSTRY = "industry", _("lapangan usaha")
        DISTRICT = "district", _("kecamatan")

    personal = ()
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sums")
    kind = models.CharField(max_length=10, choices=Kind)
    codes = models.JSONField(
        default=list, help_text="the industries or kecamatan in the group; one, or several merged"
    )
    keepers = models.PositiveIntegerField(help_text="businesses")
    sales = models.BigIntegerField(help_text="rupiah a year, rounded to millions")
    value = models.BigIntegerField(help_text="value added, rupiah a year, rounded to millions")
    workers = models.PositiveIntegerField(help_text="owners not counted, as last said")

    class Meta:
        constraints = [
            models.CheckConstraint(name="sums_of_ten_and_more", condition=models.Q(keepers__gte=10)),
        ]
