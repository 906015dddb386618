"""What a cmi5 package is launched with, and what it recorded."""

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime

from balaikota.kit.errors import found
from balaikota.training.packages import queries as packages
from balaikota.training.packages.models import Package, Part, Play, Session, Verdict
from balaikota.training.xapi import methods
from balaikota.training.xapi.models import Document, Kind, Statement

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

LAUNCH_DATA = "LMS.LaunchData"
MOST = 200


def actor(person: "Person") -> dict[str, Any]:
    """An account that tells nobody who this is: neither NIP nor address, and not the id we know them by."""
    name = salted_hmac("xapi.actor", str(person.pk), algorithm="sha256").hexdigest()[:32]
    return {"objectType": "Agent", "account": {"homePage": settings.ADDRESS, "name": name}}


def activity(package: Package, item_id: str) -> str:
    """Ours, never the publisher's (cmi5 8.1.5); the same in every launch."""
    place = next(place for place, each in enumerate(package.items, 1) if each["id"] == item_id)
    return f"{settings.ADDRESS}{package.get_absolute_url()}#bagian-{place}"


def group(package: Package, block: str) -> str:
    """The id of a block, or of the course when `block` is empty (cmi5 9.4)."""
    place = next((place for place, each in enumerate(package.blocks, 1) if each["id"] == block), 0)
    return f"{settings.ADDRESS}{package.get_absolute_url()}#{f'kelompok-{place}' if place else 'seluruhnya'}"


def mode(part: Part) -> str:
    """Whoever is done only looks again; nothing of theirs changes (cmi5 10.2.2)."""
    return "Review" if part.satisfied_at is not None and part.verdict != Verdict.FAILED else "Normal"


def launch(session: Session) -> methods.Launch:
    """The session as it stands, for the rules."""
    part, package = session.part, session.part.play.package
    return methods.Launch(
        actor=actor(part.play.person), registration=str(part.play_id), session=str(session.pk),
        activity=activity(package, part.item), publisher=part.item, mastery=packages.item_of(session)["mastery"],
        mode=session_mode(session), is_initialized=session.initialized_at is not None,
        is_over=session.ended_at is not None, is_completed=part.completed_at is not None,
        is_passed=part.verdict == Verdict.PASSED, is_judged=session.judged_at is not None,
    )  # fmt: skip


def session_mode(session: Session) -> str:
    """As it was when it was launched: what this very session achieved does not change it."""
    done = session.part.satisfied_at
    return mode(session.part) if done is not None and done < session.begun_at else "Normal"


def launch_data(session: Session) -> dict[str, Any]:
    """The document every package reads first (cmi5 10)."""
    item = packages.item_of(session)
    told = {
        "contextTemplate": context(session),
        "launchMode": session_mode(session),
        "moveOn": item["move_on"],
        "returnURL": packages.address("xapi:closing"),
    }
    if item["launch_data"]:
        told["launchParameters"] = item["launch_data"]
    if item["mastery"] is not None:
        told["masteryScore"] = item["mastery"]
    if item["entitlement"]:
        told["entitlementKey"] = {"courseStructure": item["entitlement"]}
    return told


def context(session: Session) -> dict[str, Any]:
    return {
        "contextActivities": {"grouping": [{"objectType": "Activity", "id": session.part.item}]},
        "extensions": {methods.SESSION: str(session.pk)},
    }


def address(session: Session) -> str:
    """The launch (cmi5 8.1). The package's own query stays before ours."""
    part, item = session.part, packages.item_of(session)
    asked = {
        "endpoint": endpoint(),
        "fetch": packages.address("xapi:fetch", packages.key(session, "kunci")),
        "actor": json.dumps(actor(part.play.person)),
        "registration": str(part.play_id),
        "activityId": activity(part.play.package, part.item),
    }
    own = str(item["href"]).partition("?")[2].partition("#")[0]
    return f"{packages.content_address(session)}?{own + '&' if own else ''}{urlencode(asked)}"


def endpoint() -> str:
    return packages.address("xapi:statements").removesuffix("statements")


def said_of_groups(play: Play) -> set[str]:
    """Activities of which "satisfied" was said."""
    rows = Statement.objects.filter(play=play, verb=f"{methods.ADL2}satisfied")
    return set(rows.values_list("activity", flat=True))


def statement(statement_id: str) -> Statement | None:
    return Statement.objects.filter(pk=statement_id).first() if methods.is_uuid(statement_id) else None


def statements(play: Play, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Those of this registration that are asked for (xAPI 1.0.3, part three, 2.1.3), the newest first."""
    rows: QuerySet[Statement] = Statement.objects.filter(play=play)
    if verb := asked.get("verb"):
        rows = rows.filter(verb=verb)
    if thing := asked.get("activity"):
        rows = rows.filter(activity=thing)
    for name, look in (("since", "stored_at__gt"), ("until", "stored_at__lte")):
        if name in asked:
            rows = rows.filter(**{look: _moment(asked[name])})
    limit = int(asked["limit"]) if re.fullmatch("[0-9]{1,9}", asked.get("limit", "")) else 0
    order = "stored_at" if asked.get("ascending") == "true" else "-stored_at"
    return [row.body for row in rows.order_by(order)[: min(limit or MOST, MOST)]]


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        moment = None
    methods.need(moment is not None and moment.tzinfo is not None, "since and until are moments with a zone.")
    return found(moment)


def last_said(session: Session) -> datetime | None:
    """When the package last recorded something in this session."""
    rows = Statement.objects.filter(session=session).exclude(verb__in=methods.OURS)
    return rows.order_by("-stored_at").values_list("stored_at", flat=True).first()


def document(play: Play, kind: Kind, activity: str, name: str) -> Document | None:
    return Document.objects.filter(play=play, kind=kind, activity=activity, name=name).first()


def names(play: Play, kind: Kind, activity: str) -> list[str]:
    rows = Document.objects.filter(play=play, kind=kind, activity=activity).order_by("name")
    return list(rows.values_list("name", flat=True))


def count(play: Play) -> int:
    """How many statements there are. Neither they nor documents grow without end."""
    return Statement.objects.filter(play=play).count()


def count_documents(play: Play) -> int:
    return Document.objects.filter(play=play).count()
