"""What a head writes about a need."""

from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from balaikota.training.courses import queries as courses
from balaikota.training.needs import queries
from balaikota.training.needs.models import Level, Need, Urgency
from balaikota.training.needs.queries import Target

LEVELS = [("", _("Pilih tingkat")), *Level.choices]


def _courses() -> list[tuple[str, str]]:
    known = [(str(course.pk), course.name) for course, _newest in courses.courses()]
    return [("", say("Belum tahu")), *known]


class NeedForm(forms.Form):
    course = forms.ChoiceField(
        label=_("Pelatihan yang menjawabnya, bila ada"), choices=_courses, required=False
    )
    subject = forms.CharField(
        label=_("Kompetensi"), max_length=200, required=False,
        help_text=_("Misalnya: menyusun ukuran hasil inovasi. Kosongkan bila sama dengan nama pelatihannya."),
    )  # fmt: skip
    now = forms.TypedChoiceField(label=_("Tingkat sekarang"), choices=LEVELS, coerce=int)
    wanted = forms.TypedChoiceField(label=_("Tingkat yang diperlukan"), choices=LEVELS, coerce=int)
    urgency = forms.ChoiceField(label=_("Kemendesakan"), choices=Urgency.choices, initial=Urgency.YEAR)
    why = forms.CharField(
        label=_("Mengapa diperlukan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sebut pekerjaan yang terhambat. Pegawai yang bersangkutan dapat membacanya."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        course = next((row for row, _v in courses.courses() if str(row.pk) == said.get("course")), None)
        said["course"] = course
        if not said.get("subject"):
            if course is None:
                self.add_error("subject", say("Tuliskan kompetensinya, atau pilih pelatihannya."))
            said["subject"] = course.name if course else ""
        if said.get("now") is not None and said.get("wanted") is not None and said["wanted"] <= said["now"]:
            higher = say("Tingkat yang diperlukan harus lebih tinggi daripada tingkat sekarang.")
            self.add_error("wanted", higher)
        return said

    @property
    def facts(self) -> dict[str, Any]:
        names = ("course", "subject", "now", "wanted", "urgency", "why")
        return {name: self.cleaned_data[name] for name in names}


class RecordForm(NeedForm):
    """A new need, for somebody of the units the viewer leads."""

    field_order = ("target", "course", "subject", "now", "wanted", "urgency", "why")
    target = forms.ChoiceField(label=_("Untuk"))

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {each.code: each for each in queries.targets(viewer)}
        self.fields["target"].choices = _grouped(list(self.known.values()))  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Target:
        return self.known[self.cleaned_data["target"]]


def _grouped(known: list[Target]) -> list[tuple[str, list[tuple[str, str]]]]:
    units = {each.unit.pk: each.unit.name for each in known}
    return [
        (name, [(each.code, _called(each)) for each in known if each.unit.pk == pk])
        for pk, name in units.items()
    ]


def _called(target: Target) -> str:
    if target.person is not None:
        lacks = number_format(target.lacks, 2, use_l10n=True)
        return say("%(name)s (kurang %(n)s JP)") % {"name": target.person.name, "n": lacks} if target.lacks else (
            target.person.name
        )  # fmt: skip
    return say("Jabatan: %s") % target.post.title if target.post else say("Seluruh unit")


def about(need: Need) -> dict[str, Any]:
    """The blanks of a need as it stands."""
    return {
        "course": str(need.course_id or ""), "subject": need.subject, "now": need.now, "wanted": need.wanted,
        "urgency": need.urgency, "why": need.why,
    }  # fmt: skip
