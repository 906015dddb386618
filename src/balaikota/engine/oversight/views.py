"""The auditor's pages."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from balaikota.engine.oversight import methods, queries
from balaikota.foundation.people.models import Person
from balaikota.kit.exports import as_csv
from balaikota.kit.http import Request, disclosed, page, reads


@reads
def index(request: Request) -> HttpResponse:
    """The chain, and who opened residents' data in the period asked for."""
    queries.require_auditor(request.user)
    days = methods.days_of(request.GET.get("hari"))
    context = {
        "days": days,
        "periods": methods.PERIODS,
        "readers": queries.readers(days),
        "now": timezone.now(),
    }
    return page(request, "oversight/index.html", context | {"chain": queries.chain()})


@reads
def reader(request: Request, id: UUID) -> HttpResponse:
    officer = queries.reader(id, viewer=request.user)
    days = methods.days_of(request.GET.get("hari"))
    looks = queries.looks_of(officer, days, before=request.GET.get("sebelum", ""))
    _note(request, officer)
    return page(request, "oversight/reader.html", {"officer": officer, "days": days, "looks": looks})


@reads
def sheet(request: Request, id: UUID) -> HttpResponse:
    officer = queries.reader(id, viewer=request.user)
    days = methods.days_of(request.GET.get("hari"))
    answer = HttpResponse(as_csv(queries.sheet(officer, days)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="pembukaan-{days}-hari.csv"'
    _note(request, officer)
    return answer


def _note(request: Request, officer: Person) -> None:
    """An officer, too, sees who read what they did."""
    who = {"by": request.user, "subject": officer}
    disclosed(name=methods.OWN, about=officer, purpose="memeriksa jejak pembukaan data", **who)
