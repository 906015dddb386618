"""Names as they stand on papers: which pairs are one person's, and which are two people's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.kit import names

ONE = [
    ("Muhammad Rizki", "Mhd. Rizki"),
    ("Muhammad Rizki", "M. Rizky"),
    ("Mohammad Rizki Ramadhan", "Muh. Rizki Ramadan"),
    ("Moh. Ilham", "Muhammad Ilham"),
    ("Mochamad Fahmi", "Muhamad Fahmi"),
    ("M.Fahmi Lubis", "Muhammad Fahmi Lubis"),
    ("Rizki Ramadhan Nasution", "Muhammad Rizki Ramadhan Nasution"),
    ("Abd. Rahman Lubis", "Abdul Rahman Lubis"),
    ("Abdurrahman Lubis", "Abdul Rahman Lubis"),
    ("Abdussalam Harahap", "Abdul Salam Harahap"),
    ("Soetjipto Hadi", "Sucipto Hadi"),
    ("Djoko Soesilo", "Joko Susilo"),
    ("Noerhajati Loebis", "Nurhayati Lubis"),
    ("Jusuf Hasibuan", "Yusuf Hasibuan"),
    ("Achmad Fauzi", "Ahmad Fauzi"),
    ("Akhmad Fauzy", "Ahmad Fauzi"),
    ("Chairunnisa Siregar", "Khairunnisa Siregar"),
    ("Sjafrizal Tanjung", "Syafrizal Tanjung"),
    ("Nur Aisyah", "Nuraisyah"),
    ("Nur Aisyah Pohan", "Nuraisyah Pohan"),
    ("H. Irwansyah Daulay", "Irwansyah Daulay"),
    ("Hj. Rahmadani Batubara", "Rahmadani Batubara"),
    ("Drs. Togar Sitorus", "Togar Sitorus"),
    ("Dr. Ferdinand Hutapea, S.H., M.H.", "Ferdinand Hutapea"),
    ("Ir. Saut Simbolon, M.T.", "Saut Simbolon"),
    ("Prof. Dr. H. Ridwan Nasution", "Ridwan Nasution"),
    ("Budi Hasibuan S.Kom", "Budi Hasibuan"),
    ("Sri Hartati, A.Md.Keb", "Sri Hartati"),
    ("Sari Wulandari Siregar, S.Pd.", "Sari Wulandari Siregar"),
    ("Togar P. Sitorus", "Togar Parulian Sitorus"),
    ("Anwar N. Nasution", "Anwar Nur Nasution"),
    ("Rosmaida br Sitorus", "Rosmaida Sitorus"),
    ("Tiurma Boru Manurung", "Tiurma Manurung"),
    ("Lasma br. Sinaga", "Lasma Sinaga"),
    ("Ahmad Zaki bin Abdullah", "Ahmad Zaki"),
    ("Siti Aminah binti Usman", "Siti Aminah"),
    ("Wulandari Sari Siregar", "Sari Wulandari Siregar"),
    ("Sitorus Togar", "Togar Sitorus"),
    ("Sari Wulandary Siregar", "Sari Wulandari Siregar"),
    ("Kristina Tarigan", "Christina Tarigan"),
    ("Rikardo Sembiring", "Rikardo Sembirng"),
    ("Herlina Pardede", "Herlinna Pardede"),
    ("Fitri Handayani", "Pitri Handayani"),
    ("Yoseph Ginting", "Yosef Ginting"),
    ("Fatimah Zahra", "Fatima Zahra"),
    ("Zulkarnain Tambunan", "Julkarnain Tambunan"),
    ("DIMAS PRANATA", "dimas  pranata"),
    ("Siti Nurhaliza", "St. Nurhaliza"),
    ("Tengku Amir Hamzah", "Tengku Amir Hamsah"),
    ("Mega Harahap", "Mega Harahap (alm)"),
]
TWO = [
    ("Putra Nasution", "Putri Nasution"),
    ("Fitra Lubis", "Fitri Lubis"),
    ("Budi Hasibuan", "Budi Santoso"),
    ("Sari Siregar", "Dewi Siregar"),
    ("Togar Sitorus", "Saut Sitorus"),
    ("Ahmad Fauzi", "Ahmad Ridwan"),
    ("Muhammad Rizki", "Muhammad Ilham"),
    ("Muhammad", "Ahmad"),
    ("Hasan Lubis", "Husin Lubis"),
    ("Anwar Nasution", "Anwar Harahap"),
    ("Nurhayati", "Nurhasanah"),
    ("Siti Aminah", "Siti Aisyah"),
    ("Tengku Amir", "Tengku Umar"),
    ("Rosmaida Sitorus", "Rotua Sitorus"),
    ("Dimas Pranata", "Dimas Saputra"),
    ("Melati Putri", "Mawar Putri"),
    ("Wulan Lestari", "Bulan Pertiwi"),
    ("Tono Sihombing", "Tini Sihombing"),
    ("Ratna Simanjuntak", "Ratna Dewi"),
    ("Abdul Rahman", "Abdul Salam"),
    ("Intan Purba", "Indah Purba"),
    ("Rahmat Hidayat", "Rahmad Wahyudi"),
]
PARTLY = [
    ("Sumiati", "Sumiati Lubis"),
    ("Sari Wulandari Siregar", "Sari Wulandari Nasution"),
    ("Ahmad bin Usman", "Ahmad"),
    ("Melati Putri Siregar", "Melati Putri Ayu Kasih Siregar"),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_two_spellings_of_one_name_are_recognised(a: str, b: str) -> None:
    assert names.compare(a, b) in ("same", "same_single", "alike"), (names.parse(a), names.parse(b))


@pytest.mark.parametrize(("a", "b"), TWO)
def test_two_people_keep_their_two_names(a: str, b: str) -> None:
    assert names.compare(a, b) == "different", (names.parse(a), names.parse(b))


@pytest.mark.parametrize(("a", "b"), PARTLY)
def test_what_is_only_partly_the_same_weighs_little(a: str, b: str) -> None:
    assert names.compare(a, b) == "near", (names.parse(a), names.parse(b))


def test_a_title_that_is_inherited_is_a_name() -> None:
    assert names.parse("Tengku Amir Hamzah").words == ("tengku", "amir", "hamzah")
    assert names.parse("Datuk Usman").words == ("datuk", "usman")


def test_a_title_that_was_earned_is_none() -> None:
    assert names.parse("Prof. Dr. Hj. Sri Hartati, S.Kom., M.T.").words == ("sri", "hartati")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_the_comparison_and_order_does_not_matter(a: str, b: str) -> None:
    assert names.compare(a, b) == names.compare(b, a)


@given(st.sampled_from([pair[0] for pair in ONE + TWO]))
def test_a_name_is_itself(name: str) -> None:
    assert names.compare(name, name) in ("same", "same_single")
