"""What docs/security says of our safety is complete, and whatever it points at is there."""

import re
import tomllib
from pathlib import Path

import pytest
from tools import asvs

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "balaikota"
STATES = {"met", "not applicable", "not met"}
SAID = asvs.table()


def place(path: str) -> Path:
    return next((found for top in (SRC, ROOT) if (found := top / path).exists()), ROOT / path)


def test_each_of_the_253_requirements_stands_there_once() -> None:
    asked = [row["req_id"] for row in asvs.requirements()]
    assert len(asked) == len(set(asked)) == 253
    assert set(SAID) == set(asked)
    written = re.findall(r'^"(V[\d.]+)" = ', (asvs.FOLDER / "asvs.toml").read_text(), re.M)
    assert sorted(written) == sorted(asked)


def test_each_says_one_of_three_things_and_why() -> None:
    assert {key: row[0] for key, row in SAID.items() if row[0] not in STATES or not row[1].strip()} == {}
    assert [key for key, row in SAID.items() if row[0] == "met" and len(row) < 3] == []
    assert [key for key, row in SAID.items() if row[0] == "not met" and "It needs" not in row[1]] == []


def test_every_file_test_and_setting_it_points_at_is_there() -> None:
    faults = []
    for key, (_state, _said, *places) in SAID.items():
        for each in places:
            path, _, name = each.partition("::")
            if not place(path).exists():
                faults.append(f"{key}: no {path}")
            elif name.startswith("test_") and not re.search(rf"^def {name}\(", place(path).read_text(), re.M):
                faults.append(f"{key}: no test {name} in {path}")
            elif name and name not in place(path).read_text():
                faults.append(f"{key}: no {name} in {path}")
    assert faults == []


def test_at_least_95_in_a_hundred_of_what_applies_is_met() -> None:
    states = [row[0] for row in SAID.values()]
    met, missing = states.count("met"), states.count("not met")
    assert met / (met + missing) >= 0.95


def test_the_page_belongs_to_the_table() -> None:
    assert (asvs.FOLDER / "asvs.md").read_text() == asvs.page(), "run: python tools/asvs.py"


def test_the_thirteen_functions_of_bssn_point_at_requirements_that_stand_there() -> None:
    functions = tomllib.loads((asvs.FOLDER / "bssn.toml").read_text())["function"]
    assert len(functions) == 13
    named = {key for each in functions for key in re.findall(r"V\d+\.\d+\.\d+", " ".join(each["asvs"]))}
    assert named <= set(SAID)
    page = (asvs.FOLDER / "bssn.md").read_text()
    assert page == asvs.bssn_page(), "run: python tools/asvs.py"


# --- what the table says of the whole source ------------------------------------------------------


def ours(ending: str) -> list[Path]:
    foreign = ("htmx.min", "leaflet")
    return [
        path
        for path in SRC.rglob(f"*.{ending}")
        if "tests" not in path.parts and not path.name.startswith(foreign)
    ]


def holding(pattern: str, ending: str) -> list[str]:
    return [str(path.relative_to(SRC)) for path in ours(ending) if re.search(pattern, path.read_text())]


def test_our_scripts_write_text_and_evaluate_nothing() -> None:
    assert (
        holding(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", "js") == []
    )


def test_no_weak_hash_stands_in_our_source() -> None:
    assert holding(r"\b(md5|sha1|MD5|SHA1)\b", "py") == []


def test_no_model_is_filled_from_a_request() -> None:
    assert holding(r"\bModelForm\b|modelform_factory", "py") == []


def test_nothing_turns_debugging_on() -> None:
    settings = (SRC / "config" / "settings.py").read_text()
    assert re.findall(r"^DEBUG\b.*$", settings, re.M) == ["DEBUG = False"]


@pytest.mark.parametrize(
    "line",
    [
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "proxy_set_header X-Forwarded-Proto https;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Request-Id $request_id;",
        "location ~ ^/(api|open311)/ { return 403; }",
        "return 301 https://$host$request_uri;",
    ],
)
def test_the_proxy_of_the_manual_keeps_what_is_asked(line: str) -> None:
    told = (asvs.FOLDER / "nginx.conf").read_text()
    assert line in told
    suites = re.search(r"ssl_ciphers ([^;]+);", told)[1].split(":")
    assert all(suite.startswith("ECDHE-") and ("GCM" in suite or "POLY1305" in suite) for suite in suites)
