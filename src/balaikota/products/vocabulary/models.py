"""The words products are called by."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Word(models.Model):
    """A word of the catalogue: against slips of the finger and for suggestions. `slips`: it without one or two letters."""

    personal = ()
    word = models.CharField(max_length=40, primary_key=True, db_collation="C")
    key = models.CharField(max_length=40, db_index=True, help_text="what two spellings of it share")
    slips = ArrayField(models.CharField(max_length=40), default=list)
    n = models.PositiveIntegerField(default=1, help_text="titles with it, as of the last count")

    class Meta:
        indexes = [GinIndex(name="words_by_slip", fields=["slips"], fastupdate=False)]
