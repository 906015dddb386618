"""Topics by their words, and the desk that answers for one."""

import pytest
from tests import cast

from balaikota.complaints.topics import actions, methods, queries
from balaikota.complaints.topics.models import Topic
from balaikota.foundation.organisations import actions as organisations


@pytest.fixture
def topics(db: None) -> None:
    for desk in ("pengaduan", "pengaduan-dinas-pu", "pengaduan-dlh"):
        cast.the_desk(desk)
    agency = organisations.open_agency("dishub", "Dinas Perhubungan")
    organisations.open_desk(agency, "pengaduan-dishub", "Tindak lanjut pengaduan")
    actions.load_topics()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Lampu jalan di depan masjid mati sudah tiga malam", "lampu-jalan"),
        ("Jl. Karya Wisata berlobang dalam kali bang, motor saya jatuh", "jalan-rusak"),
        ("sampahnya numpuk seminggu belum diangkut", "sampah"),
        ("paritnya mampet, airnya masuk rumah", "drainase"),
        ("Pohon miring mau tumbang ke kabel", "pohon"),
        ("Jukir minta 5 ribu tanpa karcis", "parkir"),
        ("LAMPU MERAH simpang pos kedip terus", "lampu-lalu-lintas"),
        ("diminta uang rokok waktu urus surat", "pungutan-liar"),
    ],
)
def test_the_words_of_residents_find_the_topic(topics: None, text: str, slug: str) -> None:
    assert queries.suggested(text)[0].slug == slug


def test_a_text_without_known_words_suggests_nothing(topics: None) -> None:
    assert queries.suggested("zzz") == []


def test_a_word_that_only_begins_alike_is_another_word() -> None:
    assert methods.score("orang lampung", ["lampu"]) == 0
    assert methods.score("lampunya padam", ["lampu"]) > 0


def test_topics_are_loaded_once_and_only_where_somebody_answers(topics: None) -> None:
    assert actions.load_topics() == 0
    assert not Topic.objects.filter(slug="sekolah").exists()  # no desk of the education office here


def test_the_smallest_region_with_a_route_decides_who_answers(topics: None) -> None:
    kelurahan = cast.a_kelurahan()
    topic = queries.topic("sampah")
    assert topic is not None
    assert queries.unit_for(topic, kelurahan).code == "pengaduan-dlh"
    actions.route(topic, kelurahan.parent, cast.the_desk("pengaduan"))
    assert queries.unit_for(topic, kelurahan).code == "pengaduan"
    actions.route(topic, kelurahan, cast.the_desk("pengaduan-dinas-pu"))
    assert queries.unit_for(topic, kelurahan).code == "pengaduan-dinas-pu"
    assert queries.unit_for(topic, None).code == "pengaduan-dlh"
