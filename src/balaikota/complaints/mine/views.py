"""One's own reports."""

from django.http import HttpResponse

from balaikota.complaints.mine import queries
from balaikota.kit.http import Request, page, reads


@reads
def index(request: Request) -> HttpResponse:
    """What the viewer reported or joined."""
    rows, after = queries.listed(request.user, after=request.GET.get("sesudah", "")[:24])
    next_url = f"?sesudah={after}" if after else ""
    return page(request, "mine/index.html", {"rows": rows, "next_url": next_url})
