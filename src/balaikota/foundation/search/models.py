"""The index: what can be found, and when it was built."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone


class Row(models.Model):
    """One entry of the index. What it says stands in its room; this is a copy for finding it."""

    personal = ()
    kind = models.SlugField(max_length=20)
    key = models.CharField(max_length=200)
    url = models.CharField(max_length=300)
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=5, default="id")
    weight = models.FloatField(default=1.0)
    heads = ArrayField(models.CharField(max_length=40), default=list, help_text="the words of the title")
    names = ArrayField(models.CharField(max_length=40), default=list, help_text="the words people call it by")
    plain = models.CharField(max_length=900, help_text="heads and names in one line, for slips of the finger")
    lexemes = SearchVectorField(
        help_text="word, F+spelling, C+concept, K+kind; A title, B names, C summary, D body"
    )

    class Meta:
        constraints = [models.UniqueConstraint(name="one_row_per_entry", fields=["kind", "key"])]
        indexes = [
            GinIndex(name="rows_by_lexeme", fields=["lexemes"], fastupdate=False),
            GinIndex(name="rows_by_trigram", fields=["plain"], opclasses=["gin_trgm_ops"], fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Build(models.Model):
    """One building of the whole index, and the lexicon it was built with: another lexicon needs another index."""

    personal = ()
    lexicon = models.CharField(max_length=64, help_text="sha256 of the lexicon and the kinds")
    rows = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
