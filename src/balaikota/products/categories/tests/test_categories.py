"""Categories come from their sources, and a seller's words find theirs."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from balaikota.enterprises.kbli.actions import FILE as KBLI
from balaikota.enterprises.permits import methods as permits
from balaikota.products.categories import actions, methods, queries
from balaikota.products.categories.models import Category

GOOGLE = Path(__file__).parent / "google.txt"


@pytest.fixture
def categories(db: None) -> None:
    actions.load()


def _plain(path: str) -> str:
    """The copy of the taxonomy has one letter broken by a wrong character set (Entrées)."""
    return re.sub(r"Entr\W*\w*s$|Entr[^ >]*s$", "Entrees", path)


def test_every_google_id_is_the_id_of_its_path(categories: None) -> None:
    lines = [
        line.split(" - ", 1) for line in GOOGLE.read_text(encoding="utf-8").splitlines() if line[0].isdigit()
    ]
    official = {int(number): _plain(path) for number, path in lines}
    ours = Category.objects.exclude(google_id=None).values_list("code", "google_id", "google_path")
    wrong = [
        (code, path, official.get(number))
        for code, number, path in ours
        if official.get(number) != _plain(path)
    ]
    assert wrong == []


def test_every_kbli_code_of_2020_stands_in_the_register(categories: None) -> None:
    with KBLI.open(encoding="utf-8") as lines:
        known = {row["code"] for row in csv.DictReader(lines)}
    asked = {code for row in Category.objects.all() for code in row.kbli_2020}
    assert asked
    assert asked <= known


def test_the_tree_has_twelve_trunks_and_a_hundred_and_two_leaves(
    categories: None, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        leaves = [len(row.children.all()) for row in queries.tree()]
    assert (len(leaves), sum(leaves)) == (12, 102)


def test_loading_again_changes_nothing(categories: None) -> None:
    before = list(Category.objects.values())
    actions.load()
    assert list(Category.objects.values()) == before


def test_a_category_is_found_by_code_or_slug(categories: None) -> None:
    keripik = queries.category("mkn-01")
    assert keripik is not None
    assert queries.category(keripik.slug) == keripik
    assert queries.category("tidak-ada") is None


def test_every_category_names_a_track_whose_class_the_permits_know(categories: None) -> None:
    for row in Category.objects.exclude(parent=None):
        track = methods.tracks()[row.permit_track]
        assert track.permit_class == "" or track.permit_class in permits.classes()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Keripik singkong pedas 250 g", "MKN-01"),
        ("kripik tempe", "MKN-01"),  # the first word is the thing, and the spelling is the seller's
        ("krupuk kulit", "MKN-01"),
        ("tempe mentah", "MKN-08"),
        ("Bika Ambon pandan", "MKN-03"),
        ("Kopi Sidikalang robusta", "MNM-01"),
        ("ulos ragihotang", "FSN-01"),
        ("kemeja batik", "FSN-04"),
        ("meja belajar", "RMH-01"),
        ("sewa tenda pesta", "JSA-07"),
        ("laundry kiloan", "JSA-03"),
        ("pupuk kandang", "TNI-10"),
    ],
)
def test_what_a_seller_types_finds_its_kind(categories: None, said: str, code: str) -> None:
    guess = queries.guess(said)
    assert guess is not None
    assert guess.code == code


def test_words_that_mean_nothing_find_nothing(categories: None) -> None:
    assert queries.guess("zzzz qqqq") is None
    assert queries.guess("") is None


def test_every_example_leads_back_to_its_own_kind_or_a_twin(categories: None) -> None:
    """The same word stands in several kinds now and then (beras, markisa): then any of them is right."""
    rows = list(Category.objects.exclude(parent=None))
    for row in rows:
        for example in row.examples:
            twins = {each.code for each in rows if example in each.examples}
            assert queries.guess(example).code in twins  # type: ignore[union-attr]


def test_units_are_converted_only_where_they_have_a_size() -> None:
    assert methods.in_base(Decimal(3), "lusin") == (36, "pcs")
    assert methods.in_base(Decimal("1.5"), "Kg") == (1500, "g")
    assert methods.in_base(Decimal(2), "ons") == (200, "g")
    assert methods.in_base(Decimal(1), "bungkus") is None
    assert methods.in_base(Decimal(1), "galon") is None
