"""Reading places: the public list and page, and the desk of those who keep it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, FloatField, Max, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cos, Radians
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from balaikota.engine.cases.methods import with_templates
from balaikota.engine.deadlines import queries as deadlines
from balaikota.engine.opendata.methods import inside_script
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region
from balaikota.foundation.search.contract import Entry, Source
from balaikota.information.places import methods, rules
from balaikota.information.places.models import Access, Import, Kind, Opening, Place, UnusualDay
from balaikota.kit import sitemap
from balaikota.kit.errors import found
from balaikota.kit.maps import MOST_SPOTS, Spot

PAGE = 24
DESK_PAGE = 50
#: A check older than this is said to be old.
STALE_DAYS = 365


@dataclass(frozen=True)
class Filters:
    """What the visitor of the list asked for."""

    kind: str = ""
    district: str = ""
    is_open: bool = False
    near: tuple[float, float] | None = None

    @classmethod
    def asked(cls, said: Mapping[str, Any]) -> "Filters":
        """From an address; what it cannot mean is not asked."""
        kind, district = str(said.get("jenis", "")), str(said.get("kecamatan", ""))
        return cls(
            kind=kind if kind in Kind.values else "",
            district=district if district and regions.known([district]) else "",
            is_open=said.get("buka") == "1",
            near=methods.near(str(said.get("dekat", ""))[:40]),
        )

    @property
    def is_any(self) -> bool:
        return bool(self.kind or self.district or self.is_open or self.near)


@dataclass(frozen=True)
class Row:
    """A place in a list: what is shown of it, and what its hours say now."""

    place: Place
    told: methods.State
    sentence: str
    km: float | None = None

    @property
    def tone(self) -> str:
        return "ok" if self.told.is_open else "wait" if self.told.is_known else "info"


@dataclass(frozen=True)
class Listed:
    rows: list[Row]
    count: int
    page: int

    @property
    def next_page(self) -> int:
        return self.page + 1 if self.page * PAGE < self.count else 0


def now() -> datetime:
    """The city's clock, without its zone: what `methods` reckons in."""
    return timezone.localtime().replace(tzinfo=None)


def days_off(first: date, last: date) -> dict[date, str]:
    """Holidays by what they are called: `libur nasional, Hari Raya Natal`."""
    rows = deadlines.standing().filter(on__range=(first, last))
    return {row.on: f"{row.get_kind_display().lower()}, {row.name}" for row in rows}


def _with_hours(rows: QuerySet[Place], today: date) -> QuerySet[Place]:
    """Everything `timetable` needs, in two more queries. Regions come without their outlines."""
    soon = (today - timedelta(days=1), today + timedelta(days=methods.HORIZON))
    unusual = UnusualDay.objects.filter(on__range=soon).prefetch_related("openings")
    weekly = Opening.objects.filter(unusual_day=None).order_by("begins")
    names = [f.name for f in Place._meta.concrete_fields]
    return (
        rows.select_related("kelurahan__parent")
        .only(*names, "kelurahan__name", "kelurahan__parent__name")
        .prefetch_related(Prefetch("openings", weekly), Prefetch("unusual_days", unusual))
    )


def timetable(place: Place, off: dict[date, str]) -> methods.Timetable:
    """The hours of a place read with `_with_hours`."""
    week: dict[int, list[methods.Span]] = {}
    for opening in place.openings.all():
        if opening.weekday is not None:
            week.setdefault(opening.weekday, []).append(methods.Span(opening.begins, opening.ends))
    exceptions = {
        day.on: methods.Exceptional(
            tuple(sorted(methods.Span(each.begins, each.ends) for each in day.openings.all())), day.reason
        )
        for day in place.unusual_days.all()
    }
    holidays = off if place.keeps_holidays else {}
    return methods.Timetable({day: tuple(spans) for day, spans in week.items()}, exceptions, holidays)


def standing() -> QuerySet[Place]:
    return Place.objects.filter(closed_on=None)


def open_at(moment: datetime) -> Q:
    """The places open at a moment of the city's clock; says in SQL what `methods.state` says of one place."""
    today, minute = moment.date(), moment.hour * 60 + moment.minute
    return _begun_on(today, minute) | _begun_on(today - timedelta(days=1), minute + methods.DAY)


def _begun_on(day: date, minute: int) -> Q:
    """Open `minute` minutes after midnight of `day`, by a span that began on `day`."""
    at = {"begins__lte": minute, "ends__gt": minute, "place": OuterRef("pk")}
    weekly = Exists(Opening.objects.filter(weekday=day.weekday(), **at))
    once = Exists(Opening.objects.filter(unusual_day__on=day, **at))
    unusual = Exists(UnusualDay.objects.filter(place=OuterRef("pk"), on=day))
    is_off = deadlines.is_off(day)
    usual = Q(weekly) & ~Q(unusual)
    return Q(once) | (usual & Q(keeps_holidays=False) if is_off else usual)


