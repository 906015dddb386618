"""A service file as a table: what is exported and imported again is the same service."""

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balaikota.engine.questions.contract import ServiceFileError, parse
from balaikota.engine.workshop import methods

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40)
LONG = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
VALUES = st.one_of(WORDS, st.booleans(), st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6), st.dates())
KINDS = st.sampled_from(["text", "integer", "yesno", "date", "choice"])


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """A service with pages and questions whatever people call them."""
    table = methods.first_table("Layanan " + draw(WORDS))
    table |= {"code": "layanan-x", "number_prefix": "XYZ", "desk": "dukcapil", "summary": draw(LONG)}
    for title in draw(st.lists(WORDS, min_size=1, max_size=3)):
        table, page = methods.put(table, "halaman", "", {"title": title, "help": draw(LONG)})
        for label in draw(st.lists(WORDS, min_size=1, max_size=3)):
            kind = draw(KINDS)
            values = {"page": page, "label": label, "kind": kind, "required": draw(st.booleans())}
            if kind == "choice":
                values["choices"] = methods.choices_from(
                    draw(st.lists(WORDS, min_size=2, max_size=4, unique=True)), {}
                )
            if kind == "integer":
                values["min"] = draw(st.integers(-99, 0))
            table, _key = methods.put(table, "pertanyaan", "", values)
    table = methods.laid_over(
        table, {"letter": {"title": "Surat", "paragraphs": draw(st.lists(WORDS, min_size=1))}}
    )
    asked = methods.items(table, "pertanyaan")
    table["example"] = {str(asked[0]["name"]): methods.as_json(draw(VALUES))}
    return table


def seen(table: dict[str, Any]) -> Any:
    """The definition, or the sentences that say why there is none."""
    try:
        return parse(methods.toml_of(table))
    except ServiceFileError as wrong:
        return wrong.faults


@settings(deadline=None, max_examples=120)
@given(tables())
def test_exported_and_imported_again_it_is_the_same_service(table: dict[str, Any]) -> None:
    text = methods.toml_of(table)
    again = methods.table_of(text)
    assert again == methods.table_of(methods.toml_of(again))
    assert seen(again) == seen(table)
    assert tomllib.loads(text)["name"] == table["name"]


@settings(deadline=None, max_examples=60)
@given(tables(), st.data())
def test_moving_changes_the_order_and_nothing_else(table: dict[str, Any], data: st.DataObject) -> None:
    rows = methods.items(table, "pertanyaan")
    key = methods.key_of("pertanyaan", data.draw(st.sampled_from(rows)))
    moved = methods.move(table, "pertanyaan", key, up=data.draw(st.booleans()))
    names = [row["name"] for row in rows]
    assert sorted(row["name"] for row in methods.items(moved, "pertanyaan")) == sorted(names)
    assert len(set(names)) == len(names)


def test_a_choice_whose_words_are_mended_keeps_its_value() -> None:
    before = {"choices": [["rapat", "Rapat wrga"], ["pameran", "Pameran"]]}
    assert methods.choices_from(["Rapat warga", "Pameran"], before) == [
        ["rapat", "Rapat warga"],
        ["pameran", "Pameran"],
    ]
    assert methods.choices_from(["Pameran", "Pentas seni"], {}) == [
        ["pameran", "Pameran"],
        ["pentas_seni", "Pentas seni"],
    ]
    assert methods.choices_from(["A!", "A?"], {}) == [["a", "A!"], ["a_2", "A?"]]


def test_a_page_with_questions_is_named_by_its_title_once() -> None:
    table, first = methods.put({}, "halaman", "", {"title": "Tentang kegiatan"})
    table, second = methods.put(table, "halaman", "", {"title": "Tentang kegiatan"})
    assert (first, second) == ("tentang_kegiatan", "tentang_kegiatan_2")
    table, odd = methods.put(table, "pertanyaan", "", {"label": "2 orang saksi?", "page": first})
    assert odd == "p_2_orang_saksi"


def test_what_toml_cannot_hold_is_left_out() -> None:
    text = methods.toml_of({"name": "x", "output": None, "rules": [{"id": "a", "when": None}]})
    assert tomllib.loads(text) == {"name": "x", "rules": [{"id": "a"}]}


@pytest.mark.parametrize("text", ["a = " + "9" * 5000, "a = " + "[" * 3000, "a = 1e999999999"])
def test_an_imported_file_that_python_cannot_count_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ServiceFileError):
        methods.table_of(text)
