"""What an organiser writes as a curriculum. A line that cannot be read is named."""

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from balaikota.training.courses import methods
from balaikota.training.courses.methods import Curriculum

WRONG = {
    "shape": _(
        "Baris %(line)d: tulis nama, tanda |, lalu JP. Contoh: Kebijakan inovasi daerah | 3 | ceramah."
    ),
    "jp": _("Baris %(line)d: JP ditulis sebagai angka, misalnya 3 atau 2,5."),
}


class ReviseForm(forms.Form):
    audience = forms.CharField(label=_("Peserta"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    about = forms.CharField(label=_("Deskripsi"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
    objectives = forms.CharField(
        label=_("Tujuan"), help_text=_("Satu tujuan per baris."), max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    subjects = forms.CharField(
        label=_("Mata pelatihan"),
        help_text=_("Satu per baris: nama | JP | metode. JP boleh pecahan, misalnya 2,5."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    attendance_min = forms.IntegerField(label=_("Kehadiran paling sedikit (%)"), min_value=0, max_value=100)
    pass_mark = forms.IntegerField(label=_("Nilai lulus (0–100)"), min_value=0, max_value=100)
    attempts_max = forms.IntegerField(label=_("Tes akhir paling banyak (kali)"), min_value=1, max_value=10)
    reason = forms.CharField(label=_("Alasan perubahan"), max_length=300)

    def clean_objectives(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["objectives"].splitlines() if line.strip()]

    def clean_subjects(self) -> list[dict[str, Any]]:
        try:
            return methods.subjects_in(self.cleaned_data["subjects"])
        except methods.Fault as fault:
            raise forms.ValidationError(say(str(WRONG[fault.why])) % {"line": fault.line}) from fault

    def curriculum(self, rubric: list[Any]) -> Curriculum:
        """What was written; the rubric goes on unchanged."""
        said = dict(self.cleaned_data)
        subjects, reason = said.pop("subjects"), said.pop("reason")
        return Curriculum(said, subjects, reason=reason, rubric=rubric)
