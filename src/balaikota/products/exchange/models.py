"""A file a seller brought, its products, and what became of each."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7
from balaikota.products.mirrors.models import Outcome


class State(models.TextChoices):
    CHECKING = "checking", _("sedang diperiksa")
    READY = "ready", _("siap dimasukkan")
    RUNNING = "running", _("sedang dimasukkan")
    PHOTOS = "photos", _("sedang mengambil foto")
    DONE = "done", _("selesai")
    UNDOING = "undoing", _("sedang dibatalkan")
    UNDONE = "undone", _("dibatalkan")
    BROKEN = "broken", _("tidak terbaca")


class Fate(models.TextChoices):
    """What undoing did with a line."""

    BACK = "back", _("dikembalikan")
    HIDDEN = "hidden", _("disembunyikan")
    KEPT = "kept", _("dipertahankan")


class Import(models.Model):
    """One file. `announced` and `arrived` count rows of the file by outcome; where they differ the page says so."""

    personal = ("name", "content")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="+")
    name = models.CharField(_("berkas"), max_length=200)
    content = models.BinaryField()
    pictures = models.BinaryField(null=True, help_text="a ZIP of photos, named after the SKU")
    dialect = models.SlugField(help_text="a key of dialects/data/dialects.toml")
    publishes = models.BooleanField(_("pasang yang sudah lengkap"), default=False)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.CHECKING)
    total = models.PositiveIntegerField(_("baris"), default=0)
    done = models.PositiveIntegerField(_("baris selesai"), default=0)
    announced = models.JSONField(default=dict)
    arrived = models.JSONField(default=dict)
    other_sheets = models.JSONField(default=list, help_text="names of sheets that were not read")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="exchange_of_seller", fields=["enterprise", "at"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("exchange:one", args=[self.enterprise.number, self.pk])


class Line(models.Model):
    """One product of a file, or one row that is none. Every row of the file stands in exactly one line.

    `before` and `after` hold the fields an import changed, as JSON, so that undoing puts back only what is still so.
    """

    personal = ()
    brought = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    rows = models.JSONField(help_text="row numbers as the program shows them")
    name = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.TextField(blank=True)
    remark = models.TextField(blank=True)
    differences = models.JSONField(default=list, help_text="[field's name on screen, before, after]")
    said = models.JSONField(default=dict, help_text="fields, variants, photos as they will be written")
    category = models.ForeignKey("categories.Category", models.SET_NULL, null=True, related_name="+")
    is_guessed = models.BooleanField(default=False, help_text="the category is a guess")
    product = models.ForeignKey("listings.Product", models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    is_settled = models.BooleanField(default=False, help_text="what was to be done with it is done")
    settled_at = models.DateTimeField(
        null=True, help_text="the product's `changed_at` when the import left it"
    )
    photo_faults = models.JSONField(default=dict, help_text="address or name: why it was not taken")
    fate = models.CharField(max_length=6, choices=Fate, blank=True)
    fate_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["place"]
        indexes = [models.Index(name="exchange_lines", fields=["brought", "outcome"])]

    @property
    def tone(self) -> str:
        return {"new": "ok", "changed": "ok", "asked": "warn", "refused": "stop"}.get(self.outcome, "info")
