"""My rights over my data, the copy I take home, and the desk that answers."""

import uuid

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from balaikota.engine.rights import actions, forms, methods, queries, rules
from balaikota.engine.rights.models import Outcome
from balaikota.engine.rights.models import Request as Asked
from balaikota.foundation.files import queries as files
from balaikota.kit.errors import found
from balaikota.kit.http import Request, disclosed, go, page, reads, writes


@reads
def index(request: Request) -> HttpResponse:
    context = {"rights": methods.rights().values(), "asked": queries.own(request.user)}
    return page(request, "rights/index.html", context)


@reads
def form(request: Request, slug: str) -> HttpResponse:
    return _show_form(request, queries.right(slug), forms.AskForm())


@writes
def ask(request: Request, slug: str) -> HttpResponse:
    right, form = queries.right(slug), forms.AskForm(request.POST)
    if not form.is_valid():
        return _show_form(request, right, form, status=422)
    return go(actions.ask(right, form.cleaned_data["text"], by=request.user))


def _show_form(
    request: Request, right: methods.Right, form: forms.AskForm, status: int = 200
) -> HttpResponse:
    return page(request, "rights/form.html", {"right": right, "form": form}, status=status)


@reads
def request(request: Request, number: str) -> HttpResponse:
    asked = queries.request(number, viewer=request.user)
    return _show(request, asked, forms.AnswerForm(asked.right))


@writes
def answer(request: Request, number: str) -> HttpResponse:
    asked = queries.request(number, viewer=request.user)
    form = forms.AnswerForm(asked.right, request.POST)
    if not form.is_valid() and rules.may_answer(request.user, asked):
        return _show(request, asked, form, status=422)
    said = form.cleaned_data
    outcome = Outcome(said.get("outcome") or Outcome.REFUSED)
    reason, ground = said.get("reason", ""), said.get("ground", "")
    actions.answer(asked, outcome, reason=reason, ground=ground, by=request.user)
    return go(asked)


@writes
def withdraw(request: Request, number: str) -> HttpResponse:
    asked = queries.request(number, viewer=request.user)
    found(asked if asked.person_id == request.user.pk else None)
    actions.withdraw(asked, by=request.user)
    return go(asked)


def _show(request: Request, asked: Asked, form: forms.AnswerForm, status: int = 200) -> HttpResponse:
    viewer = request.user
    if asked.person_id != viewer.pk:
        purpose = f"menjawab permintaan hak data {asked.number}"
        disclosed(name="rights.opened", about=asked, by=viewer, subject=asked.person, purpose=purpose)
    context = {
        "asked": asked,
        "right": methods.rights()[asked.right],
        "ground": methods.grounds().get(asked.ground),
        "events": queries.timeline(asked),
        "is_own": asked.person_id == viewer.pk,
        "may_answer": rules.may_answer(viewer, asked),
        "may_withdraw": rules.may_withdraw(viewer, asked),
        "form": form,
    }
    return page(request, "rights/request.html", context, status=status)


@reads
def desk(request: Request) -> HttpResponse:
    is_closed = request.GET.get("keadaan") == "selesai"
    rows = queries.desk(request.user, closed=is_closed)
    context = {"rows": rows, "is_closed": is_closed, "rights": methods.rights()}
    return page(request, "rights/desk.html", context)


@reads
def take_home(request: Request) -> HttpResponse:
    last = queries.last_take_home(request.user)
    may_take = last is not None and rules.may_take(request.user, last)
    context = {"last": last, "may_take": may_take, "may_ask": rules.may_ask_again(last)}
    return page(request, "rights/take_home_page.html", context)


@writes
def ask_take_home(request: Request) -> HttpResponse:
    actions.ask_take_home(by=request.user)
    return go(reverse("rights:take_home"))


@writes
def take(request: Request, id: uuid.UUID) -> HttpResponseBase:
    row = queries.take_home(id, viewer=request.user)
    file = files.openable(str(row.file_id), viewer=request.user)
    actions.take(row, by=request.user)
    response = FileResponse(files.path(file).open("rb"), as_attachment=True, filename=file.original_name)
    response["Content-Type"] = "application/zip"
    response["Cache-Control"] = "private, no-store"
    return response
