"""Dates as programs write them: what is read is what was written, and nothing else breaks."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balaikota.complaints.georeport import methods

WIB = ZoneInfo("Asia/Jakarta")
moments = st.datetimes(datetime(1900, 1, 2), datetime(8999, 12, 30))
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw of a busy machine
@given(moments, offsets, st.sampled_from(["seconds", "milliseconds", "microseconds", "minutes"]))
def test_every_moment_with_an_offset_is_read_as_it_was_written(
    at: datetime, zone: timezone, exact: str
) -> None:
    written = at.replace(tzinfo=zone).isoformat(timespec=exact)
    read = methods.bound(written, WIB)
    assert read.at == datetime.fromisoformat(written)
    assert read.at <= at.replace(tzinfo=zone) < read.until


@given(moments)
def test_z_and_plus_zero_and_small_letters_are_the_same(at: datetime) -> None:
    text = at.isoformat(timespec="seconds")
    assert methods.bound(text + "Z", WIB) == methods.bound(text.lower() + "z", WIB)
    assert methods.bound(text + "Z", WIB) == methods.bound(text + "+00:00", WIB)
    assert methods.bound(text + "+0700", WIB) == methods.bound(text + "+07", WIB)


@given(moments, st.integers(1, 12))
def test_fractions_of_any_length_are_read_to_the_microsecond(at: datetime, digits: int) -> None:
    fraction = f"{at.microsecond:06d}000000"[:digits]
    read = methods.bound(f"{at:%Y-%m-%dT%H:%M:%S}.{fraction}Z".rjust(20 + digits + 1, "0"), WIB)
    assert read.at.microsecond == int(fraction[:6].ljust(6, "0"))
    assert read.covers == timedelta(microseconds=10 ** max(0, 6 - digits))


@given(st.dates(datetime(1900, 1, 2).date(), datetime(8999, 12, 30).date()))
def test_a_date_is_that_day_in_the_city(day: object) -> None:
    read = methods.bound(str(day), WIB)
    assert read.at.astimezone(WIB).isoformat().startswith(f"{day}T00:00:00")
    assert read.covers == timedelta(days=1)


@given(st.text(max_size=40))
def test_any_other_text_is_refused_and_nothing_breaks(text: str) -> None:
    try:
        read = methods.bound(text, WIB)
    except ValueError:
        return
    assert re.match(r"\s*\d{4}-\d\d-\d\d", text)
    assert read.at.tzinfo is not None


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-15T05:00:00",
        "2026-06-15T24:00:00Z",
        "2026-06-15T05:00:60Z",
        "2026-06-15T05:00:00+15:00",
        "٢٠٢٦-06-15",
        "",
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - some are said by Python itself, in its words
        methods.bound(text, WIB)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_what_we_write_is_read_back_to_the_second(at: datetime) -> None:
    written = methods.moment(at, WIB)
    assert written is not None
    read = methods.bound(written, WIB)
    assert read.at <= at < read.until


@given(st.text())
def test_any_text_makes_a_readable_document(text: str) -> None:
    root = ET.fromstring(methods.as_xml("errors", [{"code": 400, "description": text}]))
    kept = methods._UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    assert (root.findtext("error/description") or "") == kept
