"""Recording: what we say of a launch, and what the package says."""

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from balaikota.training.packages import actions as packages
from balaikota.training.packages import methods as manifests
from balaikota.training.packages import queries as played
from balaikota.training.packages.contract import Told
from balaikota.training.packages.models import End, Part, Play, Session
from balaikota.training.xapi import methods, queries
from balaikota.training.xapi.methods import need
from balaikota.training.xapi.models import Document, Kind, Statement

STATEMENTS, DOCUMENTS = 20_000, 200


def _say(
    play: Play, verb: str, target: dict[str, Any], context: dict[str, Any], session: Session | None, **more: Any
) -> Statement:  # fmt: skip
    """A statement of our own."""
    now, key = timezone.now(), uuid.uuid4()
    context = context | {"registration": str(play.pk)}
    activities = context.get("contextActivities", {}) | {"category": _categories(more.get("result"))}
    body = {
        "id": str(key), "actor": queries.actor(play.person), "verb": {"id": verb}, "object": target,
        "context": context | {"contextActivities": activities}, "timestamp": now.isoformat(), **more,
    }  # fmt: skip
    return _keep(play, session, key, body)


def _categories(result: dict[str, Any] | None) -> list[dict[str, str]]:
    judged = result is not None and ("success" in result or "completion" in result)
    return [{"id": methods.CMI5}, *([{"id": methods.MOVE_ON}] if judged else [])]


def _keep(play: Play, session: Session | None, key: uuid.UUID, body: dict[str, Any]) -> Statement:
    now = timezone.now()
    authority = {"objectType": "Agent", "account": {"homePage": settings.ADDRESS, "name": "balaikota"}}
    whole = {"version": "1.0.0", "timestamp": now.isoformat()} | body
    whole |= {"id": str(key), "stored": now.isoformat(), "authority": authority}
    verb, thing = body["verb"]["id"][:500], str(body["object"].get("id", ""))[:2000]
    return Statement.objects.create(pk=key, play=play, session=session, verb=verb, activity=thing, body=whole)


def _of_part(part: Part) -> dict[str, Any]:
    return {"objectType": "Activity", "id": queries.activity(part.play.package, part.item)}


@transaction.atomic
def begun(session: Session) -> None:
    """Recorded before the package starts: "launched" (cmi5 9.3.1), and what is satisfied by itself (9.6.1)."""
    item, context = played.item_of(session), queries.context(session)
    told = {"launchmode": queries.session_mode(session), "moveon": item["move_on"]}
    told["launchurl"] = played.content_address(session)
    if item["mastery"] is not None:
        told["masteryscore"] = item["mastery"]
    if item["launch_data"]:
        told["launchparameters"] = item["launch_data"]
    context["extensions"] |= {methods.EXTENSION + name: value for name, value in told.items()}
    _say(session.part.play, f"{methods.ADL}launched", _of_part(session.part), context, session)
    _say_satisfied(session.part.play, session)


@transaction.atomic
def left(session: Session) -> None:
    """A new launch ends a session that did not end itself (cmi5 9.3.6)."""
    last = queries.last_said(session) or session.begun_at
    spent = max(int((last - session.begun_at).total_seconds()), 0)
    result = {"duration": f"PT{spent}S"}
    context = queries.context(session)
    _say(
        session.part.play, f"{methods.ADL2}abandoned", _of_part(session.part), context, session, result=result
    )  # fmt: skip


@transaction.atomic
def waived(part: Part) -> None:
    """Excused by the organiser, under a session id of its own (cmi5 9.3.7)."""
    context: dict[str, Any] = {
        "contextActivities": {"grouping": [{"objectType": "Activity", "id": part.item}]},
        "extensions": {methods.SESSION: str(uuid.uuid4())},
    }
    result = {"success": True, "completion": True, "extensions": {methods.REASON: "Administrative"}}
    _say(part.play, f"{methods.ADL2}waived", _of_part(part), context, None, result=result)
    _say_satisfied(part.play, None)


