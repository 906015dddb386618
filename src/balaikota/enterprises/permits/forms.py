"""A permit as its paper says, an officer's check and decision, and the sort of a product."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.enterprises.permits import methods
from balaikota.kit import typed
from balaikota.kit.days import Day

#: The oldest year a paper may bear.
OLDEST = 1945


class TellForm(forms.Form):
    number = forms.CharField(label=gettext_lazy("Nomor"), max_length=60)
    issued_on = Day(gettext_lazy("Tanggal terbit"), required=False, first=OLDEST)
    expires_on = Day(
        gettext_lazy("Berlaku sampai"),
        hint=gettext_lazy("Kosongkan bila tidak tertulis."),
        required=False,
        first=OLDEST,
    )

    def __init__(self, kind: methods.Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["number"].help_text = kind.shape

    def clean_number(self) -> str:
        try:
            return methods.number(self.kind, self.cleaned_data["number"])
        except typed.Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        issued, expires = told.get("issued_on"), told.get("expires_on")
        if issued and issued > timezone.localdate():
            self.add_error("issued_on", _("Tanggal terbit tidak sesudah hari ini."))
        if issued and expires and expires <= issued:
            self.add_error("expires_on", _("Berakhir sesudah tanggal terbit."))
        return told


class ClassifyForm(forms.Form):
    permit_class = forms.ChoiceField(label=gettext_lazy("Jenis produk"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["permit_class"]
        field.choices = [("", _("Pilih jenisnya")), *methods.classes().items()]


class CheckForm(forms.Form):
    is_right = forms.ChoiceField(
        label=gettext_lazy("Setelah melihat suratnya"), widget=forms.RadioSelect,
        choices=[("ya", gettext_lazy("cocok")), ("tidak", gettext_lazy("tidak cocok"))],
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Apa yang tidak cocok"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("is_right") == "tidak" and not told.get("reason", "").strip():
            self.add_error("reason", _("Tuliskan apa yang tidak cocok."))
        return told


class DecideForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Izin"))
    is_needed = forms.ChoiceField(
        label=gettext_lazy("Untuk produk ini"), widget=forms.RadioSelect,
        choices=[("ya", gettext_lazy("perlu")), ("tidak", gettext_lazy("tidak perlu"))],
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Alasan"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(code, kind.name) for code, kind in methods.kinds().items()]
