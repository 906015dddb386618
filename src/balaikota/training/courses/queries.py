"""Reading courses and their versions."""

import uuid
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet, Sum

from balaikota.kit.errors import found
from balaikota.training.courses import methods
from balaikota.training.courses.models import Course, Subject, Version


def courses() -> list[tuple[Course, Version | None]]:
    """Every course by name, with its newest version."""
    newest = Version.objects.order_by("course_id", "-number").distinct("course_id")
    versions = {version.course_id: version for version in newest}
    return [(course, versions.get(course.pk)) for course in Course.objects.order_by("name")]


def course(code: str) -> Course:
    return found(Course.objects.filter(code=code).first())


def course_or_none(code: str) -> Course | None:
    return Course.objects.filter(code=code).first()


def versions(course: Course) -> QuerySet[Version]:
    """Newest first."""
    return Version.objects.filter(course=course).select_related("course", "by").order_by("-number")


def newest(course: Course) -> Version:
    return found(versions(course).first())


def newest_versions() -> list[Version]:
    """The version of each course that a new class would follow."""
    rows = Version.objects.order_by("course_id", "-number").distinct("course_id").select_related("course")
    return sorted(rows, key=lambda version: version.course.name)


def subjects(version: Version) -> list[Subject]:
    return list(Subject.objects.filter(version=version).order_by("place"))


def minutes(subjects: Iterable[Subject]) -> Decimal:
    return sum((subject.minutes for subject in subjects), Decimal(0))


def jp(version: Version) -> Decimal:
    """The JP of a curriculum: from the sum of its minutes."""
    return methods.shown(minutes(subjects(version)))


def minutes_of(versions: Iterable[Version]) -> dict[uuid.UUID, Decimal]:
    """The minutes of each of these curricula; one query."""
    rows = Subject.objects.filter(version__in=[version.pk for version in versions]).values_list("version")
    return dict(rows.annotate(Sum("minutes")))
