"""Answers of BPS as its documentation describes them, with everything that goes wrong in them."""

import json
from decimal import Decimal
from typing import Any

import pytest

from balaikota.economy.accounts import actions as accounts
from balaikota.economy.accounts import queries as known
from balaikota.economy.bps import actions, gateway, jobs, methods
from balaikota.economy.bps.contract import Table, tables
from balaikota.economy.workbooks.tests.layouts import TABLE, industries
from balaikota.kit import outbound
from balaikota.kit.outbound import Answer, NotTaken


def listed(*pairs: tuple[int, str]) -> list[dict[str, Any]]:
    return [{"val": value, "label": label} for value, label in pairs]


QUARTERS = listed(
    (31, "Triwulan I"), (32, "Triwulan II"), (33, "Triwulan III"), (34, "Triwulan IV"), (35, "Tahunan")
)


def an_answer(**changed: Any) -> dict[str, Any]:
    """Two industries in two years of four quarters and a whole year, in billions."""
    told = {
        "status": "OK",
        "data-availability": "available",
        "vervar": listed(
            (1, "A Pertanian, Kehutanan, dan Perikanan"), (11, "Produk Domestik Regional Bruto")
        ),
        "var": listed((52, "PDRB")),
        "turvar": listed((0, "Tidak ada")),
        "tahun": listed((123, "2023"), (124, "2024")),
        "turtahun": QUARTERS,
    } | changed
    content = {
        f"{row['val']}52{0}{year['val']}{part['val']}": float(f"{row['val']}{part['val']}.{year['val']}")
        for row in told["vervar"]
        for year in told["tahun"]
        for part in told["turtahun"]
    }
    return {"datacontent": content} | told


def test_no_quarter_is_dropped() -> None:
    cells = methods.table(an_answer())
    assert len(cells) == 2 * 2 * 5
    assert {cell.period for cell in cells} == {
        "2023",
        "2024",
        *(f"{y}Q{q}" for y in (2023, 2024) for q in (1, 2, 3, 4)),
    }
    (one,) = [cell for cell in cells if cell.row.startswith("Produk") and cell.period == "2024Q4"]
    assert one.value == Decimal("1134.124")


def test_nothing_found_has_status_ok_and_is_nothing() -> None:
    nothing = {"status": "OK", "data-availability": "list-not-available", "data": ""}
    assert methods.table(nothing) == []
    assert methods.rows(nothing) == ([], 0)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"status": "Error", "message": "key"}, "refused"),
        (an_answer(datacontent=""), "no_content"),
        (an_answer(datacontent={"9": 1}), "unknown_keys_1"),
        (an_answer(datacontent={"152012331": "n/a"}), "no_number"),
        # 1 + 52 + 0 + 1 and 15 + 2 + 0 + 1: written one behind the other they are the same
        (an_answer(vervar=listed((1, "A"), (15, "B")), var=listed((52, "x"), (2, "y"))), "ambiguous_keys"),
    ],
)
def test_an_answer_that_cannot_be_trusted_is_refused(answer: dict[str, Any], why: str) -> None:
    with pytest.raises(methods.Unusable) as refused:
        methods.table(answer)
    assert refused.value.why == why


def test_the_city_has_another_number_with_bps() -> None:
    assert methods.domain("12.71", {"12.71": "1275"}) == "1275"
    with pytest.raises(methods.Unusable):
        methods.domain("12.75", {"12.71": "1275"})


def answering(monkeypatch: pytest.MonkeyPatch, *answers: Any) -> list[str]:
    asked: list[str] = []

    def get(url: str, headers: Any, way: Any) -> Answer:
        asked.append(url)
        answer = answers[min(len(asked), len(answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Answer) else Answer(200, json.dumps(answer).encode())

    monkeypatch.setattr(outbound, "get", get)
    return asked


def test_a_list_is_read_page_after_page_and_a_torn_one_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def page(*rows: int) -> dict[str, Any]:
        return {
            "status": "OK",
            "data-availability": "available",
            "data": [{"page": 1, "pages": 2}, [{"var_id": row} for row in rows]],
        }

    asked = answering(monkeypatch, page(1, 2), page(3))
    assert [row["var_id"] for row in gateway.variables("1275", "k")] == [1, 2, 3]
    assert "/page/2/" in asked[1]
    answering(monkeypatch, page(1, 2), page())
    with pytest.raises(NotTaken, match="partial_list"):
        gateway.variables("1275", "k")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (outbound.Unreached("timeout", was_sent=True), "timeout"),
        (Answer(503, b""), "http_503"),
        (Answer(200, b"<html>"), "wrong_answer"),
        (Answer(200, b"[]"), "wrong_answer"),
    ],
)
def test_what_goes_wrong_on_the_way_is_a_word_without_the_key(
    monkeypatch: pytest.MonkeyPatch, answer: Any, why: str
) -> None:
    answering(monkeypatch, answer)
    with pytest.raises(NotTaken) as fault:
        gateway.table("1275", "52", "124", "very-secret")
    assert fault.value.why == why
    assert "secret" not in str(fault.value)


def whole_table() -> dict[str, Any]:
    rows = [(at, f"{row['code']} {row['name_id']}") for at, row in enumerate(industries(), 1)]
    told = an_answer(vervar=listed(*rows), turtahun=listed((0, "Tahun")), tahun=listed((124, "2024")))
    told["datacontent"] = {f"{at}5201240": float(TABLE["2024"][label.split(" ")[0]]) for at, label in rows}
    return told


@pytest.mark.django_db
def test_a_days_answer_is_a_release_and_the_same_again_is_none(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    accounts.load()
    table = Table("12.71", "1275", "52", "124", "ADHK", "2010")
    changed = whole_table()
    first = next(iter(changed["datacontent"]))
    changed["datacontent"][first] += 1
    kept = actions.take_in(table, methods.table(changed))
    assert kept is not None
    assert known.table("12.71")["2024"]["A"] == TABLE["2024"]["A"] + 1
    assert actions.take_in(table, methods.table(changed)) is None


@pytest.mark.django_db
def test_without_a_key_nobody_is_asked(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    asked = answering(monkeypatch, an_answer())
    settings.BPS_KEY = ""
    jobs.ask_bps(0)
    settings.BPS_KEY = "k"
    jobs.ask_bps(0)
    assert asked == []
    assert tables() == []
