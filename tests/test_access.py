"""Every address × method × role × relation. The addresses come from the resolver; one that is not listed fails.

`tests/access.py` says which cells there are and who is let in, `tests/matrix_city.py` whose things stand in the addresses,
`tests/matrix_others.py` which words of other people nobody else may ever read.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection, transaction
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from tools import matrix

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from tests.access import (
    ANY_METHOD,
    BELOW,
    CLASSES,
    ELSEWHERE_NAMES,
    FIELDS,
    GLANCE,
    LOOK,
    MARKS,
    OTHER,
    PERSON,
    ROLES,
    TABLE,
    WRITE,
    Cell,
    cells,
    is_tried,
    people,
)

pytestmark = pytest.mark.django_db
DOOR = "/masuk/"
READABLE = re.compile("|".join(MARKS))
#: Where one can ask for what is not shown by itself: each planted thing is called “melur” too.
QUERIES = (
    "/cari/?q=melur", "/katalog/cari/?q=melur", "/umkm/?q=melur", "/inovasi/?cari=melur", "/inovasi/pustaka/?cari=melur",
    "/tempat/?cari=melur", "/api/v1/katalog/produk?q=melur", "/meja/informasi/?rak=naskah", "/meja/agenda/?rak=naskah",
)  # fmt: skip


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        else:
            yield route, pattern


ADDRESSES = dict(addresses(get_resolver()))


def test_every_address_is_in_the_table() -> None:
    assert sorted(set(ADDRESSES) - set(TABLE)) == []


def test_the_table_names_no_address_that_is_gone() -> None:
    assert sorted(set(TABLE) - set(ADDRESSES)) == []


def test_the_page_an_auditor_reads_belongs_to_the_table() -> None:
    assert matrix.PAGE.read_text() == matrix.page(), "run: python -m tools.matrix"


@pytest.fixture(scope="module")
def city(django_db_setup: object, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """One city for the whole matrix: the cast, Sari's things, Tono's, and those of a third."""
    from tests.matrix_city import open_city

    with django_db_blocker.unblock(), transaction.atomic():
        yield open_city()
        transaction.set_rollback(True)


def filled(cell: Cell, city: dict[str, Any]) -> str:
    """`with = { number = "@report" }` names another place of the small city."""
    places = city["places"] | city["differing"][cell.relation]
    literal = TABLE[cell.route].get("with", {})
    spelled = {name: places[said[1:]] if said.startswith("@") else said for name, said in literal.items()}
    route = cell.route.replace("\\Z", "").lstrip("^")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: (places | spelled)[match.group(1)], route)


class Visitor(Client):
    """A browser of one role. It notes no templates, and may knock at a view without going through the house first."""

    role: str
    person: Any

    def request(self, **request: Any) -> Any:
        answer = self.handler(self._base_environ(**request))
        self.cookies.update(answer.cookies)
        return answer

    def knocked(self, method: str, url: str) -> Any:
        """The view's own answer. What it refuses the house refuses: middleware only takes away. Anything but a plain
        refusal is asked for again, as a browser asks."""
        found, request = resolve(url), RequestFactory().generic(method, url)
        request.user, request.session = self.person, {}
        try:
            answer = found.func(request, *found.args, **found.kwargs)
        except Http404:
            return HttpResponse(status=404)
        except Refusal as refusal:
            return HttpResponse(status=refusal.status)
        except Exception:  # it wants more of a request than there is here
            return self.generic(method, url)
        return answer if answer.status_code in (302, 401, 403, 404, 405) else self.generic(method, url)


def signed_in(role: str, city: dict[str, Any], net: str) -> Visitor:
    """Each role comes from an address of its own, for some pages count visitors."""
    cache.clear()
    visitor = Visitor(REMOTE_ADDR=f"{net}.{list(ROLES).index(role) + 1}", raise_request_exception=False)
    visitor.role, visitor.person = role, AnonymousUser()
    if role != "anonymous":
        visitor.person = Person.objects.get(pk=city["people"][role].pk)
        city["sign_in"](visitor, visitor.person)
    return visitor


def test_each_relation_has_things_of_its_own(city: dict[str, Any]) -> None:
    differing = {relation: set(places) for relation, places in city["differing"].items()}
    assert differing == {"own": set(), "other": OTHER, "elsewhere": ELSEWHERE_NAMES, "crossed": BELOW}
    for places in city["differing"].values():
        assert [name for name, value in places.items() if value == city["places"][name]] == []


# --- looking --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [*LOOK, *GLANCE])
def test_who_may_look(role: str, city: dict[str, Any]) -> None:
    """GET of every cell as this role, and of every part htmx fetches: let in or not, and no word of somebody else's."""
    visitor, faults, found = signed_in(role, city, "10.0.0"), [], Found(role)
    for cell in (cell for cell in cells() if cell.method == "GET" and is_tried(cell, role)):
        url = filled(cell, city)
        answer = visitor.get(url) if may_come_in(cell, role) else visitor.knocked("GET", url)
        if not looks_right(cell, role, answer.status_code):
            faults.append(f"{role} {cell.relation} GET {url} → {answer.status_code}, said {cell.said}")
        found.on(answer, url)
    for url in QUERIES:
        found.on(visitor.get(url), url)
    for url, target in found.parts:
        answer = visitor.get(url, headers={"HX-Request": "true", "HX-Target": target})
        faults += [f"{role} part {target} of {url} → {answer.status_code}"] * (answer.status_code >= 400)
        found.on(answer, url)
    assert faults + found.leaks == []
    if role in LOOK:
        assert found.words == {word for word, (_what, readers) in MARKS.items() if role in readers}
        assert found.fields == set(PERSON[role])


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
        self.words |= set(READABLE.findall(text))
        self.leaks += [f"{self.role} {url} reads {word}" for word in leaked(text, self.role)]
        if re.search(r"Zz|999[23]|7771|tono@|1989", text):
            self.fields |= {name for name, written in FIELDS.items() if re.search(written, text)}
        self.parts |= dict.fromkeys(parts_of(answer, text, url))


