"""Reading the agenda."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.search.contract import Entry, Source
from balaikota.information.agenda import methods
from balaikota.information.agenda.models import CONTENT, Happening, Version
from balaikota.information.review import rules as duties
from balaikota.information.review.models import Stage
from balaikota.kit import changes, marks, prose
from balaikota.kit.errors import found
from balaikota.kit.sitemap import Place

AT_THE_DESK = 20
#: A subscribed calendar also tells of what was in the last months, and of no more than this.
LOOK_BACK, MOST_SUBSCRIBED = timedelta(days=90), 1_000
#: More than this in one month is not a page to read; nothing is hidden silently, the page says so.
MOST_IN_A_MONTH = 300


def version() -> str:
    """Changes whenever a public page would look different; one query. With the day, for what is past."""
    last = Happening.objects.aggregate(last=Max("changed_at"))["last"]
    return f"{timezone.localdate()} {last}"


def _public() -> QuerySet[Happening]:
    return Happening.objects.filter(live__isnull=False).select_related("live")


def between(begin: datetime, end: datetime) -> list[methods.Time]:
    """Every time at which something takes place in this span."""
    rows = _public().filter(starts_at__lt=end, last_at__gte=begin).order_by("starts_at", "id")
    return methods.within(rows[:MOST_IN_A_MONTH], begin, end)


def next_times(most: int = 5) -> list[methods.Time]:
    """What comes next, for pages that mention the agenda."""
    now = timezone.now()
    rows = _public().filter(last_at__gte=now, cancelled_at=None).order_by("starts_at", "id")
    return methods.within(rows[:50], now, now + timedelta(days=60))[:most]


def public(slug: str) -> Happening:
    return found(_public().filter(slug=slug).first())


def subscribed() -> list[Happening]:
    """What a calendar that follows the city's agenda holds, cancelled ones too: it has to hear of them."""
    rows = _public().filter(last_at__gte=timezone.now() - LOOK_BACK)
    return list(rows.order_by("-starts_at", "id")[:MOST_SUBSCRIBED])


def count_public() -> int:
    return _public().count()


def places(start: int, stop: int) -> Iterable[Place]:
    """The public addresses, for the list that search engines read."""
    rows = _public().order_by("public_at", "id").values_list("slug", "changed_at")[start:stop]
    return [Place(f"/agenda/{slug}/", changed) for slug, changed in rows]


class Happenings(Source):
    """What takes place, for the one search box. What is past sinks."""

    kind = "happening"
    label = gettext_lazy("Agenda")

    def entries(self) -> Iterator[Entry]:
        return (entry(happening) for happening in _public().order_by("pk").iterator(500))


def entry(happening: Happening) -> Entry:
    said = found(happening.live)
    when = date_format(timezone.localtime(said.starts_at), "j F Y, H.i")
    is_over = happening.last_at is not None and happening.last_at < timezone.now()
    return Entry(
        kind=Happenings.kind,
        key=str(happening.pk),
        url=happening.get_absolute_url(),
        title=said.title,
        summary=f"{when} · {said.place}",
        words=tuple(word for word in (said.title_en, said.organiser) if word),
        body=f"{prose.plain(said.body)} {prose.plain(said.body_en)}".strip(),
        weight=0.5 if is_over or happening.is_cancelled else 1.0,
    )


# --- at the desk ----------------------------------------------------------------------------------

_SHELVES: dict[str, Q] = {
    "menunggu": Q(stage=Stage.WAITING),
    "naskah": Q(stage__in=[Stage.DRAFT, Stage.RETURNED]),
    "terbit": Q(live__isnull=False, cancelled_at=None),
    "batal": Q(cancelled_at__isnull=False),
}


def shelves() -> list[tuple[str, str, int]]:
    """The shelves of the desk: key, name, and how many lie there. One query."""
    names = {
        "menunggu": _("Menunggu pemeriksaan"),
        "naskah": _("Naskah"),
        "terbit": _("Terbit"),
        "batal": _("Dibatalkan"),
    }
    numbers = Happening.objects.aggregate(**{key: Count("id", filter=_SHELVES[key]) for key in names})
    return [(key, name, numbers[key]) for key, name in names.items()]


@dataclass(frozen=True)
class Shelf:
    rows: list[Happening]
    after: str


def at_desk(shelf: str, *, viewer: Person, after: str = "") -> Shelf:
    """What lies on one shelf, touched last first. Only for those of the desk."""
    found(viewer if duties.may_enter(viewer) else None)
    chosen = found(_SHELVES.get(shelf))
    rows = marks.beyond(Happening.objects.filter(chosen).select_related("head__by"), after, "touched_at")
    shown = list(rows.order_by("-touched_at", "-id")[: AT_THE_DESK + 1])
    more = len(shown) > AT_THE_DESK
    last = shown[AT_THE_DESK - 1] if more else None
    return Shelf(shown[:AT_THE_DESK], marks.mark(last.touched_at, last.pk) if last else "")


def happening(happening_id: uuid.UUID, *, viewer: Person) -> Happening:
    rows = Happening.objects.select_related("head__by", "live").filter(pk=happening_id)
    return found(rows.first() if duties.may_enter(viewer) else None)


def of_event(event_id: int) -> Happening:
    return Happening.objects.select_related("head__by").get(pk=audit.event(event_id).about_id)


def content(version: Version) -> dict[str, Any]:
    return {name: getattr(version, name) for name in CONTENT}


def begun_with(key: uuid.UUID) -> Happening | None:
    """The happening this form has begun before."""
    return Happening.objects.filter(pk=key).first()


def is_taken(slug: str) -> bool:
    return Happening.objects.filter(slug=slug).exists()


def by_title(title: str) -> Happening | None:
    """For filling a sample city twice without doubles."""
    return Happening.objects.filter(head__title=title).first()


def compared(before: Version, after: Version) -> list[dict[str, Any]]:
    """Each field in which two versions differ, with what went and what came."""
    names = changes.differing(content(before), content(after), CONTENT)
    return [
        {
            "label": cast(Any, Version._meta.get_field(name)).verbose_name,
            "bits": changes.changes(_told(getattr(before, name)), _told(getattr(after, name))),
        }
        for name in names
    ]


def _told(value: Any) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y H.i")
    return date_format(value, "j F Y") if isinstance(value, date) else str(value or "")
