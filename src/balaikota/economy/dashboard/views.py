"""Pages of the city's economy. Kept until the figures change."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.added import queries as added
from balaikota.economy.charts import methods as charts
from balaikota.economy.dashboard import queries
from balaikota.economy.story import queries as stories
from balaikota.economy.story.queries import Asked
from balaikota.economy.tables import methods as tables
from balaikota.economy.tables.methods import Chart
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, page, reads


def framed(chart: Chart, query: QueryDict) -> dict[str, Any]:
    """A chart as the page shows it: its pictures' addresses, its table, its downloads."""
    asked = f"?{query.urlencode()}" if query else ""
    address = reverse("dashboard:picture", args=[chart.slug, "svg"])
    more = query.copy()
    pictures = {}
    for width, theme in ((w, t) for w in charts.WIDTHS for t in charts.THEMES):
        more["lebar"], more["tema"] = width, theme
        pictures[f"{width}_{theme}"] = f"{address}?{more.urlencode()}"
    ways = [
        (ending, reverse("dashboard:picture", args=[chart.slug, ending]) + asked)
        for ending in ("csv", "xlsx", "svg", "png")
    ]
    return {"chart": chart, "pictures": pictures, "ways": ways, "head": tables.head(chart), "rows": tables.shown(chart),
            "cited": accounts.cited(chart.sources)}  # fmt: skip


@hot(queries.version)
@reads(anyone=True)
def index(request: Request) -> HttpResponse:
    """Is the city growing, and in what?"""
    asked = Asked.of(request.GET)
    if not stories.has_a_story(asked.as_of):
        return page(request, "dashboard/nothing.html", {"as_of": asked.as_of})
    told = stories.story(asked)
    rows = stories.with_stability(told)
    drawn = [
        queries.waterfall(told),
        queries.growth(told),
        *([queries.scatter(told, rows)] if rows else []),
        queries.social(told),
    ]
    context = {
        "told": told,
        "wanted": request.GET.get("menjadi", "")[:20],
        "within": request.GET.get("dalam", "")[:3],
        "ahead": told.ahead(request.GET.get("menjadi", ""), request.GET.get("dalam", "")),
        "leaders": [row for row in rows if row.votes == row.asked],
        "charts": [framed(each, request.GET) for each in drawn if each.rows],
    }
    return page(request, "dashboard/index.html", context)


@hot(queries.version)
@reads(anyone=True)
def sectors(request: Request) -> HttpResponse:
    """Every industry under every method."""
    told = stories.story(Asked.of(request.GET))
    rows = stories.with_stability(told)
    drawn = (
        [framed(each, request.GET) for each in (queries.scatter(told, rows), queries.shift(told))]
        if rows
        else []
    )
    return page(request, "dashboard/sectors.html", {"told": told, "rows": rows, "charts": drawn})


@hot(queries.version)
@reads(anyone=True)
def businesses(request: Request) -> HttpResponse:
    """What small businesses add, from the books they keep; nothing is said of fewer than ten."""
    year = request.GET.get("tahun", "")
    edition = added.edition(int(year) if year.isdecimal() and len(year) == 4 else None)
    if edition is None:
        return page(request, "dashboard/businesses.html", {"edition": None})
    context = {
        "edition": edition, "years": added.years(), "whole": added.whole(edition), "shades": added.shades(edition),
        "charts": [framed(each, request.GET) for each in queries.of_businesses(edition)],
    }  # fmt: skip
    return page(request, "dashboard/businesses.html", context)


@hot(queries.version)
@reads(anyone=True)
def compare(request: Request) -> HttpResponse:
    """One's own comparison; the address is the comparison."""
    told = stories.story(Asked.of(request.GET))
    choice = queries.Choice.of(request.GET)
    drawn = queries.comparison(choice, told)
    shown = [column.key for column in drawn.columns[1:]]
    context = {"told": told, "choice": choice, "shown": shown, "areas": accounts.areas_with_levels(),
               "measures": queries.MEASURES, "charts": [framed(drawn, request.GET)]}  # fmt: skip
    return page(request, "dashboard/compare.html", context)


@hot(queries.version)
@reads(anyone=True)
def checks(request: Request) -> HttpResponse:
    """What does not add up, as printed and as corrected."""
    context = {"checks": stories.checks(), "corrections": accounts.corrections(), "quotients": stories.published_quotients(),
               "names": {each.code: each for each in accounts.industries()}}  # fmt: skip
    return page(request, "dashboard/checks.html", context)


@hot(queries.version)
@reads(anyone=True)
def ways(request: Request) -> HttpResponse:
    """How each number is computed, and from which releases."""
    return page(request, "dashboard/ways.html", {"releases": accounts.releases()})
