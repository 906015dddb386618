"""What is posted about innovations. A form that is wrong shows itself again with everything in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.statistics import queries as statistics
from balaikota.innovation.evidence import methods as months
from balaikota.innovation.evidence.actions import Said
from balaikota.innovation.evidence.models import Better, Outcome
from balaikota.innovation.life import methods
from balaikota.innovation.life.models import Bentuk, Inisiator, Innovation, Urusan
from balaikota.kit.days import Day

LONG: dict[str, Any] = {"max_length": 6000, "min_length": 20}
MONTH = _("Tahun dan bulan, misalnya 2026-04.")


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _month(text: str) -> str:
    if not months.is_month(text.strip()):
        raise forms.ValidationError(_("Bulan ditulis sebagai tahun dan bulan, misalnya 2026-04."))
    return text.strip()


def _services() -> list[tuple[str, str]]:
    return [("", "–"), *catalogue.services().values_list("slug", "name")]


class ProposalForm(forms.Form):
    """The blanks of PP 38/2017: form, design, goal, benefit, trial, budget, and why each criterion holds."""

    title = forms.CharField(label=_("Nama inovasi"), max_length=160, min_length=5)
    bentuk = forms.ChoiceField(label=_("Bentuk inovasi"), choices=Bentuk.choices)
    urusan = forms.ChoiceField(label=_("Urusan utama"), choices=Urusan.choices)
    inisiator = forms.ChoiceField(label=_("Inisiator"), choices=Inisiator.choices)
    is_digital = forms.BooleanField(label=_("Inovasi digital"), required=False)
    problem = forms.CharField(label=_("Masalah yang dipecahkan"), widget=_area(), **LONG)
    design = forms.CharField(
        label=_("Rancang bangun dan pokok perubahan"), widget=_area(6), **LONG,
        help_text=_("Keadaan sebelum dan sesudah, serta tahapannya. Untuk Indeks Inovasi Daerah paling sedikit 300 kata."),
    )  # fmt: skip
    goal = forms.CharField(label=_("Tujuan"), widget=_area(3), **LONG)
    benefit = forms.CharField(label=_("Manfaat"), widget=_area(3), **LONG)
    trial_from = forms.CharField(label=_("Uji coba sejak bulan"), help_text=MONTH, max_length=7)
    trial_until = forms.CharField(label=_("Uji coba sampai bulan"), help_text=MONTH, max_length=7)
    budget = forms.IntegerField(label=_("Anggaran (rupiah)"), min_value=0, max_value=10**13, required=False)
    service = forms.ChoiceField(label=_("Layanan yang diubah"), choices=_services, required=False)
    kbli = forms.RegexField(
        regex=r"^[0-9]{2,5}$", label=_("Kelompok usaha (KBLI 2020)"), required=False, max_length=5,
        help_text=_("Dua sampai lima angka, bila inovasi ini menyangkut satu kelompok usaha."),
        error_messages={"invalid": _("KBLI ditulis dengan dua sampai lima angka.")},
    )  # fmt: skip

    def __init__(self, *args: Any, innovation: Innovation | None = None, **kwargs: Any) -> None:
        if innovation is not None:
            kwargs["initial"] = _as_said(innovation) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name, label in methods.CRITERIA.items():
            self.fields[f"kriteria_{name}"] = forms.CharField(
                label=str(label),
                min_length=10,
                max_length=500,
                help_text=_("Mengapa kriteria ini terpenuhi?"),
            )

    def clean_trial_from(self) -> str:
        return _month(self.cleaned_data["trial_from"])

    def clean_trial_until(self) -> str:
        return _month(self.cleaned_data["trial_until"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("trial_from", "") > said.get("trial_until", "9999-12"):
            self.add_error("trial_until", _("Uji coba berakhir sesudah mulai."))
        return said

    @property
    def proposal(self) -> methods.Proposal:
        said = dict(self.cleaned_data)
        criteria = {name: said.pop(f"kriteria_{name}").strip() for name in methods.CRITERIA}
        return methods.Proposal(**(said | {"budget": said["budget"] or 0, "criteria": criteria}))


def _as_said(row: Innovation) -> dict[str, Any]:
    names = [name for name in ProposalForm.base_fields if hasattr(row, name)]
    criteria = {f"kriteria_{name}": text for name, text in row.criteria.items()}
    return {name: getattr(row, name) for name in names} | criteria


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Catatan untuk pengusul"), max_length=2000, min_length=10, widget=_area(3))


class FitForm(forms.Form):
    agency = forms.ChoiceField(
        label=_("Perangkat daerah penanggung jawab"),
        choices=lambda: [(row.code, row.name) for row in organisations.agencies()],
    )
    decree = forms.CharField(label=_("Keputusan penetapan"), max_length=160, min_length=3)

    def clean_agency(self) -> Any:
        return organisations.agency(self.cleaned_data["agency"])


class PlanForm(forms.Form):
    """What should move, where, from when; never after the result is known."""

    outcome = forms.ChoiceField(label=_("Yang diukur"), choices=Outcome.choices, widget=forms.RadioSelect)
    service = forms.ChoiceField(
        label=_("Layanan"),
        choices=_services,
        required=False,
        help_text=_("Untuk lama layanan; kosong berarti semua."),
    )
    figure = forms.ChoiceField(
        label=_("Angka kota"), required=False, help_text=_("Untuk angka yang diumumkan kota."),
        choices=lambda: [("", "–"), *statistics.figures().values_list("code", "name")],
    )  # fmt: skip
    better = forms.ChoiceField(label=_("Membaik bila"), choices=Better.choices, widget=forms.RadioSelect)
    wanted = forms.FloatField(
        label=_("Perubahan yang diharapkan"), min_value=0.0001, max_value=1e9, localize=True,
        help_text=_("Dalam satuan yang diukur, misalnya 3 (hari)."),
    )  # fmt: skip
    places = forms.MultipleChoiceField(
        label=_("Kelurahan yang mendapatnya"), choices=regions.village_choices, required=False,
        help_text=_("Kosongkan bila seluruh kota. Kelurahan lain menjadi pembanding."),
    )  # fmt: skip
    start = forms.CharField(label=_("Mulai bulan"), help_text=MONTH, max_length=7)
    last_month = forms.CharField(label=_("Bulan terakhir uji coba"), help_text=MONTH, max_length=7)
    review_on = Day(_("Dinilai pada"))
    other_causes = forms.CharField(
        label=_("Apa lagi yang dapat mengubah angka ini?"), required=False, max_length=2000, widget=_area(3)
    )

    def clean_start(self) -> str:
        return _month(self.cleaned_data["start"])

    def clean_last_month(self) -> str:
        return _month(self.cleaned_data["last_month"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("outcome") == Outcome.FIGURE and not said.get("figure"):
            self.add_error("figure", _("Pilih angka kota yang diukur."))
        if said.get("outcome") == Outcome.FIGURE and said.get("places"):
            self.add_error("places", _("Angka kota berlaku untuk seluruh kota; kosongkan kelurahannya."))
        if said.get("start", "") >= said.get("last_month", "9999-12"):
            self.add_error("last_month", _("Bulan terakhir harus sesudah bulan mulai."))
        return said

    def plan(self, title: str, *, is_sample: bool) -> Said:
        said = dict(self.cleaned_data)
        places, start = said.pop("places") or [months.WHOLE_CITY], said.pop("start")
        unused = "service" if said["outcome"] == Outcome.FIGURE else "figure"
        starts = dict.fromkeys(places, start)
        return Said(title=title, starts=starts, is_sample=is_sample, **(said | {unused: ""}))


class MemberForm(forms.Form):
    email = forms.EmailField(label=_("Email akun anggota"))
    role = forms.CharField(label=_("Peran"), max_length=80, min_length=2)
    contribution = forms.CharField(label=_("Sumbangan"), max_length=300, required=False)


class AdoptForm(forms.Form):
    regulation = forms.CharField(
        label=_("Dasar hukum penerapan"),
        max_length=160,
        min_length=3,
        help_text=_("Perda, Perkada, atau keputusan."),
    )
    reason = forms.CharField(
        label=_("Alasan bila pengaruhnya tidak terbukti"), required=False, max_length=2000, widget=_area(3)
    )


class StopForm(forms.Form):
    text = forms.CharField(label=_("Apa yang dipelajari"), max_length=4000, min_length=20, widget=_area(3))


class RewardForm(forms.Form):
    text = forms.CharField(
        label=_("Penghargaan"),
        max_length=160,
        min_length=3,
        help_text=_("Misalnya piagam wali kota dan nomor keputusannya."),
    )
