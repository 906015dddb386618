"""The auditor's pages, and what everybody may keep of the chain."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from balaikota.engine.oversight import methods, queries
from balaikota.foundation.audit import methods as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.exports import as_csv
from balaikota.kit.http import Request, disclosed, open_json, page, reads


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


@reads(anyone=True, replica=True)
def heads(request: Request) -> HttpResponse:
    """What the city signed of its chain, day by day."""
    return page(request, "oversight/heads.html", {"heads": queries.heads(methods.SHOWN)})


@reads(anyone=True, replica=True)
def witness(request: Request) -> HttpResponse:
    """The same for programs: to be kept where the city hall cannot reach it."""
    return open_json({"kepala": [audit.witness(head) for head in queries.heads(methods.GIVEN)]})


def _note(request: Request, officer: Person) -> None:
    """An officer, too, sees who read what they did."""
    who = {"by": request.user, "subject": officer}
    disclosed(name=methods.OWN, about=officer, purpose="memeriksa jejak pembukaan data", **who)
