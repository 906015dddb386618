"""Someone to measure with: records the statements of pages, and prepares applications to send."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import cycle
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balaikota.config.demo import applications, households
from balaikota.config.demo.offices import bring_cast
from balaikota.engine.cases import methods
from balaikota.engine.cases import queries as cases
from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.people.models import Person

TOKEN = "b" * 32  # what the browser sends back as cookie and as header
FORM = "application/x-www-form-urlencoded"
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


def record_submit(times: int) -> tuple[list[str], int, list[tuple[str, dict[str, str], str]]]:
    """Drafts ready to be sent, each by a POST of its own; and the statements of one such POST."""
    asked = [_ready() for _turn in range(times + 1)]
    path, headers, body = asked.pop()
    client = Client()
    client.cookies.load(headers["Cookie"])
    told = {"host": "localhost", "X-CSRFToken": TOKEN}
    with transaction.atomic():  # taken back: the bare page writes the same rows again and again
        with CaptureQueriesContext(connection) as seen:
            answer = client.post(path, body, content_type=FORM, headers=told)
        transaction.set_rollback(True)
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    # The number drawn here was given back and will be another's: the bare page writes one of long ago.
    statements = [re.sub(r"\b([A-Z]{3})-20\d\d-(\d{5})\b", r"\1-1900-\2", line) for line in _plain(seen)]
    return statements, len(answer.content), asked


def _ready() -> tuple[str, dict[str, str], str]:
    """The next applicant whose application nothing stands in the way of, with every statement ticked."""
    for plan in _plans():
        draft = applications._filled_in(catalogue.service("akta-kelahiran"), plan)
        view = cases.seen(draft)
        if not methods.obstacles(view):
            break
    headers = {"Cookie": cookies_of(plan.applicant), "X-CSRFToken": TOKEN, "Content-Type": FORM}
    body = urlencode({f"declare_{name}": "on" for name, _label in methods.declarations(view)})
    return f"/permohonan/draf/{draft.pk}/kirim/", headers, body


def cookies_of(person: Person) -> str:
    """What the browser of somebody who has signed in sends."""
    return f"{settings.SESSION_COOKIE_NAME}={_signed_in(person)}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


@cache
def _plans() -> Iterator[applications.Plan]:
    families = households.settle(bring_cast())
    return cycle(plan for plan in applications.planned(families) if plan.state == "submitted")


def _signed_in(person: Person) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _plain(seen: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in seen.captured_queries if not query["sql"].startswith(CONTROL)]
