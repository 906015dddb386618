"""Everything the city's own rooms know of one industry. Businesses are counted in tens, so that none stands out."""

from typing import Any

from django.db.models import Count
from django.db.models.functions import Substr

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.accounts.models import Industry
from balaikota.economy.added import methods
from balaikota.economy.added import queries as added
from balaikota.economy.added.models import Edition, Sum
from balaikota.economy.story import queries as stories
from balaikota.economy.story.queries import Asked
from balaikota.enterprises.register import queries as register
from balaikota.innovation.life import queries as innovations
from balaikota.innovation.life.models import Innovation
from balaikota.kit.errors import found
from balaikota.training.courses import queries as courses

#: The course whose participants look for their sector and leave with a proposal for it.
COURSE = "inovasi-sektor-unggulan"
MOST = 10


def industry(slug: str) -> Industry:
    return found(next((each for each in accounts.industries() if each.slug == slug), None))


def tens(count: int) -> int:
    """Rounded to tens; none under ten."""
    return round(count, -1) if count >= methods.SMALLEST else 0


def businesses(industry: Industry) -> dict[str, int]:
    """How many run in this industry, how many of those have an NIB on record, how many are coached: in tens."""
    rows = register.described().order_by().values("kbli__version", two=Substr("kbli__code", 1, 2))
    counted = {
        "all": rows,
        "nib": rows.exclude(nib=""),
        "coached": rows.filter(stays__left_at=None, stays__isnull=False),
    }
    return {
        name: tens(sum(
            row["n"] for row in each.annotate(n=Count("pk", distinct=True))
            if methods.industry_of(row["kbli__version"] or "", row["two"] or "") == industry.code
        ))
        for name, each in counted.items()
    }  # fmt: skip


def value(industry: Industry) -> tuple[Edition, Sum] | None:
    """The newest sum that this industry is part of, and of which year."""
    edition = added.edition()
    rows = added.sums(edition, Sum.Kind.INDUSTRY) if edition else []
    row = next((each for each in rows if industry.code in each.codes), None)
    return (edition, row) if edition and row else None


def innovations_of(industry: Industry) -> list[Innovation]:
    """The public innovations that name a KBLI of this industry, the newest turn first."""
    rows = innovations.public().exclude(kbli="")
    return [row for row in rows if methods.industry_of("2020", row.kbli) == industry.code][:MOST]


def page_of(industry: Industry) -> dict[str, Any]:
    told = value(industry)
    story = stories.story(Asked()) if stories.has_a_story() else None
    standing = (
        next((row for row in stories.standings(story) if row.industry.code == industry.code), None)
        if story
        else None
    )
    names = added.names()
    return {
        "industry": industry, "standing": standing, "story": story, "counts": businesses(industry),
        "edition": told[0] if told else None, "sum": told[1] if told else None,
        "group": added.name_of(told[1], names) if told else "",
        "innovations": innovations_of(industry), "course": courses.course_or_none(COURSE),
    }  # fmt: skip
