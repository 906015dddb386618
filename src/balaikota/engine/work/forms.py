"""What officers post from the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.engine.work.models import Verb, Worth


class ManyForm(forms.Form):
    """Which files, and what is to be done with them."""

    verb = forms.ChoiceField(label=_("Tindakan"), choices=Verb)
    to = forms.UUIDField(label=_("Rekan"), required=False)
    note = forms.CharField(label=_("Catatan"), max_length=2000, required=False)

    def numbers(self) -> list[str]:
        """The numbers of the ticked rows."""
        posted: Any = self.data
        return [str(number)[:24] for number in posted.getlist("berkas")][:500]


class HandOverForm(forms.Form):
    to = forms.UUIDField(label=_("Rekan"), error_messages={"required": _("Pilih rekannya.")})
    note = forms.CharField(
        label=_("Catatan untuk rekan"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Catatan internal"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )


class WorthForm(forms.Form):
    worth = forms.ChoiceField(label=_("Penilaian"), choices=Worth)


class FilterForm(forms.Form):
    name = forms.CharField(label=_("Nama saringan"), max_length=40)
    keadaan = forms.CharField(max_length=20, required=False)
    layanan = forms.SlugField(max_length=80, required=False)
    langkah = forms.SlugField(max_length=80, required=False)
