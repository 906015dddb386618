"""Filling the demo city, in one go or in two."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from balaikota.config.demo import aftermath, applications, households, offices, stories
from balaikota.engine.catalogue import actions as catalogue
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import actions as regions
from balaikota.foundation.regions import queries as region_queries

REST = "balaikota.config.jobs.fill_demo_city"


def fill(say: Callable[[str], Any], *, seconds: float | None = None) -> bool:
    """Bring in what is missing. After `seconds` it stops between applications; True when all are there.

    With a limit only births are played: the newer services come once the city is open.
    """
    began = time.monotonic()
    if region_queries.region(settings.CITY) is None:
        regions.load()
    agencies = offices.open_offices()
    catalogue.load_services()
    cast = offices.bring_cast()
    families = households.settle(cast)
    people = sum(1 + len(family.children) + bool(family.father) for family in families)
    say(f"  {agencies} kantor, {len(cast)} pemeran, {people} warga dalam {len(families)} keluarga")
    waiting = _unplayed(applications.planned(families))
    played: Counter[str] = Counter()
    for plan in waiting:
        if seconds is not None and time.monotonic() - began > seconds:
            break
        applications.play(plan, cast)
        played[plan.state] += 1
    told = ", ".join(f"{number} {state}" for state, number in played.items()) or "tidak ada yang baru"
    say(f"  permohonan: {told} ({time.monotonic() - began:.0f} detik)")
    if seconds is not None:
        return played.total() == len(waiting) and not _untold() and aftermath.is_done(cast)
    _tell_the_rest(say, cast)
    return True


def _untold() -> list[stories.Story]:
    return [story for story in stories.planned() if not story.is_told()]


def _tell_the_rest(say: Callable[[str], Any], cast: dict[str, Person]) -> None:
    """The newer services, and what a city does besides."""
    began = time.monotonic()
    told = Counter(story.slug for story in _untold() if stories.tell(story, cast))
    if told or not aftermath.is_done(cast):
        aftermath.finish(cast)
    say(f"  layanan lain: {told.total()} permohonan ({time.monotonic() - began:.0f} detik)")


def fill_rest_later() -> None:
    """Let the worker play the applications that are left."""
    try:
        app.configure_task(REST, lock="demo", queueing_lock="demo").defer()
    except AlreadyEnqueued:
        return


def _unplayed(plans: list[applications.Plan]) -> list[applications.Plan]:
    """Each applicant's plans in their order, without those that were played in an earlier run."""
    done: dict[Person, int] = {}
    seen: Counter[Person] = Counter()
    waiting = []
    for plan in plans:
        if plan.applicant not in done:
            mine = plan.applicant.drafts.filter(edition__service__slug=applications.BIRTH, parent=None)
            done[plan.applicant] = mine.count()
        seen[plan.applicant] += 1
        if seen[plan.applicant] > done[plan.applicant]:
            waiting.append(plan)
    return waiting
