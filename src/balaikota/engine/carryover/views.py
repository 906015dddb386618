"""The page of the difference, and the applicant's choice."""

import uuid

from django.http import HttpResponse

from balaikota.engine.carryover import actions, queries, rules
from balaikota.engine.carryover.models import Carry
from balaikota.kit.http import Request, disclosed, go, page, reads, writes


@reads
def difference(request: Request, id: uuid.UUID) -> HttpResponse:
    carry = queries.carry(id, viewer=request.user)
    is_owner = rules.is_owner(request.user, carry)
    if carry.case is not None and not is_owner:
        purpose = f"memproses permohonan {carry.case.number}"
        who = {"by": request.user, "subject": carry.case.applicant}
        disclosed(name="cases.opened", about=carry.case, purpose=purpose, **who)
    context = {
        "carry": carry,
        "thing": carry.draft or carry.case,
        "is_owner": is_owner,
        **queries.told(carry),
    }
    return page(request, "carryover/difference.html", context)


@writes
def accept(request: Request, id: uuid.UUID) -> HttpResponse:
    return _back(actions.accept(queries.carry(id, viewer=request.user), by=request.user))


@writes
def keep(request: Request, id: uuid.UUID) -> HttpResponse:
    return _back(actions.keep(queries.carry(id, viewer=request.user), by=request.user))


def _back(carry: Carry) -> HttpResponse:
    thing = carry.draft or carry.case
    return go(thing or carry)
