"""Asking the WebAPI of BPS. Asking changes nothing there, so whatever fails may be asked again."""

import json
from typing import Any
from urllib.parse import quote

from balaikota.economy.bps import methods
from balaikota.economy.bps.methods import Unusable
from balaikota.kit import outbound
from balaikota.kit.outbound import NotTaken

BASE = "https://webapi.bps.go.id/v1/api"
HEADERS = {"User-Agent": "Balaikota", "Accept": "application/json"}
WAY = outbound.Way(seconds=30, most_bytes=20_000_000)
MOST_PAGES = 200


def table(domain: str, variable: str, years: str, key: str) -> list[methods.Cell]:
    """A dynamic table, whole: every year and quarter of it. Raises `NotTaken`."""
    told = {"model": "data", "lang": "ind", "domain": domain, "var": variable, "th": years}
    try:
        return methods.table(_get(told, key))
    except Unusable as fault:
        raise NotTaken(fault.why) from None


def variables(domain: str, key: str) -> list[dict[str, Any]]:
    """Every variable of a domain, page after page; a list that ends too early is no list. Raises `NotTaken`."""
    found: list[dict[str, Any]] = []
    page, pages = 1, 1
    while page <= min(pages, MOST_PAGES):
        try:
            rows, pages = methods.rows(
                _get({"model": "var", "lang": "ind", "domain": domain, "page": str(page)}, key)
            )
        except Unusable as fault:
            raise NotTaken(fault.why) from None
        if not rows and page <= pages:
            raise NotTaken("partial_list")
        found += rows
        page += 1
    return found


def _get(told: dict[str, str], key: str) -> dict[str, Any]:
    """One answer. The key is the last part of the address and stands in no message of ours."""
    path = "/".join(f"{name}/{quote(value, safe=';')}" for name, value in told.items())
    try:
        answer = outbound.get(f"{BASE}/list/{path}/key/{quote(key, safe='')}/", HEADERS, WAY)
    except outbound.Unreached as fault:
        raise NotTaken(fault.why) from None
    if answer.status != 200:
        raise NotTaken(f"http_{answer.status}", is_final=answer.status in (401, 403))
    try:
        read = json.loads(answer.body)
    except ValueError:
        raise NotTaken("wrong_answer") from None
    if not isinstance(read, dict):
        raise NotTaken("wrong_answer")
    return read
