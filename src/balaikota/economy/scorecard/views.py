"""Kinerja kota, for everybody."""

from django.http import HttpResponse

from balaikota.economy.scorecard import queries
from balaikota.economy.story import queries as stories
from balaikota.kit.http import Request, page, reads


@reads(anyone=True, replica=True)
def index(request: Request) -> HttpResponse:
    return page(request, "scorecard/index.html", {"rows": queries.rows(), "has_story": stories.has_a_story()})
