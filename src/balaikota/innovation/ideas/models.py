"""Ideas, what was said about them, and who stands behind them."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Idea(models.Model):
    """One thought: what is wrong, and what might help."""

    personal = ("problem", "proposal")
    title = models.CharField(_("judul"), max_length=120)
    problem = models.TextField(_("masalah"))
    proposal = models.TextField(_("gagasan"))
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateField(_("dijawab paling lambat"))
    answer = models.TextField(_("jawaban"), blank=True)
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        indexes = [models.Index(name="ideas_newest", fields=["-at"])]
        constraints = [
            models.CheckConstraint(
                name="answered_whole",
                condition=models.Q(answer="", answered_at=None)
                | ~models.Q(answer="") & models.Q(answered_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:idea", args=[self.pk])


class Comment(models.Model):
    personal = ("text",)
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="comments")
    text = models.TextField(_("komentar"))
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Support(models.Model):
    """One person stands behind an idea, once."""

    personal = ()
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="supports")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_support_per_person", fields=["idea", "by"])]
