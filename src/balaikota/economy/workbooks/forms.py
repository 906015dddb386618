"""What an officer says of a table."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.accounts.models import Area
from balaikota.kit.days import Day


class UploadForm(forms.Form):
    """A file, whose figures these are, and who released them when."""

    area: "forms.ModelChoiceField[Area]" = forms.ModelChoiceField(
        label=gettext_lazy("Wilayah"), queryset=None, empty_label=None
    )
    publisher = forms.CharField(label=gettext_lazy("Penerbit"), max_length=120, initial="BPS")
    code = forms.SlugField(
        label=gettext_lazy("Kode rilis"), max_length=60,
        help_text=gettext_lazy("Nama pendek yang belum dipakai, misalnya bps-pdrb-2026-02."),
    )  # fmt: skip
    released_on = Day(
        gettext_lazy("Tanggal rilis"),
        hint=gettext_lazy("Kosongkan bila tidak diketahui: angka dianggap diketahui sejak hari ini."),
        required=False,
    )
    url = forms.URLField(
        label=gettext_lazy("Alamat sumber"), required=False, max_length=300, assume_scheme="https"
    )
    file = forms.FileField(label=gettext_lazy("Berkas XLSX, XLS, atau CSV"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = accounts.areas()  # type: ignore[attr-defined]

    def clean_released_on(self) -> date | None:
        day: date | None = self.cleaned_data["released_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Tanggal rilis tidak mungkin setelah hari ini."))
        return day
