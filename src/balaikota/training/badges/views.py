"""The page of a badge: what it says, whether it stands, and how to verify it without us."""

import uuid

from django.http import HttpResponse

from balaikota.kit.http import Request, page, reads
from balaikota.training.badges import queries


@reads(anyone=True)
def badge(request: Request, badge_id: uuid.UUID) -> HttpResponse:
    """Nothing here says whom the badge is for."""
    row = queries.badge(badge_id)
    cohort = row.certificate.enrolment.cohort
    context = {"badge": row, "cohort": cohort, "certificate": row.certificate, **queries.told(row)}
    response = page(request, "badges/badge.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store"
    return response
