"""What the birth form asks, and the checklist told before anything is asked."""

from datetime import timedelta

from balaikota.civil.births.tests.family import BIRTH, TODAY, facts, papers, said, seen, stops

# --- single fields --------------------------------------------------------------------------------


def test_a_birth_after_the_day_of_report_is_refused() -> None:
    assert "birth-future" in stops(seen(tanggal_lahir=(TODAY + timedelta(days=1)).isoformat()))


def test_a_foreign_child_is_shown_the_service_for_foreigners() -> None:
    assert stops(seen(subjek1_kewarganegaraan="wna")) == ["birth-foreign"]


def test_an_odd_weight_or_length_is_asked_again_and_accepted() -> None:
    view = seen(berat_gram=7000, panjang_cm=19.5)
    assert {"weight", "length"} <= set(said(view))
    assert stops(view) == []


def test_a_foreign_reporter_gives_a_passport_number_instead_of_a_nik() -> None:
    stranger = facts(known=False) | {"pemohon": {}}
    view = seen(
        family=stranger,
        pelapor_kewarganegaraan="wna",
        pelapor_nik=None,
        pelapor_no_kk=None,
        pelapor_no_dokumen_perjalanan="P1234567",
    )
    assert stops(view) == []


def test_the_weekday_is_computed_and_never_asked() -> None:
    assert "hari_lahir" not in {question.name for question in BIRTH.questions}


# --- the checklist --------------------------------------------------------------------------------


def test_the_checklist_of_a_known_couple_asks_no_kk_and_wants_the_marriage_book() -> None:
    view = seen(**dict.fromkeys(BIRTH.example))
    assert papers(view) == {"surat_keterangan_lahir", "bukti_kawin", "kk_di_kota"}


def test_the_checklist_of_a_couple_with_an_unrecorded_marriage_offers_f204_before_anything_is_asked() -> None:
    view = seen(family=facts(recorded=False), **dict.fromkeys(BIRTH.example))
    assert papers(view) == {"surat_keterangan_lahir", "sptjm_pasangan", "kk_di_kota"}


def test_the_checklist_of_a_mother_alone_wants_no_marriage_proof() -> None:
    view = seen(family=facts(couple=False), **dict.fromkeys(BIRTH.example))
    assert papers(view) == {"surat_keterangan_lahir", "kk_di_kota"}


def test_the_checklist_of_a_stranger_asks_the_kk_too() -> None:
    view = seen(family=facts(known=False), **dict.fromkeys(BIRTH.example))
    assert papers(view) == {"surat_keterangan_lahir", "bukti_kawin", "kk"}


def test_delivery_by_post_asks_the_address_and_a_download_does_not() -> None:
    assert not {name for name in seen().visible if name.startswith("kirim_")}
    assert {"kirim_alamat", "kirim_rt", "kirim_kelurahan"} <= set(seen(cara_terima="pos").missing)
