"""What owners tell of making a product."""

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.enterprises.production.models import Measure
from balaikota.kit import rupiah
from balaikota.kit.days import Day
from balaikota.kit.lines import PricedLines, Rupiah


class RecipeForm(forms.Form):
    materials = PricedLines(
        gettext_lazy("Bahan sekali buat"),
        hint=gettext_lazy("Satu baris satu bahan: ubi 10 kg 60rb"),
        required=True,
    )
    gives = forms.IntegerField(
        label=gettext_lazy("Jadi berapa satuan yang laku dijual"), min_value=1, max_value=10**6
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Lama kerja, menit"), min_value=0, max_value=100_000,
        help_text=gettext_lazy("Semua tangan dijumlahkan: dua orang satu jam, isi 120."),
    )  # fmt: skip
    wage_hour = Rupiah(
        gettext_lazy("Upah sejam"), hint=gettext_lazy("Juga tenaga sendiri: berapa Anda dibayar di tempat lain?"),
        required=True, least=0,
    )  # fmt: skip
    packaging = Rupiah(gettext_lazy("Kemasan dan label untuk satu satuan"), required=False)
    overhead = Rupiah(gettext_lazy("Gas, listrik, angkutan sekali buat"), required=False)
    margin_pct = forms.DecimalField(
        label=gettext_lazy("Margin yang diinginkan, persen dari harga"),
        min_value=0,
        max_value=90,
        decimal_places=1,
        initial=30,
    )
    price = Rupiah(
        gettext_lazy("Harga jual Anda"),
        hint=gettext_lazy("Kosongkan untuk memakai harga hitungan."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for name in ("packaging", "overhead"):
            told[name] = told.get(name) or 0
        return told


def shown(recipe: Any) -> dict[str, Any]:
    """A recipe as its form shows it."""
    told = {name: getattr(recipe, name) for name in RecipeForm.base_fields}
    money = ("wage_hour", "packaging", "overhead", "price")
    told |= {name: rupiah.written(told[name]) if told[name] else "" for name in money}
    return told | {
        "materials": PricedLines.written(recipe.materials),
        "wage_hour": rupiah.written(recipe.wage_hour),
    }


class BatchForm(forms.Form):
    on = Day(gettext_lazy("Tanggal"), past=True)
    good = forms.IntegerField(label=gettext_lazy("Jadi dan laku dijual"), min_value=0, max_value=10**6)
    waste = forms.IntegerField(
        label=gettext_lazy("Rusak atau gagal"), min_value=0, max_value=10**6, required=False
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Lama kerja, menit"), min_value=1, max_value=100_000, required=False
    )
    materials = Rupiah(gettext_lazy("Bahan terpakai"), required=False)
    shelf_days = forms.IntegerField(
        label=gettext_lazy("Tahan berapa hari"), min_value=1, max_value=3650, required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data.get("key") or uuid.uuid4()

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        told["waste"] = told.get("waste") or 0
        if told.get("good") == 0 and not told["waste"]:
            self.add_error("good", _("Tulis berapa yang jadi, atau berapa yang rusak."))
        return told


class CountForm(forms.Form):
    counted = forms.DecimalField(
        label=gettext_lazy("Stok setelah dihitung"),
        min_value=Decimal(0),
        max_value=Decimal(10**8),
        decimal_places=3,
    )


class ImproveForm(forms.Form):
    what = forms.CharField(
        label=gettext_lazy("Apa yang diubah"),
        help_text=gettext_lazy("Misalnya: ubi direndam sebelum digoreng."),
        max_length=200,
    )
    measure = forms.ChoiceField(label=gettext_lazy("Yang ingin diperbaiki"), choices=Measure.choices)
    on = Day(gettext_lazy("Mulai tanggal"), past=True)
    is_coached = forms.BooleanField(label=gettext_lazy("Disarankan pendamping"), required=False)
