"""What organisers and heads of units write about a class."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from balaikota.kit.days import Day
from balaikota.kit.worktime import WIB
from balaikota.training.classes import queries
from balaikota.training.classes.methods import Meeting
from balaikota.training.classes.models import Audience, Cohort, Mode, Session
from balaikota.training.courses import queries as courses
from balaikota.training.courses.models import Subject
from balaikota.training.servants import queries as servants


def _versions() -> list[tuple[str, str]]:
    return [(str(version.pk), str(version)) for version in courses.newest_versions()]


def _staff() -> list[tuple[str, str]]:
    return [("", say("Belum ditentukan")), *((str(each.pk), each.name) for each in servants.staff())]


class MendForm(forms.Form):
    name = forms.CharField(label=_("Nama kelas"), help_text=_("Misalnya: Angkatan I."), max_length=120)
    audience = forms.ChoiceField(
        label=_("Untuk siapa"), choices=Audience.choices, initial=Audience.ASN,
        help_text=_("Klinik UMKM menerima pemilik usaha: mendaftar sendiri, atau dikirim pendampingnya."),
    )  # fmt: skip
    mode = forms.ChoiceField(label=_("Cara"), choices=Mode.choices)
    place = forms.CharField(label=_("Tempat"), max_length=160)
    quota = forms.IntegerField(label=_("Jumlah kursi"), min_value=1, max_value=500)
    nominate_until = Day(_("Usulan ditutup"))


class PlanForm(MendForm):
    field_order = ("version", "name")
    version = forms.ChoiceField(label=_("Kurikulum"), choices=_versions)

    def clean_version(self) -> Any:
        chosen = self.cleaned_data["version"]
        return next(each for each in courses.newest_versions() if str(each.pk) == chosen)

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class SessionForm(forms.Form):
    subject = forms.ChoiceField(label=_("Mata pelatihan"), required=False)
    title = forms.CharField(
        label=_("Acara"), max_length=200, required=False,
        help_text=_("Kosongkan bila sama dengan nama mata pelatihannya."),
    )  # fmt: skip
    day = Day(_("Tanggal"))
    begins = forms.TimeField(label=_("Mulai"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=_("Selesai"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Lebih awal daripada jam mulai berarti keesokan harinya."),
    )  # fmt: skip
    pause = forms.IntegerField(label=_("Istirahat (menit)"), min_value=0, max_value=600, initial=0)
    place = forms.CharField(label=_("Ruang"), max_length=160)
    trainer = forms.ChoiceField(label=_("Pengajar"), choices=_staff, required=False)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subjects: dict[str, Subject] = {str(row.pk): row for row in courses.subjects(cohort.version)}
        choices = [("", say("Acara lain")), *((key, row.name) for key, row in self.subjects.items())]
        self.fields["subject"].choices = choices  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial.setdefault("place", cohort.place)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        subject = self.subjects.get(said.get("subject", ""))
        if not said.get("title"):
            if subject is None:
                self.add_error("title", say("Pilih mata pelatihan, atau tuliskan nama acaranya."))
            said["title"] = subject.name if subject else ""
        if "day" in said and "begins" in said and "ends" in said:
            said |= self._moments(said)
        return said

    def _moments(self, said: dict[str, Any]) -> dict[str, datetime]:
        starts = datetime.combine(said["day"], said["begins"], WIB)
        ends = datetime.combine(said["day"], said["ends"], WIB)
        ends += timedelta(days=1) if ends <= starts else timedelta()
        if (ends - starts) <= timedelta(minutes=said.get("pause") or 0):
            self.add_error("pause", say("Istirahat lebih lama daripada sesinya."))
        return {"starts_at": starts, "ends_at": ends}

    @property
    def meeting(self) -> Meeting:
        said = self.cleaned_data
        trainer = servants.known_person(uuid.UUID(said["trainer"])) if said["trainer"] else None
        return Meeting(
            said["title"], said["starts_at"], said["ends_at"], said["place"], said["pause"], trainer,
            self.subjects.get(said["subject"]),
        )  # fmt: skip


def about(session: Session) -> dict[str, Any]:
    """The blanks of a session as it stands."""
    starts, ends = session.starts_at.astimezone(WIB), session.ends_at.astimezone(WIB)
    return {
        "subject": str(session.subject_id or ""), "title": session.title, "day": starts.date(),
        "begins": starts.time(), "ends": ends.time(), "pause": session.pause, "place": session.place,
        "trainer": str(session.trainer_id or ""),
    }  # fmt: skip


class NominateForm(forms.Form):
    people = forms.MultipleChoiceField(label=_("Pegawai yang diusulkan"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, viewer: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = {row.person_id for row in queries.enrolments(cohort, *queries.STANDING)}
        units = servants.units_led_by(viewer)
        self.known = {str(each.pk): each for unit in units for each in servants.staff_of(unit)}
        free = [(key, each.name) for key, each in self.known.items() if each.pk not in here]
        self.fields["people"].choices = free  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Any]:
        return [self.known[key] for key in self.cleaned_data["people"]]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class TimeForm(forms.Form):
    percent = forms.IntegerField(label=_("Tambahan waktu tes (%)"), min_value=0, max_value=100)
