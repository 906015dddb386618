"""The player's page asks what has arrived."""

import uuid

from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import date_format

from balaikota.kit.http import Request, reads
from balaikota.training.packages import queries as packages
from balaikota.training.xapi import queries


@reads
def standing(request: Request, session_id: uuid.UUID) -> JsonResponse:
    session = packages.own_session(session_id, viewer=request.user)
    last = queries.last_said(session)
    at = date_format(timezone.localtime(last), "H.i") if last else ""
    return JsonResponse({"at": at, "is_over": session.ended_at is not None})
