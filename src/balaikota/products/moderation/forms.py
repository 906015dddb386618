"""What an officer types: a reason per field, or why a product is taken off the shelf."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from balaikota.kit.lines import Line, Lines


class ReasonsForm(forms.Form):
    """One line of reason per field to look at; all empty means that all is right."""

    def __init__(self, *args: Any, rows: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in rows:
            self.fields[name] = Line(label, most=300, required=False)


class SuspendForm(forms.Form):
    reason = Lines(
        gettext_lazy("Mengapa produk ini ditarik?"),
        most=300,
        hint=gettext_lazy("Penjual membaca kalimat ini."),
    )
