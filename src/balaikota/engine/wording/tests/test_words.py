"""Conditions in words: what is built is written, and what was written is read back."""

from hypothesis import given
from hypothesis import strategies as st

from balaikota.engine.conditions.methods import Scope, condition
from balaikota.engine.wording.methods import (
    AND,
    DAYS,
    HOWS,
    OR,
    WITHOUT_VALUE,
    Clause,
    fitting,
    in_words,
    read_back,
    split,
    written,
)

QUESTIONS = [
    {"name": "jenis", "label": "Jenis", "kind": "choice", "choices": [["a", "Apel"], ["b\\'c", "Buah 'c'"]]},
    {"name": "umur_anak", "label": "Umur", "kind": "integer"},
    {"name": "luas", "label": "Luas", "kind": "decimal"},
    {"name": "setuju", "label": "Setuju", "kind": "yesno"},
    {"name": "lahir", "label": "Lahir", "kind": "date"},
    {"name": "nama", "label": "Nama", "kind": "text"},
    {"name": "berkas", "label": "Berkas", "kind": "file"},
]


@st.composite
def clauses(draw: st.DrawFn) -> Clause:
    question = draw(st.sampled_from(QUESTIONS))
    how = draw(st.sampled_from(fitting(question)))
    name, kind = str(question["name"]), question["kind"]
    if how in WITHOUT_VALUE:
        return Clause(name, how)
    if how in DAYS:
        return Clause(name, how, draw(st.integers(0, 9999)))
    if kind == "integer":
        return Clause(name, how, draw(st.integers(-9999, 9999)))
    if kind == "decimal":
        return Clause(name, how, draw(st.integers(-9999, 9999).map(lambda n: n / 4)))
    if kind == "yesno":
        return Clause(name, how, draw(st.booleans()))
    if kind == "date":
        return Clause(name, how, draw(st.dates()).isoformat())
    if kind == "choice":
        return Clause(name, how, draw(st.sampled_from(["a", "b\\'c"])))
    return Clause(name, how, draw(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)))


@given(st.lists(clauses(), min_size=1, max_size=5), st.sampled_from([AND, OR]))
def test_what_is_built_is_read_back(built: list[Clause], joiner: str) -> None:
    source = written(built, joiner)
    assert condition(source).names <= {str(q["name"]) for q in QUESTIONS} | {"hari_ini"}
    said = read_back(source, QUESTIONS)
    assert said is not None
    assert written(*said) == source
    assert said[0] == built or {type(c.value) for c in built} & {float}
    assert in_words(source, QUESTIONS)


@given(st.lists(clauses(), min_size=1, max_size=4))
def test_nothing_answered_is_no_reason_to_ask(built: list[Clause]) -> None:
    """An unanswered question makes only “belum diisi” true."""
    scope = Scope({str(q["name"]): None for q in QUESTIONS}, hari_ini="2026-11-25")
    holds = condition(written(built, AND)).holds(scope)
    assert holds == all(one.how == "empty" for one in built)


def test_every_comparison_means_what_it_says() -> None:
    scope = Scope(
        {
            "jenis": "a",
            "umur_anak": 7,
            "luas": 2.5,
            "setuju": False,
            "lahir": "2010-05-01",
            "nama": "Sari",
            "berkas": [],
        },
        hari_ini="2026-11-25",
    )
    true = [
        Clause("jenis", "is", "a"), Clause("jenis", "not", "b"), Clause("umur_anak", "more", 6),
        Clause("umur_anak", "least", 7), Clause("luas", "less", 3), Clause("luas", "most", 2.5),
        Clause("setuju", "is", False), Clause("lahir", "before", "2010-05-02"), Clause("lahir", "aged", 16),
        Clause("lahir", "younger", 17), Clause("lahir", "passed", 365), Clause("nama", "has", "ar"),
        Clause("nama", "filled"), Clause("berkas", "empty"),
    ]  # fmt: skip
    assert {one.how for one in true} >= set(HOWS) - {"after", "ahead"}
    for one in true:
        assert condition(written([one], AND)).holds(scope), one


def test_cel_of_another_shape_is_shown_as_it_is_with_an_explanation() -> None:
    source = "(jenis == 'a' || umur_anak > 3) && fakta.keluarga.ada"
    assert read_back(source, QUESTIONS) is None
    assert read_back("jenis == 'a' && umur_anak > 3 || setuju == true", QUESTIONS) is None
    assert read_back('jenis == "a"', QUESTIONS) is None
    words = in_words(source, QUESTIONS)
    assert "“Jenis” adalah 'a' atau “Umur” lebih dari 3" in words
    assert "catatan kota “keluarga · ada”" in words


def test_signs_within_text_do_not_cut_a_condition() -> None:
    assert split("nama == 'a && b' && (x || y)") == (["nama == 'a && b'", "(x || y)"], ["&&"])


def test_words_for_nothing() -> None:
    assert in_words("", QUESTIONS) == in_words("true", QUESTIONS) == "selalu"
