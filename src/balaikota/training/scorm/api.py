"""The frame around a SCORM package, on the address where packages play."""

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from balaikota.kit.http import Request, reads
from balaikota.training.packages import queries as packages
from balaikota.training.packages.rules import locked_headers
from balaikota.training.scorm import queries


@xframe_options_exempt
@reads(anyone=True)
def frame(request: Request, key: str) -> HttpResponseBase:
    """The run-time (`window.API`, `window.API_1484_11`) and, inside it, the package."""
    session = packages.session_of(key, "bingkai")
    response = render(request, "scorm/frame.html", {"opening": queries.opening(session), "session": session})
    for name, value in locked_headers().items():
        response[name] = value
    response["Cache-Control"] = "no-store"
    return response