def _filtered(filters: Filters) -> QuerySet[Place]:
    rows = standing()
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.district:
        rows = rows.filter(kelurahan__parent_id=filters.district)
    if filters.is_open:
        rows = rows.filter(open_at(now()))
    if filters.near:
        return rows.exclude(lat=None).annotate(away=_away(filters.near)).order_by("away", "id")
    return rows.order_by("name", "id")


def _away(at: tuple[float, float]) -> Any:
    """Grows with the distance, flat: for the order only."""
    lat, lon = at
    north = F("lat") - Value(lat, FloatField())
    east = (F("lon") - Value(lon, FloatField())) * Cos(Radians(Value(lat, FloatField())))
    return north * north + east * east


def listed(filters: Filters, page: int = 1) -> Listed:
    """One page of the list, nearest first or by name."""
    rows, moment = _filtered(filters), now()
    held = list(_with_hours(rows, moment.date())[(page - 1) * PAGE : page * PAGE])
    return Listed(_told(held, moment, filters.near), rows.count(), page)


def _told(places: Iterable[Place], moment: datetime, near: tuple[float, float] | None = None) -> list[Row]:
    today = moment.date()
    off = days_off(today - timedelta(days=1), today + timedelta(days=methods.HORIZON))
    return [_row(place, methods.state(timetable(place, off), moment), moment, near) for place in places]


def _row(place: Place, told: methods.State, moment: datetime, near: tuple[float, float] | None) -> Row:
    km = None
    if near and place.lat is not None and place.lon is not None:
        km = methods.distance_km(near, (place.lat, place.lon))
    return Row(place, told, methods.sentence(told, moment), km)


def spots(rows: Iterable[Row]) -> list[Spot]:
    """The places of a list as spots on the map."""
    return [
        Spot(row.place.lat, row.place.lon, row.place.name, row.place.get_absolute_url(), row.sentence)
        for row in rows
        if row.place.lat is not None and row.place.lon is not None
    ]


def spots_of(filters: Filters) -> list[Spot]:
    """Everything asked for that has a point, for the map that JavaScript draws."""
    rows = _filtered(filters).exclude(lat=None).values_list("lat", "lon", "name", "slug", "address")
    return [
        Spot(lat, lon, name, reverse("places:place", args=[slug]), address)
        for lat, lon, name, slug, address in rows[:MOST_SPOTS]
        if lat is not None and lon is not None
    ]


def districts() -> list[Region]:
    return list(regions.districts_of_city())


def version() -> str:
    """Changes when a place changes, and each minute, because the clock says whether it is open."""
    newest = Place.objects.aggregate(at=Max("changed_at"))["at"]
    return f"{newest}:{int(timezone.now().timestamp()) // 60}"


def place(slug: str) -> Place:
    """A place with its hours; closed ones are found too and say so."""
    return found(_with_hours(Place.objects.filter(slug=slug), now().date()).first())


def later_days(place: Place) -> QuerySet[UnusualDay]:
    """Its own dates beyond those its page tells already, in order."""
    horizon = now().date() + timedelta(days=methods.HORIZON)
    return UnusualDay.objects.filter(place=place, on__gt=horizon).order_by("on")


def place_page(place: Place) -> dict[str, Any]:
    """Everything the page of a place shows."""
    moment = now()
    (row,) = _told([place], moment)
    off = days_off(moment.date(), moment.date() + timedelta(days=methods.HORIZON))
    table = timetable(place, off)
    week = [
        {"day": name, "hours": _hours(table.week.get(day, ())), "is_today": day == moment.weekday()}
        for day, name in enumerate(methods.WEEKDAYS())
    ]
    coming = [day for day in sorted({*table.exceptions, *table.holidays}) if day >= moment.date()]
    unusual = [(day, _hours(table.spans_on(day)), table.reason_on(day)) for day in coming]
    return {
        "place": place,
        "row": row,
        "week": week if table.is_known else [],
        "unusual": [each for each in unusual if each[2]],
        "phone": methods.telephone_text(place.phone),
        "access": [Access(code).label for code in place.access],
        "spots": spots([row]),
        "zone": timezone.localtime().tzname(),
        "is_stale": place.checked_on is None or (moment.date() - place.checked_on).days > STALE_DAYS,
        "schema_org": schema_org(place, table),
    }


