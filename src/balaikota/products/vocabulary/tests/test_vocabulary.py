"""A slip of the finger is mended; a word that means something is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.foundation.lexicon.methods import understood
from balaikota.products.vocabulary import actions, methods, queries

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=16)


@given(LETTERS, st.data())
def test_a_word_shares_a_slip_with_its_misspelling(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    missing = word[:at] + word[at + 1 :]
    doubled = word[:at] + word[at] + word[at:]
    for wrong in (swapped, missing, doubled):
        assert len(word) <= 4 or set(methods.slips(word)) & set(methods.slips(wrong))


@pytest.mark.django_db  # names of the city are protected words
@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("kerpik", "keripik"),
        ("roubsta", "robusta"),
        ("oles", ""),
        ("susi", ""),
        ("ubi", ""),
        ("amboon", "ambon"),
        ("zzzz", ""),
    ],
)
def test_what_is_likely_meant(wrong: str, meant: str) -> None:
    known = [("keripik", 9), ("robusta", 4), ("ulos", 9), ("sus", 9), ("ulos", 3), ("ambon", 2), ("abi", 9)]
    assert methods.nearest(wrong, known) == meant


@pytest.mark.django_db
def test_a_query_is_read_beside_the_words_that_are_sold() -> None:
    actions.learn(["Keripik pisang", "Kopi robusta Sidikalang", "Bika ambon"])
    assert queries.reading(understood("kerpik pisang")).instead == "keripik pisang"
    assert queries.reading(understood("kripik")).instead == ""
    assert queries.reading(understood("bika amboon")).instead == "bika ambon"
    assert queries.reading(understood("qqqqq")).known == []
    assert queries.begun("keri") == ["keripik"]


@pytest.mark.django_db
def test_words_of_titles_that_are_gone_are_forgotten() -> None:
    actions.learn(["Keripik pisang"])
    actions.recount({"pisang": 3})
    assert queries.begun("keri") == []
    assert queries.reading(understood("pisang")).rarest == 3
