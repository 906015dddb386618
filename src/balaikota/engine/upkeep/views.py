"""Pages of who runs the machine."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.engine.upkeep import actions, queries
from balaikota.kit.http import Request, go, page, reads, writes


@reads
def engine(request: Request) -> HttpResponse:
    """Everything on one page, what is wrong first."""
    queries.require_operator(request.user)
    context = {
        "troubles": queries.troubles(),
        "backup": queries.backup(),
        "drill": queries.last_drill(),
        "passed": queries.last_passed(),
        "queue": queries.queue(),
        "database": queries.database(),
        "slowest": queries.slowest(),
        "running": queries.running(),
        "disks": queries.disks(),
        "endings": [*filter(None, [queries.front()]), *queries.endings()],
        "errors": queries.last_errors(),
        "versions": queries.versions(),
    }
    return page(request, "upkeep/engine.html", context)


@reads
def drills(request: Request) -> HttpResponse:
    queries.require_operator(request.user)
    return page(request, "upkeep/drills.html", {"drills": queries.drills()})


@writes
def free(request: Request, job_id: int) -> HttpResponse:
    queries.require_operator(request.user)
    task = actions.free(job_id, by=request.user)
    messages.success(request, _("%s menunggu lagi dan segera dikerjakan.") % task)
    return go(f"{reverse('upkeep:engine')}#antrean")
