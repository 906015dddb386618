"""An upload, and which column is what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.cells import methods


class BringForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas daftar"),
        help_text=_(
            "XLSX, XLS, ODS, atau CSV, paling besar 40 MB. Kop surat dan judul ganda tidak perlu dihapus."
        ),
    )


class MapForm(forms.Form):
    """For one sheet: each of our columns, and the column of the file it is read from."""

    def __init__(self, sheet: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        self.sheet = sheet
        kwargs.setdefault("prefix", f"s{sheet['place']}")
        super().__init__(*args, **kwargs)
        names = [(str(n), f"{letters(n)} · {name or '—'}") for n, name in enumerate(sheet["columns"])]
        self.fields["is_taken"] = forms.BooleanField(
            label=_("Masukkan lembar ini"), required=False, initial=not sheet["is_left_out"]
        )
        for ours, said in methods.columns().items():
            initial = sheet["mapping"].get(ours)
            self.fields[ours] = forms.ChoiceField(
                label=said["label"],
                choices=[("", _("tidak ada")), *names],
                required=False,
                initial="" if initial is None else str(initial),
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        chosen = [place for ours, place in said.items() if ours != "is_taken" and place]
        if said.get("is_taken") and not said.get(methods.NEEDED):
            self.add_error(methods.NEEDED, _("Pilih kolom nama usaha."))
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("Satu kolom dipilih untuk dua hal."))
        return said

    def mapping(self) -> dict[str, int] | None:
        if not self.cleaned_data["is_taken"]:
            return None
        return {ours: int(place) for ours, place in self.cleaned_data.items() if ours != "is_taken" and place}


def letters(place: int) -> str:
    """A for 0, AA for 26: the column as the program shows it."""
    said = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        said = chr(65 + rest) + said
    return said
