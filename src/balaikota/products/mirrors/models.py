"""What may become of an offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    NEW = "new", _("produk baru")
    CHANGED = "changed", _("berubah")
    SAME = "same", _("sudah sama")
    ASKED = "asked", _("pilih kategorinya")
    REFUSED = "refused", _("tidak masuk")
    SKIPPED = "skipped", _("bukan produk")
