"""Building dataclasses from tables that people wrote, such as TOML. Every fault names its place."""

import types
from collections.abc import Hashable
from dataclasses import MISSING, fields
from datetime import date, time
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

T = TypeVar("T")


@lru_cache
def _hints(cls: Hashable) -> dict[str, Any]:
    return get_type_hints(cls)


class Reader:
    """Builds the dataclasses from tables, collecting faults instead of stopping at the first."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def build(self, cls: type[T], table: Any, place: str) -> T | None:
        if not isinstance(table, dict):
            self.faults.append(_("%(place)s harus berupa tabel.") % {"place": place})
            return None
        before = len(self.faults)
        self._unknown(cls, table, place)
        values, hints = {}, _hints(cast(Hashable, cls))
        for part in fields(cls):  # type: ignore[arg-type]
            if part.name in table:
                inner = f"{place}, {part.name}"
                values[part.name] = self.read(hints[part.name], table[part.name], inner)
            elif part.default is MISSING and part.default_factory is MISSING:
                self.faults.append(_("%(place)s: “%(key)s” belum ada.") % {"place": place, "key": part.name})
        return cls(**values) if len(self.faults) == before else None

    def _unknown(self, cls: type, table: dict[str, Any], place: str) -> None:
        known = [part.name for part in fields(cls)]
        for key in table.keys() - set(known):
            near = get_close_matches(key, known, 1)
            meant = _(" Mungkin maksudnya “%s”?") % near[0] if near else ""
            self.faults.append(
                _("%(place)s: “%(key)s” tidak dikenal.") % {"place": place, "key": key} + meant
            )

    def read(self, hint: Any, value: Any, place: str) -> Any:
        """The value as the hint wants it, or a fault."""
        if value is not None and get_origin(hint) is types.UnionType:
            hint = next((one for one in get_args(hint) if get_origin(one) is tuple), hint)
        if get_origin(hint) is tuple:
            return self._many(get_args(hint), value, place)
        if hasattr(hint, "__dataclass_fields__"):
            return self.build(hint, value, _named(value, place))
        if get_origin(hint) is dict:
            if isinstance(value, dict):
                return {str(key): _as_json(inner) for key, inner in value.items()}
        elif hint is str and isinstance(value, date | time):
            return value.isoformat()
        elif _fits(hint, value):
            return value.strip() if isinstance(value, str) else value
        self.faults.append(_("%(place)s: isinya salah jenis.") % {"place": place})
        return None

    def _many(self, inner: tuple[Any, ...], value: Any, place: str) -> Any:
        if not isinstance(value, list | tuple):
            self.faults.append(_("%(place)s: harus berupa daftar.") % {"place": place})
            return ()
        if inner[-1] is not Ellipsis:
            if len(value) != len(inner):
                self.faults.append(_("%(place)s: harus pasangan [nilai, tulisan].") % {"place": place})
                return ()
            return tuple(self.read(hint, one, place) for hint, one in zip(inner, value, strict=True))
        rows = [self.read(inner[0], one, f"{place} {row}") for row, one in enumerate(value, 1)]
        return tuple(row for row in rows if row is not None)


def _named(table: Any, place: str) -> str:
    name = (table.get("name") or table.get("id")) if isinstance(table, dict) else None
    return f"{place} “{name}”" if isinstance(name, str) else place


def _fits(hint: Any, value: Any) -> bool:
    if get_origin(hint) in (Union, types.UnionType):
        return any(_fits(one, value) for one in get_args(hint))
    if hint is type(None):
        return value is None
    if get_origin(hint) is not None:
        return False  # a tuple that may also be left out: `read` has taken one that is there
    if hint in (int, float) and isinstance(value, bool):
        return False
    if isinstance(value, float) and value != value:  # noqa: PLR0124  NaN is no limit
        return False
    return isinstance(value, hint)


def _as_json(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _as_json(inner) for key, inner in value.items()}
    return [_as_json(inner) for inner in value] if isinstance(value, list) else value
