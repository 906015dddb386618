"""What a manager types about who holds a post."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.organisations.models import Tenure
from balaikota.kit.days import Day


class AppointForm(forms.Form):
    """A person by the address they sign in with, and what the decree says."""

    email = forms.EmailField(
        label=_("Surel"), help_text=_("Dengan surel ini orang itu masuk. Bukan surel bersama satu kantor.")
    )
    name = forms.CharField(
        label=_("Nama lengkap"),
        help_text=_("Seperti pada akunnya; bila belum punya akun, akun dibuat dengan nama ini."),
        max_length=120,
    )
    from_on = Day(_("Sejak"))
    until_on = Day(_("Sampai"), hint=_("Hari terakhir. Kosongkan bila belum tentu."), required=False)
    is_substitute = forms.BooleanField(
        label=_("Pelaksana tugas atau pelaksana harian (Plt., Plh.)"), required=False
    )
    decree = forms.CharField(label=_("Nomor surat keputusan"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("from_on"), said.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", ValidationError(_t("Hari terakhir tidak boleh sebelum hari pertama.")))
        return said


class EndForm(forms.Form):
    """The last day in office."""

    on = Day(_("Hari terakhir"))


def appointing() -> AppointForm:
    return AppointForm(initial={"from_on": timezone.localdate()})


def ending(tenure: Tenure, data: Any = None) -> EndForm:
    """One of several on a page, each with ids of its own."""
    today = max(timezone.localdate(), tenure.from_on)
    return EndForm(data, auto_id=f"akhiri-{tenure.pk}-%s", initial={"on": tenure.until_on or today})
