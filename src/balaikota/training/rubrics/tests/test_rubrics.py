"""A rubric as text and as a mark, and what stands when markers differ."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.training.rubrics import methods

MARK = st.decimals(0, 100, places=2)
WORDS = st.text("abcdefg HIJ,.:;()0123456789%-", min_size=1, max_size=40).map(
    lambda said: " ".join(said.split())
)
CRITERION = st.fixed_dictionaries({
    "criterion": WORDS.filter(bool), "weight": st.integers(1, methods.POINTS_MOST),
    "levels": st.lists(WORDS.filter(bool), min_size=2, max_size=methods.LEVELS_MOST),
})  # fmt: skip


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(2, 5)), min_size=1, max_size=8), st.data())
def test_marks_lie_between_nothing_and_everything(shape: list[tuple[int, int]], data: st.DataObject) -> None:
    rubric = [{"criterion": "x", "weight": weight, "levels": ["a"] * count} for weight, count in shape]
    levels = [data.draw(st.integers(0, count - 1)) for _weight, count in shape]
    assert 0 <= methods.mark(rubric, levels) <= 100
    assert methods.mark(rubric, [count - 1 for _weight, count in shape]) == 100
    assert methods.mark(rubric, [0] * len(shape)) == 0
    assert methods.is_readable(rubric, levels)
    assert not methods.is_readable(rubric, [*levels[:-1], shape[-1][1]])


@given(st.lists(CRITERION, max_size=methods.CRITERIA_MOST))
def test_a_rubric_reads_back_as_it_was_written(rubric: list[dict[str, object]]) -> None:
    assert methods.read(methods.written(rubric)) == rubric


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Masalah", "shape"),
        ("| 40 | kurang | baik", "shape"),
        ("Masalah | empat | kurang | baik", "points"),
        ("Masalah | 0 | kurang | baik", "points"),
        ("Masalah | ٤٠ | kurang | baik", "points"),
        ("Masalah | 40 | baik", "levels"),
        ("Masalah | 40 | kurang | | baik", "levels"),
        ("\n".join(["Masalah | 1 | kurang | baik"] * 13), "many"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_to_mend(line: str, why: str) -> None:
    with pytest.raises(methods.Fault) as told:
        methods.read(f"Isi | 10 | kurang | baik\n\n{line}" if why != "many" else line)
    assert (told.value.why, told.value.line) == (why, 13 if why == "many" else 3)


@pytest.mark.parametrize(
    ("marks", "stands"),
    [
        ([], None),
        (["80"], None),
        (["80", "70"], "75.00"),
        (["80", "60"], "70.00"),  # exactly twenty apart is still near
        (["80", "59.99"], None),
        (["80", "50", "60"], "55.00"),
        (["20", "90", "85"], "87.50"),
        (["40", "80", "60"], "60.00"),  # in the very middle: all three
    ],
)
def test_two_who_are_near_decide_and_a_third_decides_for_two_who_are_far(
    marks: list[str], stands: str | None
) -> None:
    assert methods.agreed([Decimal(each) for each in marks]) == (stands and Decimal(stands))


@given(st.lists(MARK, min_size=3, max_size=3))
def test_of_three_the_order_in_which_they_came_does_not_matter(marks: list[Decimal]) -> None:
    stands = methods.agreed(marks)
    assert stands is not None
    assert stands == methods.agreed(marks[::-1])
    assert min(marks) - Decimal("0.01") <= stands <= max(marks) + Decimal("0.01")


def test_only_places_of_levels_are_read_from_a_form() -> None:
    assert methods.levels_in(["0", "3", "", "-1", "12", "²", "x"]) == [0, 3, -1, -1, -1, -1, -1]
