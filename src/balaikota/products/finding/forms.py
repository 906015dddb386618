"""What an address asks of the catalogue, and an address for what is asked. What it cannot mean is said, not guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.kit.rupiah import whole
from balaikota.kit.typed import Unfit
from balaikota.products.display import methods as card
from balaikota.products.finding import methods, queries
from balaikota.products.finding.methods import Filters
from balaikota.products.finding.queries import Found

SORTS = {
    "": gettext_lazy("Paling cocok, bergiliran"),
    "murah": gettext_lazy("Harga terendah"),
    "mahal": gettext_lazy("Harga tertinggi"),
    "baru": gettext_lazy("Terbaru"),
}


@dataclass(frozen=True)
class Form:
    """What was asked, as it was typed for showing again, and what is wrong with it."""

    filters: Filters
    typed: Mapping[str, str]
    wrong: Mapping[str, str]

    @property
    def status(self) -> int:
        return 422 if self.wrong else 200


def read(said: QueryDict) -> Form:
    """From the address of a search; a price that cannot be read narrows nothing and is asked about."""
    wrong: dict[str, str] = {}
    typed = {name: said.get(name, "").strip()[:100] for name in ("q", "dari", "sampai", "dekat")}
    least, most = (_price(typed[name], name, wrong) for name in ("dari", "sampai"))
    if least is not None and most is not None and least > most:
        wrong["sampai"] = _("Harga tertinggi lebih kecil daripada harga terendah. Tukar keduanya.")
        least = most = None
    filters = Filters(
        text=typed["q"],
        category=_known(said.get("kategori", ""), queries.shelves()),
        district=_known(said.get("kecamatan", ""), queries.districts()),
        least=least,
        most=most,
        permits=tuple(code for code in card.PERMITS if code in said.getlist("izin")),
        is_ready=said.get("siap") == "1",
        delivery=_known(said.get("terima", ""), card.DELIVERIES),
        sort=_known(said.get("urut", ""), SORTS),
        near=_place(typed["dekat"]),
        is_any=said.get("sebagian") == "1",
        after=_after(said.get("sesudah", "")),
    )
    return Form(filters, typed, wrong)


def _price(typed: str, name: str, wrong: dict[str, str]) -> int | None:
    if not typed:
        return None
    try:
        return whole(typed)
    except Unfit as unfit:
        wrong[name] = unfit.sentence
        return None


def _known(said: str, known: Mapping[str, Any]) -> str:
    return said if said in known else ""


def _place(typed: str) -> tuple[float, float] | None:
    """Rounded degrees as a browser wrote them; a place on another side of the world is no place near here."""
    try:
        lat, lon = (round(float(part), 3) for part in typed.split(","))
    except ValueError:
        return None
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _after(typed: str) -> tuple[int, int, int, int] | None:
    """The place a page goes on from, as the page before it wrote it."""
    parts = [methods.whole(part, 2**62) for part in typed.split(".")]
    if len(parts) != 4 or any(part is None for part in parts):
        return None
    offset, one, two, last = (part or 0 for part in parts)
    return offset % 65536, one, two, last


def address(filters: Filters, *, after: str = "", **other: Any) -> str:
    """Where these filters lead; `other` are fields that are otherwise there."""
    told = replace(filters, **other)
    shelf = queries.shelves().get(told.category)
    if shelf and not (told.is_narrow or told.sort or told.near or after):
        return shelf.url
    pairs = [
        ("q", told.text),
        ("kategori", told.category),
        ("kecamatan", told.district),
        ("dari", told.least),
        ("sampai", told.most),
        *(("izin", permit) for permit in told.permits),
        ("siap", "1" if told.is_ready else ""),
        ("terima", told.delivery),
        ("urut", told.sort),
        ("dekat", f"{told.near[0]},{told.near[1]}" if told.near else ""),
        ("sebagian", "1" if told.is_any else ""),
        ("sesudah", after),
    ]
    asked = urlencode([(name, value) for name, value in pairs if value not in ("", None)])
    return f"{_at('finding:search')}?{asked}" if asked else _at("finding:front")


@cache
def _at(name: str) -> str:
    return reverse(name)


def next_page(filters: Filters, found: Found) -> str:
    """Where the list goes on."""
    return address(filters, after=found.after, is_any=filters.is_any or found.is_part)


def chips(filters: Filters) -> list[tuple[str, str]]:
    """What the list is narrowed by, each with the address without it."""
    known, places = queries.shelves(), queries.districts()
    told: list[tuple[str, dict[str, Any]]] = []
    told += [(known[filters.category].name, {"category": ""})] if filters.category else []
    told += [(places[filters.district], {"district": ""})] if filters.district else []
    told += [(methods.priced(filters), {"least": None, "most": None})] if filters.is_priced else []
    for permit in filters.permits:
        rest = tuple(each for each in filters.permits if each != permit)
        told.append((card.PERMITS[permit], {"permits": rest}))
    told += [(_("Siap kirim"), {"is_ready": False})] if filters.is_ready else []
    told += [(str(card.DELIVERIES[filters.delivery]), {"delivery": ""})] if filters.delivery else []
    told += [(_("Terdekat"), {"near": None})] if filters.near else []
    return [(label, address(filters, **change)) for label, change in told]
