"""Pure parts: which answers find their question again, and at which step a case goes on."""

from dataclasses import dataclass
from typing import Any

from balaikota.engine.conditions.methods import EMPTY
from balaikota.engine.questions.methods import clean
from balaikota.engine.questions.models import Answers, Definition, Question
from balaikota.kit.typed import Unfit

Turn = dict[str, Any]

#: A kind may become another one of its family and still mean the same answer.
_FAMILIES = ({"text", "longtext"}, {"integer", "decimal"})

#: `beside` of a turn that is history: it stands beside no step of the main line.
PAST = "-"


def fits(old: Question | None, new: Question, value: Any) -> bool:
    """Does an answer to the old question answer the new one of the same name?"""
    if old is not None and old.kind != new.kind:
        is_family = any({old.kind, new.kind} <= family for family in _FAMILIES)
        return is_family and _is_clean(new, value)
    if new.kind == "choice":
        return any(value == choice for choice, _label in new.choices)
    if new.kind == "region":
        return old is None or old.level == new.level
    return old is not None or _is_clean(new, value)


def _is_clean(question: Question, value: Any) -> bool:
    try:
        return clean(question, value) is not None
    except Unfit:
        return False


def carried(old: Definition, new: Definition, answers: Answers) -> tuple[Answers, Answers]:
    """The answers that find their question again, and those left behind. Nothing is in neither."""
    before = {question.name: question for question in old.asked}
    kept: Answers = {}
    left: Answers = {}
    asked = {question.name: question for question in new.asked if question.kind != "note"}
    for name, value in answers.items():
        question = asked.get(name)
        if value in EMPTY:
            kept |= {name: value} if question else {}
        elif question is None or not fits(before.get(name), question, value):
            left[name] = value
        elif question.kind == "group" and isinstance(value, list):
            kept[name], lost = _rows(old, new, name, value)
            left |= {name: lost} if any(lost) else {}
        else:
            kept[name] = value
    return kept, left


def _rows(old: Definition, new: Definition, group: str, rows: list[Any]) -> tuple[list[Any], list[Any]]:
    """The rows of a group, column by column."""
    before = {column.name: column for column in old.columns(group)}
    after = {column.name: column for column in new.columns(group)}
    kept, left = [], []
    for row in rows:
        said = row if isinstance(row, dict) else {}
        stays = {name for name in said if name in after and fits(before.get(name), after[name], said[name])}
        kept.append({name: value for name, value in said.items() if name in stays})
        left.append({name: one for name, one in said.items() if name not in stays and one not in EMPTY})
    return kept, left


def restored(new: Definition, answers: Answers, left_behind: Answers) -> Answers:
    """Answers left behind by earlier editions whose question has come back and stands empty."""
    asked = {question.name: question for question in new.asked if question.kind not in ("note", "group")}
    standing = {name for name, value in answers.items() if value not in EMPTY}
    return {
        name: value
        for name, value in left_behind.items()
        if name in asked and name not in standing and fits(None, asked[name], value)
    }


@dataclass(frozen=True)
class Place:
    """The steps of a case under a new edition, and the main one it stands at."""

    turns: list[Turn]
    here: Turn


def place(now: list[Turn], step: str, done: set[str], sides: dict[str, bool], new: list[Turn]) -> Place:
    """Where a case goes on: at the step of the same name, else at the first one nobody has done, else the last.

    `done` are the steps finished, `sides` the steps opened away from the main line and whether they are done.
    What was done is not asked again; what is new and lies behind is not asked at all.
    """
    mains = [turn for turn in new if not turn.get("beside")]
    names = [turn["name"] for turn in mains]
    if step in names:
        at = names.index(step)
    else:
        at = next((spot for spot, name in enumerate(names) if name not in done), len(names) - 1)
    behind = [turn for turn in mains[:at] if turn["name"] in done]
    ahead = [turn for turn in mains[at + 1 : -1] if turn["name"] not in done] + mains[-1:]
    line = [*behind, mains[at], *(ahead if at < len(mains) - 1 else [])]
    coming = {turn["name"] for turn in line[len(behind) :]}
    finished = {name for name, is_done in sides.items() if is_done}
    beside = [turn for turn in new if turn.get("beside") in coming and turn["name"] not in finished]
    known = {turn["name"] for turn in [*line, *beside]}
    past = [{**turn, "beside": PAST} for turn in now if turn["name"] in finished - known]
    return Place([*line, *beside, *past], mains[at])
