"""People say "keripik", not "Industri kerupuk, keripik, peyek dan sejenisnya"."""

import pytest

from balaikota.enterprises.kbli import actions, queries


@pytest.mark.parametrize(("said", "code"), [
    ("jual keripik singkong", "10794"), ("kripik pisang", "10794"), ("bika ambon", "10710"), ("lemper dan klepon", "10792"),
    ("tempe", "10391"), ("menjahit baju", "14120"), ("10794", "10794"),
])  # fmt: skip
def test_everyday_words_find_the_code(db: None, said: str, code: str) -> None:
    actions.load_kbli()
    assert code in [row.code for row in queries.suggested(said)][:3]


def test_nonsense_finds_nothing_rather_than_something(db: None) -> None:
    actions.load_kbli()
    assert queries.suggested("qwxyz") == []
    assert queries.suggested("") == []
