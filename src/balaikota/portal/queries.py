"""What the front door shows, gathered from the rooms below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balaikota.economy.story import queries as stories
from balaikota.engine.cases import queries as cases
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.models import Service
from balaikota.engine.questions.models import Definition
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people import contract as people
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.search import queries as finding
from balaikota.foundation.search.queries import Found
from balaikota.information.agenda import queries as agenda
from balaikota.information.articles import queries as articles
from balaikota.innovation.evidence import queries as evidence
from balaikota.innovation.evidence.models import Measurement
from balaikota.innovation.life import queries as innovations
from balaikota.innovation.life.models import Innovation, Stage
from balaikota.kit import errors
from balaikota.portal import methods
from balaikota.training.projects.contract import Followed, Sector, Underway

#: So many innovations under way suggest what people should learn.
SUGGESTED = 8
#: How many results are shown: while typing, of each kind, and of one kind alone.
TYPED, EACH_KIND, ONE_KIND = 3, 6, 30


def city_name() -> str:
    """The city's name for the wordmark, asked once in five minutes; empty before the regions are loaded."""
    key = f"portal:city:{settings.CITY}"
    name: str | None = caches["near"].get(key)
    if name is None:
        try:
            name = regions.city().name
        except (ObjectDoesNotExist, Http404):
            return ""
        caches["near"].set(key, name, 300)
    return name.removeprefix("Kota ")


def tools(viewer: Person) -> list[tuple[str, Any]]:
    """What an officer works with, by the duties of the posts they hold today: address and label of each."""
    held = organisations.tenures_today(viewer)
    return methods.tools({duty for tenure in held for duty in tenure.post.duties})


def region_names() -> list[str]:
    """The city, its kecamatan and kelurahan: names that searching never alters."""
    names = regions.villages_of_city().values_list("name", "parent__name")
    return [city_name(), *(name for pair in names for name in pair)]


@dataclass(frozen=True)
class Mine:
    """One person's applications, sorted by what they ask of that person."""

    drafts: list[dict[str, Any]]
    waiting: list[dict[str, Any]]
    running: list[dict[str, Any]]
    closed: list[dict[str, Any]]
    more: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.drafts or self.waiting or self.running or self.closed)


#: Closed applications on one page; the open ones are all shown, because they ask something of the reader.
CLOSED = 25


def mine(viewer: Person, before: str = "") -> Mine:
    """All drafts and open applications; the closed ones page by page, from below the number `before` on."""
    closed = cases.cases_of(viewer, closed=True, before=before, most=CLOSED + 1)
    more = closed[CLOSED - 1]["number"] if len(closed) > CLOSED else ""
    if before:
        return Mine([], [], [], closed[:CLOSED], more)
    rows = cases.cases_of(viewer, closed=False)
    return Mine(
        drafts=cases.drafts_of(viewer),
        waiting=[row for row in rows if row["state"] == "waiting"],
        running=[row for row in rows if row["state"] in ("open", "late")],
        closed=closed[:CLOSED],
        more=more,
    )


def services() -> list[dict[str, Any]]:
    """The services a resident can apply for, as rows, by name, with how long each takes and what it costs."""
    return _rows(catalogue.services())


#: What most people come for, each where it is open in this city: path, icon, and what it is.
QUICK = (
    ("/lapor/", "lapor", _("Lapor masalah"), _("Jalan berlubang, sampah, lampu mati")),
    ("/darurat/", "darurat", _("Nomor darurat"), _("Ambulans, pemadam, polisi")),
    ("/tempat/", "tempat", _("Tempat & jam buka"), _("Kantor, klinik, sekolah, taman")),
    ("/agenda/", "agenda", _("Agenda kota"), _("Kegiatan hari ini dan nanti")),
    ("/lacak/", "lacak", _("Lacak permohonan"), _("Dengan nomor dan kode lacak")),
)
#: What makes the city grow, each where it is open in this city.
GROWING = (
    ("/katalog/", "katalog", _("e-Katalog"), _("Beli dari usaha kecil kota ini")),
    ("/umkm/daftar/", "usaha", _("Usaha saya"), _("Daftarkan usaha, catat kas, dapat pendamping")),
    ("/ekonomi/", "ekonomi", _("Ekonomi kota"), _("Pertumbuhan dan sektor unggulan")),
    ("/inovasi/ide/", "inovasi", _("Inovasi"), _("Usulkan ide, lihat yang terbukti")),
    ("/pelatihan/", "pelatihan", _("Pelatihan"), _("Kelas aparatur dan sertifikatnya")),
)
NEWEST = 4
#: Asked for often, as one would type it.
OFTEN = {
    "id": ("ktp hilang", "akta kelahiran", "pindah rumah", "jalan berlubang"),
    "en": ("lost id card", "birth certificate", "moved house", "pothole"),
}


def ways(known: Iterable[tuple[str, str, Promise, Promise]]) -> list[dict[str, Any]]:
    """Those of these ways that are open in this city, for the front page."""
    names = ("path", "icon", "title", "about")
    return [dict(zip(names, way, strict=True)) for way in known if is_open(way[0])]


