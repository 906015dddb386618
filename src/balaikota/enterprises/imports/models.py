"""A file an office brought, its rows, and how its kind of file is read."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class State(models.TextChoices):
    MAPPING = "mapping", _("kolomnya dicocokkan")
    CHECKING = "checking", _("sedang diperiksa")
    READY = "ready", _("siap dimasukkan")
    RUNNING = "running", _("sedang dimasukkan")
    DONE = "done", _("selesai")
    UNDOING = "undoing", _("sedang dibatalkan")
    UNDONE = "undone", _("dibatalkan")


class Outcome(models.TextChoices):
    ARRIVED = "arrived", _("masuk")
    NOTED = "noted", _("masuk dengan catatan")
    REFUSED = "refused", _("tidak masuk")
    SKIPPED = "skipped", _("bukan data usaha")


class Import(models.Model):
    """One file. What it announced when it was checked must be what arrived; the page says when it was not."""

    personal = ("name", "content", "sheets")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("berkas"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    sheets = models.JSONField(default=list, help_text="name, columns, first row and mapping of each sheet")
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.MAPPING)
    total = models.PositiveIntegerField(_("baris"), default=0)
    done = models.PositiveIntegerField(_("baris selesai"), default=0)
    announced = models.PositiveIntegerField(_("diumumkan"), default=0)
    noted = models.PositiveIntegerField(_("dengan catatan"), default=0)
    refused = models.PositiveIntegerField(_("tidak masuk"), default=0)
    skipped = models.PositiveIntegerField(_("bukan data"), default=0)
    arrived = models.PositiveIntegerField(_("masuk"), default=0)
    kept = models.PositiveIntegerField(_("dipertahankan"), default=0, help_text="in use already when undone")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    file_erased_at = models.DateTimeField(
        _("berkas dihapus"), null=True, help_text="its rows stay in the register"
    )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("imports:one", args=[self.pk])


class Row(models.Model):
    """A row of a file there is something to say of. Of one that came without a remark, the register itself tells it."""

    personal = ()
    # No index of its own: `imports_rows` begins with it.
    brought = models.ForeignKey(Import, models.CASCADE, related_name="rows", db_index=False)
    sheet = models.PositiveSmallIntegerField()
    row = models.PositiveIntegerField(help_text="as the program shows it")
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.CharField(max_length=300, blank=True, help_text="may repeat a cell; goes with the file")
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(name="imports_rows", fields=["brought", "sheet", "row"])]


class Mapping(models.Model):
    """Which column is what, remembered for the next file with the same columns."""

    personal = ()
    head = models.CharField(max_length=64, unique=True, help_text="fingerprint of the columns' names")
    columns = models.JSONField()
    used_at = models.DateTimeField(default=timezone.now)
