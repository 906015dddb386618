"""Who holds which post, for whoever may arrange posts: the operator, and a head in their own agency."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.foundation.organisations import actions, forms, queries
from balaikota.foundation.organisations.models import Post
from balaikota.kit.errors import Refusal
from balaikota.kit.http import Request, go, page, reads, writes


@reads
def index(request: Request) -> HttpResponse:
    return page(request, "organisations/index.html", {"posts": queries.managed_posts(request.user)})


@reads
def post(request: Request, code: str) -> HttpResponse:
    return _show(request, queries.managed_post(code, viewer=request.user))


def _show(request: Request, post: Post, status: int = 200, **more: Any) -> HttpResponse:
    tenures = [(tenure, forms.ending(tenure)) for tenure in queries.history_of(post)]
    context = {"post": post, "tenures": tenures, "form": forms.appointing()} | more
    return page(request, "organisations/post.html", context, status=status)


@writes
def appoint(request: Request, code: str) -> HttpResponse:
    post = queries.managed_post(code, viewer=request.user)
    form = forms.AppointForm(request.POST)
    tenure = None
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            tenure = actions.appoint_by_contact(
                post, said.pop("name"), said.pop("email"), by=request.user, **said
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
    if tenure is None:
        return _show(request, post, 422, form=form)
    told = _("%s memegang jabatan ini.")
    if not tenure.person.has_usable_password():
        told = _(
            "%s memegang jabatan ini. Minta ia memilih kata sandi lewat “Lupa sandi”, lalu memasang faktor kedua."
        )
    messages.success(request, told % tenure.person.name)
    return go(post)


@writes
def end(request: Request, code: str, id: int) -> HttpResponse:
    post = queries.managed_post(code, viewer=request.user)
    tenure = queries.tenure_of(post, id)
    form = forms.ending(tenure, request.POST)
    if form.is_valid():
        try:
            actions.end_tenure(tenure, on=form.cleaned_data["on"], by=request.user)
        except Refusal as refusal:
            form.add_error("on", refusal.sentence)
    if form.errors:
        return _show(request, post, 422, wrong=form)
    messages.success(request, _("Tercatat. Sesudah hari itu jabatan ini tidak lagi memberinya wewenang."))
    return go(post)
