"""Two clients from PyPI that we did not write speak with a running city hall: they list, post and read.

`georeport` 0.3.1 (2025) reads in JSON and XML; it cannot post. `three` 0.8.0 (2013) does all of it, but is written for
Python 2.6 and 2.7: on Python 3 its import stops at `from itertools import ifilter`. Nothing of it is patched here. Its
modules pass through `lib2to3`, the translator from Python 2 that the standard library of Python 3.11 carries; without
that translator (Python 3.13) the tests of `three` are skipped and say so.
"""

import importlib.util
import sys
import types
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from balaikota.complaints.georeport.tests.conftest import V2, a_report
from balaikota.complaints.reports.models import Report

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = ("cities", "core", "api")


@pytest.fixture
def address(live_server: LiveServer, key: str) -> str:
    """A running city hall with a partner."""
    return live_server.url + V2


# --- georeport ------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["json", "xml"])
def test_georeport_lists_and_reads(address: str, format: str) -> None:
    from georeport import GeoReport

    assert version("georeport") == "0.3.1"
    hole, rubbish = a_report(text="Lubang di depan sekolah"), a_report("sampah")
    city = GeoReport(address, output_format=format)
    assert "jalan-rusak" in [service["service_code"] for service in city.get_service_list()]
    definition = city.get_service_definition("jalan-rusak")
    assert definition["service_code"] == "jalan-rusak"
    assert city.get_service_request(hole.number)["description"] == "Lubang di depan sekolah"
    listed = city.get_service_requests(status="open", service_code="jalan-rusak,sampah")
    assert {row["service_request_id"] for row in listed} == {hole.number, rubbish.number}
    both = city.get_service_requests(service_request_id=f"{hole.number},{rubbish.number}")
    assert len(both) == 2


# --- three ----------------------------------------------------------------------------------------


@pytest.fixture
def three() -> Iterator[Any]:
    """The package as published, each module translated by the standard library and by nobody else."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        refactor = pytest.importorskip(
            "lib2to3.refactor", reason="no translator from Python 2 in this Python"
        )
        fixers = refactor.get_fixers_from_package("lib2to3.fixes")
        tool = refactor.RefactoringTool(fixers)
    found = importlib.util.find_spec("three")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent
    package = types.ModuleType("three")
    package.__path__ = [str(folder)]
    sys.modules["three"] = package
    for name in PARTS:
        module = types.ModuleType(f"three.{name}")
        module.__package__ = "three"
        sys.modules[f"three.{name}"] = module
        setattr(package, name, module)
        text = str(tool.refactor_string((folder / f"{name}.py").read_text() + "\n", name))
        exec(compile(text, f"three/{name}.py", "exec"), module.__dict__)
    yield package.core.Three
    for name in ("three", *(f"three.{part}" for part in PARTS)):
        sys.modules.pop(name, None)


def test_three_as_published_stops_at_its_first_line_on_this_python() -> None:
    assert version("three") == "0.8.0"
    with pytest.raises(ImportError, match="ifilter"):
        importlib.import_module("three")


@pytest.mark.parametrize("format", ["json", "xml"])
def test_three_lists_posts_and_reads(three: Any, address: str, key: str, format: str) -> None:
    city = three(address, api_key=key, format=format)
    codes = [service["service_code"] for service in _rows(city.services(), "service")]
    assert "jalan-rusak" in codes
    assert _rows(city.services("jalan-rusak"), "")[0]["service_code"] == "jalan-rusak"
    (made,) = _rows(
        city.post("jalan-rusak", address="Jalan Contoh 4", name="Sari Siregar", phone="081234567890",
                  description="Lubang di depan sekolah", lat="3.59", long="98.67"),
        "request",
    )  # fmt: skip
    report = Report.objects.get(number=made["service_request_id"])
    assert (report.text, report.address) == ("Lubang di depan sekolah", "Jalan Contoh 4")
    (read,) = _rows(city.request(report.number), "request")
    assert read["description"] == "Lubang di depan sekolah"
    (listed,) = _rows(city.requests("jalan-rusak", status="open", count=5), "request")
    assert listed["service_request_id"] == report.number
    assert _rows(city.requests(start="01-01-2020", end="02-01-2020"), "request") == []
    assert "endpoints" in _rows(city.discovery(), "")[0]


def test_three_hears_of_a_wrong_key_in_the_standards_words(three: Any, address: str) -> None:
    (fault,) = three(address, api_key="salah").post("jalan-rusak", lat="3.59", long="98.67")
    assert fault["code"] == 403


def _rows(said: Any, item: str) -> list[Any]:
    """What `three` hands over: JSON as it came, or a tree that its XML reader made."""
    if isinstance(said, dict) and item in said:
        said = said[item]
    if said in ("", None) or said == {}:
        return []
    return said if isinstance(said, list) else [said]
