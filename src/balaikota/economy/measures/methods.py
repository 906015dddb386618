"""Arithmetic on one series. Decimal throughout; what has no meaning is `None`, never zero.

Zero or negative before: no rate exists. Missing on either side: no rate. A rebased series is linked first (`linked`),
a revised one is simply another series: which vintage counts is the caller's choice, never a mixture.
Sources: BPS, "Produk Domestik Regional Bruto" (penjelasan teknis); Eurostat, Handbook on quarterly national accounts.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

Values = Mapping[str, Decimal]
Maybe = Decimal | None
HUNDRED = Decimal(100)
QUARTERS = 4


def half_up(value: Decimal, digits: int = 2) -> Decimal:
    """Rounded as BPS prints it: 4.725 becomes 4.73, -4.725 becomes -4.73."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def total(values: Values) -> Decimal:
    """The sum of the parts, in their unit."""
    return sum(values.values(), Decimal(0))


def growth(before: Maybe, after: Maybe) -> Maybe:
    """(after / before - 1) x 100, in percent. None when one is missing or `before` is not above zero."""
    if before is None or after is None or before <= 0:
        return None
    return (after / before - 1) * HUNDRED


def yearly(series: Sequence[Maybe]) -> list[Maybe]:
    """Growth of each period on the one before it, in percent; the first has none. Years, or quarter to quarter (q-to-q)."""
    return _against(series, 1)


def on_a_year_ago(quarters: Sequence[Maybe]) -> list[Maybe]:
    """Growth of each quarter on the same quarter a year ago (y-on-y), in percent; the first four have none."""
    return _against(quarters, QUARTERS)


def _against(series: Sequence[Maybe], back: int) -> list[Maybe]:
    early: list[Maybe] = [None] * min(back, len(series))
    return early + [growth(series[at - back], series[at]) for at in range(back, len(series))]


def cumulative(quarters: Sequence[Maybe]) -> list[Maybe]:
    """Growth of January up to each quarter on the same months a year ago (c-to-c), in percent. Quarters start at Q1."""
    found: list[Maybe] = []
    for at in range(len(quarters)):
        first = at - at % QUARTERS
        now, ago = quarters[first : at + 1], quarters[first - QUARTERS : at + 1 - QUARTERS]
        is_whole = first >= QUARTERS and None not in now and None not in ago
        found.append(growth(_sum(ago), _sum(now)) if is_whole else None)
    return found


def _sum(values: Sequence[Maybe]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


def compound(before: Maybe, after: Maybe, years: int) -> Maybe:
    """((after / before)^(1/years) - 1) x 100, percent a year. None like `growth`, for a negative end, or without years."""
    if before is None or after is None or before <= 0 or after < 0 or years < 1:
        return None
    return ((after / before) ** (Decimal(1) / years) - 1) * HUNDRED


def contribution(before: Maybe, after: Maybe, total_before: Maybe) -> Maybe:
    """A part's contribution to the growth of the whole: (after - before) / total before x 100, percentage points.

    The parts' contributions add up to the growth of their sum. A part may be zero or negative; the whole may not.
    """
    if before is None or after is None or total_before is None or total_before <= 0:
        return None
    return (after - before) / total_before * HUNDRED


def contributions(before: Values, after: Values) -> dict[str, Decimal]:
    """Of each industry that stands in both, in percentage points; none at all when the whole was not above zero."""
    whole = total(before)
    found = {key: contribution(before.get(key), value, whole) for key, value in after.items()}
    return {key: value for key, value in found.items() if value is not None}


def share(part: Maybe, whole: Maybe) -> Maybe:
    """part / whole x 100, in percent. None when one is missing or the whole is not above zero."""
    if part is None or whole is None or whole <= 0:
        return None
    return part / whole * HUNDRED


def shares(values: Values) -> dict[str, Decimal]:
    """Each part's share of the sum, in percent."""
    whole = total(values)
    return {key: value / whole * HUNDRED for key, value in values.items()} if whole > 0 else {}


def deflator(current: Maybe, constant: Maybe) -> Maybe:
    """Implicit price index: at current prices / at constant prices x 100; 100 in the base year. None without both."""
    return share(current, constant)


def linked(old: Mapping[str, Decimal], new: Mapping[str, Decimal]) -> tuple[dict[str, Decimal], Maybe]:
    """An old base year's series carried onto the new one, and the factor: new / old in their first common period.

    Proportional (retropolation): growth of the old series stays as it was. Where both stand, the new one counts.
    Industries linked one by one no longer add up exactly to the linked total (Eurostat handbook, 6.30).
    """
    common = sorted(old.keys() & new.keys())
    if not common or old[common[0]] <= 0:
        return dict(new), None
    factor = new[common[0]] / old[common[0]]
    return {period: value * factor for period, value in old.items()} | dict(new), factor


def growth_needed(now: Maybe, wanted: Maybe, years: int) -> Maybe:
    """What a year must bring, compounding, for `now` to become `wanted` in `years`, in percent."""
    return compound(now, wanted, years)


def level_after(now: Decimal, rate: Decimal, years: int) -> Decimal:
    """Where `now` stands after so many years of `rate` percent."""
    return now * (1 + rate / HUNDRED) ** years


def growth_left(done: Sequence[Decimal], wanted: Decimal, years: int) -> Maybe:
    """What each of the years that are left must bring for the whole span to average `wanted` percent a year."""
    left = years - len(done)
    if left < 1:
        return None
    reached = Decimal(1)
    for rate in done:
        reached *= 1 + rate / HUNDRED
    return growth_needed(reached, (1 + wanted / HUNDRED) ** years, left)


# --- checks that a figure must pass ---------------------------------------------------------------

CENT = Decimal("0.01")


def gap(computed: Maybe, announced: Maybe) -> Maybe:
    """How far a growth that was announced with two digits lies from the one its own parts give, in points."""
    if computed is None or announced is None:
        return None
    return half_up(computed) - announced


def one_digit_off(before: Values, after: Values, announced: Decimal) -> list[tuple[str, Decimal]]:
    """Each cell of `after` in which one other digit would make the sum grow as announced: (industry, value it would be).

    Typing errors of one digit are the commonest kind. More than one answer means: it cannot be told from the sum alone.
    """
    whole, start = total(after), total(before)
    found: list[tuple[str, Decimal]] = []
    for key, value in after.items():
        for other in _other_digits(value):
            rate = growth(start, whole - value + other)
            if rate is not None and half_up(rate) == announced:
                found.append((key, other))
    return found


def _other_digits(value: Decimal) -> list[Decimal]:
    text = str(value)
    return [
        Decimal(text[:at] + digit + text[at + 1 :])
        for at, sign in enumerate(text)
        if sign.isdigit()
        for digit in "0123456789"
        if digit != sign
    ]


def sum_fault(parts: Values, printed: Decimal, digits: int = 2) -> Maybe:
    """How much a printed total differs from its parts, when that is more than rounding of each part can explain."""
    apart = total(parts) - printed
    most = Decimal(1).scaleb(-digits) / 2 * (len(parts) + 1)
    return apart if abs(apart) > most else None
