"""What is written about a line, and why a plan is changed or sent back."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from balaikota.kit import rupiah
from balaikota.kit.typed import Unfit
from balaikota.training.courses import queries as courses
from balaikota.training.needs import methods as needs
from balaikota.training.needs import queries as known
from balaikota.training.plans.models import Line, Plan
from balaikota.training.projects import contract as told

MONTH = [("", _("Belum ditentukan")), *((str(number), name) for number, name in MONTHS.items())]


class LineForm(forms.Form):
    """A line may be kept before it says everything; the plan's page tells what lacks."""

    version = forms.ChoiceField(label=_("Kurikulum"), required=False)
    subject = forms.CharField(
        label=_("Pelatihan"), max_length=200, required=False,
        help_text=_("Kosongkan bila sama dengan nama kurikulumnya."),
    )  # fmt: skip
    participants = forms.IntegerField(label=_("Jumlah peserta"), min_value=1, max_value=500, required=False)
    month = forms.TypedChoiceField(
        label=_("Bulan pelaksanaan"), choices=MONTH, coerce=int, empty_value=None, required=False
    )
    cost = forms.CharField(
        label=_("Perkiraan biaya"), max_length=40, required=False,
        help_text=_("Misalnya Rp45.000.000 atau 45 juta; Rp0 bila tanpa biaya."),
    )  # fmt: skip
    sector = forms.ChoiceField(label=_("Sektor unggulan"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("Kebutuhan yang dijawab"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, plan: Plan, line: Line | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = line.version if line else None
        self.versions = {
            str(each.pk): each for each in [*courses.newest_versions(), *([kept] if kept else [])]
        }
        self.sectors = {each.code: needs.kept_sector(each) for each in told.sectors() if each.votes}
        if line and line.sector:
            self.sectors[line.sector["code"]] = line.sector
        self.needed = {str(each.pk): each for each in known.of_year(plan.year)}
        self._choose(
            "version",
            [("", say("Belum ditentukan")), *((key, str(row)) for key, row in self.versions.items())],
        )
        sectors = [(code, str(row["name"])) for code, row in self.sectors.items()]
        self._choose("sector", [("", say("Tidak khusus satu sektor")), *sectors])
        told_needs = [
            (key, f"{row.subject} · {row.whom} ({row.unit.name})") for key, row in self.needed.items()
        ]
        self._choose("needs", told_needs)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_cost(self) -> int | None:
        typed = self.cleaned_data["cost"].strip()
        if not typed:
            return None
        try:
            return rupiah.whole(typed)
        except Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        version = self.versions.get(said.get("version", ""))
        if not said.get("subject"):
            if version is None:
                self.add_error("subject", say("Tuliskan nama pelatihannya, atau pilih kurikulumnya."))
            said["subject"] = version.course.name if version else ""
        return said | {"version": version, "sector": self.sectors.get(said.get("sector", ""), {})}

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "needs"}

    @property
    def answered(self) -> list[Any]:
        return [self.needed[key] for key in self.cleaned_data["needs"]]


def about(line: Line) -> dict[str, Any]:
    """The blanks of a line as it stands."""
    return {
        "version": str(line.version_id or ""), "subject": line.subject, "participants": line.participants,
        "month": line.month, "cost": "" if line.cost is None else rupiah.written(line.cost),
        "sector": line.sector.get("code", ""), "needs": [str(need.pk) for need in line.answered],
    }  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan perubahan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Yang perlu diubah"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
