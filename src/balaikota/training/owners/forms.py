"""Which owners come for which businesses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.training.owners.queries import Choice, Sending


class SendForm(forms.Form):
    """A business and a person in each line; only what the page offered is taken."""

    who = forms.MultipleChoiceField(
        label=_("Siapa yang ikut"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Centang sedikitnya satu usaha yang ikut.")},
    )  # fmt: skip

    def __init__(self, *args: Any, sending: Sending, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, Choice] = {each.key: each for each in (*sending.own, *sending.others)}
        lines = [(key, f"{each.enterprise.name} ({each.person.name})") for key, each in self.known.items()]
        self.fields["who"].choices = lines  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Choice]:
        return [self.known[key] for key in self.cleaned_data["who"]]
