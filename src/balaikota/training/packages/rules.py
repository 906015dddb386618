"""Who plays a package, and when an item or a package is done."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from balaikota.training.classes import rules as classes
from balaikota.training.classes.models import Cohort, Enrolment, Seat, Stage
from balaikota.training.packages.models import End, Part, Session, Standard, Verdict

#: What was on its way when the time ended still counts.
GRACE = timedelta(seconds=30)

#: A package runs its own scripts and shows its own media; it speaks with nobody else, is shown by nobody but
#: the city, and cannot leave its frame. `allow-same-origin` is this address's own origin, which has nothing else.
LOCKED = (
    "sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-popups; "
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; connect-src 'self'; object-src 'none'; "
    f"form-action 'self'; base-uri 'self'; frame-ancestors 'self' {' '.join(settings.CITY_ADDRESSES)}"
)


def locked_headers() -> dict[str, str]:
    """Of everything that is shown on the address where packages play."""
    return {
        "Content-Security-Policy": LOCKED,
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
    }


def may_look(enrolment: Enrolment | None) -> bool:
    return enrolment is not None and enrolment.seat == Seat.ENROLLED


def may_play(cohort: Cohort) -> bool:
    """From the announcement until the class has ended: then its results are decided."""
    return classes.is_planned(cohort) and cohort.stage != Stage.DRAFT


def may_still_save(session: Session, at: datetime) -> bool:
    return session.end != End.RAN_OUT and (session.due_at is None or at <= session.due_at + GRACE)


def is_done(item: dict[str, Any], part: Part, standard: str) -> bool:
    """Excused, or by the standard's own rule; in cmi5 that is `moveOn` (cmi5, 13.1.4)."""
    if part.waived_at is not None:
        return True
    completed, passed = part.completed_at is not None, part.verdict == Verdict.PASSED
    if standard != Standard.CMI5:
        return passed or (completed and part.verdict != Verdict.FAILED)
    return {
        "Passed": passed,
        "Completed": completed,
        "CompletedAndPassed": completed and passed,
        "CompletedOrPassed": completed or passed,
    }.get(item["move_on"], True)
