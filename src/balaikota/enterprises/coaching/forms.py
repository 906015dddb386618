"""What owners ask, what coaches plan and write down."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.coaching.models import End, Field, Session
from balaikota.enterprises.production.models import Measure
from balaikota.foundation.regions import queries as regions
from balaikota.kit.days import Appointment, Day

AGREED = 3
MOST_PHOTOS = 5


class RequestForm(forms.Form):
    field = forms.ChoiceField(
        label=_("Ingin dibantu soal apa?"), choices=Field.choices, widget=forms.RadioSelect
    )
    wish = forms.CharField(
        label=_("Apa yang Anda harapkan?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PassOnForm(forms.Form):
    field = forms.ChoiceField(label=_("Bidang yang diperlukan"), choices=Field.choices)


class PlanForm(Appointment):
    kind = forms.ChoiceField(label=_("Cara bertemu"), choices=Session.Kind.choices)

    field_order = ("kind", "on", "time")


class HoldForm(forms.Form):
    """The minutes: three rows for what was agreed, each with a day and whose task it is."""

    notes = forms.CharField(
        label=_("Apa yang dibicarakan dan dilihat"), min_length=10, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    minutes = forms.IntegerField(label=_("Lamanya (menit)"), min_value=5, max_value=600, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, AGREED + 1):
            text = forms.CharField(label=_("Kesepakatan %d") % n, max_length=300, required=False)
            whose = forms.ChoiceField(
                label=_("Dikerjakan"),
                choices=(("owner", _("pemilik")), ("coach", _("pendamping"))),
                required=False,
            )
            self.fields |= {
                f"agreed_{n}": text,
                f"due_{n}": Day(_("Paling lambat"), required=False),
                f"whose_{n}": whose,
            }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        agreed = []
        for n in range(1, AGREED + 1):
            text, due_on = (said.get(f"agreed_{n}") or "").strip(), said.get(f"due_{n}")
            if text and not due_on and f"due_{n}" not in self.errors:
                self.add_error(f"due_{n}", _("Isi tanggalnya: kesepakatan tanpa tanggal mudah terlupa."))
            elif due_on and due_on < timezone.localdate():
                self.add_error(f"due_{n}", _("Tanggal ini sudah lewat."))
            elif text and due_on:
                agreed.append((text, due_on, said.get(f"whose_{n}") != "coach"))
        said["agreed"] = agreed
        return said

    @property
    def agreements(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"agreed_{n}"], self[f"due_{n}"], self[f"whose_{n}"]) for n in range(1, AGREED + 1)]


class MeasureForm(forms.Form):
    measure = forms.ChoiceField(
        label=_("Yang diukur"), choices=Measure.choices,
        help_text=_("Hasil dan daya tahan: lebih besar lebih baik. Yang lain: lebih kecil lebih baik."),
    )  # fmt: skip
    what = forms.CharField(label=_("Apa yang diubah"), max_length=200, min_length=5)
    unit = forms.CharField(
        label=_("Satuan"), max_length=30, help_text=_("Misalnya bungkus per kilogram, menit, hari.")
    )
    before = forms.DecimalField(label=_("Hasil sebelum"), max_digits=14, decimal_places=3, localize=True)
    before_on = Day(_("Diukur tanggal"))
    after = forms.DecimalField(label=_("Hasil sesudah"), max_digits=14, decimal_places=3, localize=True)
    on = Day(_("Diukur lagi tanggal"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("before") is not None and said["before"] <= 0:
            self.add_error("before", _("Isi dengan angka di atas nol."))
        if said.get("after") is not None and said["after"] < 0:
            self.add_error("after", _("Isi dengan nol atau lebih."))
        before, after = said.get("before_on"), said.get("on")
        if before and after and after <= before:
            self.add_error("on", _("Pengukuran kedua harus sesudah yang pertama."))
        if after and after > timezone.localdate():
            self.add_error("on", _("Tanggal pengukuran belum tiba."))
        return said


class EndForm(forms.Form):
    how = forms.ChoiceField(
        label=_("Bagaimana berakhir"),
        choices=[(each.value, each.label) for each in (End.DONE, End.LEFT, End.SILENT)],
    )

    def clean_how(self) -> End:
        return End(self.cleaned_data["how"])


class CoachForm(forms.Form):
    fields_known = forms.MultipleChoiceField(
        label=_("Bidang yang saya kuasai"), choices=Field.choices, widget=forms.CheckboxSelectMultiple
    )
    districts = forms.MultipleChoiceField(
        label=_("Kecamatan tempat saya bertugas"),
        choices=lambda: [(each.code, each.name) for each in regions.districts_of_city()],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    weekly_cap = forms.IntegerField(label=_("Pertemuan paling banyak seminggu"), min_value=1, max_value=60)
    paused_from = Day(_("Jeda sejak"), required=False)
    paused_until = Day(_("Jeda sampai"), required=False)
    paused_why = forms.CharField(label=_("Sebab jeda"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("paused_from"), said.get("paused_until")
        if bool(since) != bool(until):
            self.add_error("paused_until", _("Isi kedua tanggal jeda, atau kosongkan keduanya."))
        elif since and until and until < since:
            self.add_error("paused_until", _("Jeda berakhir sebelum dimulai; periksa tanggalnya."))
        return said


def uuids(texts: list[str]) -> list[uuid.UUID]:
    """Those of these texts that are ids."""
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
