"""What is posted in the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.organisations.models import Agency
from balaikota.innovation.evidence import methods as months


class TakeOverForm(forms.Form):
    agency = forms.ChoiceField(label=_("Perangkat daerah Anda"))
    trial_from = forms.CharField(
        label=_("Uji coba sejak bulan"), help_text=_("Tahun dan bulan, misalnya 2026-04."), max_length=7
    )
    trial_until = forms.CharField(
        label=_("Uji coba sampai bulan"), help_text=_("Tahun dan bulan, misalnya 2026-04."), max_length=7
    )

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {agency.code: agency for agency in agencies}
        self.fields["agency"].choices = [(agency.code, agency.name) for agency in agencies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in ("trial_from", "trial_until"):
            if name in said and not months.is_month(said[name].strip()):
                self.add_error(name, _("Bulan ditulis sebagai tahun dan bulan, misalnya 2026-04."))
        if not self.errors and said["trial_from"] > said["trial_until"]:
            self.add_error("trial_until", _("Uji coba berakhir sesudah mulai."))
        return said | {"agency": self.agencies.get(said.get("agency", ""))}


class BringForm(forms.Form):
    file = forms.FileField(label=_("Berkas inovasi (JSON)"))
