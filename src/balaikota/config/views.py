"""Health, for those who watch the server."""

from django.http import HttpResponse, JsonResponse

from balaikota.config import queue
from balaikota.kit.http import Request, reads


@reads(anyone=True)
def health(request: Request) -> HttpResponse:
    """200 when the database answers. Tells also whether a worker lives and how old the queue is."""
    age = queue.heartbeat_age()
    told = {
        "basis_data": "ok",
        "pekerja": "ok" if age is not None and age < queue.PATIENCE else "tidak ada",
        "antrean_detik": round(queue.oldest_waiting_seconds()),
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store"})
