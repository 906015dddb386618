"""What a class reads and watches, and who has."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Kind(models.TextChoices):
    PDF = "pdf", "PDF"
    VIDEO = "video", _("video")
    LINK = "tautan", _("tautan")


class Material(models.Model):
    """One thing to go through in one class."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cohort = models.ForeignKey("classes.Cohort", models.PROTECT, related_name="+")
    kind = models.CharField(_("bentuk"), max_length=8, choices=Kind)
    title = models.CharField(_("judul"), max_length=200)
    note = models.CharField(_("keterangan"), max_length=400, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    captions = models.TextField(_("teks video"), blank=True, help_text="WebVTT")
    added_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_link_or_a_file",
                condition=Q(kind="tautan", file=None) & ~Q(url="")
                | ~Q(kind="tautan") & Q(file__isnull=False),
            ),
            models.CheckConstraint(name="a_video_has_captions", condition=~Q(kind="video") | ~Q(captions="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("materials:material", args=[self.pk])


class Done(models.Model):
    """One participant has been through one material."""

    personal = ()
    material = models.ForeignKey(Material, models.CASCADE, related_name="done")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="done_once", fields=["material", "person"])]
