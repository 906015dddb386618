"""A table as it was uploaded, until somebody has looked at it."""

import uuid
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Sheet(models.Model):
    """What was read from a workbook: figures ready to be kept, and the reasons why they may not be."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(max_length=120)
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    code = models.SlugField(_("kode rilis"), max_length=60)
    publisher = models.CharField(_("penerbit"), max_length=120)
    url = models.CharField(_("alamat"), max_length=300, blank=True)
    released_on = models.DateField(_("tanggal rilis"), null=True)
    title = models.CharField(max_length=200, blank=True)
    figures: Any = models.JSONField(help_text="[item, period, value, status, basis, base]")
    faults: Any = models.JSONField(help_text="[row number, label, reason]")
    left_out: Any = models.JSONField(help_text="[row number, label]")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kept_at = models.DateTimeField(null=True)

    def get_absolute_url(self) -> str:
        return reverse("workbooks:sheet", args=[self.id])
