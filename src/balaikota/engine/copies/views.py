"""Handing out one's own copy."""

from django.http import FileResponse
from django.http.response import HttpResponseBase

from balaikota.engine.cases import queries as cases
from balaikota.engine.copies import queries
from balaikota.kit.http import Request, reads


@reads
def copy(request: Request, number: str) -> HttpResponseBase:
    """Everything of one's own application in one ZIP."""
    case = cases.own_case(number, viewer=request.user)
    response = FileResponse(queries.own_copy(case), as_attachment=True, filename=f"{case.number}.zip")
    response["Cache-Control"] = "private, no-store"
    return response
