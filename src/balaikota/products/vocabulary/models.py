"""The words products are called by."""

from django.db import models


class Word(models.Model):
    """A word of the catalogue, against slips of the finger and for suggestions."""

    personal = ()
    word = models.CharField(max_length=40, primary_key=True, db_collation="C")
    key = models.CharField(max_length=40, db_index=True, help_text="what two spellings of it share")
    n = models.PositiveIntegerField(default=1, help_text="titles with it, as of the last count")


class Slip(models.Model):
    """A word as it is without one or two of its letters: two words that are a slip apart share one such row."""

    personal = ()
    slip = models.CharField(max_length=40, db_collation="C")
    word = models.ForeignKey(Word, models.CASCADE, related_name="slips")

    class Meta:
        constraints = [models.UniqueConstraint(name="slips_of_a_word", fields=["slip", "word"])]