def front(language: str) -> dict[str, Any]:
    """What the front page shows."""
    return {
        "quick": ways(QUICK),
        "growing": ways(GROWING),
        "life": methods.SAID,
        "often": OFTEN.get(language, OFTEN["id"]),
        "news": articles.listed(language=language, most=NEWEST).rows,
        "times": agenda.next_times(NEWEST),
        "language": language,
    }


def front_version() -> str:
    """Changes when the front page would look different, and every hour; asked once a second, however many come."""
    return str(caches["near"].get_or_set("portal:front", _front_version, 1))


def _front_version() -> str:
    return f"{articles.version()} {agenda.version()} {timezone.localtime().hour}"


def life_event(slug: str) -> dict[str, Any]:
    """One life event: its services, and what else the city has published about it. 404 for an unknown one."""
    sentence, words = errors.found(methods.SAID.get(slug))
    own = [row for row in services() if slug in row["life_events"]]
    others = [kind for kind in finding.kinds() if kind != "service"]
    return {
        "slug": slug,
        "sentence": sentence,
        "services": own,
        "found": finding.find(words, of=others, most=4) if others else None,
        "words": words,
    }


def found(text: str, *, kind: str = "", as_typed: bool = False) -> Found:
    """Everything the city has published about this; of one kind many, of each kind a few."""
    most = ONE_KIND if kind else TYPED if as_typed else EACH_KIND
    return finding.find(
        text, of=[kind] if kind else (), most=most, as_typed=as_typed, pins=methods.pins(text)
    )


def acts(found: Found) -> list[methods.Act]:
    """Where something can be done about it, as far as the page is open in this city; what sounds like goods is sold."""
    told = [act for act in methods.acts(found.asked) if is_open(act.path)]
    is_sold = any(group.kind == "shelf" for group in found.groups) or not found.hits
    return [
        *told,
        *([methods.buy(found.asked.text)] if is_sold and found.asked.text and is_open(methods.BUY) else []),
    ]


@lru_cache(maxsize=100)
def is_open(path: str) -> bool:
    """Is there a page here? Rooms come and go; the front door links to those that stand."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _rows(found: Iterable[Service]) -> list[dict[str, Any]]:
    said = catalogue.in_force()
    return [_row(service, said.get(service.pk)) for service in found]


def _row(service: Service, definition: Definition | None) -> dict[str, Any]:
    names = ("slug", "name", "summary", "life_events", "is_open")
    row = {name: getattr(service, name) for name in names}
    if definition is not None:
        row |= {"hours": definition.limit.hours, "fee": definition.fee.amount}
    return row


# --- "Rumah saya" ---------------------------------------------------------------------------------

#: How far ahead "Rumah saya" reminds.
AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class MyHome:
    """What every room keeps for one person: what waits for them, what comes due, and each room's newest."""

    waiting: list[people.Item]
    reminders: list[people.Item]
    parts: list[tuple[people.Part, list[people.Item]]]


def my_home(viewer: Person) -> MyHome:
    """Asked of each room that has registered a part; a room may join without a change here."""
    parts = [(part, part.items(viewer)) for part in people.parts()]
    items, until = [item for _part, rows in parts for item in rows], timezone.now() + AHEAD
    due = [item for item in items if item.due_at and item.due_at <= until]
    return MyHome(
        waiting=[item for item in items if item.is_waiting],
        reminders=sorted(due, key=lambda item: item.due_at or until)[:8],
        parts=parts,
    )


# --- for rooms that do not know each other --------------------------------------------------------


def followed(numbers: list[str]) -> dict[str, Followed]:
    """What became of these innovations, for the trainings they came from."""
    rows = {row.number: row for row in innovations.everything().filter(number__in=numbers)}
    seen = innovations.findings(list(rows.values()))
    return {number: _followed(row, seen.get(row.plan_id)) for number, row in rows.items()}


def _followed(row: Innovation, seen: Measurement | None) -> Followed:
    told = evidence.told(seen) if seen else {}
    return Followed(
        row.number, row.title, row.get_absolute_url(), row.get_stage_display(), seen.verdict if seen else "",
        told.get("sentence", ""), seen.effect if seen else None, row.plan.unit if row.plan else "",
        innovations.level(row, seen),
    )  # fmt: skip


def sectors() -> list[Sector]:
    """The city's industries as its newest figures stand, the most leading first; none while there are no figures."""
    if not stories.has_a_story():
        return []
    told = stories.story(stories.Asked())
    source = "; ".join(sorted({each.publisher for each in told.sources}))
    return [
        Sector(
            row.industry.code, str(row.industry), row.share, row.static, row.votes, row.asked, told.year, source,
            told.is_verified,
        )
        for row in stories.standings(told)
    ]  # fmt: skip


def underway() -> list[Underway]:
    """The innovations that were found fit or are being tried, the newest turn first."""
    rows = innovations.public().filter(stage__in=(Stage.FIT, Stage.TRIAL))[:SUGGESTED]
    return [
        Underway(
            row.number, row.title, row.get_absolute_url(), row.get_stage_display(), row.agency.name if row.agency else "",
            f"{timezone.localdate(row.stage_since):%Y-%m-%d}",
        )
        for row in rows
    ]  # fmt: skip
