"""Pages of the ledger: one's own, a unit head's, and the organiser's."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.files.contract import UnusableFile
from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.training.classes import queries as classes
from balaikota.training.ledger import actions, forms, methods, queries
from balaikota.training.ledger.models import Outside
from balaikota.training.servants import actions as servants
from balaikota.training.servants import queries as known
from balaikota.training.servants import rules as duties


@reads
def mine(request: Request) -> HttpResponse:
    return _show_mine(request, forms.ReportForm())


def _show_mine(request: Request, form: forms.ReportForm, status: int = 200) -> HttpResponse:
    context = {
        "year": queries.own_year(request.user),
        "is_staff": known.unit_of(request.user) is not None,
        "this_year": str(timezone.localdate().year),
        "entries": queries.entries(request.user),
        "enrolments": classes.enrolments_of(request.user),
        "reported": queries.reported(request.user),
        "form": form,
    }
    return page(request, "ledger/mine.html", context, status=status)


@writes
def report(request: Request) -> HttpResponse:
    form = forms.ReportForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            proof = actions.keep_proof(form.cleaned_data["proof"], by=request.user)
            actions.report(form.facts, proof, by=request.user)
        except UnusableFile as fault:
            form.add_error("proof", fault.sentence)
        except Refusal as refusal:
            form.add_error("ends_on", refusal.sentence)
        else:
            messages.success(request, _("Terkirim. JP-nya dihitung setelah bukti diperiksa."))
            return go(reverse("ledger:mine"))
    return _show_mine(request, form, status=422)


@reads
def unit(request: Request) -> HttpResponse:
    """Who in the units one leads lacks JP this year."""
    context = {"units": queries.units(request.user), "this_year": str(timezone.localdate().year)}
    return page(request, "ledger/unit.html", context)


@reads
def everybody(request: Request) -> HttpResponse:
    rows = queries.everybody(request.user)
    context = {
        "rows": rows,
        "short": sum(row.year.word == "short" for row in rows),
        "over": sum(row.year.word == "over" for row in rows),
        "unknown": sum(not row.jenis for row in rows),
        "this_year": str(timezone.localdate().year),
    }
    return page(request, "ledger/everybody.html", context)


@reads
def servant(request: Request, person_id: uuid.UUID) -> HttpResponse:
    found(request.user if duties.is_organiser(request.user) else None)
    person = found(known.known_person(person_id))
    row = known.of(person)
    start = {"jenis": row.jenis, "pangkat": row.pangkat, "golongan": row.golongan} if row else {}
    return _show_servant(request, person, forms.ServantForm(initial=start))


def _show_servant(request: Request, person: Any, form: forms.ServantForm, status: int = 200) -> HttpResponse:
    row = known.of(person)
    context = {
        "person": person,
        "form": form,
        "has_nip": row is not None and bool(row.nip),
        "entries": queries.entries(person),
        "year": queries.own_year(person),
        "this_year": str(timezone.localdate().year),
    }
    return page(request, "ledger/servant.html", context, status=status)


@writes
def describe(request: Request, person_id: uuid.UUID) -> HttpResponse:
    found(request.user if duties.is_organiser(request.user) else None)
    person, form = found(known.known_person(person_id)), forms.ServantForm(request.POST)
    if not form.is_valid():
        return _show_servant(request, person, form, status=422)
    servants.describe(person, **form.cleaned_data, by=request.user)
    return go(reverse("ledger:servant", args=[person.pk]))


@reads
def outside(request: Request) -> HttpResponse:
    return _show_outside(request)


def _show_outside(
    request: Request, *, fault: str = "", faulty: uuid.UUID | None = None, status: int = 200
) -> HttpResponse:
    rows = [(row, methods.form_name(row.form), queries.proofs(row)) for row in queries.to_check(request.user)]
    return page(
        request, "ledger/outside.html", {"rows": rows, "fault": fault, "faulty": faulty}, status=status
    )


@writes
def accept(request: Request, outside_id: uuid.UUID) -> HttpResponse:
    row: Outside = queries.outside(outside_id, viewer=request.user)
    actions.accept(row, by=request.user)
    return go(reverse("ledger:outside"))


@writes
def refuse(request: Request, outside_id: uuid.UUID) -> HttpResponse:
    row, form = queries.outside(outside_id, viewer=request.user), forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _show_outside(
            request,
            fault=_("Tuliskan alasan, supaya pegawai dapat memperbaikinya."),
            faulty=row.pk,
            status=422,
        )
    actions.refuse(row, form.cleaned_data["reason"], by=request.user)
    return go(reverse("ledger:outside"))
