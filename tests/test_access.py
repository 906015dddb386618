"""Every address against every role. The addresses come from the resolver; one that is not listed fails."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

pytestmark = pytest.mark.django_db
TABLE: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "access.toml").read_text())
ROLES = (
    "anonymous",
    "sari",
    "budi",
    "wulan",
    "anwar",
    "ratna",
    "mega",
    "hasan",
    "intan",
    "fitri",
    "rahmat",
    "dewi",
    "yusuf",
    "lina",
    "joko",
    "rina",
    "laila",
    "nurul",
)
STAFF = ROLES[3:]
#: what GET answers: who is let in; everybody else signed in gets 404 (or 403), a stranger goes to the door
CLASSES: dict[str, tuple[str, ...]] = {
    "public": ROLES,
    "login": ROLES[1:],
    "applicant": ("sari",),
    "case": ("sari", "wulan", "anwar", "ratna"),
    "desk": ("wulan", "anwar", "ratna"),
    "works": ("wulan", "anwar", "ratna", "laila"),
    "staff": STAFF,
    "keepers": ("anwar", "ratna"),
    "archive": ("anwar", "ratna", "intan"),
    "operator": ("hasan",),
    "asked": ("sari", "hasan"),
    "workshop": ("ratna", "hasan"),
    "head": ("ratna",),
    "editor": ("fitri", "rahmat"),
    "publisher": ("rahmat",),
    "coordinator": ("dewi",),
    "relays": ("dewi", "hasan"),
    "responder": ("yusuf",),
    "complaints": ("dewi", "yusuf"),
    "coach": ("lina",),
    "surveyor": ("joko", "rina"),
    "programme": ("rina",),
    "mentors": ("lina", "rina"),
    "umkm": ("lina", "joko", "rina"),
    "catalogue": ("sari", "joko", "rina"),
    "business": ("sari", "lina", "joko", "rina"),
    "market": ("mega", "lina", "joko", "rina"),
    "traders": ("sari", "wulan"),
    "reviewer": ("laila",),
    "innovator": ("sari", "wulan", "anwar", "ratna"),
    "claimants": ("sari", "wulan", "anwar", "ratna", "laila"),
    "organiser": ("nurul",),
    "nobody": (),
}


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


def filled(route: str, places: dict[str, str]) -> str:
    """`with = { number = "@report" }` names another place of the small city."""
    places = places | {name: places[said[1:]] for name, said in places.items() if said.startswith("@")}
    return "/" + re.sub(
        r"<(?:\w+:)?(\w+)>", lambda match: places[match.group(1)], route.replace("\\Z", "").lstrip("^")
    )


def is_let_in(status: int) -> bool:
    return status in (200, 204, 301, 303)


@pytest.fixture(scope="module")
def city(django_db_setup: object, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """One city for the whole matrix: the cast, Sari's submitted case and her draft."""
    from tests.matrix_city import open_city

    with django_db_blocker.unblock():
        from django.db import transaction

        with transaction.atomic():
            yield open_city()
            transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_look(role: str, city: dict[str, Any]) -> None:
    """GET on every address, as this role; each from an address of its own, for some pages count visitors."""
    client = Client(REMOTE_ADDR=f"10.0.0.{ROLES.index(role) + 1}")
    if role != "anonymous":
        city["sign_in"](client, city["people"][role])
    faults = []
    for route, entry in TABLE.items():
        if entry.get("skip"):
            continue
        url = filled(route, city["places"] | entry.get("with", {}))
        status = client.get(url).status_code
        allowed = CLASSES.get(entry["get"], ())
        if entry["get"] == "post-only":
            good = status in (405, 302, 404, 403)
        elif entry["get"] == "token":
            good = status == 401
        elif entry["get"] == "allauth":
            good = status in (200, 302, 404, 405) and not (
                status == 200 and role == "anonymous" and "akun/" in route
            )
        elif role in allowed:
            good = is_let_in(status) or status == entry.get("status")
        elif role == "anonymous":
            good = status in (302, 401, 403, 404)
        else:
            good = status in (403, 404)
        if not good:
            faults.append(f"{role} GET {url} → {status}, expected {entry['get']}")
    assert faults == []


@pytest.mark.parametrize("role", ["anonymous", "budi", "mega", "hasan", "intan"])
def test_who_may_not_write(role: str, city: dict[str, Any]) -> None:
    """POST without a right is refused everywhere, whatever is posted, and never breaks."""
    client = Client(REMOTE_ADDR=f"10.0.1.{ROLES.index(role) + 1}")
    if role != "anonymous":
        city["sign_in"](client, city["people"][role])
    faults = []
    for route, entry in TABLE.items():
        if entry.get("skip") or entry.get("post", "own") in ("anyone", "own"):
            continue
        if role in CLASSES.get(entry["post"], ()):
            continue
        url = filled(route, city["places"] | entry.get("with", {}))
        response = client.post(url, {})
        refused = response.status_code in (403, 404, 405) or (
            response.status_code == 302 and response["Location"].startswith("/masuk/")
        )
        if not refused:
            faults.append(f"{role} POST {url} → {response.status_code}")
    assert faults == []
