"""Figures of the machine for Prometheus, what is wrong with it, and certificates that end."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.utils.functional import Promise
from prometheus_client.core import GaugeMetricFamily

#: What is too little room.
LEAST_ROOM, LEAST_SHARE = 1 << 30, 0.05


def measure(name: str, help: str, value: float | None) -> GaugeMetricFamily:
    """A figure without labels; one that is not known has no value at all."""
    return GaugeMetricFamily(name, help, value)


def by_label(name: str, help: str, label: str, values: Iterable[tuple[str, float]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, help, labels=[label])
    for each, value in values:
        family.add_metric([str(each)], value)
    return family


class Now:
    """Figures as they are at this moment, for a registry that asks once."""

    def __init__(self, families: Iterable[GaugeMetricFamily]) -> None:
        self.families = families

    def describe(self) -> list[GaugeMetricFamily]:
        return []

    def collect(self) -> Iterable[GaugeMetricFamily]:
        return self.families


@dataclass(frozen=True)
class Trouble:
    """Something that is wrong: what anybody may know, what the operator should know, and the mend."""

    said: str | Promise
    detail: str
    mend: str | Promise


@dataclass(frozen=True)
class Disk:
    """Where something is kept, and how much room is left there."""

    label: str | Promise
    place: str
    free: int
    total: int

    @property
    def is_nearly_full(self) -> bool:
        return self.free < LEAST_ROOM or self.free < self.total * LEAST_SHARE

    @property
    def percent(self) -> int:
        return self.free * 100 // max(self.total, 1)


@dataclass(frozen=True)
class Ending:
    """A certificate and its last day."""

    name: str
    subject: str
    ends_at: datetime

    def days_left(self, now: datetime) -> int:
        return (self.ends_at - now).days


def endings(folder: Path) -> list[Ending]:
    """Every certificate kept in this folder, the one that ends first before the others."""
    found = [each for path in folder.glob("*.pem") for each in _read(path.name, path.read_bytes())]
    return sorted(found, key=lambda one: (one.ends_at, one.name))


def front(name: str, pem: str) -> Ending | None:
    """The first certificate of what a server showed: its own."""
    return next(iter(_read(name, pem.encode())), None)


def _read(name: str, pem: bytes) -> list[Ending]:
    from cryptography import x509

    try:
        found = x509.load_pem_x509_certificates(pem)
    except ValueError:  # a key, or nothing of the kind
        return []
    return [Ending(name, one.subject.rfc4514_string(), one.not_valid_after_utc) for one in found]


_MARK = re.compile(r"^/\*([A-Za-z0-9-]{8,64})\*/ ?")
#: A text (its end may be cut off), or a number that is no part of a name.
_VALUE = re.compile(r"'(?:[^'\\]|''|\\.)*(?:'|\\?$)|(?<![\w$])\d[\w.]*", re.S)


def unmarked(query: str) -> tuple[str, str]:
    """The statement and the id of the request that sent it (`kit/database`)."""
    found = _MARK.match(query)
    return (query[found.end() :], found[1]) if found else (query, "")


def without_values(query: str) -> str:
    """A statement as it runs now, each value in it replaced by `?`: they may be anybody's name."""
    return " ".join(_VALUE.sub("?", query).split())


def version_of(name: str) -> str:
    """Of an installed package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
