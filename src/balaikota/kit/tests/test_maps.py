"""The map: a drawing the server makes, and what the browser is given to do better."""

from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from balaikota.kit import maps

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[98.0, 3.0], [99.0, 3.0], [99.0, 4.0], [98.0, 4.0], [98.0, 3.0]]],
}
FRAME = maps.Frame(98.0, 3.0, 99.0, 4.0)


@pytest.fixture
def a_city(monkeypatch: pytest.MonkeyPatch) -> None:
    ground = maps.Ground(FRAME, (maps.Area("99.01.01", "Kecamatan Contoh", FRAME.path(SQUARE)),), "/tanah/")
    villages = [("Kecamatan Contoh", [("99.01.01.1001", "Kelurahan Contoh")])]
    feed = maps.Feed(ground=lambda: ground, villages=lambda: villages, guess=lambda: "/tebak/")
    monkeypatch.setattr(maps, "_feed", [feed])


def drawn(text: str, **context: object) -> str:
    return Template("{% load maps %}" + text).render(Context(context))


def test_without_javascript_the_spots_are_links_in_a_drawing(a_city: None) -> None:
    spot = maps.Spot(3.5, 98.5, "Kantor <Camat>", "/tempat/kantor-camat/")
    page = drawn('{% map spots title="Peta tempat" %}', spots=[spot])
    assert '<a href="/tempat/kantor-camat/">' in page
    assert "Kantor &lt;Camat&gt;" in page
    assert f'viewBox="0 0 {maps.WIDTH} ' in page
    assert 'data-code="99.01.01"' in page
    assert "style=" not in page


def test_a_spot_outside_the_city_is_not_drawn(a_city: None) -> None:
    assert "map-spot" not in drawn('{% map s title="Peta" %}', s=[maps.Spot(-6.2, 106.8, "Jakarta")])


def test_numbers_darken_the_districts_and_are_said(a_city: None) -> None:
    page = drawn('{% map s title="Peta" shades=n areas="?kecamatan=" %}', s=[], n={"99.01.01": 7})
    assert "map-shade-4" in page
    assert "Kecamatan Contoh: 7" in page
    assert 'href="?kecamatan=99.01.01"' in page


def test_a_city_without_outlines_still_draws_its_spots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "_feed", [])
    page = drawn('{% map s title="Peta" %}', s=[maps.Spot(1.0, 2.0, "Pasar"), maps.Spot(1.1, 2.1, "Taman")])
    assert page.count("map-dot") == 2
    assert drawn('{% map s title="Peta" %}', s=[]).strip() == ""


def test_coordinates_keep_their_point_in_every_language(a_city: None, settings: object) -> None:
    page = drawn('{% map s title="Peta" %}', s=[maps.Spot(3.525, 98.125, "Pasar")])
    assert 'data-lat="3.525"' in page
    assert 'data-bounds="3.0 98.0 4.0 99.0"' in page


def test_a_point_is_two_numbers_or_none_and_the_kelurahan_is_always_asked(a_city: None) -> None:
    whole = maps.PointForm({"lat": "3.5", "lon": "98.5", "kelurahan": "99.01.01.1001"})
    assert whole.is_valid()
    assert (whole.cleaned_data["lat"], whole.cleaned_data["lon"]) == (3.5, 98.5)
    for lat, lon in (("3.5", ""), ("", ""), ("abc", "98.5"), ("95", "98.5"), ("nan", "1")):
        form = maps.PointForm({"lat": lat, "lon": lon, "kelurahan": "99.01.01.1001"})
        assert form.is_valid(), form.errors
        assert (form.cleaned_data["lat"], form.cleaned_data["lon"]) == (None, None)
    assert not maps.PointForm({"lat": "3.5", "lon": "98.5", "kelurahan": ""}).is_valid()


def test_a_point_outside_the_city_is_refused_once_and_taken_out_of_the_form(a_city: None) -> None:
    form = maps.PointForm(QueryDict("lat=-6.2&lon=106.8&kelurahan=99.01.01.1001"))
    assert not form.is_valid()
    assert "di luar kota" in form.errors["kelurahan"][0]
    assert (form["lat"].value(), form["lon"].value()) == ("", "")


def test_the_form_shows_the_list_and_keeps_the_map_for_javascript(a_city: None) -> None:
    page = drawn("{% map_point form %}", form=maps.PointForm())
    assert '<optgroup label="Kecamatan Contoh">' in page
    assert 'data-guess="/tebak/" hidden' in page


def test_leaflet_is_found_and_nothing_else_of_its_package() -> None:
    for name in maps.Leaflet.files:
        assert finders.find(f"leaflet/{name}"), name
    assert finders.find("leaflet/proj4.js") is None
    assert finders.find("leaflet/../leaflet.js") is None


@given(st.floats(3.0, 4.0), st.floats(98.0, 99.0))
def test_what_lies_in_the_frame_lies_in_the_drawing(lat: float, lon: float) -> None:
    x, y = FRAME.place(lat, lon)
    assert 0 <= x <= maps.WIDTH
    assert 0 <= y <= FRAME.height


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 10_000)))
def test_only_what_is_nothing_has_no_shade(counts: dict[str, int]) -> None:
    dark = maps.shaded(counts)
    assert all((dark[code] == 0) == (count == 0) for code, count in counts.items())
    assert all(shade <= maps.SHADES for shade in dark.values())


def test_a_tile_server_is_named_to_the_map_and_alone_let_in(a_city: None, settings: Any) -> None:
    assert 'data-tiles=""' in drawn('{% map s title="Peta" %}', s=[])
    settings.TILES, settings.TILES_CREDIT = "https://{s}.ubin.example/{z}/{x}/{y}.png", "© Ubin"
    page = drawn('{% map s title="Peta" %}', s=[])
    assert 'data-tiles="https://{s}.ubin.example/{z}/{x}/{y}.png"' in page
    assert 'data-credit="© Ubin"' in page
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"] == ["'self'", "data:"]
