"""Every address × method × role × relation. The addresses come from the resolver; one that is not listed fails.

`tests/access.py` says which cells there are and who is let in, `tests/matrix_city.py` whose things stand in the addresses,
`tests/matrix_others.py` which words of other people nobody else may ever read, `tests/matrix_visitor.py` how a role walks.
"""

import re
from collections import Counter
from collections.abc import Iterator
from copy import copy
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tools import matrix

from balaikota.foundation.audit import queries as audit
from tests.access import (
    BELOW,
    CLASSES,
    ELSEWHERE_NAMES,
    FIELDS,
    MARKS,
    OTHER,
    PERSON,
    ROLES,
    TABLE,
    UNUSED,
    Cell,
    cells,
    people,
)
from tests.matrix_visitor import (
    Found,
    Visitor,
    drawn_once,
    forget,
    leaked,
    readings,
    rows_touched,
    signed_in,
    text_of,
    unwritten,
)

pytestmark = pytest.mark.django_db
DOOR = "/masuk/"
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

    with django_db_blocker.unblock(), transaction.atomic(), drawn_once():
        yield open_city()
        transaction.set_rollback(True)


def filled(cell: Cell, city: dict[str, Any]) -> str:
    """`with = { number = "@report" }` names another place of the small city."""
    places = city["places"] | city["differing"][cell.relation]
    literal = TABLE[cell.route].get("with", {})
    spelled = {name: places[said[1:]] if said.startswith("@") else said for name, said in literal.items()}
    route = cell.route.replace("\\Z", "").lstrip("^")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: (places | spelled)[match.group(1)], route)


def test_each_relation_has_things_of_its_own(city: dict[str, Any]) -> None:
    differing = {relation: set(places) for relation, places in city["differing"].items()}
    assert differing == {"own": set(), "other": OTHER, "elsewhere": ELSEWHERE_NAMES, "crossed": BELOW}
    for places in city["differing"].values():
        assert [name for name, value in places.items() if value == city["places"][name]] == []


# --- looking --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_who_may_look(role: str, city: dict[str, Any]) -> None:
    """GET and HEAD of every cell, and GET of every part htmx fetches: let in or not, and no word of somebody else's."""
    visitor, found, before = signed_in(role, city, "10.0.0"), Found(role), rows_touched()
    with transaction.atomic():
        faults, opened = looked_around(visitor, found, city)
        transaction.set_rollback(True)  # a look that was recorded is not recorded again in the same hour
    by_get, before = rows_touched() - before, rows_touched()
    faults += wrong_heads(visitor, opened, city)
    by_head = rows_touched() - before
    for url in QUERIES:
        found.on(visitor.get(url), url)
    for url, target in found.parts:
        answer = visitor.get(url, headers={"HX-Request": "true", "HX-Target": target})
        faults += [f"{role} part {target} of {url} → {answer.status_code}"] * (answer.status_code >= 400)
        found.on(answer, url)
    assert faults + found.leaks == []
    assert found.words == {word for word, (_what, readers) in MARKS.items() if role in readers}
    assert found.fields == set(PERSON[role])
    assert by_head - by_get == Counter(), "HEAD writes what GET does not"


Opened = dict[str, tuple[int, str, list[Any]]]


def looked_around(visitor: Visitor, found: Found, city: dict[str, Any]) -> tuple[list[str], Opened]:
    """GET of every cell. What went wrong; and of each page that was opened its status, its kind and what was recorded."""
    faults, opened = [], {}
    for cell in cells("GET"):
        url, comes_in = filled(cell, city), may_come_in(cell, visitor.role)
        with readings() as told:
            answer = visitor.get(url) if comes_in else visitor.knocked("GET", url)
        faults += wrong_look(cell, visitor.role, url, answer.status_code)
        found.on(answer, url)
        if comes_in:
            opened[url] = (answer.status_code, answer.headers.get("Content-Type", ""), told)
    return faults, opened


