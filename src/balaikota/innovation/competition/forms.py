"""The text as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from balaikota.innovation.competition import methods


class EntryForm(forms.Form):
    """A field for each section of a group; too many words are said beside the section, and nothing is lost."""

    def __init__(self, *args: Any, group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group, self.sections = group, methods.sections(group)
        for each in self.sections:
            told = _("paling banyak %s kata") % each.most
            self.fields[each.name] = forms.CharField(
                label=each.title, required=False, help_text=f"{each.asks}; {told}" if each.asks else told,
                max_length=each.most * 30, widget=forms.Textarea(attrs={"rows": max(4, each.most // 40)}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for each in self.sections:
            count = methods.words(said.get(each.name, ""))
            if count > each.most:
                told = {"most": each.most, "count": count, "over": count - each.most}
                self.add_error(
                    each.name,
                    _("Paling banyak %(most)s kata; sekarang %(count)s. Kurangi %(over)s kata.") % told,
                )
        return said
