"""Figures of the machine in the text format of Prometheus, and certificates that end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

#: https://prometheus.io/docs/instrumenting/exposition_formats/ (text format 0.0.4)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Measure:
    """One figure: its name, what it says, and a value for each set of labels."""

    name: str
    help: str
    values: tuple[tuple[tuple[tuple[str, str], ...], float], ...]
    kind: str = "gauge"


def measure(name: str, help: str, value: float | None) -> Measure:
    """A figure without labels; one that is not known has no value at all."""
    return Measure(name, help, () if value is None else (((), float(value)),))


def by_label(name: str, help: str, label: str, values: Iterable[tuple[str, float]]) -> Measure:
    return Measure(name, help, tuple((((label, str(each)),), float(value)) for each, value in values))


def exposition(measures: Iterable[Measure]) -> str:
    """Lines as Prometheus reads them."""
    return "".join(f"{line}\n" for each in measures for line in _lines(each))


def _lines(one: Measure) -> Iterator[str]:
    yield f"# HELP {one.name} {_escaped(one.help)}"
    yield f"# TYPE {one.name} {one.kind}"
    for labels, value in one.values:
        said = ",".join(f'{name}="{_escaped(text, quotes=True)}"' for name, text in labels)
        yield f"{one.name}{{{said}}} {value:.17g}" if said else f"{one.name} {value:.17g}"


def _escaped(text: str, *, quotes: bool = False) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace('"', '\\"') if quotes else text


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
    from cryptography import x509

    found = []
    for path in sorted(folder.glob("*.pem")):
        try:
            certificates = x509.load_pem_x509_certificates(path.read_bytes())
        except ValueError:  # a key, or nothing of the kind
            continue
        for one in certificates:
            found.append(Ending(path.name, one.subject.rfc4514_string(), one.not_valid_after_utc))
    return sorted(found, key=lambda one: one.ends_at)
