"""What officers type at the card desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.civil.cards.models import Jenis


class KindForm(forms.Form):
    jenis = forms.ChoiceField(label=_("Jenis kartu"), choices=Jenis.choices)


class StockForm(KindForm):
    count = forms.IntegerField(label=_("Blangko yang diterima"), min_value=1, max_value=100_000)


class HandOverForm(forms.Form):
    identity_checked = forms.BooleanField(
        label=_("Penerima sudah dicocokkan (sidik jari atau KK)"), required=False
    )
    old_card_taken = forms.BooleanField(label=_("Kartu lama sudah ditarik"), required=False)
