"""Numbers and names, with the vectors of satisfaction-survey.yaml (`identity_numbers`)."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from balaikota.foundation.people import methods

VALID = [
    ("1271011201909991", "laki-laki", ["1990-01-12", "2090-01-12"]),
    ("1271215703859992", "perempuan", ["1985-03-17", "2085-03-17"]),
    ("1271112902009993", "laki-laki", ["2000-02-29"]),
    ("1271116902049994", "perempuan", ["1904-02-29", "2004-02-29"]),
    ("1271193110999995", "laki-laki", ["1999-10-31", "2099-10-31"]),
    ("1271087108889996", "perempuan", ["1988-08-31", "2088-08-31"]),
    ("1271051506159997", "laki-laki", ["1915-06-15", "2015-06-15"]),
    ("3173010505809998", "laki-laki", ["1980-05-05", "2080-05-05"]),
]
FAULTY = [
    ("127101120190999", "nik-16"),
    ("12710112019099911", "nik-16"),
    ("12710112O1909991", "nik-16"),
    ("1271010001909991", "nik-day"),
    ("1271013201909991", "nik-day"),
    ("1271014001909991", "nik-day"),
    ("1271017201909991", "nik-day"),
    ("1271010100909991", "nik-date"),
    ("1271010113909991", "nik-date"),
    ("1271013002909991", "nik-date"),
    ("1271017002909991", "nik-date"),
    ("1271012902019991", "nik-date"),
    ("1271011201900000", "nik-serial"),
    ("0000000000000000", "nik-temp"),
    ("1234567890123456", "nik-temp"),
    ("0271011201909991", "nik-temp"),
    ("0", "nik-temp"),
    ("1111111111111111", "nik-temp"),
    ("", "nik-temp"),
    ("١٢٧١٠١١٢٠١٩٠٩٩٩١", "nik-16"),
]
TODAY = date(2026, 11, 25)


def rules(findings: list[methods.Finding]) -> dict[str, str]:
    assert all(str(finding.sentence).endswith(".") for finding in findings)
    return {finding.rule: finding.effect for finding in findings}


@pytest.mark.parametrize(("nik", "sex", "dates"), VALID)
def test_a_wellformed_nik_tells_sex_and_possible_birth_dates(nik: str, sex: str, dates: list[str]) -> None:
    assert methods.nik_faults(nik) == []
    assert methods.sex_in(nik) == sex
    assert [str(found) for found in methods.birth_dates_possible(nik)] == dates


@pytest.mark.parametrize(("nik", "rule"), FAULTY)
def test_a_faulty_nik_is_refused_by_its_rule(nik: str, rule: str) -> None:
    assert rules(methods.nik_faults(nik)) == {rule: "block"}


def test_birth_dates_in_the_future_are_dropped() -> None:
    assert methods.birth_dates_possible("1271011201909991", until=TODAY) == [date(1990, 1, 12)]
    assert len(methods.birth_dates_possible("1271051506159997", until=TODAY)) == 2


@pytest.mark.parametrize(
    "typed",
    ["1271 0112 0190 9991", "1271.0112.0190.9991", "1271-0112-0190-9991", " 12710112\u00ad01909991\u00a0"],
)
def test_spaces_dots_and_hyphens_do_not_matter(typed: str) -> None:
    assert methods.clean_number(typed) == "1271011201909991"
    assert methods.nik_faults(typed) == []


def test_digits_that_disagree_with_the_data_warn_and_never_block() -> None:
    nik = "1271011201909991"
    assert methods.nik_versus(nik, date(1990, 1, 12), "laki-laki") == []
    assert rules(methods.nik_versus(nik, date(1990, 1, 13), "laki-laki")) == {"nik-vs-data": "warn"}
    assert rules(methods.nik_versus(nik, date(1990, 1, 12), "perempuan")) == {"nik-vs-data": "warn"}
    assert methods.nik_versus(nik, None, None) == []


def test_an_unknown_region_warns_because_regions_split() -> None:
    known = {"127101"}.__contains__
    assert rules(methods.nik_faults("1271991201909991", is_known=known)) == {"nik-region": "warn"}
    assert methods.nik_faults("1271011201909991", is_known=known) == []


def test_a_nik_from_elsewhere_is_only_remarked() -> None:
    assert rules(methods.nik_versus("3173010505809998", None, None, kecamatan="12.71.01")) == {
        "nik-vs-home": "info"
    }
    assert methods.nik_versus("1271011201909991", None, None, kecamatan="12.71.01") == []


def test_the_same_number_as_nik_and_kk_is_refused() -> None:
    assert rules(methods.nik_versus("1271011201909991", None, None, kk="1271 0112 0190 9991")) == {
        "nik-as-kk": "block"
    }


@pytest.mark.parametrize(
    ("kk", "expected"),
    [
        ("1271012503249991", {}),
        ("1271112902249992", {}),
        ("127101250324999", {"kk-16": "block"}),
        ("1271016503249993", {"kk-date": "warn"}),
        ("1271012502309994", {"kk-date": "warn"}),
        ("1111111111111111", {"kk-16": "block"}),
        ("0", {"kk-16": "block"}),
    ],
)
def test_a_nomor_kk_is_sixteen_digits_and_an_odd_date_only_warns(kk: str, expected: dict[str, str]) -> None:
    assert rules(methods.kk_faults(kk, TODAY)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Melati Siregar", {}),
        ("Nurhasanah Nainggolan Parapat", {}),
        ("Ng Mei Ling", {}),
        ("JACK MA", {}),
        ("I Made Sudana", {}),
        ("Made I", {"N3": "block"}),
        ("Raden Ajeng Kartini", {}),
        ("Christopher Hutabarat", {}),
        ("Melati", {"N1": "warn"}),
        ("Melati " + "Kasih " * 9 + "Ibu", {"N2": "block"}),
        ("Melati 2", {"N3": "block"}),
        ("M. Rizki Lubis", {"N3": "block"}),
        ("Ma'ruf Amin", {"N3": "block"}),
        ("Siti Nur-Aini", {"N3": "block"}),
        ("Hj Aminah Lubis", {"N3": "block"}),
        ("Budi Santoso SH", {"N3": "block"}),
        ("Budi Santoso S.E.", {"N3": "block"}),
        ("dr Sari Dewi", {"N3": "block"}),
        ("Mhd Rizki Lubis", {"N3": "block"}),
        ("Sari br Sinaga", {"N3": "block"}),
        ("M Rizki Lubis", {"N3": "block"}),
        ("Zoë Siregar", {"N4": "block"}),
        ("Мария Siregar", {"N4": "block"}),
        ("Setan Alas", {"N5": "warn"}),
        ("Bbb Siregar", {"N5": "warn"}),
    ],
)
def test_a_name_follows_permendagri_73(name: str, expected: dict[str, str]) -> None:
    assert rules(methods.name_findings(name)) == expected


def test_sixty_letters_fit_and_sixty_one_do_not() -> None:
    assert "N2" not in rules(methods.name_findings("a" * 30 + " " + "b" * 29))
    assert "N2" in rules(methods.name_findings("a" * 30 + " " + "b" * 30))


def test_a_name_on_an_older_document_stays_valid() -> None:
    assert rules(methods.name_findings("Moh. 1", issued_before=True)) == {"N6": "info"}


def test_the_sentence_says_how_to_write_it_in_full() -> None:
    with override("id"):
        assert "Boru" in str(methods.name_findings("Sari br Sinaga")[0].sentence)


@given(st.text())
def test_no_text_breaks_the_rules(text: str) -> None:
    assert methods.clean_number(methods.clean_number(text)) == methods.clean_number(text)
    methods.kk_faults(text, TODAY)
    methods.name_findings(text)
    methods.nik_versus(text, TODAY, "perempuan", kk=text)
    if not methods.nik_faults(text):
        assert methods.birth_dates_possible(methods.clean_number(text))


@given(
    born=st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    is_woman=st.booleans(),
    serial=st.integers(9990, 9999),
)
def test_every_number_built_by_the_rules_passes_and_agrees_with_its_data(
    born: date, is_woman: bool, serial: int
) -> None:
    nik = f"127101{born.day + 40 * is_woman:02}{born:%m%y}{serial}"
    assert methods.nik_faults(nik) == []
    assert methods.nik_versus(nik, born, "perempuan" if is_woman else "laki-laki") == []
    assert born in methods.birth_dates_possible(nik)
