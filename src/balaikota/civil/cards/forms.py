"""What officers type at the card desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.civil.cards.models import Jenis
from balaikota.engine.parcels.models import Relation


class KindForm(forms.Form):
    jenis = forms.ChoiceField(label=_("Jenis kartu"), choices=Jenis.choices)


class StockForm(KindForm):
    count = forms.IntegerField(label=_("Blangko yang diterima"), min_value=1, max_value=100_000)


class HandOverForm(forms.Form):
    identity_checked = forms.BooleanField(
        label=_("Penerima sudah dicocokkan (sidik jari atau KK)"), required=False
    )
    old_card_taken = forms.BooleanField(label=_("Kartu lama sudah ditarik"), required=False)
    relation = forms.ChoiceField(label=_("Diterima oleh"), choices=Relation, required=False)
    name = forms.CharField(label=_("Nama penerima"), max_length=120, required=False)

    def receiver(self) -> dict[str, str]:
        """Who takes the card: its owner, when nothing else is said."""
        said = self.cleaned_data
        return {"relation": said.get("relation") or Relation.OWNER, "name": said.get("name") or ""}
