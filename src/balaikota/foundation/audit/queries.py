"""Reading events: a story, who looked at someone's data, and whether the chain still holds."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from balaikota.foundation.audit import contract
from balaikota.foundation.audit.methods import DIGEST_SQL, fingerprint, is_signed, statement
from balaikota.foundation.audit.models import Event, Link, TreeHead

if TYPE_CHECKING:
    from uuid import UUID

    from balaikota.foundation.people.models import Person


def event(event_id: int) -> Event:
    return Event.objects.select_related("by", "subject").get(pk=event_id)


def request_of(event_id: int) -> str:
    """The id of the request an event began with; empty when the clock made it."""
    return Event.objects.filter(pk=event_id).values_list("request_id", flat=True).first() or ""


def story(about: models.Model) -> QuerySet[Event]:
    """Everything that happened to one thing, oldest first."""
    return (
        Event.objects.filter(about_type=about._meta.label_lower, about_id=str(about.pk))
        .select_related("by")
        .order_by("id")
    )


def named(name: str) -> QuerySet[Event]:
    """Every event of this name, oldest first."""
    return Event.objects.filter(name=name).order_by("id")


def last_change(about_label: str) -> datetime | None:
    """When something last happened to any thing of this kind, such as "topics.topic"."""
    rows = Event.objects.filter(about_type=about_label).order_by("-id")
    return rows.values_list("at", flat=True).first()


def looked_at(subject: "Person | UUID", *others: "UUID") -> QuerySet[Event]:
    """Who opened this person's data and why, newest first; their own looks left out. `others`: records of theirs too."""
    return (
        Event.objects.filter(subject__in=[subject, *others], name__endswith=".opened")
        .exclude(by=subject)
        .select_related("by")
        .order_by("-id")
    )


def looks(since: datetime, *, by: "Person | None" = None) -> QuerySet[Event]:
    """Looks of whoever held a post then, and of partners, at other people's data; from then on, of everybody or of one."""
    in_office = ~Q(capacity="") | Q(detail__has_key="partner")
    looks = Event.objects.filter(in_office, name__endswith=".opened", at__gte=since, subject__isnull=False)
    return (looks.filter(by=by) if by else looks).exclude(by=F("subject"))


def page_of(events: QuerySet[Event], *, before: str, most: int) -> tuple[list[Event], str]:
    """The newest of these from below the id `before` on (as an address has it), and the id that the next page comes before;
    empty when there is none."""
    events = events.order_by("-id")
    if before.isdecimal() and len(before) < 19:
        events = events.filter(pk__lt=int(before))
    rows = list(events[: most + 1])
    return rows[:most], str(rows[most - 1].pk) if len(rows) > most else ""


def looked_lately(about: models.Model, viewer: "Person") -> bool:
    """Is a look of this viewer at this thing on record within the last hour? Page after page is one look."""
    since = timezone.now() - timedelta(hours=1)
    return story(about).filter(name__endswith=".opened", by=viewer, at__gte=since).exists()


def head() -> Link | None:
    """The last link of the chain."""
    return Link.objects.order_by("-position").first()


def faults(limit: int = 20) -> list[str]:
    """What is wrong with the chain, one sentence each; empty when every event is as it was written.

    Recomputes every digest from the rows as they are now, in one pass inside PostgreSQL.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            with walked as (
                select l.position, l.event_id, l.digest,
                       lag(l.digest, 1, '\\x'::bytea) over (order by l.position) as before,
                       l.position - lag(l.position, 1, 0::bigint) over (order by l.position) as step,
                       e.id is null as gone, {DIGEST_SQL.format(row="e")} as digest_now
                from audit_link l left join audit_event e on e.id = l.event_id
            )
            select position, event_id, gone, step from walked
            where gone or step <> 1 or digest <> sha256(before || coalesce(digest_now, '\\x'::bytea))
            order by position limit %s
            """,  # noqa: S608 – a constant of ours, no one's input
            [limit],
        )
        broken = cursor.fetchall()
        cursor.execute(
            "select e.id from audit_event e left join audit_link l on l.event_id = e.id"
            " where l.event_id is null limit %s",
            [limit],
        )
        unlinked = cursor.fetchall()
    faults = []
    for position, event_id, gone, step in broken:
        what = (
            "hilang"
            if gone
            else "sesudah celah dalam rantai"
            if step != 1
            else "tidak sama dengan saat dicatat"
        )
        faults.append(f"mata rantai {position}: kejadian {event_id} {what}")
    return faults + [f"kejadian {event_id} tidak tercatat dalam rantai" for (event_id,) in unlinked]


def published_heads() -> QuerySet[TreeHead]:
    """Every signed head, oldest first."""
    return TreeHead.objects.order_by("position")


def heads_denied() -> list[str]:
    """Published heads that the chain no longer bears out: its past was rewritten or its end cut off."""
    denied, heads = [], list(published_heads())
    links = Link.objects.in_bulk([each.position for each in heads])
    for head_ in heads:
        link = links.get(head_.position)
        if link is None:
            denied.append(f"rantai lebih pendek dari kepala yang diumumkan pada mata rantai {head_.position}")
        elif bytes(link.digest) != bytes(head_.digest):
            denied.append(
                f"mata rantai {head_.position} tidak sama dengan yang diumumkan {head_.at:%d-%m-%Y}"
            )
        elif not _is_signed(head_):
            denied.append(f"tanda tangan kepala rantai {head_.position} tidak sah")
    return denied


def _is_signed(head_: TreeHead) -> bool:
    """By the city's key, or by an earlier one that lies beside it; what neither can tell is let be."""
    ours = contract.public_pem()
    pem = head_.public_key or (ours if head_.key_fingerprint == fingerprint(ours) else "")
    if not pem:
        return True
    said = statement(head_.position, bytes(head_.digest), head_.at)
    return fingerprint(pem) == head_.key_fingerprint and is_signed(said, bytes(head_.signature), pem)


def borne_out(kept: tuple[int, bytes]) -> str:
    """What the chain says today to a head that somebody kept: empty when it still is as it was then."""
    position, digest = kept
    link = Link.objects.filter(position=position).first()
    if link is None:
        return f"rantai lebih pendek dari mata rantai {position}"
    return "" if bytes(link.digest) == digest else f"mata rantai {position} tidak sama dengan yang disimpan"
