"""Trainings of the sample city: one class with certificates, one that runs, one that accepts nominations.

Everything may run twice: a city that has a class keeps what it has.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.utils import timezone

from balaikota.config.demo import evaluation
from balaikota.config.demo.names import BATAK, JAWA, MELAYU
from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.organisations import queries as offices
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as registers
from balaikota.foundation.people.models import Person
from balaikota.kit.worktime import WIB
from balaikota.training.attendance import actions as attendance
from balaikota.training.certificates import actions as certificates
from balaikota.training.classes import actions as classes
from balaikota.training.classes import queries as known
from balaikota.training.classes.methods import Meeting
from balaikota.training.classes.models import Cohort, Enrolment, Session
from balaikota.training.courses import actions as courses
from balaikota.training.courses import queries as curricula
from balaikota.training.courses.models import Version
from balaikota.training.evaluation.models import Reaction
from balaikota.training.exams import actions as exams
from balaikota.training.exams.models import Exam, Question, Sitting
from balaikota.training.materials import actions as materials
from balaikota.training.packages import actions as packages
from balaikota.training.packages import methods as manifests
from balaikota.training.servants import actions as servants

#: The desk each group of staff works at, and how many of them there are.
STAFF = (("dukcapil", 9), ("umkm", 8), ("informasi", 6), ("pelatihan", 3))
HALL = "Aula BKPSDM"


@dataclass(frozen=True)
class Turn:
    """A class to come: its name, the day of its first session from today, and who takes part."""

    name: str
    begins_in: int
    quota: int
    place: str


def open_school(cast: dict[str, Person]) -> None:
    """Staff with their kind, three classes, and everything that happened in them."""
    courses.load_courses()
    exams.load_bank()
    nurul = cast["nurul"]
    if known.at_desk(nurul):
        return
    staff = _staff(nurul)
    version = curricula.newest(curricula.course("inovasi-sektor-unggulan"))
    _finish(version, staff, cast)
    _run(version, [*staff[:6], cast["yusuf"]], cast)
    _invite(version, staff, cast)


def _staff(nurul: Person) -> list[Person]:
    """Sample colleagues without a duty, most of them PNS."""
    dice, made = Random(9), []  # noqa: S311 - the same city every time
    groups = (BATAK, JAWA, MELAYU)
    for desk, count in STAFF:
        code = f"pelaksana-{desk}"
        post = offices.known_post(code) or organisations.create_post(
            offices.desk(desk), code, "Pelaksana", []
        )
        for number in range(count):
            who, group, is_woman = f"{code}-{number}", groups[number % 3], number % 2 == 0
            given = dice.choice(group.women if is_woman else group.men)
            name = " ".join([given, dice.choice(group.families)]).strip()
            person = registers.sample_person(who) or _appointed(who, name, post)
            kind = "pppk" if number % 4 == 3 else "pns"
            rank = ("Penata Muda", "III/a") if kind == "pns" else ("", "IX")
            servants.describe(person, jenis=kind, pangkat=rank[0], golongan=rank[1], by=nurul)
            made.append(person)
    return made


def _appointed(who: str, name: str, post: Any) -> Person:
    person = people.register(name, email=f"{who}@{registers.SAMPLE_DOMAIN}", is_sample=True)
    people.confirm_contact(person)
    organisations.appoint(person, post, from_on=timezone.localdate() - timedelta(days=400))
    return person


def _planned(version: Version, turn: Turn, cast: dict[str, Person]) -> Cohort:
    """Announced, with a session for each subject in the curriculum's order."""
    first = timezone.localdate() + timedelta(days=max(turn.begins_in, 1))
    facts = {
        "name": turn.name, "mode": "tatap-muka", "place": turn.place, "quota": turn.quota,
        "nominate_until": first, "is_sample": True,
    }  # fmt: skip
    cohort = classes.plan(version, facts, agency=offices.agency("bkpsdm"), by=cast["nurul"])
    day, clock = first, time(8)
    for subject in curricula.subjects(version):
        if clock >= time(15):
            day, clock = day + timedelta(days=1), time(8)
        starts = datetime.combine(day, clock, WIB)
        ends = starts + timedelta(seconds=int(subject.minutes * 60))
        meeting = Meeting(subject.name, starts, ends, turn.place, 0, cast["rina"], subject)
        classes.add_session(cohort, meeting, by=cast["nurul"])
        clock = (ends + timedelta(minutes=15)).time()
    classes.announce(cohort, by=cast["nurul"])
    return Cohort.objects.get(pk=cohort.pk)


def _enrolled(cohort: Cohort, staff: list[Person], cast: dict[str, Person]) -> list[Enrolment]:
    rows = [classes.nominate(cohort, person, by=cast["nurul"]) for person in staff]
    return [classes.accept(row, by=cast["nurul"]) for row in rows]