def _say_satisfied(play: Play, session: Session | None) -> None:
    """Of every block, and of the course, whose last AU has just been done (cmi5 9.3.9)."""
    package = play.package
    free = {each["id"] for each in package.items if each["move_on"] == "NotApplicable"}
    done = free | {key for key, part in played.parts_of(play).items() if part.satisfied_at is not None}
    known, said = {group["id"]: group for group in package.blocks}, queries.said_of_groups(play)
    before = {key for key in [*known, ""] if queries.group(package, key) in said}
    for key in methods.satisfied(package.items, done, before):
        kind = "block" if key else "course"
        target = {
            "objectType": "Activity", "id": queries.group(package, key),
            "definition": {"type": methods.ACTIVITY_TYPE + kind},
        }  # fmt: skip
        context = {
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": key or package.course_id}]},
            "extensions": {methods.SESSION: str(session.pk if session else uuid.uuid4())},
        }
        _say(play, f"{methods.ADL2}satisfied", target, context, session)


@transaction.atomic
def fetch(session: Session) -> bool:
    """The key is handed out once (cmi5 8.2)."""
    played.locked_part(session.part)
    row = played.session(session.pk)
    if row.fetched_at is not None or row.ended_at is not None:
        return False
    packages.mark(row, "fetched_at")
    return True


@transaction.atomic
def record(session: Session, said: list[Any]) -> list[str]:
    """All of these statements or none. One that is here already, word for word, is here once (xAPI 2.3.1)."""
    played.locked_part(session.part)
    row = played.session(session.pk)
    need(queries.count(row.part.play) + len(said) <= STATEMENTS, "This registration is full.", 403)
    return [_record(row, each) for each in said]


def _record(session: Session, said: Any) -> str:
    key = said.get("id") if isinstance(said, dict) else None
    known = queries.statement(key) if key is not None else None
    if known is not None:
        is_same = known.session_id == session.pk and methods.same_statement(said, known.body)
        need(is_same, "Another statement has this id (xAPI 2.3.1).", 409)
        return str(known.pk)
    verb = methods.check(said, queries.launch(session))
    kept = _keep(session.part.play, session, uuid.UUID(key) if key else uuid.uuid4(), said)
    _follow(session, verb, said.get("result") or {})
    return str(kept.pk)


def _follow(session: Session, verb: str, result: dict[str, Any]) -> None:
    """What a cmi5 defined statement changes."""
    spent = manifests.duration(result.get("duration"))
    scaled = (result.get("score") or {}).get("scaled")
    part = session.part
    if verb == "initialized":
        packages.mark(session, "initialized_at")
    elif verb == "completed":
        packages.mark(session, "completed_at", seconds=spent)
        packages.grow(part, Told(completed=True))
        _say_satisfied(part.play, session)
    elif verb in ("passed", "failed"):
        packages.mark(session, "judged_at", seconds=spent)
        packages.grow(part, Told(passed=verb == "passed", score=methods.percent(scaled)))
        _say_satisfied(part.play, session)
    elif verb == "terminated":
        packages.mark(session, seconds=spent)
        packages.finish(session, End.FINISHED)


@transaction.atomic
def put_document(
    session: Session, kind: Kind, activity: str, name: str, *, content: bytes, content_type: str
) -> None:  # fmt: skip
    """Keep a document under its name, in place of an older one."""
    need(not session.ended_at, "The session has ended.", 403)
    need(name != queries.LAUNCH_DATA, "The launch data is the LMS's (cmi5 10.2.1).", 403)
    play = played.locked_part(session.part).play
    is_new = queries.document(play, kind, activity, name) is None
    need(not is_new or queries.count_documents(play) < DOCUMENTS, "Too many documents.", 403)
    Document.objects.update_or_create(
        play=play, kind=kind, activity=activity, name=name,
        defaults={"content": content, "content_type": content_type[:100], "updated_at": timezone.now()},
    )  # fmt: skip


@transaction.atomic
def drop_document(session: Session, kind: Kind, activity: str, name: str) -> None:
    """Forget one, or everything of an activity when none is named."""
    need(not session.ended_at, "The session has ended.", 403)
    need(name != queries.LAUNCH_DATA, "The launch data is the LMS's (cmi5 10.2.1).", 403)
    rows = Document.objects.filter(play=session.part.play, kind=kind, activity=activity)
    (rows.filter(name=name) if name else rows).delete()
