"""The city's ground for maps, and the guess."""

import json

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from balaikota.foundation.regions import actions, methods, queries


@pytest.fixture
def regions(db: None) -> None:
    actions.load()


def test_the_ground_has_every_kecamatan_and_is_small(regions: None) -> None:
    ground = queries.ground()
    assert len(ground.areas) == 21
    assert sum(len(area.path) for area in ground.areas) < 16_000
    assert ground.frame is not None
    assert ground.frame.holds(*next((row.lat, row.lon) for row in queries.districts_of_city()))


def test_the_kecamatan_come_as_geojson_and_are_kept_by_the_browser(regions: None, client: Client) -> None:
    answer = client.get("/wilayah/kecamatan.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    body = json.loads(answer.content)
    assert len(body["features"]) == 21
    assert len(answer.content) < 45_000
    assert (
        client.get("/wilayah/kecamatan.geojson", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    )


def test_a_point_of_a_kelurahan_still_lies_in_its_simplified_kecamatan(regions: None) -> None:
    shapes = [
        (each["properties"]["code"], each["geometry"]) for each in queries.districts_geojson()["features"]
    ]
    wrong = [
        village.code
        for village in queries.villages_of_city()
        if methods.village_at(village.lat, village.lon, shapes) != village.parent_id
    ]
    assert wrong == []


def test_the_kelurahan_of_a_point_is_guessed(regions: None, client: Client) -> None:
    village = queries.villages_of_city()[0]
    told = client.get("/wilayah/di/", {"lat": village.lat, "lon": village.lon}).json()
    assert told["kelurahan"] == {"code": village.code, "name": village.name}
    assert told["kecamatan"]["name"] == village.parent.name
    for lat, lon in (("-6.2", "106.8"), ("x", "1"), ("nan", "nan"), ("", ""), ("200", "0")):
        assert client.get("/wilayah/di/", {"lat": lat, "lon": lon}).json() == {}


def test_the_choices_are_grouped_by_kecamatan(regions: None) -> None:
    grouped = queries.village_choices()
    assert len(grouped) == 21
    assert sum(len(villages) for _district, villages in grouped) == 151


corner = st.tuples(st.floats(0, 10), st.floats(0, 10)).map(list)


@given(st.lists(corner, min_size=3, max_size=40), st.floats(0.001, 1))
def test_a_simplified_ring_begins_and_ends_where_it_did_and_adds_no_corner(
    ring: list, tolerance: float
) -> None:
    closed = [*ring, ring[0]]
    fewer = methods.fewer_corners(closed, tolerance)
    assert fewer[0] == fewer[-1] == closed[0]
    assert all(at in closed for at in fewer)
