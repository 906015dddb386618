"""Which sums of value added may be told, so that nobody can work out the sum of fewer than ten. Pure.

Two partitions of the same businesses are told: by industry and by kecamatan. Whatever can be worked out from them by
adding and taking away is a sum over some set of businesses; the smallest such set is found exactly. If S is a set of
whole industries less whole kecamatan lying inside them, every other set that can be worked out is put together of
such ones; so a minimum cut between an industry and a kecamatan gives the smallest that holds what they share
(network flows for two-way tables: Cox 1980, JASA 75(370); max-flow min-cut: Ford and Fulkerson 1956).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SMALLEST = 10
#: First and last division (two digits of KBLI 2020, Peraturan BPS 2/2020) of each lapangan usaha of PDRB.
DIVISIONS = (
    ("A", 1, 3), ("B", 5, 9), ("C", 10, 33), ("D", 35, 35), ("E", 36, 39), ("F", 41, 43), ("G", 45, 47), ("H", 49, 53),
    ("I", 55, 56), ("J", 58, 63), ("K", 64, 66), ("L", 68, 68), ("M,N", 69, 82), ("O", 84, 84), ("P", 85, 85),
    ("Q", 86, 88), ("R,S,T,U", 90, 99),
)  # fmt: skip
UNKNOWN = "?"

Group = frozenset[str]


def industry_of(version: str, code: str) -> str:
    """The lapangan usaha of a KBLI 2020 code; `?` for another version, where the divisions mean other things."""
    if version != "2020" or not code[:2].isdigit():
        return UNKNOWN
    two = int(code[:2])
    return next((name for name, first, last in DIVISIONS if first <= two <= last), UNKNOWN)


@dataclass(frozen=True)
class Keeper:
    """One business and its year. Rupiah; `workers` as last said."""

    industry: str
    district: str
    sales: int
    value: int
    workers: int


@dataclass(frozen=True)
class Told:
    """The groups whose sums may be told. Every keeper is in exactly one group of each partition."""

    industries: tuple[Group, ...]
    districts: tuple[Group, ...]


def groups(keepers: Sequence[Keeper], smallest: int = SMALLEST) -> Told | None:
    """As many groups as can be told safely; None when there are too few businesses for even one sum."""
    if len(keepers) < smallest:
        return None
    industries = _merged(Counter(each.industry for each in keepers), smallest)
    districts = _merged(Counter(each.district for each in keepers), smallest)
    while smallest_set(keepers, industries, districts) < smallest:
        districts = _one_less(districts, Counter(each.district for each in keepers))
    return Told(industries, districts)


def _merged(counts: Counter[str], smallest: int) -> tuple[Group, ...]:
    """Each name by itself where it is large enough; the others together, with the next larger ones if they must."""
    names = sorted(counts, key=lambda name: (counts[name], name))
    rest: list[str] = []
    while names and (counts[names[0]] < smallest or 0 < sum(counts[name] for name in rest) < smallest):
        rest.append(names.pop(0))
    alone = tuple(frozenset((name,)) for name in reversed(names))
    return (*alone, frozenset(rest)) if rest else alone


def _one_less(parts: tuple[Group, ...], counts: Counter[str]) -> tuple[Group, ...]:
    """The two smallest groups become one."""
    ordered = sorted(parts, key=lambda part: sum(counts[name] for name in part), reverse=True)
    return (*ordered[:-2], ordered[-2] | ordered[-1])


def smallest_set(
    keepers: Iterable[Keeper], industries: tuple[Group, ...], districts: tuple[Group, ...]
) -> int:
    """How many businesses are in the smallest set whose sum follows from the sums of all these groups."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    of_industry = {name: place for place, part in enumerate(industries) for name in part}
    of_district = {name: place for place, part in enumerate(districts) for name in part}
    shared = Counter((of_industry[each.industry], of_district[each.district]) for each in keepers)
    rows, many = len(industries), sum(shared.values())
    net = np.zeros((rows + len(districts),) * 2, dtype=np.int32)
    for (industry, district), count in shared.items():
        net[industry, rows + district] = count
        net[rows + district, industry] = (
            many + 1
        )  # a kecamatan taken away lies wholly in what it is taken from
    flows = csr_array(net)
    return min(int(maximum_flow(flows, one, rows + other).flow_value) for one, other in shared)


def tens(count: int) -> int:
    """Rounded to tens; none under ten."""
    return round(count, -1) if count >= SMALLEST else 0


def millions(rupiah: int) -> int:
    """Rounded half up to whole millions."""
    return (rupiah + 500_000) // 1_000_000 * 1_000_000
