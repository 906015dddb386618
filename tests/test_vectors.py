"""The 30 test vectors of the source, each asked of the service it belongs to.

Source: shared/data/civil-services.yaml, `test_vectors` (compiled 2026-11-25). A vector whose service is not
there yet is skipped, and says so.
"""

from datetime import date
from typing import Any

import pytest

from balaikota.engine.catalogue import queries as services
from balaikota.engine.questions.contract import parse
from balaikota.engine.questions.methods import View
from balaikota.engine.questions.models import Example

pytestmark = pytest.mark.django_db  # a handler may look into the registers

COUPLE = {"ada": True, "terbaca": True, "pasangan_di_kk": True, "kawin_belum_tercatat": False}
COUPLE |= {"ibu": {"nik": "1271215703859992", "nama": "Sari Wulandari Siregar"}, "kawin_tercatat": True}
DECLARED = {
    "pernyataan_nama": "Sari Wulandari Siregar",
    "pernyataan_nik": "1271215703859992",
    "pernyataan_ttl": "Medan, 17 Maret 1985",
    "pernyataan_alamat": "Jalan Durian Nomor 12",
}
SINGLE = {**COUPLE, "pasangan_di_kk": False}


def seen(slug: str, today: str = "2026-11-25", facts: dict[str, Any] | None = None, **answers: Any) -> View:
    """The form of a service with its own example, changed by these answers (None takes one away)."""
    file = next((one for one in services.service_files() if one.stem == slug), None)
    if file is None:
        pytest.skip(f"{slug} is not there yet")
    gone = tuple(name for name, value in answers.items() if value is None)
    over = {name: value for name, value in answers.items() if value is not None}
    example = Example("vector", answers=over, without=gone, today=today, facts=facts or {})
    return services.example_view(parse(services.service_text(file)), example)


def speaks(view: View, rule: str) -> bool:
    return rule in {finding.rule for finding in view.findings}


def forms_of(view: View) -> set[str]:
    return {need.form for need in view.documents if need.form.startswith("F-2")}


LATE = [
    ("akta-kelahiran", "birth-60", "tanggal_lahir", "2026-01-01", "2026-03-02", False),
    ("akta-kelahiran", "birth-60", "tanggal_lahir", "2026-01-01", "2026-03-03", True),
    ("akta-kelahiran", "birth-60", "tanggal_lahir", "2028-01-15", "2028-03-15", False),
    ("akta-kelahiran", "birth-60", "tanggal_lahir", "2028-01-15", "2028-03-16", True),
    ("akta-kematian", "death-30", "tanggal_kematian", "2026-01-01", "2026-01-31", False),
    ("akta-kematian", "death-30", "tanggal_kematian", "2026-01-01", "2026-02-01", True),
    ("akta-perkawinan", "marr-60", "tanggal_pemberkatan", "2026-11-10", "2027-01-09", False),
    ("akta-perkawinan", "marr-60", "tanggal_pemberkatan", "2026-11-10", "2027-01-10", True),
    ("sktt-orang-asing", "sktt-14", "itas_itap_tanggal", "2026-12-25", "2027-01-08", False),
    ("sktt-orang-asing", "sktt-14", "itas_itap_tanggal", "2026-12-25", "2027-01-09", True),
]


@pytest.mark.parametrize(("slug", "rule", "question", "event", "report", "is_late"), LATE)
def test_a_report_is_late_from_the_day_after_the_last(
    slug: str, rule: str, question: str, event: str, report: str, is_late: bool
) -> None:
    assert speaks(seen(slug, report, **{question: event}), rule) is is_late


@pytest.mark.parametrize(("on", "rule", "other"), [
    ("2026-05-09", "kia-nophoto", "kia-photo"),
    ("2026-05-10", "kia-photo", "kia-nophoto"),
])  # fmt: skip
def test_a_childs_card_has_a_photo_from_the_fifth_birthday(on: str, rule: str, other: str) -> None:
    view = seen("kia-baru", on, anak_tanggal_lahir="2021-05-10", anak_nik=None)
    assert speaks(view, rule)
    assert not speaks(view, other)


