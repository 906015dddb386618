"""Two clinics for owners of businesses: one of last July, with certificates and its outcome, and one that is open.

Everything may run twice: a city that has a clinic keeps what it has.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.organisations import queries as offices
from balaikota.foundation.people.models import Person
from balaikota.kit.worktime import WIB
from balaikota.training.attendance import actions as attendance
from balaikota.training.certificates import actions as certificates
from balaikota.training.classes import actions as classes
from balaikota.training.classes import queries as known
from balaikota.training.classes.methods import Meeting
from balaikota.training.classes.models import Cohort, Enrolment, Session
from balaikota.training.courses import queries as curricula
from balaikota.training.owners import actions as owners

Cast = dict[str, Person]
PLACE = "Rumah Kemasan Medan (contoh)"
MANY, SHARING = 14, 12


def hold_clinics(cast: Cast) -> None:
    if known.finished_clinics():
        return
    firms = _firms()
    _finish(firms[:MANY], cast)
    _invite(firms, cast)


def _firms() -> list[Enterprise]:
    """Sample businesses whose owner has a login, one of each owner."""
    firms: dict[UUID, Enterprise] = {}
    for each in businesses.standing().filter(is_sample=True).order_by("number"):
        for owner in businesses.people_of(each)[:1]:
            firms.setdefault(owner.pk, each)
    return list(firms.values())


def _planned(name: str, first: date, quota: int, cast: Cast) -> Cohort:
    """The three subjects in one afternoon."""
    version = curricula.newest(curricula.course("hitung-harga-jual"))
    facts = {
        "name": name, "audience": "umkm", "mode": "tatap-muka", "place": PLACE, "quota": quota,
        "nominate_until": first, "is_sample": True,
    }  # fmt: skip
    cohort = classes.plan(version, facts, agency=offices.agency("bkpsdm"), by=cast["nurul"])
    starts = datetime.combine(first, time(13), WIB)
    for subject in curricula.subjects(version):
        ends = starts + timedelta(minutes=int(subject.minutes))
        meeting = Meeting(subject.name, starts, ends, PLACE, 0, cast["lina"], subject)
        classes.add_session(cohort, meeting, by=cast["nurul"])
        starts = ends
    classes.announce(cohort, by=cast["nurul"])
    return Cohort.objects.get(pk=cohort.pk)


def _finish(firms: list[Enterprise], cast: Cast) -> None:
    """Everybody came by their own word; two let their figures be."""
    first = timezone.localdate() + timedelta(days=2)
    cohort = _planned("Klinik Juli", first, 20, cast)
    rows = [_seated(cohort, each, cast) for each in firms]
    classes.start(cohort, by=cast["nurul"])
    back = first - date(timezone.localdate().year - 1, 7, 15)
    for session in Session.objects.filter(cohort=cohort):
        when = {"starts_at": session.starts_at - back, "ends_at": session.ends_at - back}
        Session.objects.filter(pk=session.pk).update(**when)
    for place, row in enumerate(rows):
        for session in known.held(cohort)[: 1 if place == 5 else 3]:
            attendance.note(session, row, "daftar hadir kertas", by=cast["nurul"])
    classes.finish(cohort, by=cast["nurul"])
    cohort = Cohort.objects.get(pk=cohort.pk)
    certificates.judge(cohort, by=cast["nurul"])
    certificates.issue(cohort, by=cast["nurul"])
    for row in rows[:SHARING]:
        owners.share(row, by=row.person)
    owners.reckon(cohort)


def _seated(cohort: Cohort, enterprise: Enterprise, cast: Cast) -> Enrolment:
    [owner, *_others] = businesses.people_of(enterprise)
    return classes.accept(classes.send(cohort, enterprise, owner, by=owner), by=cast["nurul"])


def _invite(firms: list[Enterprise], cast: Cast) -> None:
    """Open for two weeks: two have a seat, one of them sent by the programme, and one asks."""
    cohort = _planned("Klinik bulan depan", timezone.localdate() + timedelta(days=15), 12, cast)
    _seated(cohort, firms[0], cast)
    for enterprise, by in ((firms[1], cast["rina"]), (firms[2], None)):
        [owner, *_others] = businesses.people_of(enterprise)
        row = classes.send(cohort, enterprise, owner, by=by or owner)
        if by is not None:
            classes.accept(row, by=cast["nurul"])
