"""What an office asks for, what a seller offers, and the choice."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.foundation.organisations.models import Agency
from balaikota.kit import rupiah
from balaikota.kit.days import Day, Moment
from balaikota.kit.lines import Line, Lines, Rupiah
from balaikota.kit.typed import Unfit
from balaikota.products.quotations import methods
from balaikota.products.quotations.models import Need, Offer


class Needs(Lines):
    """A list of needs, one a line."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return methods.needs(text)
        except Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None


class InquiryForm(forms.Form):
    title = Line(
        gettext_lazy("Untuk keperluan apa"),
        most=160,
        hint=gettext_lazy("Misalnya: konsumsi rapat koordinasi."),
    )
    needs = Needs(
        gettext_lazy("Yang diperlukan"), most=4000,
        hint=gettext_lazy("Satu baris satu barang, dengan banyaknya dan satuannya, misalnya: nasi kotak 100 kotak"),
    )  # fmt: skip
    terms = Lines(
        gettext_lazy("Syarat"),
        most=2000,
        required=False,
        hint=gettext_lazy("Misalnya ukuran, mutu, cara bayar."),
    )
    place = Line(gettext_lazy("Diantar ke"), most=200)
    needed_on = Day(gettext_lazy("Diperlukan tanggal"), coming=True)
    closes_at = Moment(
        gettext_lazy("Batas penawaran"),
        hint=gettext_lazy("Sampai saat itu tidak seorang pun melihat penawaran."),
    )

    def __init__(self, agencies: list[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(each.pk): each for each in agencies}
        if len(agencies) > 1:
            choices = [(str(each.pk), each.name) for each in agencies]
            self.fields["agency"] = forms.ChoiceField(label=_("Perangkat daerah"), choices=choices)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        closes: datetime | None = said.get("closes_at")
        if closes and closes <= timezone.now():
            self.add_error("closes_at", _("Pilih waktu yang belum lewat."))
        if closes and said.get("needed_on") and timezone.localdate(closes) > said["needed_on"]:
            self.add_error("closes_at", _("Batasnya sebelum barang diperlukan."))
        return said

    def agency(self) -> Agency:
        chosen = self.cleaned_data.pop("agency", "")
        return self.agencies[chosen] if chosen else next(iter(self.agencies.values()))


def fresh(agencies: list[Agency]) -> InquiryForm:
    """In three days at noon is time enough to ask around."""
    closes = timezone.localtime() + timedelta(days=3)
    return InquiryForm(
        agencies, initial={"closes_at": closes.replace(hour=12, minute=0, second=0, microsecond=0)}
    )


class OfferForm(forms.Form):
    """One price for each need; empty where the seller has none."""

    def __init__(self, needs: list[Need], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = needs
        for need in needs:
            told = {"unit": need.unit, "name": need.name, "count": need.count}
            label = _("Harga satu %(unit)s %(name)s") % told
            hint = _("Diperlukan %(count)d %(unit)s. Sampai di tempat; kosongkan bila tidak ada.") % told
            self.fields[f"price-{need.pk}"] = Rupiah(label, hint=hint)
        self.fields["days"] = forms.IntegerField(
            label=_("Berapa hari sampai diantar"), min_value=0, max_value=365,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )  # fmt: skip
        self.fields["valid_until"] = Day(_("Harga berlaku sampai"), coming=True)
        self.fields["note"] = Line(_("Catatan"), most=500, required=False)

    def prices(self) -> dict[int, int]:
        said = {need.pk: self.cleaned_data[f"price-{need.pk}"] for need in self.needs}
        return {key: price for key, price in said.items() if price}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(said.get(f"price-{need.pk}") for need in self.needs):
            raise forms.ValidationError(_("Tulis harga untuk setidaknya satu barang."))
        return said


def given(needs: list[Need], offer: Offer | None, prices: dict[int, int]) -> OfferForm:
    """The form with what the seller said before."""
    told: dict[str, Any] = {f"price-{key}": rupiah.written(price) for key, price in prices.items()}
    if offer is not None:
        told |= {name: getattr(offer, name) for name in ("days", "valid_until", "note")}
    return OfferForm(needs, initial=told)


class ChooseForm(forms.Form):
    offer = forms.TypedChoiceField(
        label=gettext_lazy("Penawaran yang dipilih"), coerce=int, widget=forms.RadioSelect
    )
    reason = Lines(gettext_lazy("Alasan memilihnya"), most=1000, hint=gettext_lazy("Masuk berita acara."))

    def __init__(self, offers: list[Offer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {each.pk: each for each in offers}
        choices: Any = self.fields["offer"]
        choices.choices = [(each.pk, each.invitation.enterprise.name) for each in offers]


class ReasonForm(forms.Form):
    reason = Line(gettext_lazy("Alasannya"), most=300)
