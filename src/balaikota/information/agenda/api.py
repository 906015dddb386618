"""The agenda for calendar programs (RFC 5545)."""

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from balaikota.information.agenda import methods, queries
from balaikota.information.agenda.models import Happening
from balaikota.kit import cards
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, reads
from balaikota.kit.site import Site

TYPE = "text/calendar; charset=utf-8"


@hot(queries.version)
@reads(anyone=True)
def subscription(request: Request) -> HttpResponse:
    """The city's whole agenda, to subscribe to."""
    return HttpResponse(_drawn(request, queries.subscribed()), content_type=TYPE)


@reads(anyone=True)
def one(request: Request, happening: str) -> HttpResponse:
    """One happening, to keep."""
    shown = queries.public(happening)
    answer = HttpResponse(_drawn(request, [shown]), content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{shown.slug}.ics"'
    return answer


def _drawn(request: Request, happenings: list[Happening]) -> bytes:
    name = _("Agenda Kota %(city)s") % {"city": Site(request).city}
    return methods.calendar(happenings, name=name, host=settings.ADDRESS)


@hot(queries.version)
@reads(anyone=True)
def card(request: Request, happening: str) -> HttpResponse:
    """The picture of this happening's link: its name and its day in the city's colours."""
    shown = queries.public(happening)
    said = methods.reading(shown.live, request.LANGUAGE_CODE)
    day = date_format(timezone.localtime(shown.starts_at), "l, j F Y")
    below = f"{_('Balai Kota')} {Site(request).city}"
    return HttpResponse(cards.draw(said.title, above=day, below=below), content_type="image/png")
