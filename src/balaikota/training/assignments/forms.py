"""What trainers and organisers write: an assignment with its rubric, and more time for one person."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from balaikota.kit.days import Moment
from balaikota.kit.typed import as_posted
from balaikota.training.assignments.models import Assignment, Takes
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment
from balaikota.training.rubrics import methods as rubrics

WRONG = {
    "shape": _("Baris %(line)d: tulis kriteria, tanda |, poin, tanda |, lalu tingkat-tingkatnya."),
    "points": _("Baris %(line)d: poin ditulis sebagai angka bulat 1 sampai 1000."),
    "levels": _("Baris %(line)d: tulis dua sampai enam tingkat, dari yang terendah, dipisah tanda |."),
    "many": _("Baris %(line)d: rubrik paling banyak 12 kriteria. Gabungkan yang berdekatan."),
}


class AssignmentForm(forms.Form):
    title = forms.CharField(label=_("Judul"), max_length=160)
    task = forms.CharField(
        label=_("Yang diminta"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Boleh memakai Markdown: **tebal**, - daftar, [tautan](https://…)."),
    )  # fmt: skip
    due_at = Moment(_("Batas waktu (WIB)"))
    takes_late = forms.BooleanField(
        label=_("Terlambat masih diterima, dengan tanda terlambat"), required=False
    )
    takes = forms.ChoiceField(label=_("Yang diserahkan"), choices=Takes.choices, initial=Takes.EITHER)
    rubric = forms.CharField(
        label=_("Rubrik"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Satu kriteria per baris: kriteria | poin | tingkat terendah | … | tingkat tertinggi. "
                    "Contoh: Masalah | 40 | tidak jelas | jelas tanpa angka | jelas dengan angka dan sumber."),
    )  # fmt: skip
    weight = forms.IntegerField(
        label=_("Bobot di antara tugas kelas ini"), min_value=1, max_value=100, initial=1
    )
    is_required = forms.BooleanField(label=_("Wajib untuk lulus"), required=False)
    pass_mark = forms.IntegerField(
        label=_("Nilai paling rendah untuk lulus, bila wajib (0–100)"), min_value=0, max_value=100, initial=60
    )

    def clean_task(self) -> str:
        return as_posted(self.cleaned_data["task"])

    def clean_rubric(self) -> list[dict[str, Any]]:
        try:
            return rubrics.read(self.cleaned_data["rubric"])
        except rubrics.Fault as fault:
            raise forms.ValidationError(say(str(WRONG[fault.why])) % {"line": fault.line}) from fault


def about(assignment: Assignment) -> dict[str, Any]:
    """The blanks of an assignment as it stands."""
    told = {name: getattr(assignment, name) for name in AssignmentForm.base_fields}
    return told | {"rubric": rubrics.written(assignment.rubric)}


class ExtendForm(forms.Form):
    enrolment = forms.ChoiceField(label=_("Peserta"))
    due_at = Moment(_("Batas waktu baginya (WIB)"))
    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats: dict[str, Enrolment] = {str(row.pk): row for row in classes.participants(cohort)}
        choices = [("", say("Pilih peserta")), *((key, row.person.name) for key, row in self.seats.items())]
        self.fields["enrolment"].choices = choices  # type: ignore[attr-defined]
        # On one page with the form of the assignment: the two have a field of one name.
        self.auto_id = "longgar_%s"

    @property
    def seat(self) -> Enrolment:
        return self.seats[str(uuid.UUID(self.cleaned_data["enrolment"]))]
