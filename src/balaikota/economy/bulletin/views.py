"""The report, to take away."""

from django.http import HttpResponse

from balaikota.economy.bulletin import queries
from balaikota.economy.story import queries as stories
from balaikota.economy.story.queries import Asked
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, reads


@hot(queries.version)
@reads(anyone=True)
def paper(request: Request) -> HttpResponse:
    told = stories.story(Asked.of(request.GET))
    return HttpResponse(queries.paper(told), content_type="application/pdf")
