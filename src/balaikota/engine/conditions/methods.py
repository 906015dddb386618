"""CEL sentences about answers: compiled once, never failing, and sorted so that none waits for itself."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol, TypeVar

import cel
import structlog

EMPTY: tuple[Any, ...] = (None, "", [], {})

#: What a condition may speak about besides the questions.
GIVEN = {"fakta", "hari_ini"}
CEL_FUNCTIONS = {"size", "contains", "startsWith", "endsWith", "matches", "int", "double", "string", "has"}

log = structlog.get_logger()

_MACRO = re.compile(r"\.(?:all|exists|exists_one|map|filter)\(\s*([A-Za-z_]\w*)\s*,")
_TEXT = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")


def day(value: Any) -> date | None:
    """A date written as ISO text; None for anything else."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _days_between(first: Any, second: Any) -> int:
    a, b = day(first), day(second)
    return (b - a).days if a and b else -1


def _age(born: Any, on: Any) -> int:
    a, b = day(born), day(on)
    return max(-1, b.year - a.year - ((b.month, b.day) < (a.month, a.day))) if a and b else -1


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "hari_antara": _days_between,
    "umur": _age,
    "ada": lambda value: value not in EMPTY,
    "kata": lambda value: len(value.split()) if isinstance(value, str) else 0,
    "panjang": lambda value: len(value) if isinstance(value, str | list | dict) else 0,
}


class Scope(dict[str, Any]):
    """The answers, and what is given beside them: that is large, and CEL is told of it once, not for each sentence."""

    def __init__(self, answers: Mapping[str, Any], **given: Any) -> None:
        super().__init__(answers, **given)
        self._given = given
        self._context = cel.Context(variables=given, functions=FUNCTIONS)

    def told(self, known: dict[str, Any]) -> cel.Context:
        """For the one sentence that speaks about these. What was told for another is not looked at by this one."""
        for name, value in known.items():
            if value is not self._given.get(name, EMPTY):
                self._context.add_variable(name, value)
        return self._context


NO_ROW: Mapping[str, Any] = {}


class Condition:
    """One CEL sentence about the answers. It holds, or it does not; it never fails."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.program = cel.compile(source)
        bound = set(_MACRO.findall(_TEXT.sub("''", source)))
        self.names: frozenset[str] = frozenset(set(self.program.variables()) - bound)
        self.functions: frozenset[str] = frozenset(self.program.functions())

    def holds(self, scope: Scope, row: Mapping[str, Any] = NO_ROW) -> bool:
        """True only when the sentence is true, of this row if there is one. What cannot be said about a missing
        answer is not true."""
        known = {name: row[name] if name in row else scope.get(name) for name in self.names}
        try:
            return self.program.execute(scope.told(known)) is True
        except Exception as fault:  # the library raises many kinds; a form must open all the same
            if None not in known.values() and not isinstance(fault, KeyError):
                # The sentence and the kind of fault only: answers are personal data.
                log.warning("questions.condition_failed", condition=self.source, fault=type(fault).__name__)
            return False


@lru_cache(maxsize=8192)
def condition(source: str) -> Condition:
    """The compiled condition. A published edition never changes, so each is compiled once per process."""
    return Condition(source)


class Conditional(Protocol):
    """Something with a name that is there only when its condition holds."""

    @property
    def name(self) -> str: ...
    @property
    def when(self) -> str: ...


C = TypeVar("C", bound=Conditional)


class Circular(ValueError):
    """Questions whose conditions wait for each other."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(" → ".join(names))
        self.names = names


def in_order(things: Sequence[C], extra: dict[str, list[str]]) -> list[C]:
    """Things sorted so that each comes after those its conditions speak about. Raises `Circular`."""
    by_name = {thing.name: thing for thing in things}
    done: dict[str, C] = {}
    trail: list[str] = []

    def visit(name: str) -> None:
        if name in done:
            return
        if name in trail:
            raise Circular([*trail[trail.index(name) :], name])
        trail.append(name)
        for source in [by_name[name].when, *extra.get(name, [])]:
            for other in sorted(condition(source).names & by_name.keys()) if source else []:
                visit(other)
        trail.pop()
        done[name] = by_name[name]

    for thing in things:
        visit(thing.name)
    return list(done.values())
