"""One region's industries beside those of a reference that contains it. Values in one unit, at the prices of one year.

A value that is zero gives a quotient of zero; an industry missing in either, or zero in the reference, gives none.
Negative values give none: they have no share. Sources stand in each docstring.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from balaikota.economy.measures.methods import HUNDRED, Maybe, Values, growth, half_up, share, total

ONE = Decimal(1)


def decimal(value: Fraction) -> Decimal:
    """A ratio as a decimal of 28 digits."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def quotient(part: Decimal, whole: Decimal, reference: Decimal, reference_whole: Decimal) -> Fraction | None:
    """LQ = (part / whole) / (reference / reference whole), exactly. Isard 1960; no unit."""
    if part < 0 or whole <= 0 or reference <= 0 or reference_whole <= 0:
        return None
    return Fraction(part) / Fraction(whole) / (Fraction(reference) / Fraction(reference_whole))


def lq(region: Values, reference: Values) -> dict[str, Decimal]:
    """The static location quotient of each industry that stands in both: above 1 the region has more than its share."""
    here, there = total(region), total(reference)
    found = {key: quotient(region[key], here, reference[key], there) for key in region if key in reference}
    return {key: decimal(value) for key, value in found.items() if value is not None}


def rest_of(reference: Values, region: Values) -> dict[str, Decimal]:
    """The reference without the region: a city that is a large part of its province otherwise meets itself in it."""
    return {key: value - region.get(key, Decimal(0)) for key, value in reference.items()}


@dataclass(frozen=True)
class Span:
    """A region and its reference in the first and the last year of a span."""

    region: Values
    region_after: Values
    reference: Values
    reference_after: Values


def dlq_exact(span: Span, industry: str) -> Fraction | None:
    """The dynamic LQ of one industry with compound rates, exactly; see `dlq`."""
    values = [
        side.get(industry) for side in (span.region, span.region_after, span.reference, span.reference_after)
    ]
    totals = [total(side) for side in (span.region, span.region_after, span.reference, span.reference_after)]
    if any(value is None or value <= 0 for value in (*values, *totals)):
        return None
    here, here_after, there, there_after = (Fraction(value) for value in values if value is not None)
    whole, whole_after, all_, all_after = (Fraction(value) for value in totals)
    return (here_after / here) / (whole_after / whole) / ((there_after / there) / (all_after / all_))


def dlq(span: Span) -> dict[str, Decimal]:
    """DLQ = [((1+g_i)/(1+g)) / ((1+G_i)/(1+G))]^t with compound yearly rates; so it equals LQ(t) / LQ(0) exactly.

    Nazara and Hewings 2004 for the reference's rates; Tarigan 2005 for its use with LQ. Above 1: gaining on the reference.
    """
    found = {key: dlq_exact(span, key) for key in span.region}
    return {key: decimal(value) for key, value in found.items() if value is not None}


def dlq_of_means(region: Sequence[Values], reference: Sequence[Values]) -> dict[str, Decimal]:
    """The same formula with the arithmetic mean of yearly rates, as many theses compute it. Not equal to LQ(t) / LQ(0)."""
    years = len(region) - 1
    whole, all_ = _mean_factor([total(v) for v in region]), _mean_factor([total(v) for v in reference])
    found: dict[str, Decimal] = {}
    for key in region[0]:
        here = _mean_factor([values.get(key, Decimal(0)) for values in region])
        there = _mean_factor([values.get(key, Decimal(0)) for values in reference])
        if here is not None and there is not None and whole is not None and all_ is not None:
            found[key] = ((here / whole) / (there / all_)) ** years
    return found


def _mean_factor(series: Sequence[Decimal]) -> Maybe:
    rates = [growth(a, b) for a, b in itertools.pairwise(series)]
    known = [rate for rate in rates if rate is not None]
    return 1 + sum(known, Decimal(0)) / len(known) / HUNDRED if known and len(known) == len(rates) else None


def klassen(mean_share: Decimal, reference_share: Decimal, rate: Decimal, reference_rate: Decimal) -> str:
    """Klassen typology by sector: I both at or above the reference, II share only, III growth only, IV neither.

    Klassen 1965 as used by Bappenas and Sjafrizal 2008; equal counts as above. Shares and rates in percent.
    """
    is_large, is_fast = mean_share >= reference_share, rate >= reference_rate
    return {(True, True): "I", (True, False): "II", (False, True): "III", (False, False): "IV"}[
        is_large, is_fast
    ]


