"""Topics and the routes that differ by place."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The classes of SP4N, which set the legal clock (`data/life-cycle.toml` in reports names sources)."""

    PERMINTAAN_INFORMASI = "permintaan_informasi", _("Permintaan informasi")
    ASPIRASI = "aspirasi", _("Aspirasi")
    TIDAK_BERKADAR = "pengaduan_tidak_berkadar", _("Pengaduan tidak berkadar pengawasan")
    BERKADAR = "pengaduan_berkadar", _("Pengaduan berkadar pengawasan")


class Topic(models.Model):
    """One thing that can be wrong, with the words people use for it and the desk that mends it."""

    personal = ()
    slug = models.SlugField(unique=True)
    name = models.CharField(_("nama"), max_length=80)
    name_en = models.CharField(max_length=80)
    hint = models.CharField(_("penjelasan"), max_length=200, blank=True)
    hint_en = models.CharField(max_length=200, blank=True)
    group = models.CharField(_("kelompok"), max_length=60)
    group_en = models.CharField(max_length=60)
    keywords = ArrayField(models.CharField(max_length=40), help_text="words and phrases, small letters")
    unit = models.ForeignKey("organisations.Desk", models.PROTECT, related_name="+")
    kind = models.CharField(_("golongan"), max_length=30, choices=Kind)
    attributes = models.JSONField(
        default=list,
        help_text="[{code, question, question_en, datatype, required, values}], asked with a report",
    )
    is_open = models.BooleanField(default=True, help_text="a closed one takes no new reports")
    place = models.PositiveSmallIntegerField(help_text="order in lists")

    class Meta:
        indexes = [models.Index(name="topics_in_order", fields=["place"])]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name

    @property
    def group_label(self) -> str:
        return self.group_en if get_language() == "en" else self.group

    @property
    def hint_label(self) -> str:
        return self.hint_en if get_language() == "en" else self.hint


class Route(models.Model):
    """In this kecamatan or kelurahan another desk answers for the topic. The smallest region wins."""

    personal = ()
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="routes")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Desk", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_route_per_place", fields=["topic", "region"])]
