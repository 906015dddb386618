"""What is posted about ideas."""

from django import forms
from django.utils.translation import gettext_lazy as _


class IdeaForm(forms.Form):
    title = forms.CharField(label=_("Judul"), max_length=120, min_length=5)
    problem = forms.CharField(
        label=_("Apa masalahnya?"), max_length=4000, min_length=20, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Siapa yang merasakannya, di mana, seberapa sering."),
    )  # fmt: skip
    proposal = forms.CharField(
        label=_("Apa gagasan Anda?"), max_length=4000, min_length=20, widget=forms.Textarea(attrs={"rows": 4})
    )


class TextForm(forms.Form):
    text = forms.CharField(
        label=_("Tulisan"), max_length=3000, min_length=3, widget=forms.Textarea(attrs={"rows": 3})
    )
