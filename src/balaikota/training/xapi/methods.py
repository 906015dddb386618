"""The rules of cmi5 and xAPI for one statement. Pure; no tables, no Django.

cmi5 specification, Quartz, chapters 8 to 10; xAPI 1.0.3, part two. Sections are named beside each rule.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from balaikota.training.packages.methods import duration, is_iri

ADL, ADL2 = "http://adlnet.gov/expapi/verbs/", "https://w3id.org/xapi/adl/verbs/"
VERBS = {
    f"{ADL}initialized": "initialized", f"{ADL}completed": "completed", f"{ADL}passed": "passed",
    f"{ADL}failed": "failed", f"{ADL}terminated": "terminated",
}  # fmt: skip
OURS = {f"{ADL}launched", f"{ADL2}abandoned", f"{ADL2}waived", f"{ADL2}satisfied"}
VOIDED = f"{ADL}voided"
CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon"
EXTENSION = "https://w3id.org/xapi/cmi5/context/extensions/"
SESSION, MASTERY = f"{EXTENSION}sessionid", f"{EXTENSION}masteryscore"
REASON = "https://w3id.org/xapi/cmi5/result/extensions/reason"
ACTIVITY_TYPE = "https://w3id.org/xapi/cmi5/activitytype/"
KEYS = {
    "id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version", "attachments",
}  # fmt: skip
TARGETS = ("Agent", "Group", "SubStatement", "StatementRef")


class Refused(Exception):
    """Why something is not taken, with the status xAPI gives it. Read by developers of packages: in English."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


@dataclass(frozen=True)
class Launch:
    """A session as it stands, and what had come before it in this registration."""

    actor: Mapping[str, Any]
    registration: str
    session: str
    activity: str
    publisher: str
    mastery: float | None = None
    mode: str = "Normal"
    is_initialized: bool = False
    is_over: bool = False
    is_completed: bool = False  # of the whole registration, as are the next two
    is_passed: bool = False
    is_judged: bool = False  # passed or failed was said in this session


def need(holds: object, why: str, status: int = 400) -> None:
    if not holds:
        raise Refused(status, why)


def check(statement: Any, launch: Launch) -> str:
    """The verb of a cmi5 defined statement, "" of an allowed one. Raises `Refused`."""
    _check_shape(statement)
    need(not launch.is_over, "The session has ended (cmi5 9.3.6, 9.3.8).", 403)
    verb = statement["verb"]["id"]
    need(verb != VOIDED, "Voiding is not permitted (cmi5 6.3).", 403)
    need(
        same_actor(statement["actor"], launch.actor),
        "The actor is not the one of this launch (cmi5 9.2).",
        403,
    )
    context = statement.get("context") or {}
    need(context.get("registration") == launch.registration, "Wrong registration (cmi5 9.6.1).", 403)
    extensions = context.get("extensions") or {}
    need(extensions.get(SESSION) == launch.session, "Wrong or missing session id (cmi5 9.6.3.1).", 403)
    need(
        launch.publisher in _ids(context, "grouping"),
        "The publisher id is not in the grouping (cmi5 9.6.2.3).",
        403,
    )
    is_defined = CMI5 in _ids(context, "category")
    defined = VERBS.get(verb, "") if is_defined else ""
    need(
        launch.is_initialized or defined == "initialized",
        "The first statement is initialized (cmi5 9.3).",
        403,
    )
    if is_defined:
        need(verb not in OURS, "Only the LMS says this (cmi5 9.3).", 403)
        need(defined, "Not a verb of cmi5 (cmi5 9.3).", 403)
        _check_defined(statement, defined, launch)
    return defined


def _check_shape(statement: Any) -> None:
    """xAPI 1.0.3, part two, 2.4: what every statement has."""
    need(isinstance(statement, dict), "A statement is an object.")
    need(not set(statement) - KEYS, "A statement has other properties than xAPI's.")
    need(isinstance(statement.get("actor"), dict), "No actor.")
    verb, target = statement.get("verb"), statement.get("object")
    need(isinstance(verb, dict) and is_iri(verb.get("id")), "No verb with an IRI.")
    need(
        isinstance(target, dict) and (is_iri(target.get("id")) or target.get("objectType") in TARGETS),
        "No object.",
    )
    need("id" not in statement or is_uuid(statement["id"]), "The id is not a UUID.")
    need("attachments" not in statement, "Attachments are not kept here.")
    if "timestamp" in statement:
        need(is_moment(statement["timestamp"]), "The timestamp is not ISO 8601.")
    for name in ("result", "context"):
        need(isinstance(statement.get(name, {}), dict), f"{name} is not an object.")
    _check_context(statement.get("context") or {})
    _check_result(statement.get("result") or {})


def _check_context(context: dict[str, Any]) -> None:
    need(isinstance(context.get("extensions", {}), dict), "extensions is not an object.")
    activities = context.get("contextActivities", {})
    need(isinstance(activities, dict), "contextActivities is not an object.")
    for listed in activities.values():
        rows = listed if isinstance(listed, list) else [listed]
        need(
            all(isinstance(each, dict) and is_iri(each.get("id")) for each in rows),
            "A context activity has no id.",
        )


