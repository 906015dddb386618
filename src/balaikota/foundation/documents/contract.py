"""What other rooms may register: their papers, what stands beside one, and who signs for the city."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from balaikota.foundation.documents.models import Letter
    from balaikota.foundation.people.models import Person

Guard = Callable[["Person", str], bool]

NUMBER = "{code}/{number:04d}/{office}/{year}"


@dataclass(frozen=True)
class Paper:
    """A kind of letter: how it is drawn and numbered, and who besides its subject may open it."""

    kind: str
    template: Path
    guard: Guard
    code: str
    number: str

    def number_text(self, number: int, *, office: str, year: int) -> str:
        return self.number.format(code=self.code, number=number, office=office.upper(), year=year)


@dataclass(frozen=True)
class Order:
    """What a signer is told: for which office, why and when. It never learns whom the letter is about."""

    agency_code: str
    agency: str
    signer_title: str
    reason: str
    at: datetime


class Signer(ABC):
    """Signs papers for the city: by its own certificate, or by a national authority's (PSrE).

    Where `repeats` holds it may be asked twice for one paper; else an attempt that ended nobody knows how is held.
    """

    repeats = True

    statement: str | Promise  # printed beside the signature, so that nobody takes it for more than it is
    is_certified: bool

    @abstractmethod
    def sign(self, pdf: bytes, order: Order) -> bytes:
        """The same PDF with a PAdES signature. Raises anything when it cannot (it is asked again), or `Unsure`."""


@dataclass(frozen=True)
class Annex:
    """A page that tells more about a letter, shown to whoever verifies it. Its title names no person."""

    title: str
    url: str


_papers: dict[str, Paper] = {}
_signers: list[Signer] = []
_annexes: "dict[str, Callable[[Letter], list[Annex]]]" = {}


def paper(kind: str, template: Path, guard: Guard, *, code: str = "", number: str = NUMBER) -> None:
    """Make a kind of letter known. `guard(person, about_id)` lets people besides the subject open it.

    `number` may use {code}, {number}, {office} and {year}; `code` is the kind's own mark, such as "AKTA".
    """
    missing = [word for word in ("{number", "{year}", "{office}") if word not in number]
    if missing:
        raise ValueError(f"number format of {kind} lacks {missing}: two letters could get the same number")
    _papers[kind] = Paper(kind, template, guard, code or kind.upper(), number)


def paper_of(kind: str) -> Paper:
    return _papers[kind]


def papers() -> list[Paper]:
    return sorted(_papers.values(), key=lambda paper: paper.kind)


def annex(kind: str, of: "Callable[[Letter], list[Annex]]") -> None:
    """Called in `apps.ready`: what the verify page of this kind of letter points to."""
    _annexes[kind] = of


def annexes(letter: "Letter") -> list[Annex]:
    return _annexes[letter.kind](letter) if letter.kind in _annexes else []


def register_signer(signer: Signer) -> None:
    """The city's one signer; the last registered signs."""
    _signers[:] = [signer]


def signer() -> Signer:
    if not _signers:
        raise LookupError("no signer is registered")
    return _signers[0]
