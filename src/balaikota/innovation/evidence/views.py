"""A plan and what was found; its chart, paper, data and code."""

from typing import Any

from django.http import HttpResponse

from balaikota.innovation.evidence import queries
from balaikota.innovation.evidence.models import Measurement
from balaikota.kit.errors import found
from balaikota.kit.http import Request, page, reads


def _viewer(request: Request) -> Any:
    return request.user if request.user.is_authenticated else None


def _newest(request: Request, plan_id: Any) -> Measurement:
    return found(queries.newest(queries.plan(plan_id, viewer=_viewer(request))))


@reads(anyone=True, replica=True)
def plan(request: Request, plan_id: Any) -> HttpResponse:
    return page(
        request, "evidence/plan.html", queries.page_of(queries.plan(plan_id, viewer=_viewer(request)))
    )


@reads(anyone=True, replica=True)
def chart(request: Request, plan_id: Any) -> HttpResponse:
    row = _newest(request, plan_id)
    return HttpResponse(found(row.chart or None), content_type="image/svg+xml")


@reads(anyone=True, replica=True)
def paper(request: Request, plan_id: Any) -> HttpResponse:
    answer = HttpResponse(queries.paper(_newest(request, plan_id)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="laporan-bukti-{plan_id}.pdf"'
    return answer


@reads(anyone=True, replica=True)
def sheet(request: Request, plan_id: Any) -> HttpResponse:
    answer = HttpResponse(queries.sheet(_newest(request, plan_id)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="bukti-{plan_id}.csv"'
    return answer


@reads(anyone=True)
def script(request: Request) -> HttpResponse:
    """The code that repeats a finding from its CSV, without this software."""
    answer = HttpResponse(
        queries.SCRIPT.read_text(encoding="utf-8"), content_type="text/x-python; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="ulang.py"'
    return answer


@reads(anyone=True, replica=True)
def ways(request: Request) -> HttpResponse:
    """How effects are measured here, in plain words."""
    return page(request, "evidence/ways.html", {})
