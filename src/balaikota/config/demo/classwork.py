"""Assignments and a forum in the sample class that runs: one assignment is being marked, one is still to be done.

May run twice: a class that has an assignment, or a topic, keeps what it has.
"""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from balaikota.foundation.people.models import Person
from balaikota.kit.worktime import WIB
from balaikota.training.assignments import actions, queries
from balaikota.training.assignments.models import Assignment, HandIn, Work
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Stage
from balaikota.training.forum import actions as forum
from balaikota.training.forum import queries as talk
from balaikota.training.forum.models import Post, Topic
from balaikota.training.rubrics import methods as rubrics

Cast = dict[str, Person]
TEXTS = Path(__file__).with_suffix(".toml")


def _told() -> dict[str, Any]:
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def _running(cast: Cast) -> Cohort | None:
    rows = classes.at_desk(cast["nurul"])
    running = (row for row in rows if row.is_sample and row.stage == Stage.RUNNING)
    return next((row for row in running if not row.is_for_owners), None)


def set_classwork(cast: Cast) -> None:
    cohort = _running(cast)
    if cohort is None or queries.of_cohort(cohort):
        return
    told = _told()
    evening = datetime.combine(timezone.localdate(), time(16), WIB)
    coming = _set(cohort, told["coming"], evening + timedelta(days=6), cast, is_required=True)
    done = _set(cohort, told["done"], evening + timedelta(days=1), cast, takes_late=True)
    works = [
        _handed_in(done, seat, each)
        for seat, each in zip(classes.participants(cohort), told["done"]["answers"], strict=False)
    ]
    _was_due(done, evening - timedelta(days=1), told["done"]["answers"], works)
    for work, each in zip(works, told["done"]["answers"], strict=True):
        for marker, levels in zip((cast["nurul"], cast["rina"]), each.get("marks", []), strict=False):
            actions.judge(work, levels, each["said"], by=marker)
    actions.release(done, by=cast["nurul"])
    seat = classes.participants(cohort)[-1]
    actions.extend(
        coming, seat, coming.due_at + timedelta(days=3), "Dinas luar pada pekan itu.", by=cast["nurul"]
    )


def _set(cohort: Cohort, told: dict[str, Any], due_at: datetime, cast: Cast, **more: Any) -> Assignment:
    facts = {name: told[name] for name in ("title", "weight")}
    facts |= {"task": told["task"].strip(), "due_at": due_at, "rubric": rubrics.read(told["rubric"])}
    return actions.set_assignment(cohort, facts | more, by=cast["rina"])


def _handed_in(assignment: Assignment, seat: Any, told: dict[str, Any]) -> Work:
    work = actions.write(assignment, seat, told["text"].strip(), edition=0, by=seat.person)
    actions.turn_in(work, by=seat.person)
    return work


def _was_due(done: Assignment, due_at: datetime, answers: list[Any], works: list[Work]) -> None:
    """Turn the clock back: it was due yesterday, and all but the late one came before."""
    Assignment.objects.filter(pk=done.pk).update(due_at=due_at, made_at=due_at - timedelta(days=1))
    for place, (work, told) in enumerate(zip(works, answers, strict=True)):
        at = (
            due_at + timedelta(minutes=47) if told.get("late") else due_at - timedelta(minutes=30 * place + 9)
        )
        HandIn.objects.filter(work=work).update(at=at, due_at=due_at)


def talk_in_class(cast: Cast) -> None:
    cohort = _running(cast)
    if cohort is None or talk.topics_in(cohort):
        return
    people = {f"p{place}": row.person for place, row in enumerate(classes.participants(cohort))} | cast
    for hours, told in zip((26, 3), _told()["topics"], strict=True):
        (first, text), *rest = told["posts"]
        topic = forum.begin(cohort, told["title"], text, by=people[first])
        for who, said in rest:
            forum.reply(topic, said, by=people[who])
        posts = list(Post.objects.filter(topic=topic).order_by("id"))
        if "hidden" in told:
            place, why = told["hidden"]
            forum.hide(posts[place], why, by=cast["nurul"])
        for place, post in enumerate(posts):
            at = timezone.now() - timedelta(hours=hours, minutes=-11 * place)
            Post.objects.filter(pk=post.pk).update(at=at)
            Topic.objects.filter(pk=topic.pk).update(moved_at=at)
