"""Reading a ladder, and where answers point: for any answers whatever."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.enterprises.ladder import methods, queries
from balaikota.kit.typed import Unfit

LADDER = methods.read(queries.FILE.read_text(encoding="utf-8"))
CODES = [question.code for question in LADDER.questions]
answers = st.fixed_dictionaries({code: st.sampled_from(("ya", "belum", "tidak-tahu", "")) for code in CODES})


def test_the_shipped_ladder_asks_twenty_questions_on_nine_stages() -> None:
    assert len(LADDER.questions) == 20
    assert LADDER.codes[0] == "ide"
    assert LADDER.codes[-1] == "skala"
    assert len(LADDER.codes) == 9


@given(answers)
def test_one_starts_at_the_lowest_stage_that_is_not_all_yes(said: dict[str, str]) -> None:
    start = methods.start(LADDER, said)
    below = LADDER.stages[: LADDER.codes.index(start.stage.code)]
    assert all(said[each.code] == "ya" for stage in below for each in stage.questions)
    assert start.reasons
    weak = [code for code in CODES if said[code] != "ya"]
    assert len(weak) == 0 or len(start.reasons) + len(start.later) == len(weak)


def test_no_stage_is_left_by_being_present() -> None:
    """A test without evidence is refused, and the sentence says what to write."""
    text = queries.FILE.read_text(encoding="utf-8").replace('shown_by = ["register.story"]\n', "")
    with pytest.raises(Unfit, match="Kehadiran bukan bukti"):
        methods.read(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "tidak terbaca"),
        ('name = "x"\nsource = "y"', "sedikitnya dua tahap"),
        ('stages = [{name="a", about="b"}]', "syarat keluar"),
        (
            queries.FILE.read_text(encoding="utf-8").replace('code = "gagasan"', 'code = "identitas"'),
            "dua kali",
        ),
        (
            queries.FILE.read_text(encoding="utf-8").replace('code = "gagasan"', 'code = "Ga gasan"'),
            "huruf kecil",
        ),
    ],
)
def test_a_ladder_that_cannot_be_climbed_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(Unfit, match=said):
        methods.read(text)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Unfit):
        assert methods.read(text).stages
