"""Shift-share. Values in one unit at constant prices; every part is in that unit and the parts add up to the change.

Dunn 1960; Esteban-Marquillas 1972; the dynamic form sums the years: Barff and Knight 1988; indices: Gerfin 1964 as in
the R package REAT 3.0.3 (Wieland). An industry that is zero or missing in the reference at the start has no parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from balaikota.economy.measures.methods import Values, total
from balaikota.economy.structure.methods import Span

ZERO = Decimal(0)


@dataclass(frozen=True)
class Parts:
    """One industry's change: national + mix + competitive, where competitive = em_competitive + allocation."""

    change: Decimal
    national: Decimal
    mix: Decimal
    competitive: Decimal
    em_competitive: Decimal
    allocation: Decimal
    is_specialised: bool
    is_ahead: bool

    @property
    def kind(self) -> str:
        """Esteban-Marquillas: specialised or not, with an advantage or a disadvantage."""
        standing = "specialized" if self.is_specialised else "not specialized"
        return f"{standing}, {'advantage' if self.is_ahead else 'disadvantage'}"


def parts(span: Span) -> dict[str, Parts]:
    """Every industry that stands in all four tables and is above zero in the reference at the start.

    national = e r; mix = e (r_i - r); competitive = e (q_i - r_i). With the homothetic value e' = E_region x R_i / R:
    em_competitive = e' (q_i - r_i); allocation = (e - e') (q_i - r_i). r, r_i reference rates, q_i the region's.
    """
    here, there = total(span.region), total(span.reference)
    if here <= 0 or there <= 0:
        return {}
    rate = total(span.reference_after) / there - 1
    found: dict[str, Parts] = {}
    for key, value in span.region.items():
        reference, after = span.reference.get(key), span.reference_after.get(key)
        if key not in span.region_after or after is None or reference is None or reference <= 0:
            continue
        own = after / reference - 1
        change = span.region_after[key] - value
        competitive = change - value * own
        homothetic = here * reference / there
        em = _times(homothetic, competitive, value, own)
        found[key] = Parts(change, value * rate, value * (own - rate), competitive, em, competitive - em,
                           value > homothetic, competitive > 0)  # fmt: skip
    return found


def _times(homothetic: Decimal, competitive: Decimal, value: Decimal, own: Decimal) -> Decimal:
    """e' (q_i - r_i). An industry the region did not have at the start has no rate: all of its rise is allocation."""
    return homothetic * competitive / value if value else ZERO


def totals(found: dict[str, Parts]) -> dict[str, Decimal]:
    """The parts summed over the industries."""
    names = [field.name for field in fields(Parts) if not field.name.startswith("is_")]
    return {name: sum((getattr(each, name) for each in found.values()), ZERO) for name in names}


def dynamic(region: Sequence[Values], reference: Sequence[Values]) -> dict[str, dict[str, Decimal]]:
    """Each industry's parts summed over consecutive years: the reference's moving structure counts, not only the ends."""
    found: dict[str, dict[str, Decimal]] = {}
    for at in range(len(region) - 1):
        for key, each in parts(Span(region[at], region[at + 1], reference[at], reference[at + 1])).items():
            row = found.setdefault(key, {})
            for name in ("change", "national", "mix", "competitive", "em_competitive", "allocation"):
                row[name] = row.get(name, ZERO) + getattr(each, name)
    return found


@dataclass(frozen=True)
class Indices:
    """Gerfin: total = mix x regional; 1 means like the reference."""

    mix: Decimal
    regional: Decimal
    total: Decimal


def gerfin(span: Span) -> Indices | None:
    """mix = sum e_i (1 + r_i) / (e (1 + r)); regional = e after / sum e_i (1 + r_i)."""
    here, there = total(span.region), total(span.reference)
    if here <= 0 or there <= 0 or any(span.reference.get(key, ZERO) <= 0 for key in span.region):
        return None
    expected = here * total(span.reference_after) / there
    with_mix = sum(
        (value * span.reference_after[key] / span.reference[key] for key, value in span.region.items()), ZERO
    )
    after = total(span.region_after)
    return Indices(with_mix / expected, after / with_mix, after / expected) if with_mix > 0 else None
