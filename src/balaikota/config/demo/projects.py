"""Action projects of the sample city: one became a draft innovation, one waits for its second marker, one is being written.

May run twice: a city that has a project keeps what it has.
"""

import tomllib
from pathlib import Path
from typing import Any

from balaikota.foundation.people.models import Person
from balaikota.foundation.statistics import queries as statistics
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Enrolment, Stage
from balaikota.training.projects import actions, contract, queries, rules
from balaikota.training.projects.models import Project

Cast = dict[str, Person]
TEXTS = Path(__file__).with_suffix(".toml")
FEEDBACK = "Masalahnya terukur dan bersumber. Jelaskan pembandingnya lebih rinci, dan siapa yang mencatatnya setiap hari."


def show_projects(cast: Cast) -> None:
    """In the class that ended."""
    held = [row for row in classes.at_desk(cast["nurul"]) if row.is_sample and rules.has_projects(row)]
    ended = [row for row in held if row.stage == Stage.FINISHED]
    if not ended or queries.of_cohort(ended[0]):
        return
    codes = [figure.code for figure in statistics.figures()[:2]]
    sectors = [each.code for each in contract.sectors()[:1]]
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["project"]
    for seat, told in zip(classes.participants(ended[0]), texts, strict=False):
        project = _written(seat, told["parts"], codes, sectors[0] if sectors else "")
        if told["marks"] and codes and sectors:
            _marked(project, told["marks"], cast)


def _written(seat: Enrolment, parts: dict[str, str], codes: list[str], sector: str) -> Project:
    project = actions.begin(seat, by=seat.person)
    actions.ground(project, codes, sector, by=seat.person)
    return actions.write(project, parts, edition=0, by=seat.person)


def _marked(project: Project, marks: list[Any], cast: Cast) -> None:
    person = project.enrolment.person
    actions.turn_in(project, by=person)
    for marker, levels in zip((cast["nurul"], cast["rina"]), marks, strict=False):
        actions.judge(project, levels, FEEDBACK, by=marker)
    if len(marks) > 1:
        actions.make_innovation(project, by=person)
