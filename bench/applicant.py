"""Someone to measure with: records the statements of pages, and prepares applications to send."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balaikota.config.demo import applications, households
from balaikota.config.demo.offices import bring_cast
from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.people.models import Person

TOKEN = "b" * 32  # what the browser sends back as cookie and as header
CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def record_get(path: str) -> tuple[list[str], int]:
    """The statements and the size of one page, as the second visitor gets it."""
    client = Client(headers={"host": "localhost"})
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return _plain(seen), len(answer.content)


def record_submit(times: int) -> tuple[list[str], int, list[tuple[str, dict[str, str]]]]:
    """Drafts ready to be sent, each by a POST of its own; and the statements of one such POST."""
    asked = [_ready(turn) for turn in range(times + 1)]
    path, headers = asked.pop()
    client = Client()
    client.cookies.load(headers["Cookie"])
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(path, headers={"host": "localhost", "X-CSRFToken": TOKEN})
    assert answer.status_code == 303, answer.content.decode()[:2000]
    return _plain(seen), len(answer.content), asked


def _ready(turn: int) -> tuple[str, dict[str, str]]:
    plans = _plans()
    plan = plans[turn % len(plans)]
    draft = applications._filled_in(catalogue.service("akta-kelahiran"), plan)
    session = _signed_in(plan.applicant)
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return f"/permohonan/draf/{draft.pk}/kirim/", {"Cookie": cookies, "X-CSRFToken": TOKEN}


def _plans() -> list[applications.Plan]:
    if not _known:
        families = households.settle(bring_cast())
        _known.extend(plan for plan in applications.planned(families) if plan.state != "draft")
    return _known


_known: list[applications.Plan] = []


def _signed_in(person: Person) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _plain(seen: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in seen.captured_queries if not query["sql"].startswith(CONTROL)]
