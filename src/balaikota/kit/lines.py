"""Form fields that take what people type as people type it, and the form of one item of a list."""

import hashlib
import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from balaikota.kit import rupiah
from balaikota.kit import typed as reading


class Line(forms.CharField):
    """One line of text, without signs that nobody sees."""

    is_long = False

    def __init__(self, label: Any, *, most: int = 160, hint: Any = "", required: bool = True) -> None:
        widget = forms.Textarea(attrs={"rows": 4}) if self.is_long else forms.TextInput()
        super().__init__(label=label, help_text=hint, required=required, widget=widget)
        self.most = most

    def clean(self, value: Any) -> str:
        try:
            return str(super().clean(reading.text(value or "", most=self.most, is_long=self.is_long)))
        except reading.Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None


class Lines(Line):
    """Several lines of text."""

    is_long = True


class Number(forms.CharField):
    """A number as people write it; whole unless it is told otherwise. None is larger than a column keeps."""

    most = 2**31 - 1

    def __init__(self, label: Any, *, hint: Any = "", required: bool = False, whole: bool = True) -> None:
        super().__init__(label=label, help_text=hint, required=required)
        self.widget.attrs["inputmode"] = "numeric" if whole else "decimal"
        self.whole = whole

    def clean(self, value: Any) -> Any:
        said = str(super().clean(value)).strip()
        try:
            number = (reading.whole_number if self.whole else reading.number)(said) if said else None
        except reading.Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None
        if number is not None and abs(number) > self.most:
            raise forms.ValidationError(_("Jumlah ini terlalu besar. Periksa angkanya."))
        return number if number is None or not float(number).is_integer() else int(number)


class Rupiah(forms.CharField):
    """An amount as people write it: 1,5 juta, 15rb, Rp15.000. Gives whole rupiah; what may mean two things is asked."""

    def __init__(
        self, label: Any, *, hint: Any = "", required: bool = False, least: int = rupiah.LEAST
    ) -> None:
        super().__init__(label=label, help_text=hint, required=required, max_length=60)
        self.least = least

    def clean(self, value: Any) -> Any:
        said = str(super().clean(value)).strip()
        try:
            return rupiah.whole(said, least=self.least) if said else None
        except reading.Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None


class PricedLines(forms.CharField):
    """A thing and its price on each line, `oven 3 juta`. Gives `[[name, rupiah], …]`; names the line it cannot read."""

    most = 30

    def __init__(self, label: Any, *, hint: Any = "", required: bool = False) -> None:
        area = forms.Textarea(attrs={"rows": 4})
        super().__init__(label=label, help_text=hint, required=required, widget=area, max_length=3000)

    def clean(self, value: Any) -> Any:
        rows = [" ".join(line.split()) for line in str(super().clean(value)).splitlines() if line.strip()]
        if len(rows) > self.most:
            raise forms.ValidationError(_("Paling banyak %d baris.") % self.most)
        return [self._read(row) for row in rows]

    def _read(self, line: str) -> list[Any]:
        words = line.split(" ")
        for length in range(min(5, len(words) - 1), 0, -1):
            read, name = rupiah.read(" ".join(words[-length:])), " ".join(words[:-length]).strip(" :;=,-")
            is_one = read.is_certain and read.most is None and read.quantity == 1 and not read.unit
            if is_one and read.value and name:
                return [name[:80], read.value]
        sentence = _("Baris “%(line)s” belum jelas. Tulis barang, lalu harganya: oven 3 juta.")
        raise forms.ValidationError(sentence % {"line": line[:60]})

    @staticmethod
    def written(items: list[Any]) -> str:
        """The lines as they are typed, to be changed."""
        return "\n".join(f"{name} {rupiah.written(amount)}" for name, amount in items)


class ItemForm(forms.Form):
    """One item of a list. Subclasses name the fields; a field is named like the key it fills."""

    def __init__(self, table: dict[str, Any], item: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        self.table, self.item = table, item
        kwargs.setdefault("initial", self.shown(item))
        super().__init__(*args, **kwargs)
        self.fit()

    def shown(self, item: dict[str, Any]) -> dict[str, Any]:
        return dict(item)

    def fit(self) -> None:
        """Fields that depend on the item or on the rest of the file."""

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    @property
    def seen(self) -> str:
        """A fingerprint of the item as this page shows it: who saves later learns that it was changed meanwhile."""
        return fingerprint(self.item)

    def against(self, kept: "ItemForm") -> list[dict[str, Any]]:
        """Each field in which what was typed here and what is kept differ, as people read them."""
        names = [name for name in self.fields if name in kept.fields]
        rows = [(self[name].label, _read(self[name]), _read(kept[name])) for name in names]
        return [
            {"label": label, "mine": mine, "theirs": theirs} for label, mine, theirs in rows if mine != theirs
        ]

    def choose(self, name: str, label: Any, choices: list[tuple[str, Any]], hint: Any = "") -> None:
        is_wanted = all(value for value, _words in choices)
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, required=is_wanted, help_text=hint
        )


def fingerprint(item: dict[str, Any]) -> str:
    """The same for the same values, in whatever order they are kept."""
    return hashlib.sha256(json.dumps(item, sort_keys=True, default=str).encode()).hexdigest()[:20]


def _read(bound: forms.BoundField) -> str:
    """The value of a field as the page shows it: the words of a choice, yes or no for a tick."""
    value, field = bound.value(), bound.field
    if isinstance(field, forms.BooleanField):
        return str(_("ya") if value else _("tidak"))
    words = {str(code): str(label) for code, label in getattr(field, "choices", [])}
    said = value if isinstance(value, list | tuple) else [] if value in (None, "") else [value]
    return ", ".join(words.get(str(one), str(one)) for one in said)
