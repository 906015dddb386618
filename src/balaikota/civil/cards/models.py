"""Cards that are printed outside this platform, the blanks in stock, and the queue for them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Jenis(models.TextChoices):
    KTP = "ktp", _("KTP-el")
    KIA = "kia", _("KIA")


class State(models.TextChoices):
    WAITING_FOR_BLANK = "waiting_for_blank", _("menunggu blangko")
    PRINTED = "printed", _("dicetak, sedang diperiksa")
    READY = "ready", _("siap diambil")
    HANDED_OVER = "handed_over", _("sudah diserahkan")


class Stok(models.Model):
    """Blanks of one kind at one desk, and the last place given in the queue for them. Locked while either changes."""

    personal = ()
    desk = models.ForeignKey("organisations.Desk", models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=4, choices=Jenis)
    blanks = models.PositiveIntegerField(_("blangko"), default=0)
    last_place = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_stock_per_kind", fields=["desk", "jenis"])]


class Kartu(models.Model):
    """One card a granted case asks for. Its place is given once; how many stand before it is counted."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jenis = models.CharField(max_length=4, choices=Jenis)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="kartu")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="kartu")
    desk = models.ForeignKey("organisations.Desk", models.PROTECT, related_name="+")
    letter = models.ForeignKey("documents.Letter", models.PROTECT, related_name="+")
    place = models.PositiveIntegerField(_("nomor antrean"))
    state = models.CharField(max_length=20, choices=State, default=State.WAITING_FOR_BLANK)
    takes_old = models.BooleanField(default=False, help_text="the old card is withdrawn on handing over")
    queued_at = models.DateTimeField(default=timezone.now)
    printed_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(_("diserahkan"), null=True)
    handed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_card_per_place", fields=["desk", "jenis", "place"]),
            models.CheckConstraint(
                name="handed_over_by_someone",
                condition=Q(state="handed_over", handed_at__isnull=False, handed_by__isnull=False)
                | ~Q(state="handed_over") & Q(handed_at=None, handed_by=None),
            ),
        ]
        indexes = [
            models.Index(
                name="cards_in_queue",
                fields=["desk", "jenis", "place"],
                condition=Q(state="waiting_for_blank"),
            )
        ]
