"""Every parameter of GET requests, in both formats, and what never leaves the city hall."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from balaikota.complaints.georeport import methods
from balaikota.complaints.georeport.tests.conftest import TEST, V2, Said, a_report, read
from balaikota.complaints.reports.models import Reason, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
Ask = Callable[..., Said]
NOON = datetime(2026, 6, 15, 5, tzinfo=UTC)  # noon in the city
FIXED = {"status": Status.SELESAI, "closed_reason": Reason.DIPERBAIKI}


def numbers(said: Said) -> list[str]:
    assert said.status == 200, said.value
    return [each["service_request_id"] for each in said.value]


# --- services -------------------------------------------------------------------------------------


def test_every_topic_is_a_service(ask: Ask) -> None:
    rows = {row["service_code"]: row for row in ask("services").value}
    road = rows["jalan-rusak"]
    assert road["service_name"] == "Jalan rusak"
    assert (road["metadata"], road["type"], road["group"]) == ("true", "realtime", "Jalan dan trotoar")
    assert "lubang" in road["keywords"].split(", ")
    assert rows["jembatan"]["metadata"] == "false"
    assert list(road) == [
        "service_code", "service_name", "description", "metadata", "type", "keywords", "group",
    ]  # fmt: skip


def test_the_names_follow_the_language_that_is_asked_for(client: Client, kind: str) -> None:
    said = read(client.get(f"{V2}/services.{kind}", headers={"accept-language": "en"}), kind)
    assert "Damaged road" in [row["service_name"] for row in said.value]


def test_a_definition_says_what_a_topic_asks(ask: Ask) -> None:
    said = ask("services/jalan-rusak").value
    (asked,) = said["attributes"]
    assert said["service_code"] == "jalan-rusak"
    assert list(asked) == [
        "variable", "code", "datatype", "required", "datatype_description", "order", "description", "values",
    ]  # fmt: skip
    assert (asked["variable"], asked["required"], asked["order"]) == ("true", "false", "1")
    assert (asked["code"], asked["datatype"]) == ("dalam", "singlevaluelist")
    assert asked["values"][0] == {"key": "dangkal", "name": "Kurang dari 5 cm"}


def test_a_topic_that_asks_nothing_has_an_empty_definition(ask: Ask) -> None:
    assert ask("services/jembatan").value["attributes"] in ([], None)


def test_an_unknown_service_is_not_found(ask: Ask) -> None:
    said = ask("services/tidak-ada")
    assert said.status == 404
    assert said.errors.startswith("404 service_code")


# --- one request ----------------------------------------------------------------------------------


def test_a_request_says_what_the_standard_lists(ask: Ask) -> None:
    report = a_report(
        text="Lubang di depan sekolah", lat=3.59, lon=98.67, address="Jalan Contoh 4", sent_at=NOON
    )
    (row,) = ask(f"requests/{report.number}").value
    assert list(row) == [
        "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
        "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime",
        "address", "address_id", "zipcode", "lat", "long", "media_url",
    ]  # fmt: skip
    assert row["service_request_id"] == report.number
    assert (row["status"], row["status_notes"]) == ("open", "Terkirim, menunggu verifikasi")
    assert (row["service_code"], row["service_name"]) == ("jalan-rusak", "Jalan rusak")
    assert row["description"] == "Lubang di depan sekolah"
    assert row["requested_datetime"] == "2026-06-15T12:00:00+07:00"
    assert (row["lat"], row["long"], row["address"]) == ("3.59", "98.67", "Jalan Contoh 4")
    assert datetime.fromisoformat(row["expected_datetime"]) == report.due_at


def test_a_closed_request_says_why_and_when(ask: Ask) -> None:
    closed = NOON + timedelta(days=2)
    report = a_report(sent_at=NOON, closed_at=closed, updated_at=closed + timedelta(days=1), **FIXED)
    (row,) = ask(f"requests/{report.number}").value
    assert (row["status"], row["status_notes"]) == ("closed", "Selesai: diperbaiki")
    assert row["updated_datetime"] == "2026-06-17T12:00:00+07:00"


def test_the_number_is_read_in_small_letters_too(ask: Ask) -> None:
    report = a_report()
    assert numbers(ask(f"requests/{report.number.lower()}")) == [report.number]


def test_extensions_bring_what_the_city_knows_beyond_the_standard(ask: Ask) -> None:
    report = a_report(attributes={"dalam": "sedang"}, voices=3, sent_at=NOON, closed_at=NOON, **FIXED)
    (row,) = ask(f"requests/{report.number}", extensions="true").value
    assert row["attributes"] == [{"code": "dalam", "value": "sedang"}]
    more = row["extended_attributes"]
    assert (more["status"], more["reason"], more["voices"]) == ("selesai", "diperbaiki", "3")
    assert more["agency_code"] == "dinas-pu"
    assert more["link"].endswith(report.get_absolute_url())
    (plain,) = ask(f"requests/{report.number}", extensions="false").value
    assert "extended_attributes" not in plain


def test_what_does_not_exist_is_not_found(ask: Ask) -> None:
    said = ask("requests/ADU-2026-99999")
    assert said.status == 404
    assert said.errors.startswith("404 service_request_id")


# --- what never leaves ----------------------------------------------------------------------------


def test_a_private_report_looks_like_one_that_does_not_exist(ask: Ask) -> None:
    report = a_report(is_private=True)
    assert ask(f"requests/{report.number}").errors == ask("requests/ADU-2026-99999").errors
    assert ask("requests").value in ([], None)
    assert ask("requests", service_request_id=report.number).value in ([], None)


def test_personal_data_in_a_text_is_masked(ask: Ask) -> None:
    a_report(text="Hubungi 0812-3456-7890 atau budi@contoh.id", attributes={"lain": "NIK 1271011201909991"})
    text = str(ask("requests", extensions="true").value)
    assert "••••" in text
    assert not any(each in text for each in ("7890", "contoh.id", "1271011201909991"))


def test_what_was_no_complaint_is_not_shown(ask: Ask) -> None:
    a_report(status=Status.DIARSIPKAN, closed_reason=Reason.BUKAN_PENGADUAN, closed_at=NOON)
    assert ask("requests").value in ([], None)


# --- filters --------------------------------------------------------------------------------------


def test_several_numbers_override_every_other_filter(ask: Ask) -> None:
    old = a_report(sent_at=NOON - timedelta(days=900))
    new = a_report("sampah")
    asked = f"{old.number}, {new.number},"
    assert sorted(
        numbers(ask("requests", service_request_id=asked, status="closed", service_code="taman"))
    ) == sorted([old.number, new.number])


def test_several_service_codes(ask: Ask) -> None:
    road, rubbish = a_report("jalan-rusak"), a_report("sampah")
    a_report("pohon")
    assert numbers(ask("requests", service_code="jalan-rusak")) == [road.number]
    assert set(numbers(ask("requests", service_code="jalan-rusak,sampah"))) == {road.number, rubbish.number}
    assert numbers(ask("requests", service_code="tidak-ada")) == []


def test_status_open_closed_and_both(ask: Ask) -> None:
    opened = a_report()
    closed = a_report(closed_at=timezone.now(), **FIXED)
    elsewhere = a_report(
        status=Status.BUKAN_WEWENANG, closed_reason=Reason.BUKAN_WEWENANG, closed_at=timezone.now()
    )
    assert numbers(ask("requests", status="open")) == [opened.number]
    assert set(numbers(ask("requests", status="closed"))) == {closed.number, elsewhere.number}
    assert len(numbers(ask("requests", status="Open, closed"))) == 3
    assert len(numbers(ask("requests", status=""))) == 3
    assert ask("requests", status="fixed").errors.startswith("400 status:")


def test_start_and_end_hold_together(ask: Ask) -> None:
    for day in (1, 10, 20):
        a_report(text=f"hari {day}", sent_at=datetime(2026, 6, day, 5, tzinfo=UTC))
    both = ask("requests", start_date="2026-06-05T00:00:00Z", end_date="2026-06-15T00:00:00Z")
    assert [row["description"] for row in both.value] == ["hari 10"]
    later = ask("requests", start_date="2026-06-05T00:00:00Z")
    assert [row["description"] for row in later.value] == ["hari 20", "hari 10"]
    earlier = ask("requests", end_date="2026-06-05T00:00:00Z")
    assert [row["description"] for row in earlier.value] == ["hari 1"]


@pytest.mark.parametrize(
    ("start", "is_in"),
    [
        ("2026-06-15T05:00:00Z", True),
        ("2026-06-15T12:00:00+07:00", True),
        ("2026-06-15T12:00:00 07:00", True),  # a plus sign that nobody escaped
        ("2026-06-15T00:00:00-05:00", True),
        ("2026-06-15T05:00:00.000Z", True),
        ("2026-06-15T05:00:00.001Z", False),
        ("2026-06-15T05:00Z", True),
        ("2026-06-15T12:01+07:00", False),
        ("2026-06-15", True),  # that day in the city
        ("2026-06-16", False),
    ],
)
def test_moments_are_read_in_every_way_the_note_allows(ask: Ask, start: str, is_in: bool) -> None:
    a_report(sent_at=NOON)
    assert bool(numbers(ask("requests", start_date=start))) == is_in


@pytest.mark.parametrize(
    ("end", "is_in"),
    [
        ("2026-06-15T05:00:00Z", True),  # to the second: the whole second
        ("2026-06-15T05:00:00.1Z", False),
        ("2026-06-15T05:00:00.500000Z", True),
        ("2026-06-15", True),
        ("2026-06-14", False),
    ],
)
def test_an_end_covers_as_much_as_was_written(ask: Ask, end: str, is_in: bool) -> None:
    a_report(sent_at=NOON + timedelta(microseconds=500_000))
    assert bool(numbers(ask("requests", end_date=end))) == is_in


@pytest.mark.parametrize(
    "text", ["kemarin", "2026-13-01", "2026-06-15T05:00:00", "15/06/2026", "2026-02-30", "0000-01-01"]
)
@pytest.mark.parametrize("name", ["start_date", "end_date", "updated_after", "updated_before"])
def test_what_is_no_moment_is_said_so(ask: Ask, name: str, text: str) -> None:
    said = ask("requests", **{name: text})
    assert said.status == 400
    assert said.errors.startswith(f"400 {name}: ")


def test_by_default_the_most_recent_ninety_days(ask: Ask) -> None:
    a_report(sent_at=timezone.now() - timedelta(days=91))
    recent = a_report(sent_at=timezone.now() - timedelta(days=89))
    assert numbers(ask("requests")) == [recent.number]


def test_ninety_days_at_most(ask: Ask) -> None:
    assert ask("requests", start_date="2026-01-01T00:00:00Z", end_date="2026-04-01T00:00:00Z").status == 200
    said = ask("requests", start_date="2026-01-01T00:00:00Z", end_date="2026-04-03T00:00:00Z")
    assert (said.status, "90" in said.errors) == (400, True)


def test_a_changeset_brings_old_requests_that_changed(ask: Ask) -> None:
    old = a_report(sent_at=NOON - timedelta(days=400), updated_at=NOON)
    a_report(sent_at=NOON - timedelta(days=400), updated_at=NOON - timedelta(days=300))
    assert numbers(ask("requests", updated_after="2026-06-15T00:00:00Z")) == [old.number]
    assert numbers(ask("requests", updated_after="2026-06-15", updated_before="2026-06-15")) == [old.number]
    assert len(numbers(ask("requests", updated_before="2026-06-16T00:00:00Z"))) == 2
    assert numbers(ask("requests", updated_after="2026-06-15", start_date="2026-06-01")) == []


def test_pages_follow_each_other_and_say_so(ask: Ask) -> None:
    made = [a_report(sent_at=NOON - timedelta(hours=hour)).number for hour in range(5)]
    span = {"start_date": "2026-06-01", "page_size": 2}
    first, second, third = (ask("requests", page=page, **span) for page in (1, 2, 3))
    assert numbers(first) + numbers(second) + numbers(third) == made
    assert "page=2" in first.headers["Link"]
    assert 'rel="next"' in first.headers["Link"]
    assert "Link" not in third.headers
    assert numbers(ask("requests", page=9, **span)) == []


@pytest.mark.parametrize(
    ("name", "text"), [("page", "0"), ("page", "x"), ("page_size", "1001"), ("page_size", "-1")]
)
def test_a_page_that_cannot_be_is_said_so(ask: Ask, name: str, text: str) -> None:
    assert ask("requests", **{name: text}).errors.startswith(f"400 {name}: ")


def test_words_are_looked_for_in_text_and_address(ask: Ask) -> None:
    by_text, by_place = a_report(text="Aspal amblas"), a_report(text="Lubang", address="Gang Melati")
    assert numbers(ask("requests", q="AMBLAS")) == [by_text.number]
    assert numbers(ask("requests", q="melati")) == [by_place.number]


def test_everything_wrong_is_said_at_once(ask: Ask) -> None:
    said = ask("requests", status="x", page="0", start_date="y")
    assert len(said.errors.splitlines()) == 3


def test_a_list_costs_the_same_for_one_and_for_many(
    ask: Ask, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(6):
        a_report()
    with django_assert_max_num_queries(6):
        assert len(numbers(ask("requests"))) == 6


def test_the_limit_is_the_standards() -> None:
    assert (methods.SPAN.days, methods.MOST) == (90, 1000)


def test_the_test_address_shows_nothing_of_the_city(ask: Ask) -> None:
    report = a_report()
    assert ask("requests", TEST).value in ([], None)
    assert ask(f"requests/{report.number}", TEST).status == 404
