"""What goes with a person when two records of them become one. The room that keeps a table registers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Follower:
    """A foreign key to a person that is turned to the surviving record.

    Only what belongs to the person follows. Who acted (`by`), what is chained or never written over (events, register
    entries, printed cards) stays with the record it names, and is read through `people.queries.selves`.
    """

    model: str
    field: str
    called: "str | _StrPromise"
    #: Goes only when the surviving record has no login of its own and takes over this one.
    with_login: bool = False


_followers: dict[tuple[str, str], Follower] = {}


def follows_the_person(
    model: str, field: str, *, called: "str | _StrPromise", with_login: bool = False
) -> None:
    """Called in `apps.ready`: rows of `model` go with their person. `called` is said in the preview of a merge."""
    _followers[model, field] = Follower(model, field, called, with_login)


def followers() -> Sequence[Follower]:
    return list(_followers.values())
