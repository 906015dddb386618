"""Keeping what a SCORM package says."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.training.packages import actions as packages
from balaikota.training.packages import methods as manifests
from balaikota.training.packages import queries as played
from balaikota.training.packages.contract import Told
from balaikota.training.packages.models import End, Session
from balaikota.training.scorm import methods, queries


def keep(
    session: Session, values: dict[str, Any], *, sequence: int, is_last: bool, by: Person, at: datetime | None = None
) -> bool:  # fmt: skip
    """All values of the package as they stand now; False when something newer was here before."""
    require(session.part.play.person_id == by.pk, _("Paket ini dikerjakan orang lain."))
    standard = session.part.play.package.standard
    wrong = next(methods.faults(standard, values), None)
    sentence = _("Paket mengirim nilai yang tidak menurut SCORM (%s), jadi tidak disimpan.")
    require(wrong is None, sentence % (wrong or ""), status=422)
    told = _told(session, values, is_last=is_last)
    return packages.keep(session, told, sequence=sequence, is_last=is_last, at=at)


def _told(session: Session, values: dict[str, str], *, is_last: bool) -> Told:
    standard = session.part.play.package.standard
    came = methods.outcome(standard, values, queries.bar_of(session), is_last=is_last)
    spent = values.get("cmi.core.session_time") or values.get("cmi.session_time") or ""
    return Told(came.completed, came.passed, came.score, values, manifests.seconds(spent))


def begun(session: Session) -> None:
    """An asset says nothing of itself: it is completed by being opened."""
    if played.item_of(session)["is_asset"]:
        packages.grow(session.part, Told(completed=True))


@transaction.atomic
def collect_overdue(at: datetime | None = None) -> int:
    """Time ran out: what was answered is judged as it stands. Says how many."""
    rows = played.overdue(at or timezone.now(), queries.STANDARDS)
    for session in rows:
        part = played.locked_part(session.part)
        session.part = part
        kept = {"cmi.core.lesson_status": "incomplete", "cmi.completion_status": "incomplete"} | part.values
        told = _told(session, kept, is_last=True)
        packages.grow(part, Told(told.completed, told.passed, told.score))
        packages.finish(session, End.RAN_OUT)
    return len(rows)
