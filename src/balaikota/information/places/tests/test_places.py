"""Keeping the list of places, and asking it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from tests.cast import story_of

from balaikota.engine.deadlines import actions as deadlines
from balaikota.engine.deadlines.models import Holiday
from balaikota.foundation.people.models import Person
from balaikota.information.places import actions, methods, queries
from balaikota.information.places.methods import Facts, spans_of
from balaikota.information.places.models import Opening, Place
from balaikota.kit.errors import Refusal

MakePlace = Callable[..., Place]


def facts_of(place: Place, **changed: object) -> Facts:
    said = {"name": place.name, "kind": place.kind, "address": place.address, "kelurahan": place.kelurahan_id}
    return Facts(**(said | changed))


def test_an_editor_adds_changes_and_checks(village: str, fitri: Person) -> None:
    place = actions.add(Facts("Puskesmas Contoh", "puskesmas", "Jalan 1", village), by=fitri)
    assert place.slug == "puskesmas-contoh"
    actions.change(place, facts_of(place, address="Jalan 2", week={0: spans_of("08-12")}), seen=1, by=fitri)
    actions.check(place, by=fitri)
    place.refresh_from_db()
    assert (place.address, place.version, place.checked_by) == ("Jalan 2", 2, fitri)
    assert story_of(place) == ["places.added", "places.changed", "places.checked"]


def test_a_resident_and_another_office_may_not(village: str, sari: Person, anwar: Person) -> None:
    for person in (sari, anwar):
        with pytest.raises(Refusal):
            actions.add(Facts("Warung", "lainnya", "Jalan 1", village), by=person)


def test_two_editors_do_not_overwrite_each_other(a_place: MakePlace, fitri: Person, rahmat: Person) -> None:
    place = a_place()
    actions.change(place, facts_of(place, address="Jalan Fitri"), seen=1, by=fitri)
    with pytest.raises(Refusal) as refused:
        actions.change(place, facts_of(place, address="Jalan Rahmat"), seen=1, by=rahmat)
    assert refused.value.status == 409
    assert Place.objects.get().address == "Jalan Fitri"


def test_the_same_name_in_one_kelurahan_is_refused_and_elsewhere_gets_a_number(a_place: MakePlace) -> None:
    a_place("Taman Contoh")
    with pytest.raises(Refusal):
        a_place("taman contoh")
    other = queries.village_named("12.71.02.1001")
    assert a_place("Taman Contoh", kelurahan=other).slug == "taman-contoh-2"
    assert a_place("Baru").slug == "baru-2"


def test_only_a_publisher_closes_for_good_and_the_page_says_why(
    a_place: MakePlace, fitri: Person, rahmat: Person
) -> None:
    place = a_place()
    with pytest.raises(Refusal):
        actions.close(place, why="pindah", by=fitri)
    with pytest.raises(Refusal):
        actions.close(place, why="  ", by=rahmat)
    actions.close(place, why="Pindah ke Jalan Contoh 9.", by=rahmat)
    assert queries.listed(queries.Filters()).count == 0
    assert queries.place(place.slug).closed_why == "Pindah ke Jalan Contoh 9."
    with pytest.raises(Refusal):
        actions.close(place, why="lagi", by=rahmat)
    actions.reopen(place, by=rahmat)
    assert queries.listed(queries.Filters()).count == 1


def test_an_unusual_day_goes_before_the_week_and_can_be_taken_back(a_place: MakePlace, fitri: Person) -> None:
    place, day = a_place(), queries.now().date() + timedelta(days=1)
    actions.set_day(place, on=day, spans=spans_of("09-10"), reason="rapat", by=fitri)
    actions.set_day(place, on=day, spans=(), reason="rapat seharian", by=fitri)
    table = queries.timetable(queries.place(place.slug), {})
    assert table.exceptions == {day: methods.Exceptional((), "rapat seharian")}
    actions.clear_day(place, on=day, by=fitri)
    assert queries.timetable(queries.place(place.slug), {}).exceptions == {}
    with pytest.raises(Refusal):
        actions.clear_day(place, on=day, by=fitri)


def test_the_working_calendar_closes_those_who_keep_it(a_place: MakePlace) -> None:
    deadlines.load_holidays()
    holiday = Holiday.objects.filter(withdrawn_at=None).order_by("on").first()
    kept, not_kept = (
        a_place("Kantor"),
        a_place("Taman", keeps_holidays=False, week=dict.fromkeys(range(7), methods.ALL_DAY)),
    )
    off = queries.days_off(holiday.on, holiday.on)
    tables = [queries.timetable(queries.place(each.slug), off) for each in (kept, not_kept)]
    assert [bool(table.spans_on(holiday.on)) for table in tables] == [False, True]
    assert holiday.name in tables[0].holidays[holiday.on]


def test_the_filter_says_in_sql_what_the_pure_method_says(a_place: MakePlace) -> None:
    deadlines.load_holidays()
    dice, base = Random(7), Holiday.objects.filter(withdrawn_at=None).order_by("on").first().on
    texts = ["08-12, 13-16", "22-06", "24 jam", "tutup", "18.00-24.00", "00-02, 20-23.59"]
    for n in range(12):
        week = {day: spans for day in range(7) if (spans := spans_of(dice.choice(texts)))}
        place = a_place(f"Tempat {n}", week=week, keeps_holidays=bool(n % 2))
        for _each in range(3):
            on = base + timedelta(days=dice.randrange(-2, 4))
            actions.set_day(place, on=on, spans=spans_of(dice.choice(texts)), reason="uji", by=None)
    off = queries.days_off(base - timedelta(days=5), base + timedelta(days=40))
    for _moment in range(60):
        at = datetime.combine(base, datetime.min.time()) + timedelta(
            minutes=dice.randrange(-2 * 1440, 3 * 1440)
        )
        shown = queries._with_hours(Place.objects.all(), at.date())
        pure = {row.pk for row in shown if methods.state(queries.timetable(row, off), at).is_open}
        assert set(Place.objects.filter(queries.open_at(at)).values_list("pk", flat=True)) == pure, at


def test_the_nearest_comes_first_and_a_place_without_a_point_is_left_out(a_place: MakePlace) -> None:
    a_place("Jauh", lat=3.70, lon=98.70)
    a_place("Dekat", lat=3.59, lon=98.68)
    a_place("Tanpa titik")
    rows = queries.listed(queries.Filters(near=(3.589, 98.673))).rows
    assert [row.place.name for row in rows] == ["Dekat", "Jauh"]
    assert rows[0].km < 1 < rows[1].km


def test_the_database_refuses_hours_that_are_none(a_place: MakePlace) -> None:
    place = a_place()
    for wrong in ({"begins": 900, "ends": 800}, {"begins": 0, "ends": 3000}, {"begins": 1440, "ends": 1500}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Opening.objects.create(place=place, weekday=1, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.create(place=place, begins=0, ends=10)


def test_the_list_costs_few_queries_however_long(a_place: MakePlace, django_assert_max_num_queries) -> None:
    for n in range(30):
        a_place(f"Tempat {n}")
    with django_assert_max_num_queries(6):
        shown = queries.listed(queries.Filters())
        assert len(shown.rows) == queries.PAGE
        assert all(row.place.kelurahan.parent.name for row in shown.rows)


def test_the_desk_costs_few_queries_and_puts_the_unchecked_first(
    a_place: MakePlace, fitri: Person, django_assert_max_num_queries
) -> None:
    for n in range(12):
        actions.check(a_place(f"Tempat {n:02d}"), by=fitri)
    a_place("Zaitun belum diperiksa")
    with django_assert_max_num_queries(4):
        shown = queries.desk(fitri)
        assert all(row.kelurahan.parent.name for row in shown["places"])
        assert shown["places"][0].name == "Zaitun belum diperiksa"
        assert shown["places"][1].checked_by.name == fitri.name
    assert shown["waiting"] == 1


def test_the_search_box_finds_places_that_stand(a_place: MakePlace, rahmat: Person) -> None:
    from balaikota.foundation.search.models import Row

    place = a_place("Puskesmas Contoh", kind="puskesmas")
    row = Row.objects.get(kind="place")
    assert (row.key, row.url) == (place.slug, place.get_absolute_url())
    assert [entry.key for entry in queries.entries()] == [place.slug]
    actions.close(place, why="Pindah", by=rahmat)
    assert not Row.objects.filter(kind="place").exists()
    assert list(queries.entries()) == []
    actions.reopen(place, by=rahmat)
    assert Row.objects.filter(kind="place").exists()
