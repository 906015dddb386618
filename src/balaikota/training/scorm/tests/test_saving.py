"""What a SCORM package says is kept: in order, once, and never to the participant's harm."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as pace
from hypothesis import strategies as st

from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.classes.tests.city import Going
from balaikota.training.packages import actions as brought
from balaikota.training.packages import queries as packages
from balaikota.training.packages.models import Package, Part, Session
from balaikota.training.packages.tests import zips
from balaikota.training.packages.tests.test_packages import THERE, began, upload
from balaikota.training.scorm import actions, queries

FAILED = {"cmi.core.lesson_status": "failed", "cmi.core.score.raw": "20"}
PASSED = {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "90"}


@pytest.fixture
def package(going: Going, nurul: Person) -> Package:
    return brought.add(going.cohort, upload(zips.scorm12()), by=nurul)


def say(session: Session, sequence: int, *, is_last: bool = False, **values: str) -> bool:
    by = session.part.play.person
    named = {name.replace("__", "."): value for name, value in values.items()}
    return actions.keep(session, named, sequence=sequence, is_last=is_last, by=by)


def standing(session: Session) -> tuple[str, float | None, bool]:
    part = Part.objects.get(pk=session.part_id)
    return part.verdict, float(part.score) if part.score is not None else None, part.completed_at is not None


def test_going_back_a_page_never_turns_passed_into_failed(package: Package, going: Going) -> None:
    session = began(package, going)
    say(session, 1, **PASSED)
    say(session, 2, **FAILED)
    assert standing(session) == ("lulus", 90, True)
    again = began(package, going)
    assert queries.opening(again)["values"]["cmi.core.lesson_status"] == "passed"
    say(again, 1, is_last=True, **FAILED)
    assert standing(session) == ("lulus", 90, True)


def test_whoever_failed_may_still_pass(package: Package, going: Going) -> None:
    session = began(package, going)
    say(session, 1, is_last=True, **FAILED)
    assert standing(session) == ("tidak-lulus", 20, True)
    say(began(package, going), 1, is_last=True, **PASSED)
    assert standing(session) == ("lulus", 90, True)


def test_what_comes_late_never_writes_over_what_is_newer(package: Package, going: Going) -> None:
    session = began(package, going)
    assert say(session, 2, cmi__core__lesson_location="5")
    assert not say(session, 1, cmi__core__lesson_location="2")
    assert not say(session, 2, cmi__core__lesson_location="2")
    assert Part.objects.get().values["cmi.core.lesson_location"] == "5"


def test_an_old_session_that_was_offline_counts_but_writes_over_nothing(
    package: Package, going: Going
) -> None:
    old = began(package, going)
    new = began(package, going)
    say(new, 1, cmi__core__lesson_location="7")
    assert say(old, 1, **PASSED, cmi__core__lesson_location="1")
    assert Part.objects.get().values == {"cmi.core.lesson_location": "7"}
    assert standing(new) == ("lulus", 90, True)


def test_whoever_comes_back_goes_on_where_they_were(package: Package, going: Going) -> None:
    session = began(package, going)
    first = queries.opening(session)["values"]
    assert (first["cmi.core.entry"], first["cmi.core.lesson_status"]) == ("ab-initio", "not attempted")
    assert first["cmi.student_data.mastery_score"] == "70"
    say(
        session,
        1,
        cmi__suspend_data="halaman=3",
        cmi__core__session_time="00:05:00",
        cmi__core__exit="suspend",
    )
    say(session, 2, is_last=True, cmi__suspend_data="halaman=3", cmi__core__session_time="00:06:00")
    values = queries.opening(began(package, going))["values"]
    assert (values["cmi.core.entry"], values["cmi.suspend_data"]) == ("resume", "halaman=3")
    assert values["cmi.core.total_time"] == "0000:06:00"
    assert "cmi.core.exit" not in values
    assert going.people[0].pk.hex not in str(values)


def test_time_out_counts_what_was_answered(going: Going, nurul: Person) -> None:
    more = (
        "<adlcp:masteryscore>70</adlcp:masteryscore><adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>"
        "<adlcp:timelimitaction>exit,no message</adlcp:timelimitaction>"
    )
    package = brought.add(going.cohort, upload(zips.scorm12(more)), by=nurul)
    session, silent = began(package, going), began(package, going, 1)
    assert session.due_at is not None
    say(session, 1, cmi__core__score__raw="80", cmi__core__lesson_status="incomplete")
    over = session.due_at + timedelta(minutes=2)
    with pytest.raises(Refusal, match="Waktu sudah habis"):
        actions.keep(session, PASSED, sequence=2, is_last=True, by=going.people[0], at=over)
    assert actions.collect_overdue(over) == 2
    assert standing(session) == ("lulus", 80, True)
    assert standing(silent) == ("", None, False)
    assert actions.collect_overdue(over) == 0
    session.refresh_from_db()
    assert session.end == "waktu-habis"


def test_an_asset_is_completed_by_being_opened(going: Going, nurul: Person) -> None:
    manifest = zips.MANIFEST12.format(more="").replace('scormtype="sco"', 'scormtype="asset"')
    content = zips.zipped(imsmanifest_xml=manifest, index_html="Bacaan")
    session = began(brought.add(going.cohort, upload(content), by=nurul), going)
    assert standing(session) == ("", None, True)
    assert session.part.play.satisfied_at is not None


@pace(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        st.tuples(
            st.integers(1, 6), st.sampled_from(["passed", "failed", "incomplete", "completed"]), st.integers(0, 100)
        ), max_size=8,
    )
)  # fmt: skip
def test_nothing_a_package_says_takes_back_what_was_reached(
    said: list[Any], package: Package, going: Going
) -> None:
    """In whatever order it arrives: completed, passed and the best score only grow."""
    session = began(package, going)
    before: tuple[Any, ...] = standing(session)
    for sequence, status, score in said:
        values = {"cmi.core.lesson_status": status, "cmi.core.score.raw": str(score)}
        actions.keep(session, values, sequence=sequence, is_last=False, by=going.people[0])
        now = standing(session)
        assert now[2] >= before[2]
        assert (now[1] or 0) >= (before[1] or 0)
        assert before[0] != "lulus" or now[0] == "lulus"
        before = now


def test_no_time_is_too_long_to_be_kept(going: Going, nurul: Person) -> None:
    session = began(brought.add(going.cohort, upload(zips.scorm2004()), by=nurul), going)
    assert say(session, 1, cmi__session_time="P999999999Y")


def post(client: Client, session: Session, body: Any) -> Any:
    text = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post(reverse("scorm:keep", args=[session.pk]), text, content_type="application/json")


def test_the_page_saves_and_is_told_when_not(client: Client, package: Package, going: Going) -> None:
    session = began(package, going)
    whole = {"sequence": 1, "values": {"cmi.core.lesson_location": "2"}, "is_last": False}
    assert post(client, session, whole).status_code == 302  # nobody is signed in: the page keeps what it has
    client.force_login(going.people[1])
    assert post(client, session, whole).status_code == 404
    client.force_login(going.people[0])
    answer = post(client, session, whole)
    assert (answer.status_code, answer.json()["is_new"]) == (200, True)
    assert post(client, session, whole).json()["is_new"] is False
    for wrong in (
        "{",
        "[]",
        {"sequence": 0},
        whole | {"values": {"cmi.suspend_data": "\ud83d"}, "sequence": 9},
        whole | {"values": {"cmi.lain": "x"}, "sequence": 9},
        whole | {"sequence": True},
    ):
        assert post(client, session, wrong).status_code == 422
    assert (
        "SCORM"
        in post(client, session, whole | {"values": {"cmi.lain": "x"}, "sequence": 9}).json()["sentence"]
    )


def test_the_frame_is_told_rules_and_values_and_nothing_of_the_city(
    client: Client, package: Package, going: Going
) -> None:
    session = began(package, going)
    place = queries.address(session).removeprefix(settings.PACKAGES_ADDRESS)
    assert client.get(place).status_code == 404
    page = client.get(place, headers=THERE)
    assert page.status_code == 200
    assert "sandbox" in page["Content-Security-Policy"]
    text = page.content.decode()
    assert "cmi.core.lesson_location" in text
    assert "?awal=1" in text
    assert "csrf" not in text
    assert client.get(place.replace("bingkai/", "bingkai/x"), headers=THERE).status_code == 404


def test_a_second_launch_of_the_same_item_goes_on_counting_time(package: Package, going: Going) -> None:
    for minutes in ("05", "07"):
        say(began(package, going), 1, is_last=True, cmi__core__session_time=f"00:{minutes}:00")
    assert packages.seconds(Part.objects.get()) == 12 * 60
    assert timezone.now() > Session.objects.earliest("begun_at").begun_at
