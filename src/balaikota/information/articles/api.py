"""What programs read: the feed, the lists for search engines, and the picture of a shared link."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from balaikota.information.articles import methods, queries
from balaikota.kit import cards, sitemap
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, reads
from balaikota.kit.site import Site

XML = "application/xml; charset=utf-8"


@hot(queries.version)
@reads(anyone=True)
def feed(request: Request) -> HttpResponse:
    """Atom (RFC 4287), in Indonesian: the newest thirty, whole."""
    here = settings.ADDRESS + reverse("articles:feed")
    link = settings.ADDRESS + reverse("articles:index")
    with override("id"):
        title = _("Informasi %(city)s") % {"city": Site(request).city}
        drawn = Atom1Feed(title, link, "", language="id", feed_url=here, feed_guid=here)
        for article in queries.newest():
            drawn.add_item(**methods.feed_item(article, settings.ADDRESS))
    return HttpResponse(drawn.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@hot(queries.version)
@reads(anyone=True)
def card(request: Request, article: str) -> HttpResponse:
    """The picture of this article's link: its title in the city's colours."""
    shown = queries.public_now(article)
    said = methods.reading(shown.live, request.LANGUAGE_CODE)
    below = f"{_('Balai Kota')} {Site(request).city}"
    picture = cards.draw(said.title, above=str(shown.get_kind_display()), below=below)
    return HttpResponse(picture, content_type="image/png")


@hot(sitemap.version)
@reads(anyone=True)
def sitemap_index(request: Request) -> HttpResponse:
    def address(section: str, part: int) -> str:
        return settings.ADDRESS + reverse("articles:sitemap_part", args=[section, part])

    return HttpResponse(sitemap.index(address), content_type=XML)


@hot(sitemap.version)
@reads(anyone=True)
def sitemap_part(request: Request, section: str, part: int) -> HttpResponse:
    return HttpResponse(sitemap.part(section, part, host=settings.ADDRESS), content_type=XML)
