"""What has the usual shape is not parsed in full, and is read as if it were."""

from collections.abc import Callable
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from balaikota.enterprises.cells import methods
from balaikota.kit import tables, typed
from balaikota.kit.typed import Unfit

DIGITS = st.text("0123456789", min_size=8, max_size=17)
ALIKE = st.sampled_from("0123456789").flatmap(lambda digit: st.integers(9, 17).map(lambda n: digit * n))
LOOSE = st.one_of(
    DIGITS, ALIKE, st.text("0123456789 .-+E/", max_size=20), st.floats(0, 1e17), st.integers(0, 10**16)
)


@st.composite
def niks(draw: st.DrawFn) -> str:
    """Sixteen digits that are often a NIK, at the edges too: days 28 to 32, months 12 and 13, serial 0000."""
    day = draw(st.sampled_from([0, 1, 11, 28, 29, 30, 31, 32, 40, 41, 51, 68, 69, 71, 72]))
    serial = draw(st.sampled_from(["0000", "0001", "9999"]))
    region, month, year = (
        draw(st.sampled_from(["127101", "027101"])),
        draw(st.integers(0, 13)),
        draw(st.integers(0, 99)),
    )
    return f"{region}{day:02}{month:02}{year:02}{serial}"


def told(read: Callable[[Any], str], cell: Any) -> tuple[str, str]:
    try:
        return "value", read(cell)
    except Unfit as fault:
        return "refused", fault.sentence
    except methods.Remark as fault:
        return "left out", str(fault)


@given(LOOSE | niks())
@example("1111111111111111")
@example("1234567890123456")
@example("１２７１０１１２０３８５０００１")
def test_a_nik_is_read_as_in_full(cell: Any) -> None:
    assert told(methods.nik, cell) == told(methods.nik_in_full, cell)


@given(LOOSE)
@example("1111111111111")
def test_a_nib_is_read_as_in_full(cell: Any) -> None:
    assert told(methods.nib, cell) == told(methods.nib_in_full, cell)


@given(LOOSE | DIGITS.map(lambda digits: f"08{digits}"))
@example("0800000000")
@example("081234567890\n")
def test_a_telephone_is_read_as_in_full(cell: Any) -> None:
    assert told(methods.phone, cell) == told(methods.phone_in_full, cell)


@given(st.text(max_size=30) | st.text("ab \t\u200b", max_size=30))
def test_a_line_of_text_is_read_as_in_full(cell: str) -> None:
    assert told(lambda text: methods.text(20, text), cell) == told(
        lambda text: typed.text(text.strip(), most=20), cell
    )


KNOWN = [name for said in methods.columns().values() for name in said["names"]]


@given(st.sampled_from(KNOWN) | st.text(max_size=12), st.sampled_from(["", " *", " (wajib)", "x", " Jaya"]))
def test_the_name_of_a_column_is_known_whatever_stands_beside_it(name: str, beside: str) -> None:
    for cell in (f"{name}{beside}", f"{name}{beside}".upper(), f"Wajib: {name}"):
        assert methods.is_head(cell) == methods.is_known(tables.plain(cell))


def test_words_are_no_telephone() -> None:
    for cell in ("tanya dulu", "0812 rumah ibu", "081 baru saja"):
        assert told(methods.phone, cell)[0] == "left out"


SAID = st.one_of(
    LOOSE,
    niks(),
    st.sampled_from(["", "-", "belum ada", "Tidak Ada", " Ani ", "Bolu\tInah", "x" * 130, "ãni"]),
    st.sampled_from(["081234567890", "081234567890\n081234567891", "\n", "1234567890123\n"]),
)


@given(
    st.sampled_from(["nik", "nib", "telepon", "npwp", *methods.LINES]), st.lists(SAID, min_size=1, max_size=6)
)
def test_a_column_says_of_its_usual_cells_what_is_read_from_each(name: str, column: list[Any]) -> None:
    read = methods.readers(this_year=2026, codes={})[name]
    said = methods.usual(name, column)
    assert len(said) == len(column)
    for cell, value in zip(column, said, strict=True):
        if value is not None:
            assert ("value", value) == told(read, cell)
            assert value
            assert not (len(value) < methods.SHORT and methods.is_blank(value))
