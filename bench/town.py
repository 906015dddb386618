"""A town of 100,000 things to find: information pages, places and complaints as rows of their rooms and of the index.

Invented, the same every time: streets and words are made of syllables, so that the index is as wide as a real one's.
"""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from balaikota.complaints.reports.models import Report
from balaikota.complaints.topics.models import Topic
from balaikota.foundation.people.queries import sample_person
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.search import actions as search
from balaikota.foundation.search.contract import Entry
from balaikota.information.articles.models import Article, Version
from balaikota.information.places.models import Place

SYLLABLES = [sign + sound for sign in "bcdghjklmnprstwy" for sound in "aiu"]
WRONG = ("Jalan berlubang", "Lampu jalan mati", "Sampah menumpuk", "Selokan tersumbat", "Pohon tumbang", "Banjir",
         "Parkir liar", "Trotoar rusak", "Air tidak mengalir", "Bau menyengat")  # fmt: skip
SORTS = (
    "Puskesmas",
    "Taman",
    "Kantor Lurah",
    "SD Negeri",
    "Perpustakaan",
    "Pasar",
    "Posyandu",
    "Masjid",
    "Halte",
)
NEWS = (
    "Jadwal",
    "Pengumuman",
    "Cara mengurus",
    "Perbaikan",
    "Pelatihan",
    "Bantuan untuk",
    "Imbauan",
    "Pendaftaran",
)
ABOUT = ("pajak bumi dan bangunan", "izin usaha", "vaksinasi anak", "beasiswa", "pasar murah", "bus listrik",
         "penerimaan siswa baru", "pengelolaan sampah", "akta kelahiran", "kartu keluarga", "jalan rusak")  # fmt: skip


def grow(size: int) -> int:
    """Fill the rooms and the index up to `size` things; how many rows the index then has."""
    chance = Random(4)
    words = ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))) for _word in range(12_000)]
    streets = [f"Jalan {words[at].capitalize()} {words[at + 1].capitalize()}" for at in range(0, 1_600, 2)]
    villages = list(regions.villages_of_city())
    made = _things(chance, words, streets, villages)
    total = 0
    while total < size and (batch := list(islice(made, 500))):
        with transaction.atomic():
            for kind in (Article, Version, Place, Report):
                rows_of_kind = [row for rows, _entry in batch for row in rows if type(row) is kind]
                kind._default_manager.bulk_create(rows_of_kind)
            search._write([entry for _rows, entry in batch])
        total += len(batch)
    Article.objects.filter(live=None, slug__startswith="bench-").update(
        live=_first_version(), head=_first_version()
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return total


def _first_version() -> Any:
    from django.db.models import OuterRef, Subquery

    return Subquery(Version.objects.filter(article=OuterRef("pk")).values("pk")[:1])


def _things(chance: Random, words: list[str], streets: list[str], villages: list[Any]) -> Iterator[Any]:
    """Rows of the rooms, and the entry they are found by; the sorts mixed, as they come in a city."""
    person, topics, now = (
        sample_person("rahmat") or sample_person("anwar"),
        list(Topic.objects.all()),
        timezone.now(),
    )
    at = 0
    while True:
        at += 1
        street, village = chance.choice(streets), chance.choice(villages)
        body = " ".join(chance.choices(words, k=80))
        when = now - timedelta(minutes=7 * at)
        sort = at % 10
        if sort < 4:
            yield _article(
                at, f"{chance.choice(NEWS)} {chance.choice(ABOUT)} di {street}", body, when, person
            )
        elif sort < 7:
            yield _place(at, f"{chance.choice(SORTS)} {words[at % 9_000].capitalize()} {at}", street, village)
        else:
            yield _report(
                at, f"{chance.choice(WRONG)} di {street}", body, when, (chance.choice(topics), village)
            )


def _article(at: int, title: str, body: str, when: Any, by: Any) -> Any:
    slug = f"bench-{at}"
    article = Article(
        slug=slug, kind="berita", topic="pemerintahan", public_at=when, changed_at=when, shown_at=when
    )
    version = Version(
        article=article, number=1, by=by, topic="pemerintahan", title=title, summary=body[:200], body=body
    )
    return [article, version], Entry("article", slug, f"/informasi/{slug}/", title, body[:200], (), body)


def _place(at: int, name: str, street: str, village: Any) -> Any:
    slug = f"bench-{at}"
    place = Place(slug=slug, name=name, kind="kantor", address=f"{street} {at % 200}", kelurahan=village,
                  lat=village.lat, lon=village.lon)  # fmt: skip
    return [place], Entry("place", slug, f"/tempat/{slug}/", name, f"{street}, {village.name}")


def _report(at: int, title: str, body: str, when: Any, of: tuple[Any, Any]) -> Any:
    topic, village = of
    text = f"{title}. {body}"
    report = Report(
        number=f"ADU-B{at:06}", key=uuid.uuid4(), secret_index="x", topic=topic, kind=topic.kind, text=text,
        public_text=text, lat=village.lat, lon=village.lon, kelurahan=village, unit=topic.unit, sent_at=when,
        started_at=when, verify_by=when, due_at=when, updated_at=when,
    )  # fmt: skip
    return [report], Entry(
        "report", report.number, f"/lapor/{report.number}/", title, body[:160], (), body, weight=0.8
    )
