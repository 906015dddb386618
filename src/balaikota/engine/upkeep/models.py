"""Rehearsals of a restore."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Drill(models.Model):
    """The newest backup was restored beside the city and compared with it. One that found a difference says which."""

    personal = ()
    began_at = models.DateTimeField(_("mulai"))
    finished_at = models.DateTimeField(_("selesai"))
    passed = models.BooleanField(_("lulus"))
    why = models.TextField(_("sebab"), blank=True)
    base_at = models.DateTimeField(_("cadangan dasar"), null=True)
    point_at = models.DateTimeField(_("dibandingkan dengan saat"), null=True)
    tables = models.PositiveIntegerField(_("tabel"), default=0)
    rows = models.PositiveBigIntegerField(_("baris"), default=0)
    head = models.CharField(_("kepala rantai"), max_length=100, blank=True)
    files = models.PositiveIntegerField(_("berkas dibuka"), default=0)
    sealed_files = models.PositiveIntegerField(_("berkas dalam cadangan"), default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="drill_failed_says_why", condition=Q(passed=True, why="") | Q(passed=False) & ~Q(why="")
            ),
            models.CheckConstraint(
                name="drill_passed_compared",
                condition=Q(passed=False) | Q(tables__gt=0, point_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="drills_newest", fields=["-finished_at"])]
