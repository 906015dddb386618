"""What officers keep about their work: sieves, bulk actions, notes, verdicts on papers, and the name index."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedTextField


class NameIndex(models.Model):
    """Where a case is found by its applicant's or its subject's name: keyed fingerprints, no name.

    See docs/decisions/0015. Filled by a job after submission and repair.
    """

    personal = ("words",)
    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    desk = models.ForeignKey("organisations.Desk", models.PROTECT, related_name="+")
    words = ArrayField(models.BigIntegerField(), help_text="64 bits of a keyed HMAC per word and beginning")

    class Meta:
        indexes = [GinIndex(name="work_names", fields=["words"])]


class SavedFilter(models.Model):
    """A sieve an officer named, to be used again."""

    personal = ()
    owner = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    name = models.CharField(_("nama saringan"), max_length=40)
    filters = models.JSONField(default=dict, help_text="keadaan, layanan, langkah")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_sieve_of_a_name", fields=["owner", "name"])]


class Verb(models.TextChoices):
    CLAIM = "claim", _("ambil")
    RELEASE = "release", _("kembalikan ke meja")
    PASS_STEP = "pass_step", _("teruskan ke langkah berikutnya")
    HAND_OVER = "hand_over", _("serahkan kepada rekan")


class BulkAction(models.Model):
    """The same verb on many files. Until `final_at` its officer may undo it; then it is final.

    Holding and handing over happen at once and are undone by their opposite. A step is passed on only when
    the minute is over: what was told to the next officer cannot be untold.
    """

    personal = ("note",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    verb = models.CharField(max_length=12, choices=Verb)
    to = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    note = SealedTextField(null=True)
    at = models.DateTimeField(default=timezone.now)
    final_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True, help_text="when nothing of it is held back any more")

    class Meta:
        indexes = [
            models.Index(name="work_bulk_of", fields=["by", "-at"]),
            models.Index(name="work_bulk_held", fields=["final_at"], condition=models.Q(finished_at=None)),
        ]

    def get_absolute_url(self) -> str:
        return reverse("work:bulk", args=[self.id])

    @property
    def may_be_undone(self) -> bool:
        return self.undone_at is None and self.finished_at is None and timezone.now() < self.final_at


class Result(models.TextChoices):
    DONE = "done", _("selesai")
    HELD = "held", _("menunggu satu menit")
    FAILED = "failed", _("tidak jadi")
    UNDONE = "undone", _("diurungkan")


class BulkItem(models.Model):
    """What became of one file of a bulk action."""

    personal = ()
    action = models.ForeignKey(BulkAction, models.CASCADE, related_name="items")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    result = models.CharField(max_length=8, choices=Result)
    why = models.CharField(max_length=300, blank=True)
    holder_before = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_result_per_case", fields=["action", "case"])]


class Note(models.Model):
    """What officers tell each other about a case. Never shown to the applicant."""

    personal = ("text",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    to = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", help_text="handed over to"
    )
    at = models.DateTimeField(default=timezone.now)
    text = SealedTextField(_("catatan"))

    class Meta:
        indexes = [models.Index(name="work_notes", fields=["case", "at"])]


class Worth(models.TextChoices):
    ACCEPTED = "accepted", _("diterima")
    ILLEGIBLE = "illegible", _("tidak terbaca")
    WRONG = "wrong", _("dokumen keliru")


class DocumentVerdict(models.Model):
    """What an officer thought of one paper. A paper that is sent anew is looked at anew."""

    personal = ()
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    question = models.SlugField(max_length=80)
    file = models.ForeignKey("files.StoredFile", models.CASCADE, related_name="+")
    worth = models.CharField(_("penilaian"), max_length=10, choices=Worth)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_verdict_per_paper", fields=["case", "file"])]
