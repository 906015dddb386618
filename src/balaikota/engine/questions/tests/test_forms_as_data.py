# ruff: noqa: E501
"""A service file is read with every fault named, and a form is worked out the same for page and submit."""

import json
import random
import string
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balaikota.engine.conditions.methods import condition
from balaikota.engine.questions import queries
from balaikota.engine.questions.contract import Definition, ServiceFileError, parse
from balaikota.engine.questions.methods import EMPTY, evaluate
from balaikota.engine.questions.tests.samples import SAMPLE

SERVICE = parse(SAMPLE)
TODAY = date(2026, 2, 1)
SARI = {"pemohon": {"nama": "Sari Dewi", "nik": "1271015501909991"}, "keluarga": {"ada": True}}


def faults(old: str, new: str, count: int = 1) -> str:
    assert old in SAMPLE
    with pytest.raises(ServiceFileError) as error:
        parse(SAMPLE.replace(old, new, count))
    return "\n".join(error.value.faults)


# --- reading a service file -----------------------------------------------------------------------


def test_an_edition_keeps_exactly_what_the_file_says() -> None:
    assert Definition.from_json(json.loads(json.dumps(SERVICE.to_json()))) == SERVICE


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('kind = "yesno"', 'kind = "yesnoo"', "pertanyaan “ada_surat”: jenis “yesnoo” tidak dikenal. (yesno?)"),
        ("penolong == 'lainnya'", "penolongg == 'x'", "nama “penolongg” pada syarat tidak dikenal. Mungkin maksudnya “penolong”?"),
        ("penolong == 'lainnya'", "penolong ==", "pertanyaan “penolong_lain”: syarat tidak dapat dibaca"),
        ("penolong == 'lainnya'", "lahir(penolong)", "fungsi “lahir” tidak dikenal"),
        ('name = "surel"', 'name = "telepon"', "pertanyaan “telepon” ada 2 kali."),
        ('page = "bayi"\nname = "penolong"', 'page = "ibu"\nname = "penolong"', "halaman “ibu” tidak ada."),
        ('choices = [["dokter", "Dokter"], ["bidan", "Bidan"], ["lainnya", "Lainnya"]]', "", "pilihan (choices) belum ada."),
        ('["bidan", "Bidan"]', '["dokter", "Bidan"]', "pilihan “dokter” ada lebih dari sekali."),
        ('["bidan", "Bidan"]', '["bidan"]', "harus pasangan [nilai, tulisan]."),
        ("max_length = 60", 'max_length = "60"', "max_length: isinya salah jenis."),
        ("max_length = 60", "maxlength = 60", "“maxlength” tidak dikenal. Mungkin maksudnya “max_length”?"),
        ('label = "Berat (kg)"', "", "“label” belum ada."),
        ('duty = "verify"', 'duty = "sweep"', "tugas “sweep” tidak dikenal."),
        ('effect = "block"', 'effect = "forbid"', "aturan “kembar”: akibat “forbid” tidak dikenal."),
        ('question = "surat"', 'question = "penolong"', "dokumen “surat_lahir”: pertanyaan berkas “penolong” tidak ada."),
        ('group = "saksi"', 'group = "saksii"', "kelompok “saksii” tidak ada."),
        ("hours = 24", "hours = 0", "hours harus lebih dari 0."),
        ('number_prefix = "CTH"', 'number_prefix = "c"', "number_prefix"),
        ('number_prefix = "CTH"', "", "berkas layanan: “number_prefix” belum ada."),
        ("min = 0.3", "min = 9", "min lebih besar dari max."),
        ('prefill = "pemohon.nama"', "", "dikunci (locked) tanpa asal isian (prefill)."),
        ('name = "berat"', 'name = "hari_ini"', "bukan kata CEL"),
        ('anak_nama = "Melati Putri"', 'anak_namaa = "x"', "contoh (example): pertanyaan “anak_namaa” tidak ada."),
        ('check = "past_date"', 'check = "past"', "check “past” tidak dikenal."),
        ('id = "kembar"', 'id = "birth-60"', "aturan “birth-60” ada 2 kali."),
    ],
)  # fmt: skip
def test_every_fault_is_named_with_its_place(old: str, new: str, sentence: str) -> None:
    assert sentence in faults(old, new)


