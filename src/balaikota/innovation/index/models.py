"""Claims, their proofs, and scores that were frozen."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Proof(models.Model):
    """One piece of evidence, brought once and used for as many indicators as it serves."""

    personal = ()
    title = models.CharField(_("nama bukti"), max_length=160)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    link = models.URLField(_("tautan"), blank=True)
    told = models.TextField(
        _("isi"), blank=True, help_text="what the city's own records say, written by itself"
    )
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="proof_is_something",
                condition=models.Q(file__isnull=False) | ~models.Q(link="") | ~models.Q(told=""),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Claim(models.Model):
    """The level claimed for one indicator of one year: of an innovation, or of the city itself."""

    personal = ()
    year = models.PositiveSmallIntegerField()
    innovation = models.ForeignKey("life.Innovation", models.PROTECT, null=True, related_name="claims")
    key = models.CharField(max_length=4, help_text="the row in the year's data file")
    basis = models.CharField(max_length=1, blank=True, help_text="of indicator 33")
    claimed = models.PositiveSmallIntegerField(_("diklaim"))
    verified = models.PositiveSmallIntegerField(_("diverifikasi"), null=True)
    reason = models.TextField(_("alasan"), blank=True)
    proofs = models.ManyToManyField(Proof, related_name="claims")
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    verified_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_claim_per_row", fields=["year", "innovation", "key"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="claim_levels",
                condition=models.Q(claimed__lte=3) & (models.Q(verified=None) | models.Q(verified__lte=3)),
            ),
            models.CheckConstraint(
                name="lower_needs_a_reason",
                condition=models.Q(verified=None)
                | models.Q(verified__gte=models.F("claimed"))
                | ~models.Q(reason=""),
            ),
        ]


class Frozen(models.Model):
    """A year's score as it stood when the year was closed, with everything it was made of. Never changed."""

    personal = ()
    year = models.PositiveSmallIntegerField(unique=True)
    iid = models.DecimalField(max_digits=6, decimal_places=2)
    band = models.CharField(max_length=10)
    detail = models.JSONField()
    source = models.CharField(_("sumber"), max_length=200)
    at = models.DateTimeField(default=timezone.now)
