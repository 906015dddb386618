"""How long people wait: median and 90th percentile of working hours, without cleanings.

The hours are those the city's clock ran: from submission to decision, days off and the applicant's own
corrections left out. A file that lay forgotten for years and is closed at last says when somebody cleaned up,
not how long the work takes; ten of them in one batch would move the figure by weeks. So:

- a *burst* is five or more closings by one officer, each at most five minutes after the one before;
- a file counts as forgotten beyond the *fence*: ten times the usual (median) time, three times what nine of ten
  waited, and twenty working days, whichever is longest. The reference are the closings outside bursts, or, when
  those are fewer than twenty, all of them by the median alone, which half of the files cannot move
  (breakdown point 50 %: Hampel 1974; a fence beyond the usual, as Tukey 1977 draws it);
- forgotten files in a burst are left out. Fresh files closed in a burst stay: somebody did wait that long, and
  an office that decides every Friday is as slow as it is;
- single forgotten files are left out while they are at most one in twenty. More than that is no exception, it is
  how the office works, and none is left out.

Percentiles are nearest ranks: at least nine of ten people really waited no longer than the figure.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.utils.translation import gettext, ngettext

ENOUGH = 20  # closings outside bursts that make a reference of their own
BURST, GAP = 5, timedelta(minutes=5)
USUAL_TIMES, MOST_TIMES, LEAST_HOURS = 10, 3, 20 * 24
ONE_IN = 20
DAY = 24


@dataclass(frozen=True)
class Closed:
    """A decided case: how many working hours it took, and who closed it when."""

    hours: float
    by: Any
    at: datetime


@dataclass(frozen=True)
class Reading:
    """What the closed cases say."""

    n: int
    median: float | None
    p90: float | None
    bursts: int
    old: int


def read(closed: Sequence[Closed]) -> Reading:
    """Median and 90th percentile of comparable cases, and how many were left out as what."""
    hurried = in_bursts(closed)
    beyond = fence(closed, hurried)
    swept = {place for place in hurried if closed[place].hours > beyond}
    rest = [place for place in range(len(closed)) if place not in swept]
    old = {place for place in rest if closed[place].hours > beyond}
    if len(old) * ONE_IN > len(rest):
        old = set()
    kept = sorted(closed[place].hours for place in rest if place not in old)
    if not kept:
        return Reading(0, None, None, len(swept), len(old))
    return Reading(len(kept), median(kept), rank(kept, 0.9), len(swept), len(old))


def rank(ordered: Sequence[float], share: float) -> float:
    """The nearest rank: the least value that at least this share does not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def in_bursts(closed: Sequence[Closed]) -> set[int]:
    """The places of those that one officer closed in quick succession."""
    return {place for run in _runs(closed) if len(run) >= BURST for place in run}


def _runs(closed: Sequence[Closed]) -> Iterator[list[int]]:
    """Closings of one officer, each soon after the one before."""
    places = [place for place in range(len(closed)) if closed[place].by is not None]
    places.sort(key=lambda place: (str(closed[place].by), closed[place].at))
    run: list[int] = []
    for place in places:
        last, here = closed[run[-1]] if run else None, closed[place]
        if last is not None and not (here.by == last.by and here.at - last.at <= GAP):
            yield run
            run = []
        run.append(place)
    yield run


def fence(closed: Sequence[Closed], hurried: set[int]) -> float:
    """Beyond so many hours a file was forgotten."""
    calm = sorted(each.hours for place, each in enumerate(closed) if place not in hurried)
    if len(calm) >= ENOUGH:
        return max(LEAST_HOURS, USUAL_TIMES * median(calm), MOST_TIMES * rank(calm, 0.9))
    every = [each.hours for each in closed]
    return max(LEAST_HOURS, USUAL_TIMES * median(every)) if every else LEAST_HOURS


def in_words(hours: float) -> str:
    """As people say it: hours below one working day, else working days, rounded up."""
    whole = max(1, math.ceil(hours))
    if whole < DAY:
        return ngettext("%d jam kerja", "%d jam kerja", whole) % whole
    days = math.ceil(hours / DAY)
    return ngettext("%d hari kerja", "%d hari kerja", days) % days if days > 1 else gettext("1 hari kerja")
