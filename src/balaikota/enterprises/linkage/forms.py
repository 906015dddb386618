"""What an officer says of a pair."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.linkage.models import Pair


class ApartForm(forms.Form):
    is_same_owner = forms.BooleanField(label=_("Pemiliknya sama, usahanya berbeda"), required=False)


class MergeForm(forms.Form):
    """Which of the two is kept."""

    kept = forms.ChoiceField(label=_("Yang dipertahankan"), widget=forms.RadioSelect)

    def __init__(self, pair: Pair, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        field: Any = self.fields["kept"]
        field.choices = [(side, f"{one.name} ({one.number})") for side, one in (("a", pair.a), ("b", pair.b))]

    def clean_kept(self) -> Any:
        return self.pair.a if self.cleaned_data["kept"] == "a" else self.pair.b