def _moved(cohort: Cohort, days: int) -> None:
    """Turn the clock back: what was planned for tomorrow took place so many days ago."""
    for session in Session.objects.filter(cohort=cohort):
        shift = timedelta(days=days)
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at - shift, ends_at=session.ends_at - shift
        )


def _examined(
    cohort: Cohort, purpose: str, rows: list[Enrolment], cast: dict[str, Person], share: float
) -> None:
    """Everybody sits the test; about `share` of the answers are right."""
    now = timezone.now()
    when = {"opens_at": now - timedelta(minutes=1), "closes_at": now + timedelta(hours=1)}
    exam = exams.set_exam(cohort, when | {"purpose": purpose, "minutes": 45, "attempts": 1}, by=cast["nurul"])
    for place, row in enumerate(rows):
        _sat(exam, row, share + (0.12 if place % 5 else -0.25), Random(f"{purpose} {place}"))  # noqa: S311
    first = known.held(cohort)[0].starts_at
    day = first - timedelta(hours=1) if purpose == "awal" else known.held(cohort)[-1].ends_at
    Exam.objects.filter(pk=exam.pk).update(opens_at=day, closes_at=day + timedelta(hours=1))
    Sitting.objects.filter(exam=exam).update(started_at=day, submitted_at=day + timedelta(minutes=30))


def _sat(exam: Exam, row: Enrolment, share: float, dice: Random) -> None:
    sitting = exams.begin(exam, row, by=row.person)
    for question in exam.questions.order_by("id"):
        if dice.random() < share:
            exams.answer(sitting, question, _right(question), by=row.person)
    exams.submit(sitting, by=row.person)


def _right(question: Question) -> Any:
    if question.kind == "angka":
        return str(Decimal(question.key["value"])).replace(".", ",")
    return question.key[0] if question.kind == "isian" else question.key


def _finish(version: Version, staff: list[Person], cast: dict[str, Person]) -> None:
    """Angkatan I: three weeks ago, judged, and with certificates for those who passed."""
    cohort = _planned(version, Turn("Angkatan I", 1, 30, HALL), cast)
    rows = _enrolled(cohort, staff[:25], cast)
    classes.start(cohort, by=cast["nurul"])
    _moved(cohort, 6)
    evaluation.judge(Cohort.objects.get(pk=cohort.pk), rows)
    _moved(cohort, 18)
    Reaction.objects.filter(cohort=cohort).update(said_on=timezone.localdate() - timedelta(days=19))
    _examined(cohort, "awal", rows, cast, 0.4)
    _examined(cohort, "akhir", rows, cast, 0.82)
    sessions = known.held(cohort)
    for place, row in enumerate(rows):
        for session in sessions[: 5 if place == 7 else len(sessions)]:
            attendance.note(session, row, "daftar hadir kertas", by=cast["nurul"])
    classes.finish(cohort, by=cast["nurul"])
    cohort = Cohort.objects.get(pk=cohort.pk)
    certificates.judge(cohort, by=cast["nurul"])
    certificates.issue(cohort, by=cast["nurul"])
    evaluation.count(cohort, cast["nurul"])


def _run(version: Version, staff: list[Person], cast: dict[str, Person]) -> None:
    """Angkatan II began yesterday; today and tomorrow it goes on."""
    cohort = _planned(version, Turn("Angkatan II", 2, 20, "Ruang Belajar 2"), cast)
    rows = _enrolled(cohort, staff, cast)
    classes.start(cohort, by=cast["nurul"])
    _moved(cohort, 3)
    for session in (each for each in known.held(cohort) if each.ends_at < timezone.now()):
        for row in rows:
            attendance.note(session, row, "daftar hadir kertas", by=cast["nurul"])
    now = timezone.now()
    when = {"opens_at": now, "closes_at": now + timedelta(days=14)}
    exams.set_exam(cohort, when | {"purpose": "akhir", "minutes": 45, "attempts": 2}, by=cast["nurul"])
    _offer_package(cohort, cast)


def _offer_package(cohort: Cohort, cast: dict[str, Person]) -> None:
    """A small learning package of our own: five pages and three questions, as SCORM 1.2."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for file in sorted((Path(__file__).parent / "package").iterdir()):
            book.write(file, file.name)
    content = packed.getvalue()
    packages.keep_package(cohort, manifests.read(packed), content, by=cast["nurul"])
    place = settings.ADDRESS + cohort.version.course.get_absolute_url()
    materials.add_link(cohort, "Tujuan dan pokok bahasan tiap mata pelatihan", place, by=cast["nurul"])


def _invite(version: Version, staff: list[Person], cast: dict[str, Person]) -> None:
    """Angkatan III is open; two nominations wait."""
    cohort = _planned(version, Turn("Angkatan III", 21, 3, HALL), cast)
    for person in staff[9:11]:
        classes.nominate(cohort, person, by=cast["nurul"])
    for person in (cast["wulan"], cast["josua"]):
        classes.nominate(cohort, person, by=cast["ratna"])
