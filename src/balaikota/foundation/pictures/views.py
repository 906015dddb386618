"""Showing pictures."""

import uuid

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase

from balaikota.foundation.pictures import actions, methods, queries
from balaikota.kit.http import Request, reads

A_DAY = 24 * 3600


@reads(anyone=True)
def show(request: Request, picture_id: uuid.UUID, width: int, ending: str) -> HttpResponseBase:
    picture = queries.visible(picture_id, viewer=request.user)
    if not queries.is_offered(picture, width, ending):
        raise Http404
    response = FileResponse(actions.render(picture, width, ending).open("rb"))
    response["Content-Type"] = methods.FORMATS[ending][1]
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"public, max-age={A_DAY}" if picture.is_public else "private, no-store"
    return response
