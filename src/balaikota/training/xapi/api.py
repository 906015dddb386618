"""The record store on the address where packages play: what a cmi5 package may ask and say (xAPI 1.0.3, part three)."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt

from balaikota.kit.http import Request, reads, writes
from balaikota.training.packages import methods as manifests
from balaikota.training.packages import queries as packages
from balaikota.training.packages.models import Session
from balaikota.training.packages.rules import locked_headers
from balaikota.training.xapi import actions, methods, queries
from balaikota.training.xapi.methods import Refused, need
from balaikota.training.xapi.models import Document, Kind

Turn = Callable[[Request, Session], HttpResponse]
VERSION = "X-Experience-API-Version"


def resource(**turns: Turn) -> Any:
    """An address that answers these methods to whoever brings the key of a session."""
    by_method = {name.upper(): turn for name, turn in turns.items()}

    def view(request: Request) -> HttpResponse:
        try:
            need(request.headers.get(VERSION, "").startswith("1.0"), f"{VERSION} is missing or not 1.0.")
            turn = by_method.get("GET" if request.method == "HEAD" else request.method or "")
            if turn is None:
                raise Refused(405, "Not this method.")
            response = turn(request, session_of(request))
        except (Refused, RequestDataTooBig, UnreadablePostError) as fault:
            response = _refused(fault)
        response[VERSION], response["Cache-Control"] = "1.0.3", "no-store"
        return response

    guarded: Any = csrf_exempt(view)
    guarded.access, guarded.anyone = ("writes" if len(turns) > 1 else "reads"), True
    return guarded


def _refused(fault: Exception) -> HttpResponse:
    status, why = (fault.status, fault.why) if isinstance(fault, Refused) else (413, "Too large.")
    response = JsonResponse({"error": why}, status=status)
    if status == 401:
        response["WWW-Authenticate"] = 'Basic realm="xAPI"'
    return response


def session_of(request: Request) -> Session:
    """By the key that was fetched, which is good for one session."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    try:
        plain = base64.b64decode(token, validate=True).decode() if scheme == "Basic" else ""
        return packages.session_of(plain.partition(":")[2], "xapi")
    except (binascii.Error, UnicodeDecodeError, Http404):
        raise Refused(401, "No key, or an expired one.") from None


def _json(request: Request) -> Any:
    need("json" in request.headers.get("Content-Type", "").lower(), "The body has to be application/json.")
    return _parsed(request.body, "The body is not JSON.")


def _parsed(text: str | bytes, why: str) -> Any:
    """JSON that PostgreSQL keeps: without NaN, endless numbers, NUL and halves of characters."""
    try:
        said = json.loads(text)
        plain = json.dumps(said, allow_nan=False, ensure_ascii=False)
        plain.encode()
    except (ValueError, RecursionError):
        raise Refused(400, why) from None
    need(not re.search(r"(?<!\\)(\\\\)*\\u0000", plain), "A text holds a NUL.")
    return said


# --- statements -----------------------------------------------------------------------------------


def read_statements(request: Request, session: Session) -> HttpResponse:
    play, key = session.part.play, request.GET.get("statementId", "")
    if key:
        row = queries.statement(key)
        if row is None or row.play_id != play.pk:
            raise Refused(404, "No such statement.")
        return JsonResponse(row.body)
    need(request.GET.get("registration", str(play.pk)) == str(play.pk), "Another registration.", 403)
    response = JsonResponse({"statements": queries.statements(play, request.GET.dict()), "more": ""})
    response["X-Experience-API-Consistent-Through"] = timezone.now().isoformat()
    return response


def put_statement(request: Request, session: Session) -> HttpResponse:
    said, key = _json(request), request.GET.get("statementId", "")
    need(isinstance(said, dict) and methods.is_uuid(key), "One statement under its statementId.")
    need(said.get("id", key) == key, "Two different ids.")
    actions.record(session, [said | {"id": key}])
    return HttpResponse(status=204)


def post_statements(request: Request, session: Session) -> HttpResponse:
    said = _json(request)
    rows = said if isinstance(said, list) else [said]
    need(0 < len(rows) <= 500, "Between 1 and 500 statements.")
    return JsonResponse(actions.record(session, rows), safe=False)


statements = resource(get=read_statements, put=put_statement, post=post_statements)


