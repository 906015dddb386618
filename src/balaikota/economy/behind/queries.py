"""Everything the city's own rooms know of one industry."""

from typing import Any

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.accounts.models import Industry
from balaikota.economy.added import methods
from balaikota.economy.added import queries as added
from balaikota.economy.added.models import Edition, Sum
from balaikota.economy.story import queries as stories
from balaikota.economy.story.queries import Asked
from balaikota.innovation.life import queries as innovations
from balaikota.innovation.life.models import Innovation
from balaikota.kit.errors import found
from balaikota.training.courses import queries as courses
from balaikota.training.projects import queries as projects

#: The course whose participants look for their sector and leave with a proposal for it.
COURSE = "inovasi-sektor-unggulan"
MOST = 10


def industry(slug: str) -> Industry:
    return found(next((each for each in accounts.industries() if each.slug == slug), None))


def value(industry: Industry, edition: Edition) -> Sum | None:
    """The sum that this industry is part of."""
    rows = added.sums(edition, Sum.Kind.INDUSTRY)
    return next((each for each in rows if industry.code in each.codes), None)


def innovations_of(industry: Industry, from_projects: set[str]) -> list[Innovation]:
    """The public innovations that name a KBLI of this industry or came from a project about it, the newest turn first."""
    rows = innovations.public()
    return [
        row for row in rows
        if row.number in from_projects or (row.kbli and methods.industry_of("2020", row.kbli) == industry.code)
    ][:MOST]  # fmt: skip


def page_of(industry: Industry) -> dict[str, Any]:
    edition, written = added.edition(), projects.about(industry.code)
    told = value(industry, edition) if edition else None
    story = stories.story(Asked()) if stories.has_a_story() else None
    standing = (
        next((row for row in stories.standings(story) if row.industry.code == industry.code), None)
        if story
        else None
    )
    return {
        "industry": industry, "standing": standing, "story": story, "edition": edition, "sum": told,
        "counts": edition.counts.get(industry.code) if edition else None,
        "group": added.name_of(told, added.names()) if told else "",
        "innovations": innovations_of(industry, {row.innovation for row in written}),
        "course": courses.course_or_none(COURSE), "projects": len(written),
    }  # fmt: skip
