"""How many JP a year asks for or allows, and where somebody stands. Dated figures with their law are data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from balaikota.training.courses import methods as jp


def forms() -> list[tuple[str, str]]:
    """The forms of learning, classical and not (data/training-rules.toml)."""
    return [(each["code"], each["name"]) for each in jp.rules()["forms"]]


def form_name(code: str) -> str:
    return dict(forms()).get(code, code)


def entitlement(jenis: str, on: date) -> dict[str, Any] | None:
    """The rule for this kind of servant on that day; None for those it does not concern."""
    rows = [row for row in jp.rules()["entitlement"] if row["jenis"] == jenis and row["since"] <= on]
    return max(rows, key=lambda row: row["since"]) if rows else None


@dataclass(frozen=True)
class Year:
    """One person's year: minutes that count, against the floor or the ceiling of their kind."""

    minutes: Decimal
    rule: dict[str, Any] | None

    @property
    def jp(self) -> Decimal:
        """To two places: of the sum, so that nobody is rounded down session by session."""
        return (self.minutes / jp.MINUTES_A_JP).quantize(Decimal("0.01"))

    @property
    def is_floor(self) -> bool:
        return self.rule is not None and self.rule["bound"] == "floor"

    @property
    def lacks(self) -> Decimal:
        """JP still missing to the floor; nothing where there is none."""
        if not self.is_floor or self.rule is None:
            return Decimal(0)
        missing = Decimal(self.rule["jp"]) * jp.MINUTES_A_JP - self.minutes
        return max(missing, Decimal(0)) / jp.MINUTES_A_JP

    @property
    def is_over(self) -> bool:
        """Above the ceiling that the law sets for PPPK."""
        ceiling = self.rule is not None and self.rule["bound"] == "ceiling"
        return ceiling and self.rule is not None and self.minutes > self.rule["jp"] * jp.MINUTES_A_JP

    @property
    def word(self) -> str:
        """`short`, `over`, `met` or, where no rule is known, nothing."""
        if self.rule is None:
            return ""
        return "short" if self.lacks else "over" if self.is_over else "met"


def year(minutes: Iterable[Decimal], jenis: str, on: date) -> Year:
    return Year(sum(minutes, Decimal(0)), entitlement(jenis, on))


def jumlah_jam(minutes: Decimal) -> int:
    """SIASN takes whole JP (`jumlahJam`): the floor, so that nobody is credited with what was not taught.

    BKN's own rule for fractions was not found; the exact value stays here.
    """
    return int(minutes // jp.MINUTES_A_JP)
