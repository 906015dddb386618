"""What kinds of products there are."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """A category (`MKN`) or one of its children (`MKN-01`). A product lies in a child."""

    personal = ()
    code = models.CharField(_("kode"), max_length=8, primary_key=True)
    slug = models.SlugField(unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField(_("nama"), max_length=80)
    name_en = models.CharField(max_length=80)
    place = models.PositiveSmallIntegerField(help_text="order on the page")
    google_id = models.PositiveIntegerField(null=True, help_text="Google Product Taxonomy 2021-09-21")
    google_path = models.CharField(max_length=250, blank=True)
    kbli_2020 = models.JSONField(default=list, help_text="five-digit codes")
    kbli_2025 = models.JSONField(
        default=list, help_text="five-digit codes; a code means other things in each version"
    )
    permit_track = models.SlugField(
        blank=True, help_text="a code of data/tracks.toml: which permit is usual here"
    )
    examples = models.JSONField(default=list, help_text="words a seller types")
    units = models.JSONField(default=list, help_text="usual units of sale, the most usual first")

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name
