"""Figures for programs hold what the pages hold, and every release by itself."""

import csv
import io
import json

import pytest
from django.test import Client

from balaikota.economy.accounts import actions, queries
from balaikota.economy.outlets import methods


@pytest.fixture
def figures(db: None) -> None:
    actions.load()


def table(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_every_figure_of_every_release_is_there(client: Client, figures: None) -> None:
    rows = table(client, "/ekonomi/terbuka/angka.csv")
    assert len(rows) == queries.cells().count()
    (wrong,) = [row for row in rows if row["pembetulan"]]
    assert (wrong["nilai"], wrong["pembetulan"], wrong["rincian"]) == ("22616.04", "32616.04", "H")
    both = json.loads(client.get("/ekonomi/terbuka/angka.json").content)
    assert both["angka"] == rows
    assert both["versi"] == queries.version()


def test_sdmx_says_its_dataflow_and_uses_only_its_codes(client: Client, figures: None) -> None:
    rows = table(client, "/ekonomi/terbuka/angka.sdmx.csv?wilayah=12")
    areas = {row["CODE"] for row in table(client, "/ekonomi/terbuka/kode/wilayah.csv")}
    activities = {row["CODE"] for row in table(client, "/ekonomi/terbuka/kode/lapangan-usaha.csv")}
    assert list(rows[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert {row["REF_AREA"] for row in rows} == {"12"} <= areas
    assert {row["ACTIVITY"] for row in rows} <= activities
    assert {row["TIME_PERIOD"] for row in rows if row["FREQ"] == "Q"} >= {"2019-Q2", "2025-Q2"}
    keys = [tuple(row[name] for name in (*methods.DIMENSIONS, "RELEASE")) for row in rows]
    assert len(keys) == len(set(keys))


def test_only_what_was_known_then(client: Client, figures: None) -> None:
    rows = table(client, "/ekonomi/terbuka/angka.csv?per=2020-12-31")
    assert rows
    assert {row["diketahui_sejak"] for row in rows} < {
        row["diketahui_sejak"] for row in table(client, "/ekonomi/terbuka/angka.csv")
    }
    assert max(row["diketahui_sejak"] for row in rows) <= "2020-12-31"
    assert table(client, "/ekonomi/terbuka/angka.csv?wilayah=99") == []


def test_the_catalogue_names_every_way_and_each_answers(client: Client, figures: None) -> None:
    catalogue = json.loads(client.get("/ekonomi/terbuka/katalog.jsonld").content)
    (dataset,) = catalogue["dcat:dataset"]
    for way in dataset["dcat:distribution"]:
        assert client.get("/" + way["@id"].split("/", 3)[3]).status_code == 200
    api = json.loads(client.get("/ekonomi/terbuka/openapi.json").content)
    for path in api["paths"]:
        assert client.get(path.replace("{bagan}", "sumbangan").replace("{bentuk}", "csv")).status_code == 200
    assert client.get("/ekonomi/terbuka/kode/rahasia.csv").status_code == 404
    assert client.get("/ekonomi/terbuka/").status_code == 200


def test_every_method_of_every_area_is_one_table(client: Client, figures: None) -> None:
    rows = table(client, "/ekonomi/terbuka/metode.csv")
    (row,) = [row for row in rows if (row["area"], row["year"], row["item"]) == ("12.71", "2024", "H")]
    assert (round(float(row["lq"]), 6), round(float(row["dlq"]), 6)) == (1.321669, 0.999769)
    assert (round(float(row["competitive"]), 4), row["klassen"]) == (4.3209, "I")
    assert client.get("/ekonomi/terbuka/metode.csv?per=2015-01-01").status_code == 404
