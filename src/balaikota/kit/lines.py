"""Form fields that take what people type as people type it."""

from typing import Any

from django import forms

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
    """A number as people write it; whole unless it is told otherwise."""

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
        return number if number is None or not float(number).is_integer() else int(number)
