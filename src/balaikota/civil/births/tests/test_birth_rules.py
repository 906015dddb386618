"""The fourteen rules of akta-kelahiran, each as a sentence, with its refusal or its offer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.civil.births.tests.family import (
    BIRTH,
    F203,
    F204,
    FOUNDLING,
    NO_PROOF,
    facts,
    forms,
    papers,
    said,
    seen,
    sentence,
    stops,
)

RULES = [
    "birth-60", "birth-60-fine", "birth-noletter", "birth-nomarriage", "birth-mother", "birth-note",
    "birth-foundling", "birth-domicile", "birth-witness", "birth-name", "birth-twins", "birth-parents",
    "birth-three", "birth-adult",
]  # fmt: skip


def test_the_service_file_has_all_fourteen_rules_each_with_sentence_and_confidence() -> None:
    by_id = {rule.id: rule for rule in BIRTH.rules}
    assert set(RULES) <= set(by_id)
    for rule in RULES:
        assert len(by_id[rule].sentence) > 30
        assert by_id[rule].confidence


def test_a_complete_birth_reported_in_time_goes_to_the_second_officer_without_remarks() -> None:
    view = seen()
    assert stops(view) == []
    assert said(view) == {"birth-witness": "info", "birth-three": "spawn"}
    assert [step.duty for step in view.steps] == ["verify", "decide"]
    assert forms(view) == ["F-2.01"]


# --- birth-60 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "reported", "late"),
    [
        ("2026-01-01", "2026-03-02", False),
        ("2026-01-01", "2026-03-03", True),
        ("2028-01-15", "2028-03-15", False),
        ("2028-01-15", "2028-03-16", True),
    ],
)
def test_a_birth_is_late_from_the_61st_day_and_then_the_head_decides(
    born: str, reported: str, late: bool
) -> None:
    view = seen(date.fromisoformat(reported), tanggal_lahir=born)
    assert ("birth-60" in said(view)) is late
    assert view.steps[-1].duty == ("head" if late else "decide")
    assert view.steps[0].duty == "verify"


def test_a_late_birth_is_served_and_no_court_is_asked() -> None:
    view = seen(tanggal_lahir="2026-06-01")
    assert stops(view) == []
    assert said(view)["birth-60"] == "require"
    assert "Tidak perlu penetapan pengadilan" in sentence(view, "birth-60")


@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.integers(0, 400))
def test_lateness_counts_calendar_days_with_the_birthday_as_day_zero(born: date, days: int) -> None:
    view = seen(
        born + timedelta(days=days),
        tanggal_lahir=born.isoformat(),
        ayah_tanggal_lahir=None,
        ibu_tanggal_lahir=None,
    )
    assert ("birth-60" in said(view)) is (days > 60)


# --- birth-60-fine --------------------------------------------------------------------------------


def test_the_fine_of_this_city_is_told_apart_from_the_free_service() -> None:
    view = seen(tanggal_lahir="2026-06-01")
    assert said(view)["birth-60-fine"] == "info"
    assert "Denda bukan biaya" in sentence(view, "birth-60-fine")
    assert "Rp100.000" in sentence(view, "birth-60-fine-sum")
    assert "Perda Kota Medan 3/2021" in sentence(view, "birth-60-fine-sum")
    assert BIRTH.fee.amount == 0
    assert stops(view) == []


def test_a_birth_in_time_is_not_told_of_a_fine() -> None:
    assert "birth-60-fine" not in said(seen())


def test_a_city_without_a_fine_tells_of_none() -> None:
    rules = said(seen(family=facts(fine=False), tanggal_lahir="2026-06-01"))
    assert "birth-60" in rules
    assert not {"birth-60-fine", "birth-60-fine-sum"} & set(rules)


# --- birth-noletter -------------------------------------------------------------------------------


def test_without_a_birth_letter_f203_is_offered_instead_of_a_refusal() -> None:
    view = seen(surat_lahir_ada=False, berkas_surat_lahir=None)
    assert said(view)["birth-noletter"] == "offer"
    assert "F-2.03" in sentence(view, "birth-noletter")
    assert "sptjm_kelahiran" in papers(view)
    assert "surat_keterangan_lahir" not in papers(view)
    assert "berkas_surat_lahir" not in view.visible
    assert {"pernyataan_nama", "f203_benar"} <= view.visible


def test_f203_filled_in_on_screen_with_two_witnesses_is_accepted() -> None:
    view = seen(**F203)
    assert stops(view) == []
    assert forms(view) == ["F-2.01", "F-2.03"]
    assert {"saksi1_nik", "saksi2_nik"} <= view.visible


def test_f203_that_is_not_declared_true_stops_and_says_how_to_go_on() -> None:
    view = seen(**F203 | {"f203_benar": False})
    assert stops(view) == ["f203-signed"]
    assert "unggah suratnya" in sentence(view, "f203-signed")


# --- birth-nomarriage, birth-note -----------------------------------------------------------------


def test_without_marriage_proof_but_spouses_on_the_kk_f204_is_offered() -> None:
    view = seen(**NO_PROOF)
    assert said(view)["birth-nomarriage"] == "offer"
    assert "F-2.04" in sentence(view, "birth-nomarriage")
    assert "pakai_f204" in view.visible
    assert "kk_suami_istri" not in view.visible, "the city's own data answer that"


def test_with_f204_the_father_stands_on_the_certificate() -> None:
    view = seen(**F204)
    assert stops(view) == []
    assert forms(view) == ["F-2.01", "F-2.04"]
    assert view.clean()["ayah_nama"] == "Dimas Pranata"


def test_with_f204_the_certificate_will_note_that_the_marriage_is_not_recorded() -> None:
    view = seen(**F204)
    assert said(view)["birth-note"] == "info"
    assert "belum tercatat" in sentence(view, "birth-note")
    note = next(finding for finding in view.findings if finding.rule == "birth-note")
    assert note.confidence == "unverified"
    assert "birth-note" not in said(seen())


def test_f204_that_is_not_declared_true_stops_and_shows_the_other_way() -> None:
    view = seen(**F204 | {"f204_benar": False})
    assert stops(view) == ["f204-signed"]
    assert "anak ibunya" in sentence(view, "f204-signed")


def test_neither_letter_nor_proof_takes_both_declarations() -> None:
    view = seen(**F203 | F204)
    assert stops(view) == []
    assert forms(view) == ["F-2.01", "F-2.03", "F-2.04"]


def test_a_letter_missing_beside_a_marriage_book_takes_f203_only() -> None:
    view = seen(**F203)
    assert forms(view) == ["F-2.01", "F-2.03"]
    assert "bukti_kawin" in papers(view)


def test_a_family_the_city_does_not_know_is_asked_about_its_kk() -> None:
    view = seen(family=facts(known=False), **NO_PROOF)
    assert "kk_suami_istri" in view.visible
    shown = seen(family=facts(known=False), kk_suami_istri=True, **F204)
    assert stops(shown) == []
    assert forms(shown) == ["F-2.01", "F-2.04"]


def test_a_mother_who_is_not_the_wife_on_the_kk_does_not_make_them_spouses() -> None:
    view = seen(
        **F204 | {"ibu_nama": "Rosmawati Lubis", "ibu_nik": "1271116902049994", "pelapor_hubungan": "ayah"}
    )
    assert "birth-nomarriage" not in said(view)
    assert "birth-mother" in said(view)
    assert "ayah_nama" not in view.clean()


# --- birth-mother ---------------------------------------------------------------------------------


def test_without_proof_and_without_spouses_on_the_kk_the_child_is_its_mothers_and_no_father_is_asked() -> (
    None
):
    view = seen(family=facts(couple=False), **NO_PROOF)
    assert said(view)["birth-mother"] == "require"
    assert stops(view) == []
    assert forms(view) == ["F-2.01"]
    assert "ayah" not in {page.name for page in view.pages}
    assert not {name for name in view.visible if name.startswith("ayah_")}
    assert not {name for name in view.clean() if name.startswith("ayah_")}


def test_a_father_typed_behind_the_forms_back_is_not_kept() -> None:
    view = seen(family=facts(couple=False), ayah_nama="Rudi Hartono", **NO_PROOF)
    assert "ayah_nama" not in view.clean()


def test_parents_may_decline_f204_and_record_the_child_as_its_mothers() -> None:
    view = seen(**NO_PROOF, pakai_f204=False)
    assert said(view)["birth-mother"] == "require"
    assert stops(view) == []
    assert "ayah_nama" not in view.clean()


# --- birth-foundling ------------------------------------------------------------------------------


def test_a_foundling_needs_the_police_report_and_its_parents_stay_empty() -> None:
    view = seen(**FOUNDLING)
    assert said(view)["birth-foundling"] == "require"
    assert "berita_acara_kepolisian" in papers(view)
    assert stops(view) == []
    assert not {name for name in view.clean() if name.startswith(("ayah_", "ibu_"))}
    assert {"ibu", "ayah", "perkawinan"}.isdisjoint(page.name for page in view.pages)


def test_a_foundling_without_the_police_report_is_told_what_is_missing() -> None:
    view = seen(**FOUNDLING | {"berkas_berita_acara": None})
    assert stops(view) == ["berkas_berita_acara"]


# --- birth-domicile -------------------------------------------------------------------------------


def test_a_child_born_elsewhere_is_reported_at_home_all_the_same() -> None:
    view = seen(tempat_kelahiran="12.75")
    assert said(view)["birth-domicile"] == "info"
    assert "bukan di tempat lahir" in sentence(view, "birth-domicile")
    assert stops(view) == []
    assert "birth-domicile" not in said(seen())


# --- birth-witness --------------------------------------------------------------------------------


def test_no_question_takes_a_copy_of_a_witnesss_ktp() -> None:
    files = {question.name: question.label.lower() for question in BIRTH.questions if question.kind == "file"}
    assert not [name for name in files if "saksi" in name or "ktp" in name]
    assert not [label for label in files.values() if "saksi" in label or "ktp" in label]
    assert not [
        need for need in BIRTH.documents if "saksi" in need.label.lower() or "ktp" in need.label.lower()
    ]
    assert "tidak boleh diminta" in sentence(seen(), "birth-witness")


def test_the_witnesses_are_two_persons() -> None:
    view = seen(saksi2_nik=BIRTH.example["saksi1_nik"])
    assert stops(view) == ["witnesses-differ"]


def test_nobody_is_a_witness_to_their_own_birth() -> None:
    view = seen(
        tanggal_lahir="1990-01-12",
        subjek1_nik="1271011201909991",
        ibu_tanggal_lahir=None,
        ayah_tanggal_lahir=None,
    )
    assert "witness-not-subject" in stops(view)


# --- birth-name -----------------------------------------------------------------------------------


def test_a_name_of_60_letters_fits_and_61_does_not() -> None:
    sixty = "Kartika " + "Ayu Lestari " * 4 + "Dewi"
    assert len(sixty) == 60
    assert stops(seen(anak_nama=sixty)) == []
    view = seen(anak_nama=sixty + "a")
    assert {"birth-name", "N2"} <= set(stops(view))
    assert "60 huruf" in sentence(view, "N2")


@pytest.mark.parametrize(
    "name", ["Dr. Budi Santoso", "Budi 2 Santoso", "Haji Budi Santoso", "Budi S. Santoso"]
)
def test_a_title_a_digit_or_an_abbreviation_is_refused_with_the_rule_explained(name: str) -> None:
    view = seen(anak_nama=name)
    assert {"birth-name", "N3"} <= set(stops(view))
    assert "tanpa singkatan, angka, tanda baca" in sentence(view, "birth-name")


def test_a_single_word_name_only_warns() -> None:
    view = seen(anak_nama="Sutrisno")
    assert said(view)["N1"] == "warn"
    assert stops(view) == []


def test_a_name_on_earlier_documents_stays_valid() -> None:
    view = seen(
        anak_nama="Budi 2", tanggal_lahir="1990-01-12", subjek1_nik="1271011201909992",
        ibu_tanggal_lahir=None, ayah_tanggal_lahir=None,
    )  # fmt: skip
    assert said(view)["N6"] == "info"
    assert stops(view) == []


# --- birth-twins ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["kembar_2", "kembar_3", "kembar_4"])
def test_twins_get_an_application_each(kind: str) -> None:
    view = seen(jenis_kelahiran=kind)
    assert said(view)["birth-twins"] == "spawn"
    assert stops(view) == []


def test_a_single_birth_spawns_no_sibling() -> None:
    assert "birth-twins" not in said(seen())
    assert "birth-twins" not in said(seen(jenis_kelahiran="lainnya"))


# --- birth-parents --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "born", "warned"),
    [
        ("ibu_tanggal_lahir", "2014-11-03", True),
        ("ibu_tanggal_lahir", "2014-11-02", False),
        ("ayah_tanggal_lahir", "2014-11-03", True),
        ("ibu_tanggal_lahir", "1965-11-02", True),
        ("ibu_tanggal_lahir", "1965-11-03", False),
        ("ayah_tanggal_lahir", "1950-01-02", False),
    ],
)
def test_a_parent_younger_than_12_or_a_mother_older_than_60_is_looked_at_not_refused(
    who: str, born: str, warned: bool
) -> None:
    view = seen(**{who: born})
    assert ("birth-parents" in said(view)) is warned
    assert said(view).get("birth-parents", "warn") == "warn"
    assert stops(view) == []


@pytest.mark.parametrize(("who", "rule"), [("ibu", "mother-before-child"), ("ayah", "father-before-child")])
def test_a_parent_is_born_before_the_child(who: str, rule: str) -> None:
    assert stops(seen(**{f"{who}_tanggal_lahir": "2026-11-02"})) == [rule]


# --- birth-three, birth-adult ---------------------------------------------------------------------


def test_kk_and_kia_follow_without_a_new_request() -> None:
    view = seen()
    assert said(view)["birth-three"] == "spawn"
    assert "tidak perlu mengajukan lagi" in sentence(view, "birth-three")


@pytest.mark.parametrize(("born", "adult"), [("2009-11-25", True), ("2009-11-26", False)])
def test_from_seventeen_on_one_may_apply_in_person_and_gets_no_kia(born: str, adult: bool) -> None:
    view = seen(tanggal_lahir=born)
    assert (said(view).get("birth-adult") == "info") is adult
    assert ("birth-three" in said(view)) is not adult
    if adult:
        assert "F-2.03" in sentence(view, "birth-adult")
    assert stops(view) == []
