"""Days on which the city's clocks stand still."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class HolidayKind(models.TextChoices):
    NATIONAL = "libur_nasional", _("Libur nasional")
    CUTI_BERSAMA = "cuti_bersama", _("Cuti bersama")
    LOCAL = "libur_daerah", _("Libur daerah")


class Holiday(models.Model):
    """A day off by decree. Withdrawn ones keep their row: what was true when a case was dated stays known."""

    personal = ()
    on = models.DateField(_("tanggal"))
    name = models.CharField(_("nama"), max_length=120)
    kind = models.CharField(max_length=20, choices=HolidayKind)
    source = models.CharField(_("dasar"), max_length=200)
    is_verified = models.BooleanField(_("terverifikasi"), default=False)
    added_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_holiday_per_day", fields=["on"], condition=models.Q(withdrawn_at=None)
            )
        ]