def test_questions_that_wait_for_each_other_are_found_and_named() -> None:
    circle = SAMPLE.replace("when = \"penolong == 'lainnya'\"", 'when = "ada(berat)"').replace(
        'label = "Berat (kg)"', 'label = "Berat (kg)"\nwhen = "ada(penolong_lain)"'
    )
    with pytest.raises(ServiceFileError, match="Syarat saling menunggu: berat → penolong_lain → berat"):
        parse(circle)


def test_a_page_that_waits_for_its_own_question_is_a_circle() -> None:
    assert "saling menunggu" in faults(
        'title = "Tentang bayi"', 'title = "Tentang bayi"\nwhen = "ada(berat)"'
    )


def test_several_faults_are_told_at_once() -> None:
    with pytest.raises(ServiceFileError) as error:
        parse(SAMPLE.replace('kind = "yesno"', 'kind = "x"').replace('duty = "verify"', 'duty = "y"'))
    assert len(error.value.faults) >= 3


def test_names_bound_inside_a_list_are_no_questions() -> None:
    text = SAMPLE.replace("kelahiran_ke > 15", "saksi.exists(s, s.saksi_nama == anak_nama)")
    assert parse(text).rules[1].when.startswith("saksi.exists")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_a_damaged_file_is_refused_with_sentences_and_never_crashes(dice: random.Random) -> None:
    text = SAMPLE
    for _turn in range(dice.randint(1, 6)):
        at = dice.randrange(len(text))
        length = dice.choice([0, 1, 3, 20, 200])
        text = (
            text[:at]
            + dice.choice(["", "'", '"', "[", "=", "\n", "true", "1", "{", dice.choice(string.printable)])
            + text[at + length :]
        )
    told: list[str] | None = None
    try:
        parse(text)
    except ServiceFileError as error:
        told = error.faults
    assert told is None or (told and all(told))


@pytest.mark.parametrize("text", ["a = " + "9" * 5000, "a = " + "[" * 3000, "a = 1e999999999"])
def test_a_file_that_python_cannot_count_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ServiceFileError):
        parse(text)


# --- working a form out ---------------------------------------------------------------------------


def test_before_anything_is_asked_the_familys_facts_say_which_papers_are_wanted() -> None:
    at_home = evaluate(SERVICE, {}, SARI, TODAY)
    assert [need.name for need in at_home.documents] == []
    assert [need.name for need in at_home.documents_maybe] == ["surat_lahir", "sptjm"]
    elsewhere = evaluate(SERVICE, {}, {**SARI, "keluarga": {"ada": False}}, TODAY)
    assert [need.name for need in elsewhere.documents] == ["kk"]


def test_an_answer_settles_which_paper_it_is() -> None:
    view = evaluate(SERVICE, {"ada_surat": False}, SARI, TODAY)
    assert [need.name for need in view.documents] == ["sptjm"]
    assert view.documents_maybe == []


def test_the_example_is_complete() -> None:
    view = evaluate(SERVICE, SERVICE.example, {}, TODAY)
    assert view.is_complete, (view.missing, view.faults, view.blocks)


def test_a_hidden_question_does_not_block_and_its_answer_is_forgotten() -> None:
    view = evaluate(
        SERVICE, {**SERVICE.example, "penolong_lain": "dukun", "ayah": {"nama": "X Y"}}, SARI, TODAY
    )
    assert "penolong_lain" not in view.visible
    assert not {"penolong_lain", "ayah"} & view.clean().keys()
    assert view.is_complete


def test_what_hangs_on_a_hidden_question_is_hidden_too() -> None:
    text = SAMPLE.replace('label = "Keterangan"', 'label = "Keterangan"\nwhen = "penolong_lain == \'dukun\'"')
    answers = {**SERVICE.example, "penolong": "lainnya", "penolong_lain": "dukun"}
    assert "keterangan" in evaluate(parse(text), answers, SARI, TODAY).visible
    assert "keterangan" not in evaluate(parse(text), {**answers, "penolong": "bidan"}, SARI, TODAY).visible


def test_required_may_be_a_condition() -> None:
    without = {name: value for name, value in SERVICE.example.items() if name != "telepon"}
    assert evaluate(SERVICE, without, SARI, TODAY).missing == ["telepon"]
    assert evaluate(SERVICE, {**without, "surel": "sari@contoh.id"}, SARI, TODAY).missing == []