# --- documents ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shelf:
    """Where documents of one kind lie; the three differ in what a document belongs to."""

    kind: Kind
    name_in: str

    def place(self, request: Request, session: Session) -> tuple[str, str]:
        """The activity and the name that are asked for; only those of this launch are to be had."""
        asked, launch = request.GET, queries.launch(session)
        activity = asked.get("activityId", "")
        need(self.kind == Kind.AGENT or manifests.is_iri(activity), "activityId is missing.")
        if self.kind != Kind.ACTIVITY:
            _check_agent(asked.get("agent", ""), launch.actor)
        need(
            asked.get("registration", launch.registration) == launch.registration,
            "Another registration.",
            403,
        )
        name = asked.get(self.name_in, "")
        need(len(name) <= 500 and len((activity + name).encode()) <= 2000, "Too long a name.")
        return ("" if self.kind == Kind.AGENT else activity), name

    def read(self, request: Request, session: Session) -> HttpResponse:
        activity, name = self.place(request, session)
        if not name:
            return JsonResponse(queries.names(session.part.play, self.kind, activity), safe=False)
        if self.kind == Kind.STATE and name == queries.LAUNCH_DATA:
            need(activity == queries.launch(session).activity, "No such document.", 404)
            return _document(json.dumps(queries.launch_data(session)).encode(), "application/json")
        row = queries.document(session.part.play, self.kind, activity, name)
        if row is None:
            raise Refused(404, "No such document.")
        return _document(bytes(row.content), row.content_type)

    def write(self, request: Request, session: Session) -> HttpResponse:
        activity, name = self.place(request, session)
        need(name, f"{self.name_in} is missing.")
        row = queries.document(session.part.play, self.kind, activity, name)
        _check_match(request, bytes(row.content) if row else None)
        content = _merged(request, row) if request.method == "POST" and row else request.body
        content_type = request.headers.get("Content-Type", "application/octet-stream")
        actions.put_document(session, self.kind, activity, name, content=content, content_type=content_type)
        return HttpResponse(status=204)

    def drop(self, request: Request, session: Session) -> HttpResponse:
        activity, name = self.place(request, session)
        need(name or self.kind == Kind.STATE, f"{self.name_in} is missing.")
        actions.drop_document(session, self.kind, activity, name)
        return HttpResponse(status=204)

    def resource(self) -> Any:
        return resource(get=self.read, put=self.write, post=self.write, delete=self.drop)


def _check_agent(text: str, actor: Any) -> None:
    need(methods.same_actor(_parsed(text, "agent is not JSON."), actor), "Another agent.", 403)


def _document(content: bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = _etag(content)
    return response


def _etag(content: bytes) -> str:
    # A client must take it as it comes; xAPI 3.1 would have the fingerprint that this house has given up (ASVS 11.4.1).
    return f'"{hashlib.sha256(content).hexdigest()[:40]}"'


def _check_match(request: Request, content: bytes | None) -> None:
    """Nobody writes over what they have not read (xAPI part three, 3.1)."""
    now = _etag(content) if content is not None else None
    wanted, unwanted = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    need(wanted is None or wanted.strip() == now, "It has changed meanwhile.", 412)
    need(unwanted != "*" or now is None, "It is there already.", 412)


def _merged(request: Request, row: Document) -> bytes:
    """POST adds the properties of one JSON object to another (xAPI part three, 2.2)."""
    old, new = _parsed(bytes(row.content), "What is kept is not JSON."), _json(request)
    need(isinstance(old, dict) and isinstance(new, dict), "Only JSON objects are merged.")
    return json.dumps(old | new).encode()


states = Shelf(Kind.STATE, "stateId").resource()
activity_profiles = Shelf(Kind.ACTIVITY, "profileId").resource()
agent_profiles = Shelf(Kind.AGENT, "profileId").resource()


# --- the rest -------------------------------------------------------------------------------------


def read_activity(request: Request, session: Session) -> HttpResponse:
    key = request.GET.get("activityId", "")
    need(manifests.is_iri(key), "activityId is missing.")
    return JsonResponse({"objectType": "Activity", "id": key})


def read_agent(request: Request, session: Session) -> HttpResponse:
    launch = queries.launch(session)
    _check_agent(request.GET.get("agent", ""), launch.actor)
    return JsonResponse({"objectType": "Person", "account": [launch.actor["account"]]})


activities = resource(get=read_activity)
agents = resource(get=read_agent)


@reads(anyone=True)
def about(request: Request) -> HttpResponse:
    return JsonResponse({"version": ["1.0.3", "1.0.2", "1.0.1", "1.0.0"]})


@csrf_exempt
@writes(anyone=True)
def fetch(request: Request, key: str) -> HttpResponseBase:
    """The key to everything above, once (cmi5 8.2). An error is told with 200, as the standard wants it."""
    try:
        session = packages.session_of(key, "kunci")
    except Http404:
        return JsonResponse({"error-code": "2", "error-text": "Unknown or expired."})
    if not actions.fetch(session):
        return JsonResponse({"error-code": "1", "error-text": "The key was handed out before."})
    token = base64.b64encode(f"sesi:{packages.key(session, 'xapi')}".encode()).decode()
    return JsonResponse({"auth-token": token})


@xframe_options_exempt
@reads(anyone=True)
def closing(request: Request) -> HttpResponseBase:
    """Where a package goes when it ends: it tells the player's page around it."""
    response = render(request, "xapi/closing.html", {"cities": settings.CITY_ADDRESSES})
    for name, value in locked_headers().items():
        response[name] = value
    return response