def _hours(spans: methods.Spans) -> str:
    if not spans:
        return _("tutup")
    return _("24 jam") if spans == methods.ALL_DAY else methods.hours_text(spans).replace("-", "–")


def schema_org(place: Place, table: methods.Timetable) -> SafeString:
    """The place as search engines read it."""
    address = f"{str(settings.ADDRESS).rstrip('/')}{place.get_absolute_url()}"
    access = [str(Access(code).label) for code in place.access]
    return inside_script(methods.schema_org(place, table, address, regions.city().name, access))


def for_sitemap(start: int, stop: int) -> Iterable[sitemap.Place]:
    """The public addresses, for the list that search engines read."""
    rows = standing().order_by("pk").values_list("slug", "changed_at")[start:stop]
    return [sitemap.Place(reverse("places:place", args=[slug]), changed) for slug, changed in rows]


def count() -> int:
    return standing().count()


# --- the desk -------------------------------------------------------------------------------------


def may_enter(viewer: Person) -> bool:
    return rules.may_edit(viewer)


def desk(viewer: Person, *, sought: str = "", closed: bool = False, page: int = 1) -> dict[str, Any]:
    """The keepers' list: longest unchecked first, because that is the work to be done."""
    found(viewer if rules.may_edit(viewer) else None)
    rows = Place.objects.exclude(closed_on=None) if closed else standing()
    if sought:
        rows = rows.filter(name__icontains=sought)
    shown = rows.select_related("kelurahan__parent", "checked_by").defer(
        "kelurahan__outline", "kelurahan__parent__outline"
    )
    begin = (page - 1) * DESK_PAGE
    held = list(shown.order_by(F("checked_on").asc(nulls_first=True), "name")[begin : begin + DESK_PAGE + 1])
    stale = timezone.localdate() - timedelta(days=STALE_DAYS)
    return {
        "places": held[:DESK_PAGE],
        "next_page": page + 1 if len(held) > DESK_PAGE else 0,
        "stale": stale,
        "waiting": standing().filter(Q(checked_on=None) | Q(checked_on__lt=stale)).count(),
    }


def kept(slug: str, *, viewer: Person) -> Place:
    """A place as its keepers open it."""
    found(viewer if rules.may_edit(viewer) else None)
    return place(slug)


def story(place: Place) -> list[Any]:
    return with_templates(reversed(audit.story(place)))


def locked(place: Place) -> Place:
    rows = Place.objects.select_for_update(no_key=True, of=("self",)).select_related("kelurahan__parent")
    return rows.get(pk=place.pk)


def entry(place: Place) -> Entry:
    """A place as the search box finds it."""
    district = place.kelurahan.parent
    around = [place.kelurahan.name, district.name if district else ""]
    return Entry(
        kind="place",
        key=place.slug,
        url=place.get_absolute_url(),
        title=place.name,
        summary=", ".join(each for each in (place.address, *around) if each),
        words=(str(Kind(place.kind).label), *around),
        body=place.about,
    )


def entries() -> Iterator[Entry]:
    """Every place that stands, for building the index anew."""
    rows = (
        standing()
        .select_related("kelurahan__parent")
        .defer("kelurahan__outline", "kelurahan__parent__outline")
    )
    return (entry(place) for place in rows.order_by("pk").iterator(chunk_size=1000))


class Places(Source):
    """Everything on the public list, for the one search box."""

    kind = "place"
    label = _lazy("Tempat")

    def entries(self) -> Iterator[Entry]:
        return entries()


def is_known(name: str, kelurahan: str) -> bool:
    """Does a place of this name stand in this kelurahan?"""
    return Place.objects.filter(name__iexact=name, kelurahan_id=kelurahan).exists()


def taken_slugs(begin: str) -> set[str]:
    return set(Place.objects.filter(slug__startswith=begin).values_list("slug", flat=True))


def village_named(kelurahan: str, kecamatan: str = "") -> str | None:
    """The code of a kelurahan by its code or its name; None when no or more than one fits."""
    named = [
        code
        for district, villages in regions.village_choices()
        for code, name in villages
        if kelurahan in (code,)
        or (name.lower() == kelurahan.lower() and kecamatan.lower() in ("", district.lower()))
    ]
    return named[0] if len(named) == 1 else None


def importing(id: Any, *, viewer: Person) -> Import:
    """The viewer's own upload."""
    return found(Import.objects.filter(pk=id, by=viewer).first())


def locked_import(sheet: Import) -> Import:
    return Import.objects.select_for_update(no_key=True).get(pk=sheet.pk)


def kinds() -> list[tuple[str, Any]]:
    return list(Kind.choices)