def may_come_in(cell: Cell, role: str) -> bool:
    return cell.said == "allauth" or role in people(cell.said, cell.relation)


def looks_right(cell: Cell, role: str, status: int) -> bool:
    if cell.said == "post-only":
        return status in (405, 302, 404, 403)
    if cell.said == "token":
        return status == 401
    if cell.said == "allauth":
        opens = status == 200 and role == "anonymous" and "akun/" in cell.route
        return status in (200, 302, 404, 405) and not opens
    if role in people(cell.said, cell.relation):
        return status in (200, 204, 301, 303) or status == TABLE[cell.route].get("status")
    return status in (302, 401, 403, 404) if role == "anonymous" else status == 404


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


# --- writing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", WRITE)
def test_who_may_write(role: str, city: dict[str, Any]) -> None:
    """POST with nothing in it to every cell: who is not let in is refused and changes nothing; nobody breaks anything."""
    visitor, faults = signed_in(role, city, "10.0.1"), []
    posts = [cell for cell in cells() if cell.method == "POST"]
    before = rows_touched()
    for cell in (cell for cell in posts if not may_write(cell, role)):
        faults += wrong_post(cell, role, visitor.knocked("POST", filled(cell, city)), city)
    assert (faults, rows_touched() - before) == ([], Counter())
    for cell in (cell for cell in posts if may_write(cell, role)):
        with transaction.atomic():
            answer = visitor.post(filled(cell, city))
            transaction.set_rollback(True)
        faults += wrong_post(cell, role, answer, city)
    assert faults == []


def wrong_post(cell: Cell, role: str, answer: Any, city: dict[str, Any]) -> list[str]:
    told = f"{role} {cell.relation} POST {filled(cell, city)}"
    faults = [f"{told} reads {word}" for word in leaked(text_of(answer), role)]
    return faults + [f"{told} → {answer.status_code}, said {cell.said}"] * (
        not writes_right(cell, role, answer)
    )


def may_write(cell: Cell, role: str) -> bool:
    """Whose POST may do something: those of the class; what concerns the poster alone, unless the thing is another's."""
    is_theirs = cell.said in ("anyone", "own") and cell.relation == "own"
    return is_theirs or role in people(cell.said, cell.relation)


def writes_right(cell: Cell, role: str, answer: Any) -> bool:
    is_door = answer.status_code == 302 and answer.headers["Location"].startswith(DOOR)
    if may_write(cell, role) or cell.said in ("anyone", "own"):
        return answer.status_code < 500 and (not is_door or role == "anonymous")
    if role == "anonymous" and is_door:
        return True
    return (
        answer.status_code in (400, 405, 401, 403, 404)
        if cell.said == "none"
        else answer.status_code in (403, 404, 405)
    )


def rows_touched() -> Counter[str]:
    """How many rows this transaction has written so far, by table; PostgreSQL counts what was taken back as well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables "
            "where n_tup_ins + n_tup_upd + n_tup_del > 0 and relname <> all(%s)",
            [["django_session", "usersessions_usersession", "exposure_exposure"]],  # visits are counted there
        )
        return Counter({name: int(rows) for name, rows in cursor.fetchall()})


# --- every other method ---------------------------------------------------------------------------


def test_no_other_method_opens_anything(city: dict[str, Any]) -> None:
    """PUT, PATCH and DELETE of every address."""
    others = [cell for cell in cells() if cell.method in ("PUT", "PATCH", "DELETE")]
    visitors = [signed_in(role, city, "10.0.4") for role in ANY_METHOD]
    faults, before = [], rows_touched()
    for visitor in visitors:
        for cell in others:
            status = visitor.knocked(cell.method, filled(cell, city)).status_code
            is_page = status == 200 and TABLE[cell.route]["get"] == "public"  # answered as GET is
            if status not in (302, 400, 401, 403, 404, 405) and not is_page:
                faults.append(f"{visitor.role} {cell.method} {cell.route} → {status}")
    assert faults == []
    assert rows_touched() - before == Counter()


# --- a person, field by field ---------------------------------------------------------------------

PURPOSE = "mencocokkan permohonan di loket"


@pytest.mark.parametrize("role", ROLES)
def test_a_nik_is_read_for_a_purpose_and_the_reading_is_recorded(role: str, city: dict[str, Any]) -> None:
    visitor, tono = signed_in(role, city, "10.0.3"), city["people"]["tono"]
    place, nik = reverse("people:reveal_nik", args=[tono.pk]), FIELDS["NIK"]
    with transaction.atomic():
        without = visitor.post(place, {"purpose": "iseng"}).content.decode()
        before = audit.story(tono).count()
        told = visitor.post(place, {"purpose": PURPOSE}).content.decode()
        noted = [event for event in audit.story(tono)[before:] if event.detail.get("what") == "nik"]
        transaction.set_rollback(True)
    may = role in CLASSES["desk"]
    assert (nik in without, nik in told) == (False, may)
    wanted = [(city["people"][role].pk, PURPOSE)] if may else []
    assert [(event.by_id, event.purpose) for event in noted] == wanted
