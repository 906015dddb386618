"""What residents type, and what they find. The pairs are those of our data on product names, and our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.foundation.lexicon import methods as lexicon
from balaikota.foundation.search import actions, contract, methods, queries
from balaikota.foundation.search.contract import Entry

#: (query, what must be found), with other goods beside it.
PAIRS = [
    ("kripik", "Keripik pisang"),
    ("keripik", "Kripik ubi ungu"),
    ("krupuk", "Kerupuk udang"),
    ("sendal", "Sandal kulit"),
    ("bolu pisang tanpa gula", "Bolu pisang less sugar"),
    ("kaos oblong cwe", "Kaus wanita katun"),
    ("souvenir", "Suvenir pernikahan"),
    ("teri", "Teri medan"),
    ("kopi sidikalang", "Kopi robusta Sidikalang"),
    ("pirt", "Sambal bersertifikat P-IRT"),
    ("p-irt", "Sambal bersertifikat P-IRT"),
    ("pengrajin anyaman", "Perajin anyaman pandan"),
    ("sambel", "Sambal bersertifikat P-IRT"),
    ("kemeja", "Kemeja batik"),
    ("ulos", "Ulos sadum"),
]
GOODS = [answer for _query, answer in PAIRS] + [
    "Meja batik jati", "Duri ikan asin", "Durian beku", "Gelas ASI", "Terasi udang", "Perban kasa", "Kue sus",
    "Salep oles", "Barang bekas", "Kebaya encim", "Keramik hias", "Selai nanas", "Sela kayu", "Baya",
]  # fmt: skip


@pytest.fixture
def shop(offer) -> None:
    offer(*dict.fromkeys(GOODS))


@pytest.mark.parametrize(("query", "answer"), PAIRS)
def test_residents_find_goods_by_the_words_they_use(shop: None, titles, query: str, answer: str) -> None:
    assert answer in titles(query, most=10)


@pytest.mark.parametrize(
    ("query", "stranger"),
    [
        ("kemeja", "Meja batik jati"),
        ("kemeja batik", "Meja batik jati"),
        ("durian", "Duri ikan asin"),
        ("terasi", "Gelas ASI"),
        ("kebaya", "Baya"),
        ("oles", "Ulos sadum"),
        ("perbankan", "Perban kasa"),
        ("susi", "Kue sus"),
        ("bekasi", "Barang bekas"),
        ("selai", "Sela kayu"),
    ],
)
def test_no_word_is_cut_down_to_another_one(shop: None, titles, query: str, stranger: str) -> None:
    assert titles(query, most=10)[:1] != [stranger]
    if " " not in query:
        assert stranger not in titles(query, most=10)


STEM_TRAPS = [
    "kemeja", "kebaya", "durian", "keramik", "terasi", "keripik", "kerupuk", "kemasan", "perajin", "selai",
    "belawan", "perbankan", "bali", "bekasi", "susi", "bergaris", "peternakan", "gerakan",
]  # fmt: skip
STEMS = [
    "meja", "baya", "duri", "ramik", "asi", "ripik", "rupuk", "masan", "kemas", "ajin", "rajin", "sela",
    "belaw", "bankan", "perban", "bal", "bekas", "sus", "garis", "gar", "ternak", "terna", "gera",
]  # fmt: skip


@pytest.mark.parametrize("word", STEM_TRAPS)
def test_each_trap_finds_itself_and_never_its_false_stem(offer, titles, word: str) -> None:
    offer(word, *STEMS)
    assert titles(word, most=30) == [word]


@pytest.mark.parametrize("word", ["dan", "yang", "untuk"])
def test_words_said_around_the_thing_are_left_out(offer, titles, word: str) -> None:
    offer("Keripik pisang", "Dan yang untuk")
    assert titles(f"{word} keripik")[0] == "Keripik pisang"


# --- services and places --------------------------------------------------------------------------

SERVICES = {
    "KTP-el Hilang": ("ktp hilang",),
    "KTP-el Baru": ("ktp pertama", "17 tahun"),
    "Akta Kelahiran": ("melahirkan",),
    "Akta Kelahiran Orang Asing": ("wna",),
    "Akta Perkawinan": ("gereja",),
    "Pindah Alamat di Dalam Kota": ("pindah rumah",),
    "Kartu Keluarga Hilang atau Rusak": ("kk hilang",),
}


@pytest.fixture
def counter(offer) -> None:
    for title, words in SERVICES.items():
        offer(title, kind="service", words=words)
    offer("Jalan berlubang di simpang", "Lampu jalan padam", "Sampah menumpuk di pasar", kind="report")


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("ktp ilang", "KTP-el Hilang"),
        ("ktpku hilang", "KTP-el Hilang"),
        ("gmn cara ngurus ktp yg ilang", "KTP-el Hilang"),
        ("e-ktp hilang", "KTP-el Hilang"),
        ("lahiran", "Akta Kelahiran"),
        ("akte lahir", "Akta Kelahiran"),
        ("birth certificate", "Akta Kelahiran"),
        ("nikah", "Akta Perkawinan"),
        ("pindahan", "Pindah Alamat di Dalam Kota"),
        ("kk hilang", "Kartu Keluarga Hilang atau Rusak"),
        ("jalan bolong", "Jalan berlubang di simpang"),
        ("djalan berloebang", "Jalan berlubang di simpang"),
        ("lampu mati", "Lampu jalan padam"),
        ("sampah numpuk", "Sampah menumpuk di pasar"),
        ("ktp pertma", "KTP-el Baru"),
        ("akat kelahiran", "Akta Kelahiran"),
        ("akta klahiran anak pertama", "Akta Kelahiran"),
    ],
)
def test_the_answer_stands_first(counter: None, titles, query: str, answer: str) -> None:
    assert titles(query)[0] == answer


def test_a_slip_of_the_finger_is_said_and_an_exact_word_is_not(counter: None) -> None:
    assert queries.find("ktp hlang").instead == "ktp hilang"
    assert queries.find("ktp hilang").instead == ""


def test_the_last_word_may_be_a_beginning_only_while_it_is_typed(counter: None, titles) -> None:
    assert "Akta Perkawinan" in titles("perkaw", as_typed=True)
    assert "Akta Perkawinan" not in titles("perkaw ", as_typed=True)


def test_a_name_is_never_altered(offer, titles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "_names", [lambda: ["Tjong Loeboek"]])
    lexicon.forget()
    offer("Rumah Tjong", "Cong biasa", "Lubuk biasa")
    assert titles("tjong") == ["Rumah Tjong"]


def test_few_things_of_one_kind_are_not_crowded_out_by_many_of_another(offer, monkeypatch) -> None:
    monkeypatch.setattr(queries, "CAP", 20)
    offer(*(f"Jalan rusak nomor {number}" for number in range(60)), kind="report")
    offer("Izin penutupan jalan", kind="service")
    found = queries.find("jalan")
    assert {group.kind: len(group.hits) for group in found.groups} == {"service": 1, "report": 5}
    assert next(group for group in found.groups if group.kind == "report").is_capped


def test_what_people_usually_mean_stands_first(counter: None, titles) -> None:
    assert titles("ktp", pins=[("service", "ktp-el-baru")])[0] == "KTP-el Baru"
    assert titles("ktp", pins=[("service", "tidak-ada")])[0] != "tidak-ada"


# --- the index ------------------------------------------------------------------------------------


def test_an_entry_is_replaced_and_dropped(rooms, titles) -> None:
    actions.put(Entry("report", "1", "/1/", "Selokan mampet"))
    actions.put(Entry("report", "1", "/1/", "Pohon tumbang"))
    assert titles("selokan") == []
    assert titles("pohon") == ["Pohon tumbang"]
    actions.drop("report", "1")
    actions.drop("report", "1")
    assert titles("pohon") == []


def test_building_anew_forgets_what_no_room_publishes_any_more(rooms, titles, offer) -> None:
    offer("Selokan mampet", kind="report")
    rooms["report"].things = [Entry("report", "2", "/2/", "Pohon tumbang")]
    assert actions.rebuild() == {"product": 0, "service": 0, "report": 1}
    assert titles("selokan") == []
    assert titles("pohon") == ["Pohon tumbang"]
    assert queries.is_current()


def test_a_number_of_somebody_is_neither_kept_nor_found(rooms, titles) -> None:
    nik = "1271" + "234567890128"
    actions.put(Entry("report", "1", "/1/", f"Laporan {nik}", body=f"hubungi {nik} atau 081234567890"))
    assert titles("laporan") == ["Laporan ••••"]
    assert titles(nik) == []
    assert titles("081234567890") == []


def test_one_statement_finds_and_two_find_nearly(counter: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        queries.find("ktp ilang", pins=[("service", "ktp-el-baru")])
    with django_assert_num_queries(2):
        queries.find("ktp hlang")


@given(st.text(max_size=80))
def test_any_text_can_be_understood(text: str) -> None:
    asked = lexicon.understood(text, as_typed=True)
    assert len(asked.terms) <= lexicon.MOST_TERMS
    assert all(term.tsquery for term in asked.terms)


@pytest.mark.parametrize(
    "text", ["", "   ", "'", "a & b | !c", "<b>", "\\", "😀", "%", "K1:*", "''::tsquery", "x" * 500, "\x00"]
)
def test_no_text_breaks_the_question(counter: None, text: str) -> None:
    queries.find(text)
    queries.find(text, as_typed=True)


@given(st.text(max_size=40))
def test_marking_loses_no_letter(text: str) -> None:
    pieces = methods.marked(text, frozenset({"ktp", "Fktp"}))
    assert "".join(piece for piece, _is_asked in pieces) == text


def test_a_part_of_a_name_that_is_an_everyday_word_stays_one(offer, titles, monkeypatch) -> None:
    """*Kedai Durian* is a kelurahan, *tanah* and *pasar* are words."""
    monkeypatch.setattr(contract, "_names", [lambda: ["Tanah Ubi", "Pasar Rawa"]])
    lexicon.forget()
    offer("PBB: pajak bumi bangunan")
    assert titles("pajak tanah") == ["PBB: pajak bumi bangunan"]
    assert lexicon.is_protected("rawa")


def test_the_citys_own_numbers_are_found_and_nobody_elses(rooms, titles) -> None:
    actions.put(Entry("report", "1", "/1/", "Jalan rusak ADU-2026-00012", words=("ADU-2026-00012",)))
    assert titles("ADU-2026-00012") == titles("adu-2026-00012") == ["Jalan rusak ADU-2026-00012"]
    assert titles("hp-0812-3456-7890") == []
