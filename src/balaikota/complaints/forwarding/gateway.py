"""Another city hall's Open311 server, as GeoReport v2 describes it (docs/open311.md names the source)."""

from datetime import datetime
from urllib.parse import quote, urlencode

from balaikota.complaints.forwarding import methods
from balaikota.complaints.forwarding.contract import Endpoint, News, Parcel, Receipt
from balaikota.complaints.forwarding.methods import Row
from balaikota.kit import outbound
from balaikota.kit.outbound import Away, NotTaken, Unsure

HEADERS = {"User-Agent": "Balaikota", "Accept": "application/json, text/xml"}
FORM = "application/x-www-form-urlencoded; charset=utf-8"
#: "It took nothing": the standard's own refusals, and those of a door in front of it.
REFUSED = (400, 401, 403, 404, 405, 415, 422, 429)
#: The key or the address is not in order, or it is too much just now: later it may be taken.
PASSING = (401, 403, 429)


def post(server: Endpoint, parcel: Parcel) -> Receipt:
    """Hand a report over, once. Raises `NotTaken`, or `Unsure` when it left and no clear answer came."""
    said = {"api_key": server.api_key, "jurisdiction_id": server.jurisdiction_id, **parcel.fields}
    body = urlencode({name: value for name, value in said.items() if value}).encode()
    headers = {**HEADERS, "Content-Type": FORM, "Idempotency-Key": parcel.key}
    try:
        answer = outbound.post(f"{server.url}/requests.{server.format}", body, headers, _way(server))
    except outbound.Unreached as fault:
        raise (Unsure(fault.why) if fault.was_sent else NotTaken(fault.why)) from None
    if answer.status in REFUSED:
        raise NotTaken(f"http_{answer.status}", is_final=answer.status not in PASSING)
    receipt = _receipt(_read(server, answer)) if answer.status in (200, 201, 202) else None
    if receipt is None:
        raise Unsure("wrong_answer" if answer.status < 300 else f"http_{answer.status}")
    return receipt


def find(server: Endpoint, parcel: Parcel, since: datetime) -> Receipt | None:
    """Is it there after all? Looks among the requests made since for the one that says our number."""
    asked = {
        "service_code": parcel.fields.get("service_code", ""),
        "start_date": since.isoformat(timespec="seconds"),
    }
    rows = _get(server, "requests", asked)
    there = [row for row in rows if parcel.reference in row.get("description", "")]
    return _receipt(there) if len(there) == 1 else None


def number_of(server: Endpoint, token: str) -> str:
    """The number behind a token; empty when there is none yet."""
    rows = _get(server, f"tokens/{quote(token, safe='')}", {})
    return rows[0].get("service_request_id", "") if rows else ""


def ask(server: Endpoint, remote_id: str) -> News | None:
    """What the server says of a report today; nothing when it does not show it. Raises `NotTaken`, `Away`."""
    rows = _get(server, f"requests/{quote(remote_id, safe='')}", {})
    mine = [row for row in rows if row.get("service_request_id") == remote_id]
    status = mine[0].get("status", "").lower() if mine else ""
    return News(status, mine[0].get("status_notes", "")) if status in ("open", "closed") else None


def _get(server: Endpoint, path: str, asked: dict[str, str]) -> list[Row]:
    """Rows of an answer; none for a 404. Asking changes nothing there, so every other fault may be tried again.

    Raises `Away` when no answer came.
    """
    said = {"jurisdiction_id": server.jurisdiction_id, **asked}
    query = urlencode({name: value for name, value in said.items() if value})
    url = f"{server.url}/{path}.{server.format}" + (f"?{query}" if query else "")
    try:
        answer = outbound.get(url, HEADERS, _way(server))
    except outbound.Unreached:
        raise Away from None
    if answer.status == 404:
        return []
    rows = _read(server, answer) if answer.status == 200 else None
    if rows is None:
        raise NotTaken("wrong_answer" if answer.status == 200 else f"http_{answer.status}")
    return rows


def _read(server: Endpoint, answer: outbound.Answer) -> list[Row] | None:
    try:
        return methods.rows(answer.body, server.format)
    except ValueError:
        return None


def _receipt(rows: list[Row] | None) -> Receipt | None:
    """The one request of an answer, if it names it."""
    if not rows or len(rows) != 1 or methods.is_fault(rows[0]):
        return None
    remote_id, token = rows[0].get("service_request_id", ""), rows[0].get("token", "")
    return Receipt(remote_id[:200], token[:200]) if remote_id or token else None


def _way(server: Endpoint) -> outbound.Way:
    return outbound.Way(seconds=server.seconds, inside=server.inside, plain=server.inside)
