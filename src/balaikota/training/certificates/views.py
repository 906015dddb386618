"""Results and certificates of a class."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.training.assignments import queries as assignments
from balaikota.training.certificates import actions, forms, queries, rules
from balaikota.training.certificates.models import Certificate
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort
from balaikota.training.servants import rules as servants


@reads
def results(request: Request, number: str) -> HttpResponse:
    return _show(request, classes.managed(number, viewer=request.user))


def _show(request: Request, cohort: Cohort, *, fault: str = "", status: int = 200) -> HttpResponse:
    rows = queries.results(cohort)
    passed = [row for row in rows if row.result and row.result.is_passed]
    context: dict[str, Any] = {
        "cohort": cohort,
        "rows": rows,
        "required": assignments.required(cohort),
        "is_judged": any(row.result for row in rows),
        "passed": len(passed),
        "to_issue": sum(row.certificate is None for row in passed),
        "may_judge": rules.may_judge(request.user, cohort),
        "fault": fault,
    }
    return page(request, "certificates/results.html", context, status=status)


def _address(cohort: Cohort) -> str:
    return reverse("certificates:results", args=[cohort.number])


@writes
def judge(request: Request, number: str) -> HttpResponse:
    cohort = classes.managed(number, viewer=request.user)
    try:
        actions.judge(cohort, by=request.user)
    except Refusal as refusal:
        return _show(request, cohort, fault=refusal.sentence, status=422)
    return go(_address(cohort))


@writes
def issue(request: Request, number: str) -> HttpResponse:
    cohort = classes.managed(number, viewer=request.user)
    try:
        new = actions.issue(cohort, by=request.user)
    except Refusal as refusal:
        return _show(request, cohort, fault=refusal.sentence, status=422)
    messages.success(request, ngettext("%d sertifikat diterbitkan.", "%d sertifikat diterbitkan.", new) % new)
    return go(_address(cohort))


def _certificate(request: Request, certificate_id: uuid.UUID) -> Certificate:
    found(request.user if servants.is_organiser(request.user) else None)
    return queries.certificate(certificate_id)


@writes
def replace(request: Request, certificate_id: uuid.UUID) -> HttpResponse:
    return _taken_back(request, _certificate(request, certificate_id), actions.replace)


@writes
def revoke(request: Request, certificate_id: uuid.UUID) -> HttpResponse:
    return _taken_back(request, _certificate(request, certificate_id), actions.revoke)


def _taken_back(request: Request, row: Certificate, act: Any) -> HttpResponse:
    form, cohort = (
        forms.ReasonForm(request.POST),
        classes.managed(row.enrolment.cohort.number, viewer=request.user),
    )
    if not form.is_valid():
        return _show(
            request, cohort, fault=_("Tuliskan alasannya; alasan tersimpan bersama sertifikat."), status=422
        )
    act(row, form.cleaned_data["reason"], by=request.user)
    return go(_address(cohort))
