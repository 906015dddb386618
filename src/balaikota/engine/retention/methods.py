"""Counting years and reading the city's schedule. Pure."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from balaikota.engine.questions.models import Retention
from balaikota.kit.worktime import months_later

SCHEDULE = Path(__file__).parent / "data" / "schedule.toml"


@dataclass(frozen=True)
class Schedule:
    """What holds where a service file says nothing; days and months as numbers, each with its ground."""

    application: Retention
    notice_days: int
    draft_months: int
    upload_days: int
    basis: dict[str, str]


@lru_cache
def schedule() -> Schedule:
    """The city's schedule, read once per process (`data/schedule.toml`)."""
    table = tomllib.loads(SCHEDULE.read_text(encoding="utf-8"))
    return Schedule(
        application=Retention(**table["application"]),
        notice_days=table["notice"]["days"],
        draft_months=table["drafts"]["months"],
        upload_days=table["uploads"]["days"],
        basis={name: part["basis"] for name, part in table.items()},
    )


def term(said: Retention) -> Retention:
    """What a service file says, or the city's schedule when it says nothing."""
    return said if said.is_said else schedule().application


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March, so that nothing goes a day early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a month that is too short."""
    return months_later(day, -months)


def ends_on(closed_on: date, term: Retention) -> date | None:
    """The first day on which the papers of a case may go; None when they are kept for good."""
    return None if term.is_permanent else years_after(closed_on, term.years)


def due_on(closed_on: date, term: Retention, *, told_on: date) -> date | None:
    """The same, and never before the applicant has had the days of the notice."""
    end = ends_on(closed_on, term)
    return None if end is None else max(end, told_on + timedelta(days=schedule().notice_days))


def closed_before(today: date, term: Retention) -> date | None:
    """Cases closed before this day are to be announced today: their time is up, or up within the notice."""
    if term.is_permanent:
        return None
    horizon = today + timedelta(days=schedule().notice_days)
    latest = years_after(horizon, -term.years)
    # From a leap day the way back is not the way there: step until the term really ends by the horizon.
    while years_after(latest, term.years) > horizon:
        latest -= timedelta(days=1)
    return latest + timedelta(days=1)


def read_day(text: str) -> date | None:
    """A day from an address; None when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
