"""An upload, and the categories of what it holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.products.categories.models import Category


class BringForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas produk"),
        help_text=_(
            "Ekspor dari Shopify, WooCommerce, Shopee, Tokopedia, Google atau Meta; templat kami; atau daftar harga sendiri."
            " XLSX atau CSV, paling besar 10 MB."
        ),
    )
    zipped = forms.FileField(
        label=_("Foto dalam ZIP"),
        required=False,
        help_text=_(
            "Boleh dikosongkan. Beri nama foto menurut SKU: KRP-250.jpg, KRP-250-2.jpg. Paling besar 60 MB."
        ),
    )
    publishes = forms.BooleanField(
        label=_("Langsung pasang yang sudah lengkap"),
        required=False,
        help_text=_("Tanpa ini, produk baru masuk sebagai draf yang dapat Anda baca dahulu."),
    )


class ChooseForm(forms.Form):
    """One list of categories for each line that waits for one, or whose category is a guess."""

    def __init__(self, lines: list[Any], leaves: list[Category], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaves = {row.code: row for row in leaves}
        choices = [("", _("pilih …")), *((row.code, f"{row.parent}: {row}") for row in leaves)]
        for line in lines:
            self.fields[f"line-{line.pk}"] = forms.ChoiceField(
                label=line.name, choices=choices, required=False, initial=line.category_id or "",
                help_text=_("Tebakan kami dari namanya.") if line.is_guessed and line.category_id else "",
            )  # fmt: skip

    def chosen(self) -> dict[int, Category]:
        return {int(name[5:]): self.leaves[code] for name, code in self.cleaned_data.items() if code}
