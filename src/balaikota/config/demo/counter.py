"""The counter of the demo city: hours, a few appointments, and a morning's queue."""

from datetime import time

from balaikota.engine.cases import queries as cases
from balaikota.engine.counter import actions, queries
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person

FIRST_CARD = "ktp-baru"
MORNING, AFTERNOON, FRIDAY = (time(8), time(12)), (time(13), time(15)), (time(8), time(11))
LINES = (
    ("A", "Akta kelahiran, kematian, perkawinan"),
    ("B", "KTP-el dan KIA"),
    ("C", "KK dan pindah alamat"),
)
GIVEN = {"A": 6, "B": 9, "C": 3}


def open_counter(cast: dict[str, Person]) -> None:
    """Once; the queue is that of the day on which the city was filled, so the next morning finds it empty."""
    office, head = organisations.agency("disdukcapil"), cast["ratna"]
    if any(line.letter == LINES[0][0] for line in queries.lines(office)):
        return
    for weekday in range(5):
        for begins, ends in [FRIDAY] if weekday == 4 else [MORNING, AFTERNOON]:
            hours = actions.Hours(weekday=weekday, from_time=begins, until_time=ends, minutes=15, capacity=2)
            actions.open_hours(office, hours, by=head)
    for letter, name in LINES:
        actions.open_line(office, letter, name, by=head)
    _book(cast)
    _call(cast)


def _book(cast: dict[str, Person]) -> None:
    """All but the last of those who were never recorded have chosen their time."""
    waiting = cases.at_desks().filter(is_sample=True, closed_at=None, edition__service__slug=FIRST_CARD)
    rows = waiting.exclude(applicant__in=cast.values()).select_related("applicant", "desk__agency")
    for place, case in enumerate(list(rows.order_by("number"))[:-1]):
        times = queries.free(case.desk.agency)
        ones = times[min(place // 2, len(times) - 1)][1]
        actions.choose_time(case, ones[place % len(ones)].time.starts_at, by=case.applicant)


def _call(cast: dict[str, Person]) -> None:
    office = organisations.agency("disdukcapil")
    for line in queries.lines(office):
        for _person in range(GIVEN.get(line.letter, 0)):
            actions.issue(line, by=cast["nuraini"])
    for window, (who, line) in enumerate(zip(("josua", "hendra"), queries.lines(office), strict=False), 1):
        actions.finish(actions.call_next(line, window, by=cast[who]), by=cast[who])
        actions.call_next(line, window, by=cast[who])
