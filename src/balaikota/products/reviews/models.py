"""Reviews and objections to them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Review(models.Model):
    """One buyer about one line of a received order. A hidden one stays, with who hid it and why."""

    personal = ("words", "answer")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.OneToOneField("orders.Line", models.CASCADE, related_name="review")
    product = models.ForeignKey("listings.Product", models.SET_NULL, null=True, related_name="+")
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="+")
    buyer = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    stars = models.PositiveSmallIntegerField(_("bintang"))
    words = models.TextField(_("ulasan"), max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("jawaban penjual"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    hidden_why = models.CharField(_("alasan disembunyikan"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="reviews_one_to_five", condition=Q(stars__gte=1, stars__lte=5)),
            models.CheckConstraint(
                name="reviews_hidden_with_a_reason", condition=Q(hidden_at=None) | ~Q(hidden_why="")
            ),
        ]
        indexes = [
            models.Index(name="reviews_of_a_product", fields=["product", "-at"], condition=Q(hidden_at=None)),
            models.Index(
                name="reviews_of_a_seller", fields=["enterprise", "-at"], condition=Q(hidden_at=None)
            ),
        ]


class Objection(models.Model):
    """Somebody finds that a review breaks the rules; open until an officer has looked."""

    personal = ("why",)
    review = models.ForeignKey(Review, models.CASCADE, related_name="objections")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    why = models.CharField(_("keberatan"), max_length=300)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="objections_each_once", fields=["review", "by"])]