def test_a_locked_answer_comes_from_the_city_whatever_was_typed() -> None:
    view = evaluate(SERVICE, {**SERVICE.example, "pelapor_nama": "Orang Lain"}, SARI, TODAY)
    assert view.clean()["pelapor_nama"] == "Sari Dewi"
    assert view.locked == {"pelapor_nama", "pelapor_nik"}


def test_what_the_city_does_not_know_is_asked_although_it_would_be_locked() -> None:
    view = evaluate(SERVICE, SERVICE.example, {"pemohon": {"nama": "Sari Dewi", "nik": None}}, TODAY)
    assert view.locked == {"pelapor_nama"}
    assert view.clean()["pelapor_nik"] == "1271015501909991"


def test_a_late_report_goes_to_the_head_and_says_so() -> None:
    late = evaluate(SERVICE, SERVICE.example, SARI, date(2026, 3, 4))
    in_time = evaluate(SERVICE, SERVICE.example, SARI, date(2026, 3, 3))
    assert [step.duty for step in in_time.steps] == ["verify", "decide"]
    assert [(step.duty, step.label) for step in late.steps][1] == ("head", "Putusan kepala dinas")
    assert late.step_names == ["verifikasi", "putusan"]
    (finding,) = [finding for finding in late.findings if finding.rule == "birth-60"]
    assert (finding.effect, finding.question, finding.page) == ("require", "tanggal_lahir", "bayi")


def test_a_rule_that_blocks_keeps_the_form_from_being_sent() -> None:
    view = evaluate(SERVICE, {**SERVICE.example, "kelahiran_ke": 16}, SARI, TODAY)
    assert [finding.rule for finding in view.blocks] == ["kembar"]
    assert not view.is_complete


def test_a_name_that_the_law_does_not_allow_blocks_and_a_short_one_only_warns() -> None:
    title = evaluate(SERVICE, {**SERVICE.example, "anak_nama": "Melati SH"}, SARI, TODAY)
    assert [(finding.rule, finding.question) for finding in title.blocks] == [("N3", "anak_nama")]
    short = evaluate(SERVICE, {**SERVICE.example, "anak_nama": "Melati"}, SARI, TODAY)
    assert short.is_complete
    assert ("N1", "warn") in [(finding.rule, finding.effect) for finding in short.findings]


def test_a_day_that_has_not_come_is_no_birthday() -> None:
    view = evaluate(SERVICE, {**SERVICE.example, "tanggal_lahir": "2026-02-02"}, SARI, TODAY)
    assert [finding.rule for finding in view.blocks] == ["past_date"]


def test_a_nik_that_disagrees_with_the_birthday_warns_and_one_that_is_the_kk_number_blocks() -> None:
    more = """[[questions]]
page = "bayi"
name = "ibu_nik"
kind = "nik"
label = "NIK ibu"
[[questions]]
page = "bayi"
name = "ibu_tanggal_lahir"
kind = "date"
label = "Tanggal lahir ibu"
[[questions]]
page = "bayi"
name = "ibu_no_kk"
kind = "kk"
label = "Nomor KK ibu"
[[documents]]"""
    service, answers = (
        parse(SAMPLE.replace("[[documents]]", more, 1)),
        {**SERVICE.example, "ibu_nik": "1271015501909991"},
    )
    right = evaluate(service, {**answers, "ibu_tanggal_lahir": "1990-01-15"}, SARI, TODAY)
    assert "ibu_nik" not in [finding.question for finding in right.findings]
    wrong = evaluate(service, {**answers, "ibu_tanggal_lahir": "1991-01-15"}, SARI, TODAY)
    assert ("nik-vs-data", "warn", "ibu_nik") in [(f.rule, f.effect, f.question) for f in wrong.findings]
    assert wrong.is_complete
    same = evaluate(service, {**answers, "ibu_no_kk": "1271015501909991"}, SARI, TODAY)
    assert ("nik-as-kk", "ibu_nik") in [(finding.rule, finding.question) for finding in same.blocks]


