"""What a product needs on a day, and numbers by their structure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.enterprises.permits import methods
from balaikota.kit.typed import Unfit

TODAY = date(2026, 11, 29)


def kinds_of(
    permit_class: str, *, size: str = "mikro", on: date = TODAY, strength: str = "need"
) -> list[str]:
    rows = methods.needs(permit_class, size=size, on=on)
    return sorted(each.kind for each in rows if each.strength == strength)


@pytest.mark.parametrize(
    ("permit_class", "kinds"),
    [
        ("camilan-kering", ["halal", "nib", "pirt"]),
        ("beku", ["halal", "md", "nib"]),
        ("siap-saji", ["halal", "nib", "slhs"]),
        ("tumbuhan-segar", ["nib", "psat"]),
        ("kosmetik", ["kosmetik", "nib"]),
        ("jamu", ["nib", "tr"]),
        ("kriya", ["nib"]),
        ("mainan-bayi", ["nib", "sni"]),
        ("jasa", ["nib"]),
    ],
)
def test_what_a_class_of_product_needs(permit_class: str, kinds: list[str]) -> None:
    assert kinds_of(permit_class) == kinds


def test_halal_becomes_a_duty_of_micro_businesses_on_its_day() -> None:
    assert "halal" not in kinds_of("siap-saji", on=date(2026, 10, 17))
    assert "halal" in kinds_of("siap-saji", on=date(2026, 10, 17), strength="wish")
    assert "halal" in kinds_of("siap-saji", on=date(2026, 10, 18))
    assert "halal" in kinds_of("siap-saji", size="menengah", on=date(2024, 10, 18))
    assert "halal" not in kinds_of("siap-saji", size="menengah", on=date(2024, 10, 17))


def test_every_need_names_a_permit_and_a_class_we_know() -> None:
    for code in methods.classes():
        for size in ("mikro", "menengah", ""):
            assert {need.kind for need in methods.needs(code, size=size, on=TODAY)} <= set(methods.kinds())


@pytest.mark.parametrize(
    ("kind", "typed", "clean"),
    [
        ("nib", "1234 5678 90123", "1234567890123"),
        ("pirt", "P-IRT 2061275010123-28", "2061275010123-28"),
        ("pirt", "206127501012328", "2061275010123-28"),
        ("halal", "id12345678901234567", "ID12345678901234567"),
        ("kosmetik", "NA18171234567", "NA18171234567"),
        ("tr", "tr 123456789", "TR123456789"),
    ],
)
def test_a_number_is_read_as_people_copy_it(kind: str, typed: str, clean: str) -> None:
    assert methods.number(methods.kinds()[kind], typed) == clean


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("nib", "123456789012"),
        ("nib", "1111111111111"),
        ("pirt", "2061275010123"),
        ("halal", "KH123456"),
        ("halal", "ID123"),
        ("kosmetik", "NX18171234567"),
        ("tr", "١٢٣٤٥٦٧٨٩"),
    ],
)
def test_another_number_is_refused_with_a_sentence_that_helps(kind: str, typed: str) -> None:
    with pytest.raises(Unfit) as refusal:
        methods.number(methods.kinds()[kind], typed)
    assert len(refusal.value.sentence) > 20


@given(st.sampled_from(sorted(methods.kinds())), st.text(max_size=60))
def test_whatever_is_accepted_is_accepted_again_unchanged(kind: str, typed: str) -> None:
    try:
        clean = methods.number(methods.kinds()[kind], typed)
    except Unfit:
        return
    assert methods.number(methods.kinds()[kind], clean) == clean


def test_a_pirt_number_says_its_packaging_and_its_end() -> None:
    told = dict(methods.parts("pirt", "2061275010123-28"))
    assert (told["kemasan"], told["tahun berakhir"]) == ("plastik", "2028")
    assert methods.doubt("pirt", "2061275010123-28", date(2027, 1, 1))
    assert methods.doubt("pirt", "2061275010123-28", date(2028, 1, 1)) == ""


@pytest.mark.parametrize(
    ("name", "code"),
    [("Keripik pisang", "camilan-kering"), ("Nugget frozen", "beku"), ("Jamu kunyit", "jamu"), ("Xyz", "")],
)
def test_the_sort_is_suggested_from_the_name(name: str, code: str) -> None:
    assert methods.suggested(name) == code


@given(st.integers(-400, 400))
def test_a_reminder_is_due_when_its_day_has_come_and_never_after_the_end(days_left: int) -> None:
    due = methods.due_reminders(days_left)
    assert (due == []) == (days_left < 0 or days_left > max(methods.REMIND))
    assert all(days_left <= days for days in due)


def test_missed_days_do_not_pile_up() -> None:
    assert methods.due_reminders((date(2027, 1, 6) - date(2027, 1, 1)).days) == [7]
    assert methods.due_reminders(timedelta(days=100).days) == [180]