@pytest.mark.parametrize(("born", "on", "status", "is_allowed"), [
    ("2009-05-10", "2026-05-09", "belum_kawin", False),
    ("2009-05-10", "2026-05-10", "belum_kawin", True),
    ("2010-03-01", "2026-05-10", "cerai_hidup", True),
])  # fmt: skip
def test_an_identity_card_is_for_seventeen_or_once_married(
    born: str, on: str, status: str, is_allowed: bool
) -> None:
    view = seen("ktp-baru", on, tanggal_lahir=born, status_kawin=status)
    assert speaks(view, "ktp-age") is not is_allowed


@pytest.mark.parametrize(("born", "wants_court"), [("2007-06-02", True), ("2007-06-01", False)])
def test_under_nineteen_marries_with_the_courts_dispensation(born: str, wants_court: bool) -> None:
    view = seen("akta-perkawinan", "2026-06-01", subjek2_tanggal_lahir=born, tanggal_pemberkatan="2026-06-01")
    assert speaks(view, "marr-19") is wants_court


def test_at_seventeen_one_may_split_the_family_card() -> None:
    assert not speaks(seen("kk-pisah", "2026-01-01", tanggal_lahir="2009-01-01"), "split-age")


@pytest.mark.parametrize(("weeks", "is_allowed"), [(27, False), (28, True)])
def test_a_stillbirth_is_recorded_from_28_weeks(weeks: int, is_allowed: bool) -> None:
    assert speaks(seen("lahir-mati", lama_kandungan=weeks), "still-weeks") is not is_allowed


@pytest.mark.parametrize(("name", "is_allowed"), [
    ("Melati " + "a" * 53, True),
    ("Melati " + "a" * 54, False),
    ("Sutrisno", True),
    ("Dr. Budi Santoso", False),
    ("Budi 2 Santoso", False),
])  # fmt: skip
def test_the_name_of_a_newborn(name: str, is_allowed: bool) -> None:
    view = seen("akta-kelahiran", anak_nama=name)
    about = [one for one in view.findings if one.question == "anak_nama"]
    is_refused = "anak_nama" in view.missing or any(one.effect == "block" for one in about)
    assert is_refused is not is_allowed
    assert (name != "Sutrisno") or any((one.rule, one.effect) == ("N1", "warn") for one in about)


@pytest.mark.parametrize(("answers", "family", "forms", "has_father"), [
    ({"surat_lahir_ada": False}, COUPLE, {"F-2.03"}, True),
    ({"bukti_kawin_ada": False, "pakai_f204": True}, COUPLE, {"F-2.04"}, True),
    ({"bukti_kawin_ada": False}, SINGLE, set(), False),
    ({"surat_lahir_ada": False, "bukti_kawin_ada": False, "pakai_f204": True}, COUPLE, {"F-2.03", "F-2.04"}, True),
])  # fmt: skip
def test_a_missing_paper_of_a_birth_is_replaced_never_refused(
    answers: dict[str, Any], family: dict[str, Any], forms: set[str], has_father: bool
) -> None:
    declared: dict[str, Any] = DECLARED if forms else {}
    declared = declared | ({"f203_benar": True} if "F-2.03" in forms else {})
    declared = declared | (
        {"f204_benar": True, "f204_tanggal_kawin": "2020-02-02"} if "F-2.04" in forms else {}
    )
    view = seen("akta-kelahiran", facts={"keluarga": family}, **answers, **declared)
    assert forms_of(view) == forms
    assert view.is_complete, (view.missing, view.blocks)
    assert ("ayah_nama" in view.visible) is has_father


def test_a_family_card_has_one_head() -> None:
    two = {
        "shdk": "kepala_keluarga",
        "nik": "",
        "tanggal_lahir": "1980-05-05",
        "status_kawin": "kawin_tercatat",
    }
    view = seen("kk-baru", anggota=[two | {"nama": "Dimas Pranata"}, two | {"nama": "Sari Siregar"}])
    assert [one.rule for one in view.blocks] == ["kk-one-head"]


def test_a_childs_card_says_until_when_it_is_valid() -> None:
    """A day before the fifth birthday it ends on that birthday; from then on a day before the seventeenth."""
    cards = pytest.importorskip("balaikota.civil.cards.methods")
    young = dict(cards.kia_form(date(2021, 5, 10), date(2026, 5, 9)))
    older = dict(cards.kia_form(date(2021, 5, 10), date(2026, 5, 10)))
    assert "10 Mei 2026" in young["Berlaku"]
    assert "sehari sebelum ulang tahun ke-17" in older["Berlaku"]
