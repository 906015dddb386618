"""Pairs found in the register, what officers said of them, and merges with all they changed."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Verdict(models.TextChoices):
    """What an officer said. What was settled is not asked again."""

    OPEN = "open", _("menunggu pemeriksaan")
    APART = "apart", _("usaha yang berbeda")
    OWNER = "owner", _("pemiliknya sama, usahanya berbeda")
    MERGED = "merged", _("satu usaha, digabung")


class Pair(models.Model):
    """Two businesses that may be one. Which is first says nothing: the smaller key is `a`."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    a = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="+")
    b = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="+")
    bits = models.FloatField(_("bobot"), help_text="sum of log2(m/u) and the prior, in bits")
    points = models.JSONField(help_text="column: how alike; never what stands in it")
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.OPEN)
    found_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    kept = models.ForeignKey("register.Enterprise", models.CASCADE, null=True, related_name="+")
    moved = models.JSONField(
        default=dict, help_text="what the merge wrote into the one that was kept, to be undone"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_pair_of_businesses", fields=["a", "b"]),
            models.CheckConstraint(name="pair_in_one_order", condition=Q(a__lt=F("b"))),
            models.CheckConstraint(
                name="merged_into_one_of_the_pair",
                condition=~Q(verdict=Verdict.MERGED) | Q(kept=F("a")) | Q(kept=F("b")),
            ),
        ]
        indexes = [models.Index(name="linkage_open", fields=["-bits"], condition=Q(verdict="open"))]

    def get_absolute_url(self) -> str:
        return reverse("linkage:pair", args=[self.pk])