def wrong_heads(visitor: Visitor, opened: Opened, city: dict[str, Any]) -> list[str]:
    """HEAD of every cell: refused where GET is, and else the answer of GET without its body, recorded as the same reading.
    The body is thrown away by the house, so no template is written out for it; all else runs as for GET."""
    faults: list[str] = []
    forget()  # how often somebody asked for a feed
    with unwritten():
        for cell in cells("HEAD"):
            url = filled(cell, city)
            if not may_come_in(cell, visitor.role):
                status = visitor.knocked("HEAD", url).status_code
                faults += wrong_look(cell, visitor.role, url, status)
                continue
            with readings() as told:
                answer = visitor.head(url)
            same = (answer.status_code, answer.headers.get("Content-Type", ""), told) == opened[url]
            if not same or b"".join(answer):
                faults.append(
                    f"{visitor.role} HEAD {url} → {answer.status_code}, GET {opened[url]}, HEAD {told}"
                )
    return faults


def may_come_in(cell: Cell, role: str) -> bool:
    return cell.said == "allauth" or role in people(cell.said, cell.relation)


def wrong_look(cell: Cell, role: str, url: str, status: int) -> list[str]:
    told = f"{role} {cell.relation} {cell.method} {url} → {status}, said {cell.said}"
    return [] if looks_right(cell, role, status) else [told]


def looks_right(cell: Cell, role: str, status: int) -> bool:
    if cell.said == "post-only":
        return status in (405, 302, 404, 403)
    if cell.said == "token":
        return status == 401
    if cell.said == "allauth":
        return status in (200, 302, 404, 405) and not opens_account(cell, role, status)
    if role in people(cell.said, cell.relation):
        return status in (200, 204, 301, 303) or status == TABLE[cell.route].get("status")
    return status in (302, 401, 403, 404) if role == "anonymous" else status == 404


def opens_account(cell: Cell, role: str, status: int) -> bool:
    return status == 200 and role == "anonymous" and "akun/" in cell.route


# --- writing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_who_may_write(role: str, city: dict[str, Any]) -> None:
    """POST with nothing in it to every cell: who is not let in is refused and changes nothing; nobody breaks anything."""
    visitor, faults = signed_in(role, city, "10.0.1"), []
    posts = list(cells("POST"))
    before = rows_touched()
    for cell in (cell for cell in posts if not may_write(cell, role)):
        faults += wrong_post(cell, role, visitor.knocked("POST", filled(cell, city)), city)
    assert (faults, rows_touched() - before) == ([], Counter())
    for cell in (cell for cell in posts if may_write(cell, role)):
        cookies = copy(visitor.cookies)  # to sign out is a POST, too
        with transaction.atomic():
            answer = visitor.post(filled(cell, city))
            transaction.set_rollback(True)
        visitor.cookies = cookies
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
    is_theirs = cell.said in ("anyone", "own", "allauth") and cell.relation == "own"
    return is_theirs or role in people(cell.said, cell.relation)


def writes_right(cell: Cell, role: str, answer: Any) -> bool:
    is_door = answer.status_code == 302 and answer.headers["Location"].startswith(DOOR)
    if cell.said == "allauth":
        return answer.status_code < 500 and not opens_account(cell, role, answer.status_code)
    if may_write(cell, role) or cell.said in ("anyone", "own"):
        return answer.status_code < 500 and (not is_door or role == "anonymous")
    if role == "anonymous" and is_door:
        return True
    return (
        answer.status_code in (400, 405, 401, 403, 404)
        if cell.said == "none"
        else answer.status_code in (403, 404, 405)
    )


# --- every other method ---------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_no_other_method_opens_anything(role: str, city: dict[str, Any]) -> None:
    """PUT, PATCH, DELETE and OPTIONS of every cell: refused, or an answer with nothing in it; no row is written."""
    visitor, faults, before = signed_in(role, city, "10.0.4"), [], rows_touched()
    for cell in cells(*UNUSED):
        answer = visitor.knocked(cell.method, filled(cell, city))
        if not is_closed(cell, role, answer):
            faults.append(f"{role} {cell.relation} {cell.method} {cell.route} → {answer.status_code}")
    assert faults == []
    assert rows_touched() - before == Counter()


def is_closed(cell: Cell, role: str, answer: Any) -> bool:
    """allauth takes PUT for an empty POST; the city itself knows none of these, but says by OPTIONS what it knows."""
    if cell.said == "allauth":
        return answer.status_code < 500 and not opens_account(cell, role, answer.status_code)
    if answer.status_code in (400, 401, 403, 404, 405) or (answer.status_code == 302 and role == "anonymous"):
        return True
    return cell.method == "OPTIONS" and answer.status_code in (200, 204) and not text_of(answer)


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