def test_each_row_of_a_group_is_asked_by_itself() -> None:
    rows = [{"saksi_nama": "Budi Santoso", "saksi_kenal": True}, {"saksi_nama": "", "saksi_kenal": False}]
    view = evaluate(SERVICE, {**SERVICE.example, "saksi": rows}, SARI, TODAY)
    assert view.missing == ["saksi.0.saksi_sebagai", "saksi.1.saksi_nama"]
    assert "saksi.1.saksi_sebagai" not in view.visible


def test_too_few_rows_are_missing_and_an_empty_row_beyond_them_is_nothing() -> None:
    two = SERVICE.example["saksi"]
    assert evaluate(SERVICE, {**SERVICE.example, "saksi": two[:1]}, SARI, TODAY).missing == ["saksi"]
    view = evaluate(SERVICE, {**SERVICE.example, "saksi": [*two, {}]}, SARI, TODAY)
    assert view.is_complete
    assert len(view.clean()["saksi"]) == 2


def test_a_condition_about_a_missing_answer_is_not_true_and_tells_nothing_of_the_answers(caplog) -> None:
    text = SAMPLE.replace("kelahiran_ke > 15", "anak_nama > 15")
    view = evaluate(parse(text), {**SERVICE.example, "kelahiran_ke": 16}, SARI, TODAY)
    assert view.blocks == []
    assert "Melati" not in caplog.text


def test_each_condition_is_compiled_once_for_all_who_ask() -> None:
    evaluate(SERVICE, SERVICE.example, SARI, TODAY)
    before = condition.cache_info().misses
    for _time in range(5):
        evaluate(SERVICE, SERVICE.example, SARI, TODAY)
    assert condition.cache_info().misses == before


def test_answers_are_shown_as_people_read_them() -> None:
    shown = {name: queries.display(SERVICE.question(name), value) for name, value in {
        "tanggal_lahir": "2026-01-02", "jam_lahir": "07:30", "berat": 3.2, "ada_surat": False,
        "penolong": "bidan", "telepon": "+6281234567890", "pelapor_nik": "1271015501909991",
        "ayah": {"nama": "Dimas Putra", "nik": "1271015501909991"}, "nomor_kk": "1271012503249991",
        "anak_nama": None,
    }.items()}  # fmt: skip
    assert shown == {
        "tanggal_lahir": "2 Januari 2026", "jam_lahir": "07.30", "berat": "3,2", "ada_surat": "Tidak",
        "penolong": "Bidan", "telepon": "0812-3456-7890", "pelapor_nik": "127101••••••9991",
        "ayah": "Dimas Putra (NIK 127101••••••9991)", "nomor_kk": "127101••••••9991", "anak_nama": "",
    }  # fmt: skip


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["ya", "tidak", "bidan", "lainnya", "dukun", "2026-01-02", "1271015501909991", "0812 3456 7890"]),
    st.lists(st.dictionaries(st.sampled_from(["saksi_nama", "saksi_kenal", "saksi_sebagai", "x"]),
                             st.one_of(st.none(), st.booleans(), st.text(max_size=9)), max_size=3), max_size=4),
    st.fixed_dictionaries({"nama": st.text(max_size=9), "nik": st.text(max_size=17)}),
    st.fixed_dictionaries({"hari": st.text(max_size=2), "bulan": st.text(max_size=3), "tahun": st.text(max_size=4)}),
)  # fmt: skip
ANSWERS = st.dictionaries(
    st.sampled_from([q.name for q in SERVICE.asked] + ["tidak_dikenal"]), VALUES, max_size=12
)


@settings(max_examples=250, deadline=None)
@given(ANSWERS, st.sampled_from([{}, SARI, {"keluarga": {"ada": False}}, {"keluarga": None}]))
def test_whatever_is_answered_hidden_is_never_kept_and_twice_is_the_same(answers, facts) -> None:
    view = evaluate(SERVICE, answers, facts, TODAY)
    kept = view.clean()
    assert kept.keys() <= view.visible
    assert all(value not in EMPTY for value in kept.values())
    assert not {name.partition(".")[0] for name in view.missing} - view.visible
    assert evaluate(SERVICE, answers, facts, TODAY) == view
    again = evaluate(SERVICE, kept, facts, TODAY)
    assert again.clean() == kept
    assert again.visible == view.visible or "saksi" in answers
    assert again.findings == view.findings or "saksi" in answers
    json.dumps(kept)
