"""Topics, posts, how far somebody has read, and whom the day's digest has told."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Topic(models.Model):
    """What a class talks about, in its own place."""

    personal = ("title",)
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cohort = models.ForeignKey("classes.Cohort", models.PROTECT, related_name="+")
    title = models.CharField(_("topik"), max_length=160)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now, help_text="of its newest post")

    class Meta:
        indexes = [models.Index(name="topics_of_a_class", fields=["cohort", "-moved_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forum:topic", args=[self.pk])


class Post(models.Model):
    """What one person wrote. Hidden it stays kept, and says so."""

    personal = ("text",)
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="posts")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    text = models.TextField(_("tulisan"), help_text="Markdown")
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(_("diubah"), null=True)
    hidden_at = models.DateTimeField(_("disembunyikan"), null=True)
    hidden_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    hidden_reason = models.CharField(_("alasan"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hidden_post_says_why", condition=Q(hidden_at=None) | ~Q(hidden_reason="")
            )
        ]
        indexes = [models.Index(name="posts_by_moment", fields=["topic", "at"])]

    def get_absolute_url(self) -> str:
        return f"{self.topic.get_absolute_url()}#t-{self.pk}"


class Seen(models.Model):
    """One person has read a topic up to a moment."""

    personal = ()
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="seen")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="seen_once_a_topic", fields=["topic", "person"])]


class Digest(models.Model):
    """What one person is told on one day, of all their classes together: by class, how many posts are new."""

    personal = ("person",)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    until = models.DateTimeField(help_text="posts up to this moment were counted")
    news = models.JSONField(help_text="[[number of the class, posts]]")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_digest_a_day", fields=["person", "on"])]
