"""Reading alerts. What stands now is asked for by every page, so each process keeps it for ten seconds."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.engine.cases.methods import with_templates
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people import contract as people
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region
from balaikota.information.alerts import rules
from balaikota.information.alerts.models import Alert, EmergencyNumber, Kind, Level, Listener, in_language
from balaikota.kit import prepared
from balaikota.kit.errors import found

KEPT_SECONDS = 10
KEY = "alerts:coming"
PAGE = 25
#: The nearest danger first.
ORDER = [Level.DANGER, Level.READY, Level.WATCH]


@dataclass(frozen=True)
class Standing:
    """One alert as the banner shows it; light, so that every page can afford it."""

    id: UUID
    kind: str
    level: str
    titles: tuple[str, str]
    texts: tuple[str, str]
    districts: tuple[str, ...]
    link: str
    starts_at: datetime
    ends_at: datetime | None
    revision: int
    url: str

    @property
    def title(self) -> str:
        return in_language(*self.titles)

    @property
    def text(self) -> str:
        return in_language(*self.texts)

    @property
    def level_label(self) -> str:
        return str(Level(self.level).label)

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    def stands_at(self, moment: datetime) -> bool:
        return self.starts_at <= moment and (self.ends_at is None or moment < self.ends_at)


def _coming() -> list[Standing]:
    """What stands or will; kept for ten seconds in each process."""
    held: list[Standing] | None = caches["near"].get(KEY)
    if held is None:
        rows = Alert.objects.filter(ended_at=None).prefetch_related("districts")
        held = [_standing(alert) for alert in rows]
        caches["near"].set(KEY, held, KEPT_SECONDS)
    return held


def _standing(alert: Alert) -> Standing:
    return Standing(
        id=alert.pk,
        kind=alert.kind,
        level=alert.level,
        titles=(alert.title_id, alert.title_en),
        texts=(alert.text_id, alert.text_en),
        districts=tuple(sorted(row.name for row in alert.districts.all())),
        link=alert.link,
        starts_at=alert.starts_at,
        ends_at=alert.ends_at,
        revision=hash((alert.level, alert.title_id, alert.title_en, alert.text_id, alert.text_en)),
        url=alert.get_absolute_url(),
    )


def standing() -> list[Standing]:
    """What every page shows now, the nearest danger first."""
    coming = _coming()
    if not coming:
        return []
    now = timezone.now()
    rows = [each for each in coming if each.stands_at(now)]
    return sorted(rows, key=lambda each: (ORDER.index(Level(each.level)), each.starts_at))


def standing_version() -> str:
    """Part of the key of every hot page: another text when other alerts stand, nothing when none does."""
    return ",".join(f"{each.id}.{each.revision}" for each in standing())


def _public() -> QuerySet[Alert]:
    """Alerts that began, standing or over; planned ones are not told before their time."""
    called_off = Q(begun_at=None, ended_at__isnull=False)
    return (
        Alert.objects.filter(starts_at__lte=timezone.now()).exclude(called_off).prefetch_related("districts")
    )


def alert(id: UUID) -> Alert:
    return found(_public().filter(pk=id).first())


def history(page: int = 1) -> tuple[list[Alert], bool]:
    """One page of all alerts there were, the newest first, and whether there are more."""
    rows = _public().order_by("-starts_at", "id")
    held = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    return held[:PAGE], len(held) > PAGE


def locked(alert: Alert) -> Alert:
    return Alert.objects.select_for_update(no_key=True).get(pk=alert.pk)


def to_begin() -> QuerySet[Alert]:
    """Planned alerts whose time has come."""
    return Alert.objects.filter(begun_at=None, ended_at=None, starts_at__lte=timezone.now())


def to_end() -> QuerySet[Alert]:
    """Standing alerts whose time is over."""
    return Alert.objects.filter(ended_at=None, ends_at__lte=timezone.now())


def story(alert: Alert) -> list[Any]:
    return with_templates(audit.story(alert))


# --- who is told ----------------------------------------------------------------------------------


def of_event(event_id: int) -> Alert:
    return Alert.objects.get(pk=audit.event(event_id).about_id)


def listeners(alert: Alert, after: int, most: int) -> list[Listener]:
    """The next of those who want to be told of danger there, by key; a closed account is told nothing."""
    rows = Listener.objects.filter(pk__gt=after, person__is_active=True)
    districts = list(alert.districts.values_list("pk", flat=True))
    if districts:
        rows = rows.filter(Q(district=None) | Q(district__in=districts))
    return list(rows.select_related("person").order_by("pk")[:most])


LISTENER = prepared.Planned(
    lambda person: Listener.objects.select_related("district").filter(person=person).order_by("pk")[:1],
    "person",
)


def listener(viewer: Person) -> Listener | None:
    """The viewer's own wish to be told."""
    return next(iter(LISTENER(person=viewer.pk)), None)


def at_home(person: Person) -> list[people.Item]:
    """The wish to be told, on the person's own page."""
    mine = listener(person)
    if mine is None:
        return []
    area = mine.district.name if mine.district else str(_("Seluruh kota"))
    return [
        people.Item(
            _("Dikabari bila ada bahaya"), f"{reverse('alerts:emergency')}#kabari", note=area, at=mine.at
        )
    ]


def pack(person: Person) -> people.Pack:
    """The same, for taking home."""
    if (mine := listener(person)) is not None:
        said = {"sejak": mine.at, "kecamatan": mine.district.name if mine.district else None}
        yield "peringatan.json", json.dumps(said, default=str, ensure_ascii=False, indent=1).encode()


# --- numbers --------------------------------------------------------------------------------------


def numbers() -> QuerySet[EmergencyNumber]:
    return EmergencyNumber.objects.filter(removed_at=None)


def numbers_version() -> str:
    newest = EmergencyNumber.objects.order_by("-changed_at").values_list("changed_at", flat=True).first()
    return str(newest)


def known_codes() -> set[str]:
    """Also of those that were removed."""
    return set(EmergencyNumber.objects.values_list("code", flat=True))


def number(code: str, *, viewer: Person) -> EmergencyNumber:
    return found(numbers().filter(code=code).first() if rules.may_raise(viewer) else None)


# --- the desk -------------------------------------------------------------------------------------


def desk(viewer: Person) -> dict[str, Any]:
    """What stands and what is planned, for those who publish."""
    found(viewer if rules.may_raise(viewer) else None)
    rows = Alert.objects.filter(ended_at=None).prefetch_related("districts").order_by("starts_at")
    return {"alerts": list(rows)}


def alert_at_desk(id: UUID, *, viewer: Person) -> Alert:
    """One that has not ended."""
    found(viewer if rules.may_raise(viewer) else None)
    return found(Alert.objects.filter(pk=id, ended_at=None).prefetch_related("districts").first())


def district_choices() -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in regions.districts_of_city()]


def districts(codes: list[str]) -> list[Region]:
    """Those of the city's kecamatan with these codes."""
    return [row for row in regions.districts_of_city() if row.code in codes]
