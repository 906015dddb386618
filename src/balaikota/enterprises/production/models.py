"""Recipes with their cost, batches, counts of stock, and improvements."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Recipe(models.Model):
    """What one batch of a product takes and gives. A changed one stands beside the older; the newest counts."""

    personal = ("materials", "wage_hour", "price")
    ware = models.ForeignKey("register.Ware", models.CASCADE, related_name="recipes")
    materials = models.JSONField(_("bahan"), help_text="[[name, rupiah], …] of one batch")
    gives = models.PositiveIntegerField(_("jadi berapa"), help_text="sellable units of one batch")
    minutes = models.PositiveIntegerField(
        _("lama kerja"), help_text="minutes of one batch, all hands together"
    )
    wage_hour = models.BigIntegerField(_("upah sejam"), help_text="rupiah")
    packaging = models.BigIntegerField(_("kemasan per satuan"), help_text="rupiah")
    overhead = models.BigIntegerField(_("biaya lain sekali buat"), help_text="rupiah")
    margin_pct = models.DecimalField(_("margin yang diinginkan"), max_digits=5, decimal_places=2)
    price = models.BigIntegerField(_("harga jual"), help_text="rupiah, as the owner set it")
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="recipes_give_something", condition=models.Q(gives__gt=0))]


class Batch(models.Model):
    """One time of making a product, as it came out. One written by mistake is struck out, not removed."""

    personal = ()
    ware = models.ForeignKey("register.Ware", models.PROTECT, related_name="batches")
    key = models.UUIDField(default=uuid.uuid4, unique=True, help_text="of the form: sent twice, written once")
    on = models.DateField(_("tanggal"))
    good = models.PositiveIntegerField(_("jadi dan laku dijual"))
    waste = models.PositiveIntegerField(_("rusak"), default=0)
    minutes = models.PositiveIntegerField(_("lama kerja"), null=True, help_text="minutes")
    materials = models.BigIntegerField(_("bahan terpakai"), null=True, help_text="rupiah")
    shelf_days = models.PositiveSmallIntegerField(_("tahan berapa hari"), null=True)
    struck_at = models.DateTimeField(_("dicoret"), null=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="batches_give_something", condition=models.Q(good__gt=0) | models.Q(waste__gt=0)
            )
        ]
        indexes = [models.Index(name="batches_by_day", fields=["ware", "on"])]


class StockCheck(models.Model):
    """How many were really there at the end of a day."""

    personal = ()
    ware = models.ForeignKey("register.Ware", models.CASCADE, related_name="stock_checks")
    on = models.DateField(_("tanggal"))
    counted = models.DecimalField(_("jumlah"), max_digits=12, decimal_places=3)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)


class Measure(models.TextChoices):
    """What an improvement is to change."""

    YIELD = "yield", _("hasil sekali buat")
    WASTE = "waste", _("yang rusak")
    TIME = "time", _("waktu per satuan")
    COST = "cost", _("biaya bahan per satuan")
    SHELF_LIFE = "shelf_life", _("daya tahan")


class Improvement(models.Model):
    """A change in how something is made, from a day on. What it did is measured, never told.

    Of a product on the batches before and after that day; of a business without batches by an officer, twice, in one unit.
    """

    personal = ()
    ware = models.ForeignKey("register.Ware", models.CASCADE, null=True, related_name="improvements")
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, null=True, related_name="+")
    on = models.DateField(_("mulai"), help_text="measured by hand: of the second measurement")
    what = models.CharField(_("apa yang diubah"), max_length=200)
    measure = models.CharField(_("yang diukur"), max_length=10, choices=Measure)
    is_coached = models.BooleanField(_("hasil pendampingan"), default=False)
    unit = models.CharField(_("satuan"), max_length=30, blank=True, db_default="")
    before = models.DecimalField(_("sebelum"), max_digits=14, decimal_places=3, null=True)
    before_on = models.DateField(_("diukur tanggal"), null=True)
    after = models.DecimalField(_("sesudah"), max_digits=14, decimal_places=3, null=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="measured_on_batches_or_by_hand",
                condition=Q(ware__isnull=False, enterprise=None, before=None, before_on=None, after=None)
                | Q(ware=None, enterprise__isnull=False, before__gt=0, after__gte=0, on__gt=F("before_on")),
            )
        ]
