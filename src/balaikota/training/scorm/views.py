"""The city's side of a SCORM package: saving."""

import uuid

from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import date_format

from balaikota.kit.errors import Refusal
from balaikota.kit.http import Request, writes
from balaikota.training.packages import queries as packages
from balaikota.training.scorm import actions, forms


@writes
def keep(request: Request, session_id: uuid.UUID) -> JsonResponse:
    """Answers when it was kept, or the sentence why not; the page keeps what was not kept."""
    session = packages.own_session(session_id, viewer=request.user)
    try:
        said = forms.saying(request.body)
        is_new = actions.keep(
            session, said.values, sequence=said.sequence, is_last=said.is_last, by=request.user
        )
    except Refusal as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=refusal.status)
    return JsonResponse({"at": date_format(timezone.localtime(), "H.i"), "is_new": is_new})
