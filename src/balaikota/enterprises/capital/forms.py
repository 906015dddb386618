"""A plan as owners write it, and their consent."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.enterprises.capital import methods
from balaikota.kit import rupiah, typed
from balaikota.kit.days import Day
from balaikota.kit.lines import PricedLines, Rupiah


class Percent(forms.CharField):
    """A percent with a decimal comma."""

    def __init__(self, label: Any, *, most: int, least: int = 0, hint: Any = "") -> None:
        super().__init__(label=label, help_text=hint)
        self.widget.attrs["inputmode"] = "decimal"
        self.least, self.most = least, most

    def clean(self, value: Any) -> Decimal:
        said = str(super().clean(value)).replace("%", "").strip()
        try:
            number = Decimal(str(typed.number(said))).quantize(Decimal("0.01"))
        except typed.Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None
        if not self.least <= number <= self.most:
            between = {"least": self.least, "most": self.most}
            raise forms.ValidationError(_("Isi antara %(least)d dan %(most)d persen.") % between)
        return number


class PlanForm(forms.Form):
    purpose = forms.CharField(label=gettext_lazy("Modal ini untuk apa?"), max_length=200)
    items = PricedLines(
        gettext_lazy("Yang akan dibeli"),
        hint=gettext_lazy("Satu baris satu barang dengan harganya, misalnya: oven 3 juta"),
    )
    monthly_cost = Rupiah(
        gettext_lazy("Biaya tetap sebulan"), hint=gettext_lazy("Sewa, upah, listrik; juga bila tidak ada penjualan."),
        required=True, least=0,
    )  # fmt: skip
    reserve_months = forms.IntegerField(
        label=gettext_lazy("Berapa bulan biaya itu disiapkan"), min_value=0, max_value=24, initial=1
    )
    own_money = Rupiah(gettext_lazy("Uang sendiri yang dipakai"), required=False)
    cash = Rupiah(gettext_lazy("Kas usaha sekarang"), required=False)
    sales_month = Rupiah(gettext_lazy("Perkiraan penjualan sebulan"), required=True)
    growth_pct = Percent(gettext_lazy("Penjualan naik berapa persen sebulan"), least=-50, most=50)
    variable_pct = Percent(
        gettext_lazy("Bahan dan kemasan, berapa persen dari penjualan"), most=100,
        hint=gettext_lazy("Bila setiap Rp10.000 penjualan memakai bahan Rp6.000, isi 60."),
    )  # fmt: skip
    tenor_months = forms.IntegerField(
        label=gettext_lazy("Dicicil berapa bulan"), min_value=1, max_value=120, initial=12
    )
    yearly_pct = Percent(
        gettext_lazy("Bunga setahun yang dicoba"), most=60, hint=gettext_lazy("Tanyakan angkanya ke bank.")
    )
    is_flat = forms.BooleanField(
        label=gettext_lazy("Bunganya tetap dari pinjaman awal (flat)"), required=False
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for name in ("own_money", "cash"):
            told[name] = told.get(name) or 0
        return told


def shown(plan: Any) -> dict[str, Any]:
    """A plan as its form shows it."""
    money = ("monthly_cost", "own_money", "cash", "sales_month")
    told = {name: getattr(plan, name) for name in PlanForm.base_fields}
    told |= {name: rupiah.written(told[name]) for name in money if told[name]}
    percents = ("growth_pct", "variable_pct", "yearly_pct")
    told |= {name: f"{told[name].normalize():f}".replace(".", ",") for name in percents}
    return told | {
        "items": PricedLines.written(plan.items),
        "monthly_cost": rupiah.written(plan.monthly_cost),
    }


class ChooseForm(forms.Form):
    source = forms.ChoiceField(label=gettext_lazy("Modal ini dari mana"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        open_now = [(code, each.name) for code, each in methods.offers().items() if each.ends >= today]
        field: Any = self.fields["source"]
        field.choices = [("sendiri", _("uang sendiri")), *open_now]


class ShareForm(forms.Form):
    bank = forms.CharField(label=gettext_lazy("Bank atau lembaga"), max_length=120)
    agreed = forms.BooleanField(
        label=gettext_lazy(
            "Saya setuju bank ini membaca usulan ini selama 30 hari. Saya dapat menariknya kapan saja."
        )
    )


class ReceiveForm(forms.Form):
    amount = Rupiah(gettext_lazy("Dana yang diterima"), required=True)
    on = Day(gettext_lazy("Tanggal diterima"))
