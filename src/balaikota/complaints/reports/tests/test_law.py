"""The life cycle, its clocks, and what points to a person in a text: against the vectors of the data set."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.complaints.reports import methods
from balaikota.complaints.reports.models import CLOSED, Status
from balaikota.complaints.topics.models import Kind
from balaikota.kit.worktime import WIB, Calendar, midnight


def calendar(*holidays: str) -> Calendar:
    closed = {date.fromisoformat(day) for day in holidays}
    return lambda day: day.weekday() < 5 and day not in closed


def end_of(day: date) -> datetime:
    return midnight(day + timedelta(1)) - timedelta(seconds=1)


YEAR_END = ("2026-12-25", "2027-01-01")
VECTORS = [
    ("2026-11-02", 3, (), "2026-11-05"),  # verification
    ("2026-11-02", 5, (), "2026-11-09"),  # information request
    ("2026-11-06", 3, (), "2026-11-11"),  # received on a Friday
    ("2026-11-07", 3, (), "2026-11-11"),  # received on a Saturday
    ("2026-12-14", 14, YEAR_END, "2027-01-05"),  # Christmas and New Year inside
    ("2026-11-02", 60, YEAR_END, "2027-01-27"),  # of supervisory weight
]


@pytest.mark.parametrize(("received", "days", "holidays", "due"), VECTORS)
def test_a_limit_ends_on_the_day_of_the_vector(
    received: str, days: int, holidays: tuple[str, ...], due: str
) -> None:
    is_working = calendar(*holidays)
    assert methods.due_on(date.fromisoformat(received), days, is_working) == date.fromisoformat(due)
    at_noon = datetime.fromisoformat(f"{received}T12:00").replace(tzinfo=WIB)
    assert methods.due_at(at_noon, days, (), is_working) == end_of(date.fromisoformat(due))


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (Kind.PERMINTAAN_INFORMASI, 5),
        (Kind.ASPIRASI, 14),
        (Kind.TIDAK_BERKADAR, 14),
        (Kind.BERKADAR, 60),
    ],
)
def test_each_class_has_its_working_days(kind: Kind, days: int) -> None:
    assert methods.working_days(kind) == days
    assert methods.days_to_verify() == 3
    assert methods.days_to_answer() == 10


def test_the_statuses_and_their_order_are_those_of_the_data() -> None:
    rows = {row["key"]: row["next"] for row in methods.law()["statuses"]}
    assert set(rows) == set(Status.values)
    assert rows["terkirim"] == ["terverifikasi", "ditunda", "bukan_wewenang", "diarsipkan"]
    assert rows["terverifikasi"] == ["proses", "bukan_wewenang"]
    assert rows["proses"] == ["menunggu_pelapor", "selesai"]
    assert rows["menunggu_pelapor"] == ["proses", "selesai"]
    assert rows["selesai"] == ["dibuka_kembali"] == rows["diarsipkan"]
    assert rows["dibuka_kembali"] == ["proses"]
    assert rows["ditunda"] == ["terkirim", "diarsipkan"]
    assert rows["bukan_wewenang"] == ["terverifikasi", "diarsipkan"]
    assert set(methods.law()["clock"]["pauses_in"]) == {"ditunda", "menunggu_pelapor"}
    assert set(CLOSED) <= set(rows)


def test_the_clock_stands_still_while_the_reporter_is_asked() -> None:
    start = datetime(2026, 11, 2, 10, tzinfo=WIB)  # Monday
    asked = (datetime(2026, 11, 3, 10, tzinfo=WIB), datetime(2026, 11, 5, 10, tzinfo=WIB))  # two working days
    assert methods.due_at(start, 3, [asked], calendar()) == end_of(date(2026, 11, 9))
    late = (datetime(2026, 11, 20, tzinfo=WIB), datetime(2026, 11, 30, tzinfo=WIB))
    assert methods.due_at(start, 3, [late], calendar()) == end_of(date(2026, 11, 5))  # late stays late


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(DAYS, st.integers(1, 60), st.integers(0, 30), st.integers(0, 30))
def test_a_pause_never_brings_a_limit_nearer(day: date, days: int, before: int, length: int) -> None:
    start = midnight(day) + timedelta(hours=9)
    pause = (start + timedelta(days=before), start + timedelta(days=before + length))
    plain = methods.due_at(start, days, (), calendar())
    assert plain <= methods.due_at(start, days, [pause], calendar())
    assert methods.working_days_between(day, methods.due_on(day, days, calendar()), calendar()) == days


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NIK saya 1271011201909991", ["nik"]),
        ("nik 1271 0112 0190 9991 ya", ["nik"]),
        ("KK 127111.290224.9992", ["nik"]),
        ("telepon 081234567890", ["phone"]),
        ("WA +62 812-3456-7890", ["phone"]),
        ("wa 62 812 3456 7890", ["phone"]),
        ("surel budi.hasibuan@contoh.co.id", ["email"]),
        ("truk BK 1234 ABC buang sampah", ["plate"]),
        ("hubungi (0812) 3456 7890", ["phone"]),
        ("hubungi (061) 4567890 jam kerja", ["phone"]),
        ("hubungi 061-4567890", ["phone"]),
        ("hubungi +62 61 456 7890", ["phone"]),
        ("hubungi ０８１２３４５６７８９０", ["phone"]),
        ("hubungi 0812\u200b3456\u200b7890", ["phone"]),
        ("surel sari(at)contoh.id", ["email"]),
        ("surel sari [at] contoh [dot] id", ["email"]),
        ("Lampu padam sejak DI 2026 AD gangguan", []),
        ("Lubang di 3.590123, 98.670614567 tanggal 02-11-2026 10.30", []),
        ("Jl. Karya No. 12 RT 02 RW 03, lubang 30 cm sejak 12-10-2026", []),
        ("Rp 5.000.000 untuk 120 rumah, tahun 2026", []),
        ("Gang 8, depan rumah nomor 0812", []),
    ],
)
def test_what_points_to_a_person_is_found_and_what_does_not_is_left(text: str, found: list[str]) -> None:
    assert methods.personal_data(text) == found
    assert methods.personal_data(methods.masked(text)) == []
    assert (methods.masked(text) == text) == (not found)


@given(st.text(max_size=200))
def test_a_masked_text_has_nothing_left_to_mask(text: str) -> None:
    assert methods.masked(methods.masked(text)) == methods.masked(text)


@given(st.text("0123456789 .-", min_size=10, max_size=40), st.from_regex(r"\A[1-9]\d{15}\Z"))
def test_a_nik_between_words_never_stays(around: str, nik: str) -> None:
    assert nik not in methods.masked(f"{around} kata {nik} kata {around}")


def test_metres_between_two_points() -> None:
    here, there = (3.5894, 98.6739), (3.5752, 98.6837)
    assert 1900 < methods.distance_m(here, there) < 1950
    assert methods.distance_m(here, here) == 0
    south, north, west, east = methods.around(3.59, 98.67, 200)
    assert south < 3.59 < north
    assert west < 98.67 < east


@given(
    st.sampled_from(["0812", "0857", "6281", "061", "021"]),
    st.lists(st.sampled_from(["", " ", "-", ".", "\u200b", "\u202e", " \u2060"]), min_size=7, max_size=7),
    st.booleans(),
)
def test_however_a_telephone_number_is_spelled_it_is_not_shown(
    begin: str, gaps: list[str], is_wide: bool
) -> None:
    is_landline = begin in ("061", "021")
    gaps = [
        each if not is_landline or n in (0, 3) or not each.strip("\u200b\u202e\u2060") else ""
        for n, each in enumerate(gaps)
    ]
    digits = "".join(gap + digit for gap, digit in zip(gaps, "4567891", strict=True))
    spelled = begin + (digits if is_landline else digits + "2")
    if is_wide:
        spelled = "".join(chr(ord(each) + 0xFEE0) if each.isdigit() else each for each in spelled)
    shown = methods.masked(f"Telepon {spelled} saja")
    assert shown == "Telepon •••• saja"


def test_a_report_that_ended_shows_only_the_steps_it_took() -> None:
    def told(status: str, **took: bool) -> list[tuple[str, str]]:
        facts = {"is_verified": False, "is_worked": False, "is_settled": False, **took}
        return [(step["label"], step["state"]) for step in methods.steps(status, **facts)]

    assert told("diarsipkan") == [("Terkirim", "done"), ("Ditutup", "now")]
    assert told("bukan_wewenang", is_verified=True) == [
        ("Terkirim", "done"), ("Terverifikasi", "done"), ("Ditutup", "now"),
    ]  # fmt: skip
    whole = told("selesai", is_verified=True, is_worked=True, is_settled=True)
    assert whole == [(each, "done") for each in ("Terkirim", "Terverifikasi", "Dikerjakan", "Selesai")]
    assert told("terkirim")[1:] == [(each, "next") for each in ("Terverifikasi", "Dikerjakan", "Selesai")]
