"""Reading packages, what is played, and what came of it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.foundation.files import queries as files
from balaikota.foundation.files.models import Scan
from balaikota.kit.errors import found
from balaikota.training.classes import queries as classes
from balaikota.training.classes import rules as class_rules
from balaikota.training.classes.models import Cohort, Enrolment
from balaikota.training.packages import methods, rules
from balaikota.training.packages.models import Package, Part, Play, Session, Verdict

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.contract import Offer

#: How long a started package can fetch its own files.
OPEN_FOR = 12 * 3600
WHOLE = ("part__play__package__cohort", "part__play__package__file", "part__play__person")


@dataclass
class Row:
    """One item and how far one person is in it."""

    item: dict[str, Any]
    part: Part | None
    seconds: int = 0
    is_done: bool = False

    @property
    def depth(self) -> int:
        return min(int(self.item["depth"]), 4)


@dataclass
class Progress:
    """One person in one package."""

    person: "Person"
    play: Play | None
    rows: list[Row] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(row.is_done for row in self.rows)

    @property
    def seconds(self) -> int:
        return sum(row.seconds for row in self.rows)

    @property
    def score(self) -> Decimal | None:
        """The mean of those items that were given a score."""
        told = [row.part.score for row in self.rows if row.part and row.part.score is not None]
        return sum(told, Decimal()) / len(told) if told else None

    @property
    def verdict(self) -> str:
        """Failed while one is failed; passed when one is passed and none failed."""
        said = {Verdict(row.part.verdict) for row in self.rows if row.part}
        chosen = next((each for each in (Verdict.FAILED, Verdict.PASSED) if each in said), Verdict.NONE)
        return str(chosen.label)

    @property
    def saved_at(self) -> datetime | None:
        return max((row.part.saved_at for row in self.rows if row.part and row.part.saved_at), default=None)


def of_cohort(cohort: Cohort) -> list[Package]:
    """Those that can be played, in the order they came."""
    rows = Package.objects.filter(cohort=cohort, withdrawn_at=None).select_related("file", "cohort")
    return list(rows.order_by("added_at"))


def package(package_id: uuid.UUID) -> Package:
    rows = Package.objects.select_related("cohort__version__course", "file")
    return found(rows.filter(pk=package_id, withdrawn_at=None).first())


def own(package_id: uuid.UUID, *, viewer: "Person") -> tuple[Package, Enrolment]:
    """A package of a class in which the viewer has a seat; to everybody else it is not there."""
    row = package(package_id)
    enrolment = classes.enrolment_of(viewer, row.cohort)
    return row, found(enrolment if rules.may_look(enrolment) else None)


def at_desk(package_id: uuid.UUID, *, viewer: "Person") -> Package:
    row = package(package_id)
    classes.managed(row.cohort.number, viewer=viewer)
    return row


def offers(cohort: Cohort, person: "Person") -> "list[Offer]":
    """For the page of the class."""
    mine = {play.package_id: play for play in Play.objects.filter(package__cohort=cohort, person=person)}
    return [
        (row.title, row.get_absolute_url(), _offered(mine.get(row.pk)))
        for row in (of_cohort(cohort) if rules.may_play(cohort) or mine else [])
    ]


def _offered(play: Play | None) -> str:
    if play is None:
        return _("belum dimulai")
    return _("selesai") if play.satisfied_at else _("sedang dikerjakan")


def progress(package: Package, people: "Iterable[Person]") -> list[Progress]:
    """Everybody's, in the order they are given; three queries."""
    whom = list(people)
    plays = {play.person_id: play for play in Play.objects.filter(package=package, person__in=whom)}
    theirs = list(plays.values())
    rows = Part.objects.filter(play__in=theirs).defer("values")
    parts = {(part.play_id, part.item): part for part in rows}
    spent = dict(Session.objects.filter(part__play__in=theirs).values_list("part").annotate(Sum("seconds")))
    return [_progress(package, each, plays.get(each.pk), parts, spent) for each in whom]


def _progress(
    package: Package, person: "Person", play: Play | None, parts: dict[Any, Part], spent: dict[Any, int]
) -> Progress:
    rows = []
    for item in package.items:
        part = parts.get((play.pk, item["id"])) if play else None
        is_done = part is not None and rules.is_done(item, part, package.standard)
        rows.append(Row(item, part, spent.get(part.pk, 0) if part else 0, is_done))
    return Progress(person, play, rows)


def unfinished(cohort: Cohort) -> set[uuid.UUID]:
    """Participants who have not finished every package that is required in this class."""
    required = [each.pk for each in of_cohort(cohort) if each.is_required]
    rows = Play.objects.filter(package__in=required, satisfied_at__isnull=False).values_list("person_id")
    done = dict(rows.annotate(Count("package")))
    return {
        row.person_id for row in classes.participants(cohort) if done.get(row.person_id, 0) < len(required)
    }


def session(session_id: uuid.UUID | str) -> Session:
    return found(Session.objects.select_related(*WHOLE).filter(pk=session_id).first())


def own_session(session_id: uuid.UUID, *, viewer: "Person") -> Session:
    row = session(session_id)
    return found(row if row.part.play.person_id == viewer.pk else None)


def item_of(session: Session) -> dict[str, Any]:
    return found(session.part.play.package.item(session.part.item))


def locked_part(part: Part) -> Part:
    """With its play: two parts that end at once would each miss the other, and the package stay unfinished."""
    rows = Part.objects.select_for_update(no_key=True, of=("self", "play"))
    return rows.select_related("play__package__cohort", "play__person").get(pk=part.pk)


def newest(part: Part) -> Session | None:
    return Session.objects.filter(part=part).order_by("-number").first()


def parts_of(play: Play) -> dict[str, Part]:
    return {part.item: part for part in Part.objects.filter(play=play).defer("values")}


def seconds(part: Part, *, but: Session | None = None) -> int:
    rows = Session.objects.filter(part=part)
    rows = rows.exclude(pk=but.pk) if but else rows
    return rows.aggregate(all=Sum("seconds"))["all"] or 0


def overdue(at: datetime, standards: tuple[str, ...]) -> list[Session]:
    rows = Session.objects.filter(ended_at=None, due_at__lt=at - rules.GRACE)
    return list(rows.filter(part__play__package__standard__in=standards).select_related(*WHOLE)[:500])


# --- the address on which packages play -----------------------------------------------------------


def key(session: Session, purpose: str) -> str:
    """What a frame shows instead of a login: it opens this one session, for this one purpose."""
    return signing.dumps(session.pk.hex, salt=f"packages.{purpose}")


def session_of(key: str, purpose: str) -> Session:
    try:
        plain = signing.loads(key, salt=f"packages.{purpose}", max_age=OPEN_FOR)
    except signing.BadSignature:
        plain = None
    return session(found(plain))


def address(name: str, *places: str) -> str:
    """The whole address of one of our pages there."""
    return settings.PACKAGES_ADDRESS + reverse(name, args=places)


def content_address(session: Session) -> str:
    """Where the item begins, without what a standard adds."""
    return address("packages:content", key(session, "isi"), methods.path_of(item_of(session)["href"]))


def opened(package: Package, path: str) -> "tuple[ZipFile, ZipInfo] | None":
    """The open zip and the entry of a path, or nothing. A package found dangerous opens for nobody."""
    found(package if package.file.scan != Scan.INFECTED and package.file.erased_at is None else None)
    return methods.opened(files.path(package.file), path)


def may_open_file(person: "Person", package_id: str) -> bool:
    return class_rules.may_organise(person)
