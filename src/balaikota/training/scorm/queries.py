"""What a SCORM package finds when it begins."""

from typing import Any

from django.conf import settings

from balaikota.training.packages import queries as packages
from balaikota.training.packages.models import Part, Session, Verdict
from balaikota.training.scorm import methods

STANDARDS = (methods.SCORM12, methods.SCORM2004)


def bar_of(session: Session) -> methods.Bar:
    item = packages.item_of(session)
    return methods.Bar(item["mastery"], item["threshold"])


def address(session: Session) -> str:
    """The frame that holds the run-time, with the package in a frame of its own."""
    return packages.address("scorm:frame", packages.key(session, "bingkai"))


def content_address(session: Session) -> str:
    """Where the item begins, with the parameters its manifest gives (Content Aggregation Model 3.4.1.9)."""
    item = packages.item_of(session)
    _path, _mark, query = str(item["href"]).partition("?")
    more = str(item["parameters"]).lstrip("?&")
    query = "&".join(part for part in (query.split("#")[0], "" if more.startswith("#") else more) if part)
    return (
        packages.content_address(session) + ("?" + query if query else "") + (more if more[:1] == "#" else "")
    )


def opening(session: Session) -> dict[str, Any]:
    """Everything the run-time in the browser needs: rules, values, and whom to tell."""
    standard = session.part.play.package.standard
    first = _first12(session) if standard == methods.SCORM12 else _first2004(session)
    return {
        "standard": standard,
        "rules": methods.RULES[standard],
        "places": methods.PLACES,
        "values": methods.carried(session.part.values) | first,
        "cities": settings.CITY_ADDRESSES,
        "content": content_address(session),
    }


def _entry(part: Part) -> str:
    """Whoever comes back goes on: what was kept is never thrown away."""
    return "resume" if part.values else "ab-initio"


def _first12(session: Session) -> dict[str, str]:
    part, item = session.part, packages.item_of(session)
    status = part.values.get("cmi.core.lesson_status", "not attempted")
    given = {
        "cmi.student_data.mastery_score": _said(item["mastery"]),
        "cmi.student_data.max_time_allowed": methods.span(item["max_seconds"]) if item["max_seconds"] else "",
        "cmi.student_data.time_limit_action": _limit_action(item),
    }
    return given | {
        "cmi.core.student_id": part.play_id.hex, "cmi.core.student_name": part.play.person.name,
        "cmi.core.credit": "credit", "cmi.core.lesson_mode": "normal", "cmi.core.entry": _entry(part),
        "cmi.core.total_time": methods.span(packages.seconds(part, but=session)),
        "cmi.core.lesson_status": "passed" if part.verdict == Verdict.PASSED else status,
        "cmi.launch_data": item["launch_data"], "cmi.comments_from_lms": "",
    }  # fmt: skip


def _first2004(session: Session) -> dict[str, str]:
    part, item = session.part, packages.item_of(session)
    given = {
        "cmi.scaled_passing_score": _said(item["mastery"]), "cmi.completion_threshold": _said(item["threshold"]),
        "cmi.max_time_allowed": methods.period(item["max_seconds"]) if item["max_seconds"] else "",
        "cmi.launch_data": item["launch_data"],
    }  # fmt: skip
    success = part.values.get("cmi.success_status", "unknown")
    return {name: value for name, value in given.items() if value} | {
        "cmi.learner_id": part.play_id.hex, "cmi.learner_name": part.play.person.name, "cmi.credit": "credit",
        "cmi.mode": "normal", "cmi.entry": _entry(part), "cmi.time_limit_action": _limit_action(item),
        "cmi.total_time": methods.period(packages.seconds(part, but=session)),
        "cmi.success_status": "passed" if part.verdict == Verdict.PASSED else success,
        "cmi.completion_status": "completed" if part.completed_at else part.values.get("cmi.completion_status", "unknown"),
    }  # fmt: skip


def _said(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _limit_action(item: dict[str, Any]) -> str:
    return "exit,no message" if item["ends_on_time"] else "continue,no message"