def growth_ratios(span: Span, industry: str) -> tuple[Maybe, Maybe]:
    """Model Rasio Pertumbuhan: RPr = G_i / G (reference) and RPs = g_i / G_i (region on reference), over the span.

    Yusuf 1999. None where a divisor is zero; a negative growth stays negative and its sign is read as "-".
    """
    reference = growth(total(span.reference), total(span.reference_after))
    there = growth(span.reference.get(industry), span.reference_after.get(industry))
    here = growth(span.region.get(industry), span.region_after.get(industry))
    rpr = there / reference if there is not None and reference else None
    rps = here / there if here is not None and there else None
    return rpr, rps


def overlay(*ratios: Maybe) -> str:
    """The signs of RPr, RPs and LQ: "+" at least 1, "-" below, "?" unknown. "+++" is dominant and competitive."""
    return "".join("?" if ratio is None else "+" if ratio >= 1 else "-" for ratio in ratios)


def leading_class(static: Maybe, dynamic: Maybe) -> str:
    """SLQ with DLQ: both unggulan, LQ only prospektif, DLQ only andalan, neither tertinggal; "" when one is missing.

    Sources disagree on the last three names (docs of the data); the conditions are what counts, so they stand beside.
    """
    if static is None or dynamic is None:
        return ""
    classes = {
        (True, True): "unggulan",
        (True, False): "prospektif",
        (False, True): "andalan",
        (False, False): "tertinggal",
    }
    return classes[static >= 1, dynamic >= 1]


def mean_share(years: Sequence[Values], industry: str) -> Maybe:
    """The mean over the years of the industry's share of the whole, in percent."""
    found = [share(values.get(industry), total(values)) for values in years]
    known = [value for value in found if value is not None]
    return sum(known, Decimal(0)) / len(known) if known and len(known) == len(found) else None


# --- specialisation and concentration -------------------------------------------------------------


def krugman(region: Values, reference: Values) -> Maybe:
    """Sum of |s_i - S_i|: 0 the same structure, 2 nothing in common. Krugman 1991."""
    here, there = total(region), total(reference)
    if here <= 0 or there <= 0:
        return None
    keys = region.keys() | reference.keys()
    zero = Decimal(0)
    return sum((abs(region.get(k, zero) / here - reference.get(k, zero) / there) for k in keys), zero)


def herfindahl(region: Values) -> Maybe:
    """Sum of s_i squared: 1/n when all are alike, 1 when there is one industry. Hirschman 1945, Herfindahl 1950."""
    here = total(region)
    return sum(((value / here) ** 2 for value in region.values()), Decimal(0)) if here > 0 else None


def theil(region: Values, reference: Values) -> Maybe:
    """Sum of s_i ln(s_i / S_i): 0 the same structure. Theil 1967. None when the region has what the reference lacks."""
    here, there = total(region), total(reference)
    if here <= 0 or there <= 0:
        return None
    whole = Decimal(0)
    for key, value in region.items():
        if value < 0 or (value > 0 and reference.get(key, Decimal(0)) <= 0):
            return None
        if value > 0:
            part = value / here
            whole += part * (part / (reference[key] / there)).ln()
    return whole


def multiplier(region: Values, reference: Values) -> Maybe:
    """Economic base multiplier: total / basic, basic = sum of (1 - 1/LQ) x value where LQ is above 1. Tiebout 1962.

    It assumes equal productivity and no cross-hauling, so it is an upper bound. None when nothing is basic.
    """
    found = lq(region, reference)
    basic = sum(((1 - ONE / q) * region[key] for key, q in found.items() if q > 1), Decimal(0))
    return total(region) / basic if basic > 0 else None


def lq_identity(quotients: Values, reference: Values) -> Maybe:
    """The reference-weighted mean of all LQs, which is 1 whenever they come from one table: a published one must pass."""
    there = total(reference)
    if there <= 0 or quotients.keys() != reference.keys():
        return None
    return sum((quotients[key] * reference[key] / there for key in quotients), Decimal(0))


def lq_fault(parts: Sequence[Decimal], published: Decimal) -> Maybe:
    """What a published quotient should be, when its own four inputs give another one to the digits it is printed with."""
    exact = quotient(*parts)
    if exact is None:
        return None
    right = decimal(exact)
    digits = max(0, -int(published.as_tuple().exponent))
    return right if half_up(right, digits) != published else None
