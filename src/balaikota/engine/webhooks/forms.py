"""What the operator posts about subscriptions."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.engine.webhooks.models import Kind
from balaikota.kit.days import Moment
from balaikota.kit.outbound import address_fault


class SubscribeForm(forms.Form):
    """A server and what it hears."""

    url = forms.CharField(
        label=_("Alamat server mitra"),
        help_text=_(
            "Misalnya https://mitra.example/kabar. Kabar ditandatangani dan tidak memuat data pribadi."
        ),
        max_length=300,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kabar"), choices=Kind.choices, initial=Kind.values, widget=forms.CheckboxSelectMultiple
    )

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if address_fault(url, plain=bool(settings.DEMO)):
            raise forms.ValidationError(
                _("Tulis alamat lengkap yang mulai dengan https://, tanpa nama pengguna.")
            )
        return url


class ReplayForm(forms.Form):
    """A span of time."""

    since = Moment(_("Sejak"))
    until = Moment(_("Sampai"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.initial = {"since": now - timedelta(days=1), "until": now, **self.initial}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since >= until:
            self.add_error("until", _("Waktu akhir harus sesudah waktu awal."))
        return cleaned
