"""Asking, answering, and saying what will be done about it."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases.models import Case
from balaikota.engine.satisfaction import methods, queries, rules
from balaikota.engine.satisfaction.models import Invitation, Promise, Sheet
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require


@transaction.atomic
def invite(case: Case) -> Invitation | None:
    """Ask the applicant of a closed case, once; nobody is asked about a withdrawn or a linked case."""
    if not rules.is_asked(case) or case.closed_at is None:
        return None
    invitation, is_new = Invitation.objects.get_or_create(
        case=case,
        defaults={
            "agency": case.desk.agency,
            "service": case.edition.service,
            "quarter": methods.quarter_of(timezone.localdate(case.closed_at)),
        },
    )
    if is_new:
        audit.record("satisfaction.invited", invitation, by=None, subject=case.applicant, case=case.number)
    return invitation


@transaction.atomic
def answer(invitation: Invitation, answers: Mapping[str, int], *, remark: str = "", by: Person) -> None:
    """Keep the nine answers without saying whose they are; the event says only that somebody answered."""
    invitation = queries.locked(invitation)
    require(not invitation.is_answered, _("Anda sudah menjawab survei ini. Terima kasih."), status=409)
    require(rules.may_answer(by, invitation), _("Survei ini untuk pemohonnya."))
    given = {key: int(answers[key]) for key in methods.KEYS if answers.get(key)}
    require(
        bool(given) and all(1 <= each <= 4 for each in given.values()),
        _("Jawab sedikitnya satu pertanyaan."),
        status=422,
    )
    Sheet.objects.create(
        agency=invitation.agency,
        service=invitation.service,
        quarter=invitation.quarter,
        answers=given,
        remark=remark.strip()[:1000],
        is_sample=invitation.case.is_sample,
    )
    invitation.is_answered = True
    invitation.save(update_fields=["is_answered"])
    audit.record("satisfaction.answered", invitation, by=by, subject=by)


@transaction.atomic
def promise(agency: Agency, quarter: str, element: str, text: str, *, by: Person) -> Promise:
    """Say what the unit will do about an element that was rated low."""
    require(
        rules.may_promise(by, agency), _("Hanya kepala unit ini yang dapat menuliskan rencana perbaikan.")
    )
    require(element in methods.KEYS, _("Unsur ini tidak dikenal."), status=422)
    require(bool(text.strip()), _("Tuliskan apa yang akan diperbaiki."), status=422)
    row = Promise.objects.create(agency=agency, quarter=quarter, element=element, text=text.strip(), by=by)
    audit.record("satisfaction.promised", row, by=by, agency=agency.code, element=element)
    return row
