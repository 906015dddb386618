"""Every address as everybody, with hostile places, questions, forms and files. The forms are those the pages show. A fault is an exception, a 5xx, markup that came back unescaped, a template
that was computed, or a file of the machine."""

import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from bench.fuzz_city import Visitor
from bench.fuzz_nasty import FILES, PATHS, TEXTS, WITNESSES
from bench.fuzz_tally import Tally

SEED = 2026
SLOW = 2.0  # seconds of processor time a page may take for anything we send; fuzz_size measures finer


@dataclass
class Shown:
    """A form as a page shows it to somebody."""

    visitor: Visitor
    method: str
    action: str
    fields: dict[str, list[str]]  # name: what may be chosen, the first as it stands
    files: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)  # the fields people type into


def look(city: dict[str, Any], tally: Tally, seconds: float) -> None:
    dice = random.Random(SEED)
    visitors, addresses, forms = looked_over(city, tally, dice)
    tally.note = f"{len(addresses)} addresses, {len(forms)} forms, {len(visitors)} people"
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        visitor = dice.choice(list(visitors.values()))
        turn = dice.random()
        if turn < 0.55 and forms:
            send(dice.choice(forms), dice, tally)
        elif turn < 0.8:
            question(visitor, dice.choice(addresses), dice, tally)
        else:
            elsewhere(visitor, dice.choice(addresses), city, dice, tally)


_seen: list[tuple[dict[str, Visitor], list[tuple[str, str]], list[Shown]]] = []


def looked_over(
    city: dict[str, Any], tally: Tally, dice: random.Random
) -> tuple[dict[str, Visitor], list[tuple[str, str]], list[Shown]]:
    """Everybody, every address as (route, filled), and each form once for the first who is shown it. Looked over once."""
    if _seen:
        return _seen[0]
    from tests.test_access import CLASSES, ROLES, TABLE, filled

    visitors = {role: Visitor(city, role) for role in ROLES}
    addresses, forms, seen = [], [], set()
    for route, entry in TABLE.items():
        url = filled(route, city["places"] | entry.get("with", {}))
        addresses.append((route, url))
        for role in (CLASSES.get(entry["get"]) or ("anonymous", "sari", "hasan"))[:3]:
            response = answer(visitors[role], "GET", url, dice, tally)
            for form in shown(visitors[role], url, response):
                key = (re.sub(r"[0-9a-f-]{8,}|\d+", "", form.action), form.method, *form.fields)
                if key not in seen:
                    seen.add(key)
                    forms.append(form)
    _seen.append((visitors, addresses, forms))
    return visitors, addresses, forms


def shown(visitor: Visitor, url: str, response: Any) -> Iterator[Shown]:
    if response is None or "text/html" not in response.get("Content-Type", "") or not response.read.strip():
        return
    from lxml import html

    for form in html.fromstring(response.read.decode("utf-8", "replace").encode()).iter("form"):
        action = urlsplit(form.get("action") or url)
        if action.netloc or action.path.startswith("/keluar"):
            continue
        found = Shown(visitor, (form.get("method") or "get").upper(), action.path or url, {})
        for part in form.iter("input", "select", "textarea", "button"):
            _take(found, part)
        yield found


def _take(found: Shown, part: Any) -> None:
    name, kind = part.get("name"), (part.get("type") or part.tag).lower()
    if not name or name == "csrfmiddlewaretoken":
        return
    if kind == "file":
        found.files.append(name)
    elif part.tag == "select":
        found.fields[name] = [option.get("value") or "" for option in part.iter("option")][:40] or [""]
    else:
        found.fields.setdefault(name, []).append(part.get("value") or part.text or "")
        if kind not in ("hidden", "checkbox", "radio", "submit", "button"):
            found.typed.append(name)


# --- three kinds of hostility ---------------------------------------------------------------------


def send(form: Shown, dice: random.Random, tally: Tally) -> None:
    """The form, mostly as an honest hand would leave it, with one to three fields that are not."""
    said = {name: dice.choice(choices) for name, choices in form.fields.items()}
    for name in form.typed:
        said[name] = said[name] or dice.choice(
            ("Contoh", "12", "2026-12-01", "Rp15.000", "08:00", "a@contoh.id")
        )
    for name in dice.sample(sorted(said), min(len(said), dice.choice((1, 1, 2, 3)))):
        said[name] = dice.choice(TEXTS)
    if form.method == "GET":
        answer(form.visitor, "GET", f"{form.action}?{_encoded(said)}", dice, tally)
        return
    if form.files:
        body, kind = _multipart(said, form.files, dice)
        answer(form.visitor, "POST", form.action, dice, tally, data=body, content_type=kind)
        return
    kind = "application/x-www-form-urlencoded"
    answer(
        form.visitor,
        "POST",
        form.action,
        dice,
        tally,
        data=_encoded(said),
        content_type=kind,
        **_headers(dice),
    )


