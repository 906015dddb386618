"""JP arithmetic, and curricula as versions."""

import contextlib
from datetime import time
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from balaikota.foundation.people.models import Person
from balaikota.training.courses import methods, queries
from balaikota.training.courses.models import Version

minutes = st.decimals(min_value=0, max_value=100_000, places=1)


@pytest.mark.parametrize(
    ("begins", "ends", "pause", "taught", "shown"),
    [
        ("08:00", "12:00", 15, 225, "5.0"),
        ("08:00", "16:30", 60, 450, "10.0"),
        ("09:00", "10:00", 0, 60, "1.5"),
        ("22:30", "00:45", 0, 135, "3.0"),
    ],
)
def test_jp_of_a_session(begins: str, ends: str, pause: int, taught: int, shown: str) -> None:
    found = methods.taught(time.fromisoformat(begins), time.fromisoformat(ends), pause)
    assert (found, methods.shown(found)) == (taught, Decimal(shown))


def test_half_jp_are_exact() -> None:
    assert methods.minutes_of(Decimal("26.5")) == Decimal("1192.5")
    assert methods.shown(Decimal("1192.5")) == Decimal("26.5")
    assert methods.exact(60) == Decimal("1.3333")


@given(st.times(), st.times(), st.times())
def test_two_halves_of_a_session_are_the_session(begins: time, middle: time, ends: time) -> None:
    """Also over midnight: a class is taught as long as its parts, wherever the bell rings between them."""
    began, broke, ended = (each.hour * 60 + each.minute for each in (begins, middle, ends))
    is_between = (broke - began) % 1440 <= (ended - began) % 1440
    parts = methods.taught(begins, middle) + methods.taught(middle, ends)
    assert parts == methods.taught(begins, ends) + (0 if is_between else 1440)


@given(st.times(), st.times(), st.integers(0, 600))
def test_a_break_is_taken_off_and_never_below_nothing(begins: time, ends: time, pause: int) -> None:
    whole = methods.taught(begins, ends)
    assert methods.taught(begins, ends, pause) == max(whole - pause, 0)
    assert 0 <= whole < 1440


@given(st.lists(st.integers(0, 600), min_size=1, max_size=60))
def test_the_jp_of_a_class_come_from_its_minutes_and_not_from_rounded_sessions(sessions: list[int]) -> None:
    """Rounding once is off by a quarter at most; rounding each session may be off by that for every session."""
    whole = Decimal(sum(sessions)) / 45
    assert abs(methods.shown(sum(sessions)) - whole) <= Decimal("0.25")
    assert abs(sum(methods.shown(each) for each in sessions) - whole) <= Decimal("0.25") * len(sessions)


@given(minutes)
def test_what_is_shown_is_never_further_than_a_quarter(taken: Decimal) -> None:
    assert abs(methods.shown(taken) - taken / 45) <= Decimal("0.25")
    assert methods.shown(taken) % Decimal("0.5") == 0


@given(st.lists(minutes, max_size=20), st.integers(min_value=0, max_value=50))
def test_reaching_a_floor_asks_the_minutes_and_not_what_was_rounded(taken: list[Decimal], jp: int) -> None:
    whole = sum(taken, Decimal(0))
    assert methods.reaches(whole, jp) == (whole >= jp * 45)


@given(
    st.decimals(min_value=Decimal("0.5"), max_value=1000, places=1).map(
        lambda each: (each * 2).to_integral_value() / 2
    )
)
def test_half_jp_go_to_minutes_and_back(jp: Decimal) -> None:
    assert methods.shown(methods.minutes_of(jp)) == jp


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_subjects(text: str) -> None:
    with contextlib.suppress(methods.Fault):
        assert all(row["minutes"] > 0 for row in methods.subjects_in(text))


@pytest.mark.parametrize(
    ("text", "line", "why"), [("a | 2\nb", 2, "shape"), ("a | dua", 1, "jp"), ("a | 0", 1, "jp")]
)
def test_a_fault_names_its_line(text: str, line: int, why: str) -> None:
    with pytest.raises(methods.Fault) as fault:
        methods.subjects_in(text)
    assert (fault.value.line, fault.value.why) == (line, why)


def test_the_products_course_is_complete(version: Version) -> None:
    subjects = queries.subjects(version)
    assert methods.shown(queries.minutes(subjects)) == Decimal("26.5")
    assert len(subjects) == 10
    assert all(each.about and each.outcome and each.indicators and each.topics for each in subjects)
    assert sum(each["weight"] for each in version.rubric) == 100


def test_a_new_version_leaves_the_old_one_alone(client: Client, version: Version, nurul: Person) -> None:
    client.force_login(nurul)
    code = version.course.code
    page = client.get(reverse("courses:edit", args=[code]))
    said = page.context["form"].initial | {"reason": "Praktik berhitung ditambah"}
    bad = client.post(reverse("courses:revise", args=[code]), said | {"subjects": "Kebijakan | banyak"})
    assert bad.status_code == 422
    assert "Baris 1" in bad.content.decode()
    good = said | {"subjects": "Kebijakan | 2,5 | ceramah\nPraktik | 24 | lokakarya"}
    assert client.post(reverse("courses:revise", args=[code]), good).status_code == 303
    newest = queries.newest(version.course)
    assert (newest.number, queries.jp(newest), queries.jp(version)) == (2, Decimal("26.5"), Decimal("26.5"))
    assert "Versi 1" in client.get(version.course.get_absolute_url(), {"versi": "1"}).content.decode()
    assert client.get(reverse("courses:index")).status_code == 200
    assert client.get(version.course.get_absolute_url(), {"versi": "9"}).status_code == 404
