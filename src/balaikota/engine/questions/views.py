"""The lists a form fetches while it is filled in. Without JavaScript the form asks for them itself."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.engine.questions import queries
from balaikota.kit.errors import found
from balaikota.kit.http import Request, page, reads


@reads(anyone=True)
def below(request: Request, level: str) -> HttpResponse:
    """The kelurahan of a kecamatan, or the kabupaten and kota of a provinsi, as options of a list."""
    found(level if level in ("village", "regency") else None)
    above = next((str(value) for name, value in request.GET.items() if name.endswith("-atas")), "")
    names = (_("Kecamatan"), "") if level == "village" else (_("Provinsi"), "")
    return page(
        request, "questions/_choices.html", {"choices": queries.below_of(above, level), "names": names}
    )
