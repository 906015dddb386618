"""Reading servers, relays, and what of a report may leave."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from balaikota.complaints.forwarding import rules
from balaikota.complaints.forwarding.contract import Endpoint, Parcel
from balaikota.complaints.forwarding.models import Relay, Server, State
from balaikota.complaints.georeport.queries import photo_url
from balaikota.complaints.reports import queries as reports
from balaikota.complaints.reports.methods import is_uuid
from balaikota.complaints.reports.models import Report
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import queries as photos
from balaikota.kit.errors import found

PAGE = 50


def servers(viewer: Person) -> QuerySet[Server]:
    """Every server by name, for the operator."""
    found(viewer if rules.may_arrange(viewer) else None)
    waiting = Relay.objects.filter(server=OuterRef("pk"), state__in=[State.HELD, State.FAILED])
    return Server.objects.defer("api_key").annotate(has_stuck=Exists(waiting)).order_by("name")


def server(id: str, *, viewer: Person) -> Server:
    return found(servers(viewer).filter(pk=id).first())


def server_named(name: str) -> Server | None:
    """The server of the office a report is forwarded to, however the name was typed."""
    return Server.objects.filter(name__iexact=" ".join(name.split()), is_open=True).first()


def is_name_taken(name: str, *, but: Server | None) -> bool:
    rows = Server.objects.filter(name__iexact=name)
    return rows.exclude(pk=but.pk).exists() if but else rows.exists()


def _whole() -> QuerySet[Relay]:
    return Relay.objects.select_related("server", "report__topic", "report__reporter")


def relays(viewer: Person, *, stuck: bool = False, before: str = "") -> list[Relay]:
    """What was handed over, newest first, one more than a page."""
    found(viewer if rules.may_watch(viewer) else None)
    rows = _whole().order_by("-made_at", "-id")
    if stuck:
        rows = rows.filter(state__in=[State.HELD, State.FAILED])
    if before:
        rows = rows.filter(made_at__lt=relay(before, viewer=viewer).made_at)
    return list(rows[: PAGE + 1])


def relay(id: str, *, viewer: Person) -> Relay:
    found(viewer if rules.may_watch(viewer) and is_uuid(id) else None)
    return found(_whole().filter(pk=id).first())


def locked(relay: Relay) -> Relay:
    rows = Relay.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("server", "report__topic", "report__reporter").get(pk=relay.pk)


def relay_of(event_id: int) -> Relay:
    """The relay an event is about, for reactions."""
    return _whole().get(pk=audit.event(event_id).about_id)


def report_of(event_id: int) -> Report | None:
    """The report an event is about, if everybody may see it; no other leaves the city."""
    rows = reports.for_the_public().filter(pk=audit.event(event_id).about_id)
    return rows.select_related("topic", "reporter").first()


def due(now: datetime) -> list[Relay]:
    """Those to be asked about; a few at a time, so that one slow server holds up little."""
    return list(_whole().filter(state=State.SENT, next_at__lte=now).order_by("next_at")[:50])


def is_only_one_stuck(relay: Relay) -> bool:
    """Nobody is told twice before somebody has looked."""
    return not Relay.objects.filter(state__in=[State.HELD, State.FAILED]).exclude(pk=relay.pk).exists()


def endpoint(server: Server) -> Endpoint:
    """How a server is reached. Private addresses only where the city said so (setting WEBHOOKS_INSIDE)."""
    return Endpoint(
        url=server.url.rstrip("/"),
        format=server.format,
        jurisdiction_id=server.jurisdiction_id,
        api_key=server.api_key or "",
        inside=settings.WEBHOOKS_INSIDE,
    )


def parcel(relay: Relay) -> Parcel:
    """What leaves: the public text with our number, the place, the public page. Nothing about who reported."""
    report, server = relay.report, relay.server
    page = str(settings.ADDRESS).rstrip("/") + report.get_absolute_url()
    fields: dict[str, Any] = {
        "service_code": server.codes.get(report.topic.slug) or server.other_code,
        "description": f"{report.public_text}\n\n{report.number} {page}"[:4000],
        "lat": report.lat,
        "long": report.lon,
        "address_string": report.address,
        "email": server.email,
        "media_url": next((photo_url(each) for each in photos.of(report) if each.is_public), None),
    }
    said = {name: str(value) for name, value in fields.items() if value not in (None, "")}
    return Parcel(report.number, relay.pk.hex, said)


def begun_at(relay: Relay) -> datetime:
    """When the last try began; a minute earlier, because clocks differ."""
    at = Relay.objects.values_list("begun_at", flat=True).get(pk=relay.pk)
    return (at or relay.made_at) - timedelta(minutes=1)
