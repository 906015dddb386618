"""Needs side by side: those of one subject, those of one unit; and what suggests a subject."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from balaikota.training.needs.models import Urgency

if TYPE_CHECKING:
    from balaikota.training.needs.models import Need
    from balaikota.training.projects.contract import Sector, Underway

ORDER = [each.value for each in Urgency]
#: So many industries are suggested; all that innovation tells of are.
LEADING = 5
KEPT = ("code", "name", "year", "source", "is_verified")


def key(subject: str) -> str:
    """The subject as it is compared: small letters, single spaces."""
    return " ".join(subject.casefold().split())[:200]


def year_in(text: str, this_year: int) -> int:
    """The year that was asked for, when it is last year, this year or next; else this year."""
    near = {str(year): year for year in (this_year - 1, this_year, this_year + 1)}
    return near.get(text, this_year)


# --- side by side ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """The needs of one subject, or of one unit."""

    name: str
    needs: "list[Need]" = field(default_factory=list)

    @property
    def people(self) -> int:
        return len({need.person_id for need in self.needs if need.person_id})

    @property
    def posts(self) -> int:
        return len({need.post_id for need in self.needs if need.post_id})

    @property
    def units(self) -> list[str]:
        return sorted({need.unit.name for need in self.needs})

    @property
    def gap(self) -> int | None:
        """The widest; an ordinal scale has no mean."""
        return max((need.gap for need in self.needs if need.gap is not None), default=None)

    @property
    def urgency(self) -> str:
        """The most urgent word among them."""
        return str(Urgency(min((need.urgency for need in self.needs), key=ORDER.index)).label)

    @property
    def rank(self) -> tuple[int, int, str]:
        return min(ORDER.index(need.urgency) for need in self.needs), -len(self.needs), self.name.casefold()


def by_subject(needs: "Iterable[Need]") -> list[Group]:
    """The most urgent first, then those that most ask for. Called as it was first written."""
    groups: dict[str, Group] = {}
    for need in needs:
        groups.setdefault(need.key, Group(need.subject)).needs.append(need)
    return sorted(groups.values(), key=lambda group: group.rank)


def by_unit(needs: "Iterable[Need]") -> dict[int, Group]:
    groups: dict[int, Group] = {}
    for need in needs:
        groups.setdefault(need.unit_id, Group(need.unit.name)).needs.append(need)
    return groups


# --- suggestions ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Suggestion:
    """A subject that something outside this room suggests, with where that stands and as of when."""

    code: str
    subject: str
    why: str
    source: str
    as_of: str
    url: str = ""
    is_verified: bool = True
    sector: dict[str, object] = field(default_factory=dict)

    @property
    def kept(self) -> dict[str, object]:
        """As a need or a line keeps it: what was known on the day it was taken up."""
        return {
            name: getattr(self, name)
            for name in ("code", "subject", "why", "source", "as_of", "url", "is_verified")
        }


def kept_sector(sector: "Sector") -> dict[str, object]:
    """An industry as a line keeps it."""
    return {name: sector.kept[name] for name in KEPT}


def suggestions(sectors: "Iterable[Sector]", innovations: "Iterable[Underway]") -> list[Suggestion]:
    """The industries that at least one method calls leading, and the innovations under way."""
    leading = [each for each in sectors if each.votes][:LEADING]
    return [*map(_of_sector, leading), *map(_of_innovation, innovations)]


def _of_sector(sector: "Sector") -> Suggestion:
    said = {"votes": sector.votes, "asked": sector.asked}
    return Suggestion(
        f"sektor:{sector.code}", _("Pengembangan sektor %(name)s") % {"name": sector.name},
        _("Sektor unggulan menurut %(votes)d dari %(asked)d metode.") % said, sector.source, sector.year,
        "/ekonomi/", sector.is_verified, kept_sector(sector),
    )  # fmt: skip


def _of_innovation(row: "Underway") -> Suggestion:
    return Suggestion(
        f"inovasi:{row.number}", _("Penerapan inovasi “%(title)s”") % {"title": row.title},
        _("Inovasi %(number)s, %(stage)s.") % {"number": row.number, "stage": row.stage}, row.agency,
        row.since, row.url,
    )  # fmt: skip
