"""Adding courses and new versions of their curriculum."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.training.courses import methods, queries, rules
from balaikota.training.courses.methods import Curriculum
from balaikota.training.courses.models import Course, Subject, Version


@transaction.atomic
def open_course(code: str, name: str, curriculum: Curriculum, *, kind: str, by: Person | None) -> Course:
    """A course with its first version."""
    _require_writer(by)
    require(queries.course_or_none(code) is None, _("Kode pelatihan itu sudah dipakai."), status=422)
    course = Course.objects.create(code=code, name=name, kind=kind)
    _add_version(course, curriculum, by=by)
    audit.record("courses.opened", course, by=by, code=code)
    return course


@transaction.atomic
def revise(course: Course, curriculum: Curriculum, *, by: Person) -> Version:
    """The next version; classes that follow an older one keep it."""
    _require_writer(by)
    version = _add_version(course, curriculum, by=by)
    audit.record("courses.revised", course, by=by, number=version.number, reason=version.reason)
    return version


def _require_writer(by: Person | None) -> None:
    require(by is None or rules.may_revise(by), _("Kurikulum ditulis oleh penyelenggara pelatihan."))


def _add_version(course: Course, curriculum: Curriculum, *, by: Person | None) -> Version:
    require(bool(curriculum.subjects), _("Tuliskan sedikitnya satu mata pelatihan."), status=422)
    last = Course.objects.select_for_update(no_key=True).get(pk=course.pk).versions.count()
    version = Version.objects.create(
        course=course, number=last + 1, by=by, rubric=curriculum.rubric,
        reason=curriculum.reason[:300], **curriculum.facts,
    )  # fmt: skip
    Subject.objects.bulk_create(
        Subject(version=version, place=place, **each) for place, each in enumerate(curriculum.subjects, 1)
    )
    return version


@transaction.atomic
def load_courses() -> int:
    """The complete courses of the product; what stands stays. Says how many were new."""
    before = Course.objects.count()
    for code, told in methods.shipped().items():
        if queries.course_or_none(code) is None:
            open_course(code, told["name"], _shipped(told), kind=told["kind"], by=None)
    return Course.objects.count() - before


def _shipped(told: dict[str, Any]) -> Curriculum:
    facts = {name: told[name] for name in ("audience", "about", "objectives")} | told["passing"]
    subjects = [
        {
            "name": each["name"],
            "minutes": methods.minutes_of(each["jp"]),
            "method": each["method"],
            "about": each["about"],
            "outcome": each["outcome"],
            "indicators": each["indicators"],
            "topics": each["topics"],
        }
        for each in told["subjects"]
    ]
    return Curriculum(facts, subjects, rubric=told.get("rubric", []))
