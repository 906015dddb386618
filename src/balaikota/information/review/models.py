"""What every reviewed text has. No table of its own."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where the newest version stands. What the public reads meanwhile is `live`."""

    DRAFT = "draft", _("naskah")
    WAITING = "waiting", _("menunggu pemeriksaan")
    RETURNED = "returned", _("dikembalikan")
    APPROVED = "approved", _("dijadwalkan")
    PUBLISHED = "published", _("sudah terbit")
    WITHDRAWN = "withdrawn", _("ditarik")


class Reviewed(models.Model):
    """One public address whose words lie in `versions`: `head` is the newest, `live` the one the public reads."""

    personal = ()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    touched_at = models.DateTimeField(default=timezone.now, help_text="somebody did something here")
    returned_reason = models.TextField(_("alasan dikembalikan"), blank=True, help_text="for the desk only")

    if TYPE_CHECKING:
        head_id: Any
        live_id: Any
        versions: Any

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        return self.live_id is not None
