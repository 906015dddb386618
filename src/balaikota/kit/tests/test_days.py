"""Days and moments that can only be a slip of the keyboard are refused where they are typed."""

from datetime import timedelta

import pytest
from django import forms
from django.utils import timezone

from balaikota.kit.days import Day, Moment


class Plan(forms.Form):
    on = Day("Tanggal", coming=True)
    at = Moment("Mulai", required=False)


@pytest.mark.parametrize("year", ["0001", "1899", "2101", "9999"])
def test_a_mistyped_year_is_refused_with_the_years_that_may_be(year: str) -> None:
    form = Plan({"on": timezone.localdate().isoformat(), "at": f"{year}-01-01T00:00"})
    assert not form.is_valid()
    assert "2000–2100" in form.errors["at"][0]


def test_a_day_that_has_passed_is_refused_where_only_coming_ones_make_sense() -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "sudah lewat" in Plan({"on": yesterday.isoformat()}).errors["on"][0]
    assert Plan({"on": timezone.localdate().isoformat(), "at": "2026-12-01T08:30"}).is_valid()
