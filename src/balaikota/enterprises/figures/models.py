"""What everybody may see, as it was made once a month."""

from django.db import models
from django.utils import timezone


class Edition(models.Model):
    """The numbers of one day with their tables, without what is hidden. The next is made in another month."""

    personal = ()
    on = models.DateField(unique=True)
    told = models.JSONField(
        help_text="by measure: value (null: hidden), many, and cells as [kecamatan, sector, count (null: hidden)]"
    )
    made_at = models.DateTimeField(default=timezone.now)
