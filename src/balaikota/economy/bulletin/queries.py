"""What stands in the report, and the report itself."""

from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.charts import methods as charts
from balaikota.economy.charts.methods import Look
from balaikota.economy.dashboard import queries as pages
from balaikota.economy.story import queries as stories
from balaikota.economy.story.queries import Standing, Story
from balaikota.economy.tables.methods import Chart, spoken
from balaikota.kit import pdf

PAPER = Path(__file__).parent / "typst" / "laporan-ekonomi.typ"
version = accounts.version


def paper(told: Story) -> bytes:
    """The report as PDF; the same figures give the same paper, but for the day it was drawn."""
    rows = stories.with_stability(told)
    drawn = [
        pages.waterfall(told),
        pages.growth(told),
        *([pages.scatter(told, rows)] if rows else []),
        pages.social(told),
    ]
    content = {
        "title": _("Laporan ekonomi %s") % told.city.name,
        "subtitle": _("Tahun %(year)s, dengan triwulan terakhir yang diketahui") % {"year": told.year},
        "author": told.city.name,
        "language": get_language() or "id",
        "rate": spoken(told.rate),
        "sentences": [*told.sentences, *quarters(told)],
        "charts": [_drawn(chart) for chart in drawn if chart.rows],
        "leading": _leading(told, rows),
        "words": {"leading": _("Lapangan usaha menurut semua metode"), "sources": _("Sumber")},
        "sources": [_cited(each) for each in told.sources],
        "drawn": _("Digambar %s.") % date_format(timezone.localdate()),
    }
    return pdf.draw(PAPER, content)


def quarters(told: Story) -> list[str]:
    """The city's quarters of which a growth was announced, the last four."""
    known = [(period, each) for period, each in told.announced.items() if "Q" in period][-4:]
    if not known:
        return []
    said = "; ".join(f"{period.replace('Q', ' T')}: {spoken(each.used)} %" for period, each in known)
    return [
        _("Pertumbuhan triwulan yang diumumkan, dibandingkan dengan triwulan yang sama tahun sebelumnya: %s.")
        % said
    ]


def _drawn(chart: Chart) -> dict[str, str]:
    picture = charts.svg(chart, Look(), version())
    return {"title": chart.title, "svg": picture, "tells": chart.tells, "method": chart.method}


def _leading(told: Story, rows: list[Standing]) -> dict[str, Any]:
    head = [_("Lapangan usaha"), _("Sependapat"), _("Pangsa"), "LQ", "DLQ", "Klassen", "Overlay"]
    body = [
        [row.industry.short, f"{row.votes}/{row.asked}", spoken(row.share), spoken(row.static), spoken(row.dynamic),
         row.klassen, row.overlay]
        for row in rows
    ]  # fmt: skip
    note = _("Rentang %(begin)s–%(year)s terhadap %(reference)s.") % {
        "begin": told.begin, "year": told.year, "reference": told.reference_name}  # fmt: skip
    return {"head": head, "rows": body, "note": note}


def _cited(release: Any) -> str:
    day = release.released_on or release.recorded_on
    mark = "" if release.is_verified else ", " + _("belum diverifikasi ke BPS")
    return f"{release.publisher}, {date_format(day)}{mark}: {release.url}"
