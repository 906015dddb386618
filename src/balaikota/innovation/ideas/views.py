"""The idea box."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.innovation.ideas import actions, forms, queries, rules
from balaikota.innovation.ideas.models import Idea
from balaikota.kit.errors import found
from balaikota.kit.http import Request, go, page, reads, writes


@reads(anyone=True, replica=True)
def index(request: Request) -> HttpResponse:
    rows, after = queries.listed(after=request.GET.get("sesudah", ""))
    return page(request, "ideas/index.html", {"rows": rows, "next_url": f"?sesudah={after}" if after else ""})


@reads
def start(request: Request) -> HttpResponse:
    return page(request, "ideas/start.html", {"form": forms.IdeaForm()})


@writes
def post(request: Request) -> HttpResponse:
    """Similar ideas are shown before it is posted; who still wants to, posts it."""
    form = forms.IdeaForm(request.POST)
    if not form.is_valid():
        return page(request, "ideas/start.html", {"form": form}, status=422)
    is_known = queries.posted(**form.cleaned_data, by=request.user) is not None
    alike = [] if is_known else queries.alike(" ".join(form.cleaned_data.values()))
    if alike and request.POST.get("tetap") != "ya":
        return page(request, "ideas/start.html", {"form": form, "alike": alike})
    idea = actions.post(**form.cleaned_data, by=request.user)
    messages.success(request, _("Terima kasih. Ide Anda tercatat, dan kota akan menjawabnya."))
    return go(idea)


@reads(anyone=True)
def idea(request: Request, pk: int) -> HttpResponse:
    return _show(request, queries.idea(pk))


def _show(request: Request, idea: Idea, status: int = 200, **bound: Any) -> HttpResponse:
    viewer = request.user if request.user.is_authenticated else None
    blank = {"comment_form": forms.TextForm(), "answer_form": forms.TextForm(prefix="jawab")}
    return page(
        request, "ideas/idea.html", queries.page_of(idea, viewer=viewer) | blank | bound, status=status
    )


@writes
def comment(request: Request, pk: int) -> HttpResponse:
    idea, form = queries.idea(pk), forms.TextForm(request.POST)
    if not form.is_valid():
        return _show(request, idea, 422, comment_form=form)
    actions.comment(idea, form.cleaned_data["text"], by=request.user)
    return go(idea)


@writes
def support(request: Request, pk: int) -> HttpResponse:
    idea = queries.idea(pk)
    actions.support(idea, by=request.user)
    messages.success(request, _("Dukungan Anda tercatat."))
    return go(idea)


@writes
def answer(request: Request, pk: int) -> HttpResponse:
    idea, form = queries.idea(pk), forms.TextForm(request.POST, prefix="jawab")
    found(request.user if rules.may_answer(request.user, idea) else None)
    if not form.is_valid():
        return _show(request, idea, 422, answer_form=form)
    actions.answer(idea, form.cleaned_data["text"], by=request.user)
    return go(idea)
