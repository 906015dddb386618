"""The office's list of failures, and what a person was told."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.engine.breaches import actions, forms, methods, queries, rules
from balaikota.engine.breaches.models import Breach
from balaikota.kit.http import Request, go, page, reads, writes


@reads
def desk(request: Request) -> HttpResponse:
    return page(request, "breaches/desk.html", {"rows": queries.desk(request.user), "law": methods.law()})


@reads
def form(request: Request) -> HttpResponse:
    queries.require_office(request.user)
    return _show_form(request, forms.NoteForm())


@writes
def note(request: Request) -> HttpResponse:
    queries.require_office(request.user)
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return _show_form(request, form, status=422)
    said = form.cleaned_data
    told = actions.Told(said["revealed"], said["happened"], said["mending"])
    return go(actions.note(told, known_at=said["known_at"], by=request.user))


def _show_form(request: Request, form: forms.NoteForm, status: int = 200) -> HttpResponse:
    return page(request, "breaches/form.html", {"form": form, "law": methods.law()}, status=status)


@reads
def breach(request: Request, number: str) -> HttpResponse:
    return _show(request, queries.breach(number, viewer=request.user))


@writes
def add_people(request: Request, number: str) -> HttpResponse:
    breach = queries.breach(number, viewer=request.user)
    form = forms.PeopleForm(request.POST)
    if not form.is_valid():
        return _show(request, breach, people_form=form, status=422)
    count = actions.add_people(breach, form.cleaned_data["contacts"], by=request.user)
    messages.success(request, _("%d orang tercatat.") % count)
    return go(breach)


@writes
def tell_people(request: Request, number: str) -> HttpResponse:
    breach = queries.breach(number, viewer=request.user)
    actions.tell_people(breach, by=request.user)
    messages.success(request, _("Pemberitahuan dikirim kepada setiap orang yang tercatat."))
    return go(breach)


@writes
def tell_authority(request: Request, number: str) -> HttpResponse:
    breach = queries.breach(number, viewer=request.user)
    form = forms.AuthorityForm(request.POST)
    if not form.is_valid():
        return _show(request, breach, authority_form=form, status=422)
    actions.tell_authority(breach, **form.cleaned_data, by=request.user)
    return go(breach)


def _show(request: Request, breach: Breach, status: int = 200, **bound: Any) -> HttpResponse:
    count = queries.count(breach)
    context = {
        "breach": breach,
        "law": methods.law(),
        "count": count,
        "hours_left": queries.hours_left(breach),
        "events": queries.timeline(breach),
        "may_add": rules.may_add_people(request.user, breach),
        "may_tell": rules.may_tell_people(request.user, breach, concerned=count),
        "may_tell_authority": rules.may_tell_authority(request.user, breach),
        "people_form": forms.PeopleForm(),
        "authority_form": forms.AuthorityForm(),
    }
    return page(request, "breaches/breach.html", context | bound, status=status)


@reads
def notice(request: Request, number: str) -> HttpResponse:
    """For the person whose data it was."""
    context = {"breach": queries.notice(number, viewer=request.user), "law": methods.law()}
    return page(request, "breaches/notice.html", context)
