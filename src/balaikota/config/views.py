"""Health, for those who watch the server."""

from django.http import HttpResponse, JsonResponse

from balaikota.engine.upkeep import queries, rules
from balaikota.kit.http import Request, even_without_database, reads


@reads(anyone=True, walled=False)
def _health(request: Request) -> HttpResponse:
    """200 when the database answers: pages can be served. Tells also whether a worker lives and how old the queue is.

    What is wrong without closing the house, such as a backup that stands still, is said at /sehat/lengkap/.
    """
    age = queries.heartbeat_age()
    told = {
        "basis_data": "ok",
        "pekerja": "ok" if age is not None and age < rules.PATIENCE else "tidak ada",
        "antrean_detik": round(queries.oldest_waiting()),
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def _health_without_database(request: Request) -> HttpResponse:
    answer = JsonResponse(
        {"basis_data": "tidak menjawab"},
        status=503,
        headers={"Cache-Control": "no-store", "Retry-After": "5"},
    )
    answer._has_been_logged = True  # type: ignore[attr-defined]  # the supervisor has said it
    return answer


health = even_without_database(_health, _health_without_database)
