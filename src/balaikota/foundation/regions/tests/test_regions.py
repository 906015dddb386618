"""The regions and the pin on the map."""

import csv

import pytest
from django.conf import settings
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from balaikota.foundation.audit.models import Event
from balaikota.foundation.regions import actions, methods, queries
from balaikota.foundation.regions.models import Level, Region


@pytest.fixture
def regions(db: None) -> None:
    actions.load()


def villages() -> list[dict[str, str]]:
    with (actions.DATA / "villages.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def outlines() -> list[tuple[str, dict]]:
    return list(actions._outlines(sorted(actions.DATA.glob("*-villages.geojson"))).items())


def test_the_whole_country_and_the_city_in_full_are_loaded(regions: None) -> None:
    counts = {level: Region.objects.filter(level=level).count() for level in Level}
    assert counts == {Level.PROVINCE: 38, Level.REGENCY: 514, Level.DISTRICT: 21, Level.VILLAGE: 151}
    assert not Region.objects.filter(level__gte=Level.DISTRICT, outline=None).exists()
    assert queries.provinces().count() == 38
    assert queries.districts_of_city().count() == 21
    assert queries.villages_of_city().count() == 151
    assert queries.city().code == settings.CITY


def test_loading_again_changes_nothing_and_a_changed_row_is_mended(regions: None) -> None:
    assert actions.load() == 0
    Region.objects.filter(code=settings.CITY).update(name="Kota Salah")
    assert actions.load() == 1
    assert queries.city().name != "Kota Salah"
    call_command("load_regions", verbosity=0)
    assert Event.objects.filter(name="regions.loaded").count() == 2


def test_all_151_points_fall_in_their_own_kelurahan() -> None:
    shapes = outlines()
    rows = villages()
    assert len(rows) == 151
    wrong = [
        row["code"]
        for row in rows
        if methods.village_at(float(row["lat"]), float(row["lon"]), shapes) != row["code"]
    ]
    assert wrong == []


def test_a_pin_finds_its_kelurahan_and_a_pin_at_sea_none(regions: None) -> None:
    row = villages()[0]
    found = queries.village_at(float(row["lat"]), float(row["lon"]))
    assert found is not None
    assert found.code == row["code"]
    assert queries.village_at(4.5, 99.5) is None
    assert queries.village_at(-6.2, 106.8) is None


def test_a_hole_is_outside_and_an_island_inside() -> None:
    def square(low: float, high: float) -> list[list[float]]:
        return [[low, low], [high, low], [high, high], [low, high], [low, low]]

    ring = {"type": "Polygon", "coordinates": [square(0, 10), square(4, 6)]}
    islands = {"type": "MultiPolygon", "coordinates": [[square(4, 6)], [square(20, 30)]]}
    shapes = [("ring", ring), ("islands", islands)]
    assert methods.village_at(1, 1, shapes) == "ring"
    assert methods.village_at(5, 5, shapes) == "islands"
    assert methods.village_at(25, 25, shapes) == "islands"
    assert methods.village_at(15, 15, shapes) is None


@given(lat=st.floats(3.4, 3.9), lon=st.floats(98.5, 98.8))
def test_a_point_lies_in_at_most_one_village_but_for_slivers(lat: float, lon: float) -> None:
    # The outlines were rounded to a metre: neighbours may overlap by less than that, so two at most.
    assert sum(methods.is_inside(lat, lon, shape) for _, shape in SHAPES) <= 2


SHAPES = outlines()


def test_the_path_leads_from_the_province_to_the_village(regions: None) -> None:
    code = villages()[0]["code"]
    path = queries.path(code)
    assert [region.level for region in path] == [1, 2, 3, 4]
    assert path[1].code == settings.CITY
    assert path[-1].code == code
    assert queries.path("99.99") == []
    assert queries.region("99.99") is None


def test_children_come_by_name(regions: None) -> None:
    names = [region.name for region in queries.children(settings.CITY)]
    assert names == sorted(names)


def test_lists_cost_one_query_and_leave_outlines_out(regions: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert all(village.parent.name and village.name for village in queries.villages_of_city())


def test_a_nik_region_is_known_by_kecamatan_here_and_by_regency_elsewhere(regions: None) -> None:
    assert queries.is_known("127101")
    assert not queries.is_known("127199")
    assert queries.is_known("317399")
    assert not queries.is_known("990101")
