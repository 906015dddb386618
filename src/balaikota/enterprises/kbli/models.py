"""Codes of KBLI under their version."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kbli(models.Model):
    """One five-digit code as one version of KBLI means it."""

    personal = ()
    version = models.CharField(_("versi"), max_length=4, help_text="2020 or 2025")
    code = models.CharField(_("kode"), max_length=5)
    title = models.CharField(_("judul"), max_length=250)

    class Meta:
        constraints = [models.UniqueConstraint(name="kbli_once_in_a_version", fields=["version", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.title} (KBLI {self.version})"
