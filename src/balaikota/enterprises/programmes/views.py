"""Programmes for everybody, one's own place with its reasons, and the manager's list."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.enterprises.programmes import actions, forms, methods, queries, rules
from balaikota.enterprises.programmes.models import Application, Cohort
from balaikota.enterprises.register import queries as register
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found
from balaikota.kit.http import Request, either, go, page, reads, writes


def _person(request: Request) -> Person | None:
    return request.user if request.user.is_authenticated else None


def _manager(request: Request) -> Person:
    person: Person = found(request.user if rules.may_manage(request.user) else None)
    return person


@reads(anyone=True, replica=True)
def index(request: Request) -> HttpResponse:
    person = _person(request)
    context = {"cohorts": queries.cohorts()[:50], "manages": person is not None and rules.may_manage(person)}
    return page(request, "programmes/index.html", context)


@reads
def _new(request: Request) -> HttpResponse:
    _manager(request)
    context = {"form": forms.CohortForm(), "editions": methods.editions()[-1:]}
    return page(request, "programmes/new.html", context)


@writes
def _publish(request: Request) -> HttpResponse:
    _manager(request)
    form = forms.CohortForm(request.POST)
    if not form.is_valid():
        return page(
            request, "programmes/new.html", {"form": form, "editions": methods.editions()[-1:]}, status=422
        )
    return go(actions.publish(form.cleaned_data, by=request.user))


new = either(_new, _publish)


@reads(anyone=True, replica=True)
def cohort(request: Request, slug: str) -> HttpResponse:
    return show(request, queries.cohort(slug))


def show(request: Request, cohort: Cohort, status: int = 200, **bound: Any) -> HttpResponse:
    context = queries.page_of(cohort, _person(request))
    if context["manages"]:
        context["forms"] = {
            "stock": forms.ToolForm(),
            "give": forms.GiveForm(cohort=cohort, auto_id="id_give_%s"),
        } | bound
    context |= {"wrong": next(iter(bound.values()), None), "open": next(iter(bound), "")}
    return page(request, "programmes/cohort.html", context, status=status)


@writes
def apply(request: Request, slug: str) -> HttpResponse:
    cohort = queries.cohort(slug)
    enterprise = register.own(request.POST.get("usaha", "")[:24], viewer=request.user)
    actions.apply(cohort, enterprise, by=request.user)
    messages.success(request, _("Terdaftar. Hasil seleksi dan alasannya akan terlihat di halaman ini."))
    return go(cohort)


@writes
def select(request: Request, slug: str) -> HttpResponse:
    _manager(request)
    cohort = queries.cohort(slug)
    actions.select(cohort, by=request.user)
    return go(cohort)


def _application(request: Request, pk: int) -> Application:
    """One of the viewer's own, or any for who runs programmes; else a 404."""
    row = queries.application(pk)
    return found(
        row if rules.may_manage(request.user) or register.owns(request.user, row.enterprise) else None
    )


@writes
def withdraw(request: Request, pk: int) -> HttpResponse:
    row, form = _application(request, pk), forms.LeaveForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.withdraw(row, reason, by=request.user)
    return go(row.cohort)


@writes
def complete(request: Request, pk: int) -> HttpResponse:
    _manager(request)
    row = queries.application(pk)
    actions.complete(row, by=request.user)
    return go(row.cohort)


@writes
def stock(request: Request, slug: str) -> HttpResponse:
    _manager(request)
    cohort, form = queries.cohort(slug), forms.ToolForm(request.POST)
    if not form.is_valid():
        return show(request, cohort, 422, stock=form)
    actions.stock(cohort, form.cleaned_data, by=request.user)
    return go(cohort)


@writes
def give(request: Request, slug: str) -> HttpResponse:
    _manager(request)
    cohort = queries.cohort(slug)
    form = forms.GiveForm(request.POST, cohort=cohort, auto_id="id_give_%s")
    if not form.is_valid():
        return show(request, cohort, 422, give=form)
    said = form.cleaned_data
    receipt = actions.Receipt(said["quantity"], said["received_by"], said["paper"], said["on"])
    tool = queries.tool(int(said["tool"]), cohort)
    actions.give(tool, queries.application(int(said["application"])), receipt, by=request.user)
    return go(cohort)


@reads(anyone=True, replica=True)
def criteria(request: Request) -> HttpResponse:
    """Every edition of the criteria, with its date and source."""
    return page(
        request,
        "programmes/criteria.html",
        {"editions": methods.editions(), "home": reverse("programmes:index")},
    )
