"""A plan for money, and who may read it."""

import uuid
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Plan(models.Model):
    """What an owner needs money for, and what they expect of it. It stays theirs: only a sharing shows it to a bank."""

    personal = ("purpose", "items", "own_money", "cash", "sales_month", "received_amount")
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="plans")
    purpose = models.CharField(_("untuk apa"), max_length=200)
    items = models.JSONField(_("yang dibeli"), default=list, help_text="[[name, rupiah], …]")
    monthly_cost = models.BigIntegerField(_("biaya tetap sebulan"), help_text="rupiah")
    reserve_months = models.PositiveSmallIntegerField(_("bulan cadangan"), default=1)
    own_money = models.BigIntegerField(_("uang sendiri"), default=0)
    cash = models.BigIntegerField(_("kas sekarang"), default=0)
    sales_month = models.BigIntegerField(_("penjualan sebulan"))
    growth_pct = models.DecimalField(_("kenaikan sebulan"), max_digits=5, decimal_places=2, default=0)
    variable_pct = models.DecimalField(_("biaya bahan dari penjualan"), max_digits=5, decimal_places=2)
    tenor_months = models.PositiveSmallIntegerField(_("dicicil berapa bulan"), default=12)
    yearly_pct = models.DecimalField(_("bunga setahun"), max_digits=5, decimal_places=2, default=6)
    is_flat = models.BooleanField(_("bunga tetap (flat)"), default=False)
    source = models.SlugField(_("sumber dana"), blank=True, help_text="an offer's code, or `sendiri`")
    received_amount = models.BigIntegerField(_("dana diterima"), null=True)
    received_on = models.DateField(_("tanggal diterima"), null=True)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("capital:plan", args=[self.enterprise.number, self.pk])


class Sharing(models.Model):
    """The owner's consent that one bank reads the plan as it was that day, until a day, or until it is taken back."""

    personal = ("content",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sharings")
    bank = models.CharField(_("bank atau lembaga"), max_length=120)
    content: Any = models.JSONField(_("isi yang dibagikan"))
    given_at = models.DateTimeField(_("diberikan"), default=timezone.now)
    until_on = models.DateField(_("sampai"))
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(name="sharings_of_a_plan", fields=["plan", "-given_at"])]