def question(visitor: Visitor, address: tuple[str, str], dice: random.Random, tally: Tally) -> None:
    """The address with parameters: those the house knows, and others."""
    names = dice.sample(PARAMETERS, dice.randrange(1, 4))
    said = {name: dice.choice(TEXTS) for name in names}
    how: dict[str, Any] = _headers(dice)
    method = dice.choice(("GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS"))
    if method in ("POST", "PUT"):
        how |= {"data": dice.choice(TEXTS).encode("utf-8", "replace"), "content_type": dice.choice(KINDS)}
    answer(visitor, method, f"{address[1]}?{_encoded(said)}", dice, tally, **how)


def elsewhere(
    visitor: Visitor, address: tuple[str, str], city: dict[str, Any], dice: random.Random, tally: Tally
) -> None:
    """Another place in the address: words, numbers and paths no page of ours links to."""
    route = address[0]
    if "<" not in route:
        return
    places = {
        name: quote(dice.choice(PATHS), safe="/%.\\") for name in re.findall(r"<(?:\w+:)?(\w+)>", route)
    }
    kept = dice.choice(sorted(places))
    from tests.test_access import filled

    known = {name: str(city["places"].get(name, "1")) for name in places}
    answer(visitor, "GET", filled(route, known | {kept: places[kept]}), dice, tally)


PARAMETERS = ["q", "page", "halaman", "dari", "sampai", "sesudah", "before", "limit", "jumlah", "kategori", "kecamatan",
              "kelurahan", "tahun", "bulan", "hari", "per", "wilayah", "indikator", "acuan", "urut", "status", "topik",
              "jenis", "lat", "lon", "long", "service_code", "start_date", "end_date", "updated_after", "page_size",
              "next", "kembali", "format", "id", "nomor", "unit", "sejak", "rentang", "bentuk", "harga_dari", "harga_ke",
              "jarak", "halal", "penjual", "kunci", "versi", "bahasa", "lang"]  # fmt: skip
KINDS = (
    "application/json",
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "text/xml",
)


def answer(visitor: Visitor, method: str, url: str, dice: random.Random, tally: Tally, **how: Any) -> Any:
    """One request, and what is wrong with its answer."""
    told = f"{visitor.role} {method} {url[:4000]}\n{str(how)[:200_000]}"
    tally.count()
    try:
        response = visitor.ask(method, url, dice, **how)
    except Exception as error:  # whatever a view lets out would have been a 500
        tally.broke(error, told)
        return None
    place = re.sub(r"[0-9a-f-]{8,}|\d+", "…", urlsplit(url).path)[:80]
    if response.status_code >= 500 and "sehat" not in url:
        tally.fault(f"{response.status_code} from {method} {place}", told)
    if visitor.took > SLOW:
        tally.fault(f"slow: {method} {place} took more than {SLOW:.0f} s", told)
    if "html" in response.get("Content-Type", "") or "etc/passwd" in told:
        for sign, what in WITNESSES.items():
            if sign in response.read:
                tally.fault(f"{what} from {method} {place}", told)
    return response


def _encoded(said: dict[str, str]) -> str:
    return urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in said.items()})


def _headers(dice: random.Random) -> dict[str, str]:
    """Now and then a header a browser would not send."""
    names = ("HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "HTTP_HX_TARGET", "HTTP_IF_NONE_MATCH", "HTTP_RANGE", "HTTP_ACCEPT",
             "HTTP_IF_MODIFIED_SINCE", "HTTP_IDEMPOTENCY_KEY", "HTTP_AUTHORIZATION", "HTTP_X_FORWARDED_FOR",
             "HTTP_COOKIE")  # fmt: skip
    if dice.random() > 0.2:
        return {}
    value = dice.choice(TEXTS)[:2000].encode("utf-8", "replace").decode("latin-1")
    return {dice.choice(names[:-1]): re.sub(r"[\r\n\0]", " ", value), "HTTP_HX_REQUEST": "true"}


def _multipart(said: dict[str, str], files: list[str], dice: random.Random) -> tuple[bytes, str]:
    mark, lines = b"x5f3a", []
    for name, value in said.items():
        text = value.encode("utf-8", "surrogatepass")
        lines.append(
            b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (mark, name.encode(), text)
        )
    for name in files:
        given, content = dice.choice(FILES)
        lines.append(b'--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n'
                     b"Content-Type: application/octet-stream\r\n\r\n%s\r\n" % (mark, name.encode(), given, content))  # fmt: skip
    return b"".join(lines) + b"--%s--\r\n" % mark, f"multipart/form-data; boundary={mark.decode()}"
