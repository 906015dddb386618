"""What became of each draft and case when a new edition was published."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.engine.catalogue.models import Rule
from balaikota.kit.fields import SealedJSONField


class State(models.TextChoices):
    ASKED = "asked", _("menunggu pemohon")
    CARRIED = "carried", _("pindah ke edisi baru")
    KEPT = "kept", _("tetap pada edisi lama")


class Why(models.TextChoices):
    """Why a draft or case stays on the older edition."""

    CHOSEN = "chosen", _("Anda memilih tetap memakai aturan lama.")
    EXPIRED = "expired", _("Tidak ada jawaban, jadi aturan lama tetap dipakai.")
    INCOMPLETE = "incomplete", _("Aturan baru meminta isian yang belum ada, jadi aturan lama tetap dipakai.")
    CLOSED = "closed", _("Permohonan sudah selesai dengan aturan lama.")
    OVERTAKEN = "overtaken", _("Edisi yang lebih baru sudah terbit.")


class Carry(models.Model):
    """One draft or case met by a new edition: the rule chosen for it, and what came of it."""

    personal = ("before", "after", "left_behind")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey("catalogue.Edition", models.PROTECT, related_name="+")
    older = models.ForeignKey("catalogue.Edition", models.PROTECT, related_name="+")
    draft = models.ForeignKey("cases.Draft", models.CASCADE, null=True, related_name="carries")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="carries")
    rule = models.CharField(max_length=8, choices=Rule)
    state = models.CharField(max_length=8, choices=State)
    why = models.CharField(max_length=12, choices=Why, blank=True)
    before = SealedJSONField(default=dict, help_text="the answers as they stood; empty until it is carried")
    after = SealedJSONField(default=dict, help_text="the answers as they were carried")
    left_behind = SealedJSONField(default=dict, help_text="answers whose question is gone or asks otherwise")
    step_before = models.SlugField(blank=True)
    step_after = models.SlugField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    until_at = models.DateTimeField(_("menunggu sampai"), null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="carry_of_a_draft_or_a_case",
                condition=Q(draft=None, case__isnull=False) | Q(draft__isnull=False, case=None),
            ),
            models.UniqueConstraint(name="one_carry_of_a_draft", fields=["draft", "edition"]),
            models.UniqueConstraint(name="one_carry_of_a_case", fields=["case", "edition"]),
        ]
        indexes = [models.Index(name="carry_until", fields=["until_at"], condition=Q(state="asked"))]

    @property
    def is_asked(self) -> bool:
        return self.state == State.ASKED

    @property
    def is_carried(self) -> bool:
        return self.state == State.CARRIED

    def get_absolute_url(self) -> str:
        return reverse("carryover:difference", args=[self.id])
