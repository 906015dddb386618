"""`{% picture photo sizes="100vw" %}`: a photo in the sizes and formats a browser may choose from."""

from typing import Any

from django import template
from django.urls import reverse

from balaikota.foundation.pictures import methods
from balaikota.foundation.pictures.models import Picture

register = template.Library()


@register.inclusion_tag("pictures/picture.html")
def picture(photo: Picture, sizes: str = "100vw", eager: bool = False) -> dict[str, Any]:
    """`sizes` says how wide it is shown (as in HTML); `eager` for one that is seen at once. Alt comes from the row."""
    widths = methods.widths(photo.width)
    sets = {
        ending: ", ".join(f"{_address(photo, width, ending)} {min(width, photo.width)}w" for width in widths)
        for ending in methods.FORMATS
    }
    sources = [
        {"set": sets[ending], "type": media_type}
        for ending, (_name, media_type, _how) in methods.FORMATS.items()
    ]
    shown = widths[min(1, len(widths) - 1)]
    return {
        "photo": photo,
        "sources": sources[:-1],
        "last": sources[-1],
        "src": _address(photo, shown, "jpg"),
        "width": min(shown, photo.width),
        "height": methods.height_at(shown, (photo.width, photo.height)),
        "sizes": sizes,
        "eager": eager,
    }


def _address(photo: Picture, width: int, ending: str) -> str:
    return reverse("pictures:show", args=[photo.pk, width, ending])
