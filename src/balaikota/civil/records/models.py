"""What the centre (SIAK) answered when it was asked about a NIK."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Jawaban(models.TextChoices):
    """What SIAK says of a NIK, a name and a birth date."""

    MENUNGGU = "menunggu", _("Pertanyaan ke pusat belum terkirim; dikirim sendiri.")
    SESUAI = "sesuai", _("Pusat menjawab: NIK aktif dan datanya sesuai.")
    TIDAK_SESUAI = (
        "tidak_sesuai",
        _("Pusat menjawab: NIK belum ditemukan dengan data ini. Ditanyakan lagi besok."),
    )
    TIDAK_TERJANGKAU = (
        "tidak_terjangkau",
        _("Pusat belum dapat dihubungi. Permohonan menunggu; dicoba lagi sendiri."),
    )


class Pemeriksaan(models.Model):
    """One question to the centre about a case, until it is answered with yes. It holds no personal data itself."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="pemeriksaan")
    jawaban = models.CharField(max_length=20, choices=Jawaban, default=Jawaban.MENUNGGU)
    why = models.CharField(
        max_length=40, blank=True, help_text="kind of fault: timeout, http_503, wrong_answer"
    )
    round = models.PositiveSmallIntegerField(
        default=1, help_text="grows with each definite answer; part of the key by which SIAK knows a repeat"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    @property
    def key(self) -> str:
        return f"{self.id}-{self.round}"
