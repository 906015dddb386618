"""Who walks through the small city of the access matrix: a browser of one role, and what it came upon."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache as kept
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.template.base import Template
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils.safestring import SafeString

from balaikota.foundation.people.models import Person
from balaikota.kit import http, pdf
from balaikota.kit.errors import Refusal
from tests.access import FIELDS, MARKS, ROLES

READABLE = re.compile("|".join(MARKS))
#: What a view answers to whoever it does not let in, and to a method it does not take.
REFUSED = (302, 401, 403, 404, 405)
place_of = kept(resolve)


class Visitor(Client):
    """A browser of one role. It notes no templates, and may knock at a view without going through the house first."""

    role: str
    person: Any
    makes = RequestFactory()

    def request(self, **request: Any) -> Any:
        answer = self.handler(self._base_environ(**request))
        self.cookies.update(answer.cookies)
        return answer

    def knocked(self, method: str, url: str) -> Any:
        """The view's own answer. What it refuses the house refuses: middleware only takes away. Anything but a plain
        refusal is asked for again, as a browser asks. The page that says an address takes no GET, the same for every
        address, is read once by each role (`reloaded`)."""
        found, request = place_of(url), self.makes.generic(method, url)
        request.user, request.session = self.person, {}
        try:
            with patch.object(http, "_only_posted", lambda _request: HttpResponseNotAllowed(["POST"])):
                answer = found.func(request, *found.args, **found.kwargs)
        except Http404:
            return HttpResponse(status=404)
        except Refusal as refusal:
            return HttpResponse(status=refusal.status)
        except Exception:  # it wants more of a request than there is here
            return self.generic(method, url)
        return answer if answer.status_code in REFUSED else self.generic(method, url)


def signed_in(role: str, city: dict[str, Any], net: str) -> Visitor:
    """Each role comes from an address of its own, for some pages count visitors."""
    forget()
    visitor = Visitor(REMOTE_ADDR=f"{net}.{list(ROLES).index(role) + 1}", raise_request_exception=False)
    visitor.role, visitor.person = role, AnonymousUser()
    if role != "anonymous":
        visitor.person = Person.objects.get(pk=city["people"][role].pk)
        city["sign_in"](visitor, visitor.person)
    return visitor


def forget() -> None:
    for each in caches:
        caches[each].clear()


# --- what was read --------------------------------------------------------------------------------


@dataclass
class Found:
    """What one role came upon on its way through the city."""

    role: str
    words: set[str] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    parts: dict[tuple[str, str], None] = field(default_factory=dict)

    def on(self, answer: Any, url: str) -> None:
        text = text_of(answer)
        words = set(READABLE.findall(text))
        self.words |= words
        self.leaks += [f"{self.role} {url} reads {word}" for word in words if self.role not in MARKS[word][1]]
        if re.search(r"Zz|999[23]|7771|tono@|1989", text):
            self.fields |= {name for name, written in FIELDS.items() if re.search(written, text)}
        self.parts |= dict.fromkeys(parts_of(answer, text, url))


def leaked(text: str, role: str) -> set[str]:
    return {word for word in READABLE.findall(text) if role not in MARKS[word][1]}


def text_of(answer: Any) -> str:
    """What a person could read in an answer: of a ZIP or a workbook what lies inside."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"".join(packed.read(name) for name in packed.namelist())
    return body.decode(errors="replace") + answer.headers.get("Location", "")


def parts_of(answer: Any, text: str, url: str) -> Iterable[tuple[str, str]]:
    """What a page fetches by itself: where from, and which part."""
    if answer.status_code != 200 or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return
    for tag in re.findall(r"<[^>]*\bhx-get=\"[^>]*>", text):
        place = re.search(r'hx-get="([^"]*)"', tag)
        target = re.search(r'hx-target="#([\w-]+)"', tag) or re.search(r'\bid="([\w-]+)"', tag)
        if place and target:
            yield place.group(1).replace("&amp;", "&") or url, target.group(1)


# --- what was done --------------------------------------------------------------------------------


@contextmanager
def readings() -> Iterator[list[Any]]:
    """Of whom something was read meanwhile, as it is recorded: the name, the thing, the person, the purpose, what."""
    told: list[Any] = []
    recorder = http._recorder[0]

    def noted(seen: list[dict[str, Any]]) -> None:
        recorder(seen)
        for each in seen:
            about, subject = each["about"], each.get("subject")
            told.append(
                (each["name"], about._meta.label, about.pk, subject and subject.pk, each.get("purpose"))
            )

    with patch.object(http, "_recorder", [noted]):
        yield told


@contextmanager
def unwritten() -> Iterator[None]:
    """Templates stay unwritten, for answers whose body nobody gets; what was kept of them meanwhile is forgotten."""
    with patch.object(Template, "_render", lambda _template, _context: SafeString("")):
        yield
    forget()


@contextmanager
def drawn_once() -> Iterator[None]:
    """A paper is drawn once for whoever asks for it with the same words: Typst knows nothing of who asks."""

    def drawing(*place: Any, font_paths: Any, sys_inputs: dict[str, str], **named: Any) -> Any:
        told = repr((place, sorted(sys_inputs.items()), sorted(named.items())))
        if told not in papers:
            papers[told] = compile_paper(*place, font_paths=font_paths, sys_inputs=sys_inputs, **named)
        return papers[told]

    papers: dict[str, Any] = {}
    compile_paper = pdf.typst.compile
    with patch.object(pdf.typst, "compile", drawing), patch.object(pdf, "_archivable", kept(pdf._archivable)):
        yield


def rows_touched() -> Counter[str]:
    """How many rows this transaction has written so far, by table; PostgreSQL counts what was taken back as well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables "
            "where n_tup_ins + n_tup_upd + n_tup_del > 0 and relname <> all(%s)",
            [["django_session", "usersessions_usersession", "exposure_exposure"]],  # visits are counted there
        )
        return Counter({name: int(rows) for name, rows in cursor.fetchall()})
