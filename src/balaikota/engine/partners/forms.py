"""What operators and residents post about partners."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.partners.models import Act, Scope


class EnrolForm(forms.Form):
    """A new partner."""

    name = forms.CharField(label=_("Nama mitra"), max_length=120)
    purpose = forms.CharField(
        label=_("Untuk apa mitra membaca data kota"),
        help_text=_("Ditulis di samping setiap kali mitra membuka data warga, dan dibaca warga itu."),
        max_length=200,
    )
    agreement = forms.CharField(
        label=_("Dasar kerja sama"), help_text=_("Nomor perjanjian atau surat tugas."), max_length=160
    )
    per_minute = forms.IntegerField(label=_("Permintaan per menit"), min_value=1, max_value=6000, initial=60)


class AllowForm(forms.Form):
    """One service and what the partner may do for it."""

    service = forms.ChoiceField(label=_("Layanan"))
    acts = forms.MultipleChoiceField(
        label=_("Yang boleh dilakukan"), choices=Act.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = catalogue.services().values_list("slug", "name")
        self.fields["service"].choices = list(rows)  # type: ignore[attr-defined]


class ConsentForm(forms.Form):
    """Which partner, for which service."""

    scope = forms.ChoiceField(label=_("Mitra dan layanan"))
    understood = forms.BooleanField(
        label=_(
            "Saya mengerti: siapa pun yang memegang kode ini lewat mitra tersebut dapat mengajukan atas nama saya."
        ),
        error_messages={"required": _("Centang bila Anda mengerti.")},
    )

    def __init__(self, offers: list[Scope], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {str(scope.pk): scope for scope in offers}
        names = [(key, f"{scope.partner.name}: {scope.service.name}") for key, scope in self.offers.items()]
        self.fields["scope"].choices = names  # type: ignore[attr-defined]

    def chosen(self) -> Scope:
        return self.offers[self.cleaned_data["scope"]]
