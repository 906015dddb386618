"""Charts as files: pictures, tables, workbooks."""

from django.http import HttpResponse

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.charts import methods as charts
from balaikota.economy.charts.methods import Look
from balaikota.economy.dashboard import queries
from balaikota.economy.tables import methods as tables
from balaikota.kit.errors import found
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, reads

TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@hot(queries.version)
@reads(anyone=True)
def picture(request: Request, slug: str, ending: str) -> HttpResponse:
    """A chart's picture or its rows, by the ending."""
    content_type = found(TYPES.get(ending))
    chart = queries.chart(slug, request.GET)
    look = Look(
        charts.WIDTHS.get(request.GET.get("lebar", ""), charts.WIDE), _theme(request.GET.get("tema", ""))
    )
    body: str | bytes
    if ending == "svg":
        body = charts.svg(chart, look, queries.version())
    elif ending == "png":
        body = charts.png(chart, look)
    elif ending == "csv":
        body = tables.as_csv(chart)
    else:
        body = tables.as_xlsx(chart, _about(chart))
    response = HttpResponse(body, content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _theme(asked: str) -> str:
    return asked if asked in charts.THEMES else "terang"


def _about(chart: tables.Chart) -> list[tuple[str, str]]:
    """The second sheet of a workbook."""
    rows = [(chart.title, chart.tells), ("Metode", chart.method)]
    return rows + [
        (each.publisher, f"{each.url} ({each.released_on or each.recorded_on})")
        for each in accounts.cited(chart.sources)
    ]
