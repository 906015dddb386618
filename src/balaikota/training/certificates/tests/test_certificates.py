"""From a class to its certificates: issued once, to those who passed, never to a trainer, taken back with a reason."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast

from balaikota.foundation.documents import queries as documents
from balaikota.foundation.documents.models import State
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.assignments.models import Assignment
from balaikota.training.certificates import actions, methods, queries
from balaikota.training.certificates.models import Certificate
from balaikota.training.classes.models import Cohort, Session
from balaikota.training.classes.tests.city import Going

RULE = {"pass_mark": 70, "attendance_min": 80}


def test_those_who_passed_get_a_certificate_and_the_others_none(finished: Going, nurul: Person) -> None:
    decided = {row.enrolment_id: row for row in actions.judge(finished.cohort, by=nurul)}
    first, _second, third, fourth = (decided[row.pk] for row in finished.rows)
    assert first.is_passed
    assert (third.lacks, fourth.lacks) == (["score"], ["attendance"])
    assert actions.issue(finished.cohort, by=nurul) == 2
    assert actions.issue(finished.cohort, by=nurul) == 0
    cast.run_jobs()
    held = queries.standing(finished.rows[0])
    assert held is not None
    assert held.letter is not None
    assert held.letter.state == State.ISSUED
    assert held.minutes == Decimal(12 * 60)
    assert queries.standing(finished.rows[2]) is None


def test_the_paper_names_the_person_the_course_and_the_jp(finished: Going, nurul: Person) -> None:
    actions.judge(finished.cohort, by=nurul)
    actions.issue(finished.cohort, by=nurul)
    held = queries.standing(finished.rows[0])
    assert held is not None
    assert held.letter is not None
    content = documents.whole(held.letter.pk).content
    assert (content["nama"], content["jp"], content["kualifikasi"]) == ("Pegawai 01", "16,0", "LULUS")
    assert content["instansi"].startswith("Dinas Kependudukan")
    assert "Pegawai" not in held.letter.title


def test_a_certificate_is_replaced_or_revoked_with_a_reason(finished: Going, nurul: Person) -> None:
    actions.judge(finished.cohort, by=nurul)
    actions.issue(finished.cohort, by=nurul)
    cast.run_jobs()
    held = queries.standing(finished.rows[0])
    assert held is not None
    with pytest.raises(Refusal, match="alasan"):
        actions.revoke(held, " ", by=nurul)
    new = actions.replace(held, "Nama salah ketik", by=nurul)
    cast.run_jobs()
    old = queries.certificate(held.pk)
    assert (old.stands, old.reason) == (False, "Nama salah ketik")
    assert old.letter is not None
    assert old.letter.state == State.REPLACED
    actions.revoke(new, "Terbukti tidak hadir", by=nurul)
    assert queries.standing(finished.rows[0]) is None
    assert Certificate.objects.filter(enrolment=finished.rows[0]).count() == 2


def test_a_later_mark_never_reissues_by_itself(finished: Going, nurul: Person) -> None:
    actions.judge(finished.cohort, by=nurul)
    actions.issue(finished.cohort, by=nurul)
    before = queries.standing(finished.rows[0])
    version = finished.cohort.version
    type(version).objects.filter(pk=version.pk).update(pass_mark=100)
    actions.judge(Cohort.objects.get(pk=finished.cohort.pk), by=nurul)
    assert queries.standing(finished.rows[0]) == before


def test_only_the_organiser_decides_and_only_after_the_end(
    going: Going, ratna: Person, nurul: Person
) -> None:
    for person in (ratna, nurul):
        with pytest.raises(Refusal):
            actions.judge(going.cohort, by=person)


def test_a_trainer_never_gets_one(finished: Going, nurul: Person) -> None:
    session = Session.objects.filter(cohort=finished.cohort).first()
    assert session is not None
    Session.objects.filter(pk=session.pk).update(trainer=finished.people[0])
    actions.judge(finished.cohort, by=nurul)
    assert actions.issue(finished.cohort, by=nurul) == 1
    assert queries.standing(finished.rows[0]) is None


def test_an_unsettled_doubt_stops_the_verdict(finished: Going, nurul: Person) -> None:
    from balaikota.training.attendance.models import Attendance

    Attendance.objects.filter(enrolment=finished.rows[0]).update(state="perlu-dipastikan")
    with pytest.raises(Refusal, match="dipastikan"):
        actions.judge(finished.cohort, by=nurul)


def test_a_required_assignment_is_a_condition_of_its_own(
    client: Client, finished: Going, nurul: Person
) -> None:
    facts = {"title": "Rencana ukur", "task": "Tulis.", "due_at": timezone.now(), "rubric": []}
    Assignment.objects.create(cohort=finished.cohort, is_required=True, pass_mark=60, by=nurul, **facts)
    decided = {row.enrolment_id: row for row in actions.judge(finished.cohort, by=nurul)}
    first, _second, third, fourth = (decided[row.pk] for row in finished.rows)
    assert not first.is_passed
    assert first.rule["assignments"] == [{"title": "Rencana ukur", "pass_mark": 60}]
    assert [row.lacks for row in (first, third, fourth)] == [
        ["assignment"], ["score", "assignment"], ["attendance", "assignment"]
    ]  # fmt: skip
    client.force_login(nurul)
    shown = client.get(reverse("certificates:results", args=[finished.cohort.number])).content.decode()
    assert "Tugas “Rencana ukur” sedikitnya 60" in shown
    Assignment.objects.update(withdrawn_at=timezone.now())
    decided = {row.enrolment_id: row for row in actions.judge(finished.cohort, by=nurul)}
    assert decided[finished.rows[0].pk].is_passed
    assert decided[finished.rows[2].pk].lacks == ["score"]  # failed as before, and for less


@pytest.mark.parametrize(
    ("there", "post", "lacks"),
    [
        (True, Decimal("70.00"), ()),
        (True, Decimal("69.99"), ("score",)),
        (True, None, ("score",)),
        (False, Decimal(100), ("attendance",)),
        (False, None, ("attendance", "score")),
    ],
)
def test_attendance_and_score_are_separate_conditions(
    there: bool, post: Decimal | None, lacks: tuple[str, ...]
) -> None:
    assert methods.verdict(is_there_enough=there, post=post, rule=RULE).lacks == lacks


def test_the_pages_lead_from_results_to_the_paper(client: Client, finished: Going, nurul: Person) -> None:
    client.force_login(nurul)
    address = reverse("certificates:results", args=[finished.cohort.number])
    assert client.post(f"{address}putuskan/").status_code == 303
    assert "Terbitkan 2 sertifikat" in client.get(address).content.decode()
    assert client.post(f"{address}terbitkan/").status_code == 303
    cast.run_jobs()
    assert "STTP/0001/BKPSDM/" in client.get(address).content.decode()
    held = queries.standing(finished.rows[0])
    assert held is not None
    refused = client.post(reverse("certificates:revoke", args=[held.pk]), {"reason": ""})
    assert refused.status_code == 422
    client.force_login(finished.people[0])
    home = client.get(finished.cohort.get_absolute_url()).content.decode()
    assert held.letter is not None
    assert held.letter.get_absolute_url() in home
    assert client.get(held.letter.get_absolute_url()).status_code == 200
    client.force_login(finished.people[1])
    assert client.get(held.letter.get_absolute_url()).status_code == 404