def _check_result(result: dict[str, Any]) -> None:
    """xAPI 2.4.5: kinds and ranges."""
    for name in ("success", "completion"):
        need(name not in result or isinstance(result[name], bool), f"{name} is neither true nor false.")
    need(
        "duration" not in result or duration(result["duration"]) is not None, "The duration is not ISO 8601."
    )
    score = result.get("score", {})
    need(
        isinstance(score, dict) and all(_is_number(each) for each in score.values()),
        "The score is not of numbers.",
    )
    scaled, raw, least, most = (score.get(name) for name in ("scaled", "raw", "min", "max"))
    need(scaled is None or -1 <= scaled <= 1, "The scaled score is not between -1 and 1.")
    need(least is None or most is None or least < most, "min is not below max.")
    need(raw is None or least is None or raw >= least, "raw is below min.")
    need(raw is None or most is None or raw <= most, "raw is above max.")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _check_defined(statement: dict[str, Any], verb: str, launch: Launch) -> None:
    result, context = statement.get("result") or {}, statement.get("context") or {}
    need(is_uuid(statement.get("id")), "No id (cmi5 9.1).")
    need("timestamp" in statement, "No timestamp (cmi5 9.7).")
    need(
        statement["object"].get("id") == launch.activity, "The object is not the launched AU (cmi5 9.4).", 403
    )
    _check_order(verb, launch)
    expected = {"passed": {"success": True}, "failed": {"success": False}, "completed": {"completion": True}}
    said = {name: result[name] for name in ("success", "completion") if name in result}
    need(
        said == expected.get(verb, {}),
        "success or completion does not fit the verb (cmi5 9.5.2, 9.5.3).",
        403,
    )
    has_move_on = MOVE_ON in _ids(context, "category")
    need(has_move_on == (verb in expected), "The moveOn category does not fit the verb (cmi5 9.6.2.2).", 403)
    need(verb == "initialized" or "duration" in result, "No duration (cmi5 9.5.4.1).", 403)
    _check_score(result.get("score"), context, verb, launch)


def _check_order(verb: str, launch: Launch) -> None:
    """cmi5 9.3, and 10.2.2 for a launch that is only looked at."""
    need(not (verb == "initialized" and launch.is_initialized), "Initialized twice (cmi5 9.3.2).", 403)
    if verb in ("completed", "passed", "failed"):
        need(launch.mode == "Normal", "Not in this launch mode (cmi5 10.2.2).", 403)
    need(not (verb == "completed" and launch.is_completed), "Completed twice (cmi5 9.3.3).", 403)
    need(not (verb in ("passed", "failed") and launch.is_judged), "Passed or failed twice (cmi5 9.3).", 403)
    need(not (verb in ("passed", "failed") and launch.is_passed), "It was passed before (cmi5 9.3).", 403)


def _check_score(score: Any, context: dict[str, Any], verb: str, launch: Launch) -> None:
    if score is None:
        return
    need(verb in ("passed", "failed"), "A score only with passed or failed (cmi5 9.5.1).", 403)
    scaled = score.get("scaled")
    need(
        "raw" not in score or ("min" in score and "max" in score),
        "raw without min and max (cmi5 9.5.1).",
        403,
    )
    if scaled is None:
        return
    need(0 <= scaled <= 1, "The scaled score is not between 0 and 1 (cmi5 9.5.1).", 403)
    if launch.mastery is not None:
        need(
            (scaled >= launch.mastery) == (verb == "passed"),
            "The score does not fit the verb (cmi5 9.3.4, 9.3.5).",
            403,
        )
        told = (context.get("extensions") or {}).get(MASTERY)
        need(told is None or told == launch.mastery, "Another masteryScore (cmi5 9.6.3.2).", 403)


def _ids(context: dict[str, Any], name: str) -> set[str]:
    listed = (context.get("contextActivities") or {}).get(name) or []
    return {each["id"] for each in (listed if isinstance(listed, list) else [listed])}


def same_actor(said: Any, actor: Mapping[str, Any]) -> bool:
    """An agent is who its account says (xAPI 2.4.2.1)."""
    account = said.get("account") if isinstance(said, dict) else None
    is_agent = isinstance(said, dict) and said.get("objectType", "Agent") == "Agent"
    return is_agent and isinstance(account, dict) and account == actor["account"]


#: What the store adds or may write otherwise; two statements that differ in nothing else are the same (xAPI 2.3.1).
STORED = ("id", "stored", "authority", "version", "timestamp")


def same_statement(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    plain = [{key: value for key, value in each.items() if key not in STORED} for each in (one, other)]
    return plain[0] == plain[1]


def is_uuid(value: object) -> bool:
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


def is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value) is not None
    except ValueError:
        return False


def satisfied(items: list[dict[str, Any]], done: set[str], said: set[str]) -> list[str]:
    """Blocks, innermost first, and "" for the course, whose every AU is done and of which it was not said yet."""
    blocks = sorted({key for each in items for key in each["blocks"]}, key=lambda key: -_depth(items, key))
    whole = [key for key in blocks if all(each["id"] in done for each in items if key in each["blocks"])]
    course = [""] if all(each["id"] in done for each in items) else []
    return [key for key in [*whole, *course] if key not in said]


def _depth(items: list[dict[str, Any]], key: str) -> int:
    return max(list(each["blocks"]).index(key) for each in items if key in each["blocks"])


def percent(scaled: float | None) -> Decimal | None:
    """A scaled score of 0 to 1 as we show it."""
    return None if scaled is None else (Decimal(str(scaled)) * 100).quantize(Decimal("0.01"))
