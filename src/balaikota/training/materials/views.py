"""A participant's materials, and the organiser's page of them."""

import uuid

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.foundation.files import queries as files
from balaikota.foundation.people.models import Person
from balaikota.kit.downloads import stream
from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort
from balaikota.training.materials import actions, forms, queries
from balaikota.training.materials.models import Kind, Material


@reads
def mine(request: Request, number: str) -> HttpResponse:
    cohort = queries.own_class(number, viewer=request.user)
    context = {"cohort": cohort, "rows": queries.rows(cohort, request.user)}
    return page(request, "materials/mine.html", context)


@csp_update({"media-src": ["'self'"]})  # type: ignore[untyped-decorator]
@reads
def material(request: Request, material_id: uuid.UUID) -> HttpResponse:
    shown = queries.readable(material_id, viewer=request.user)
    context = {
        "material": shown,
        "is_done": queries.has_done(request.user, shown),
        "may_tick": queries.has_seat(request.user, shown.cohort),
    }
    return page(request, "materials/material.html", context)


@reads
def video(request: Request, material_id: uuid.UUID) -> HttpResponseBase:
    """The bytes of a video, or the part that a player asks for."""
    shown = queries.readable(material_id, viewer=request.user)
    file = found(shown.file if shown.kind == Kind.VIDEO else None)
    (kept,) = files.all_openable([file.pk], viewer=request.user, known=shown)
    return stream(files.path(kept).open("rb"), kept.size, kept.content_type, request.headers.get("Range", ""))


@reads
def captions(request: Request, material_id: uuid.UUID) -> HttpResponse:
    shown = queries.readable(material_id, viewer=request.user)
    return HttpResponse(shown.captions, content_type="text/vtt; charset=utf-8")


@writes
def tick(request: Request, material_id: uuid.UUID) -> HttpResponse:
    shown = queries.readable(material_id, viewer=request.user)
    actions.tick(shown, by=request.user)
    return go(reverse("materials:mine", args=[shown.cohort.number]))


@writes
def untick(request: Request, material_id: uuid.UUID) -> HttpResponse:
    shown = queries.readable(material_id, viewer=request.user)
    actions.untick(shown, by=request.user)
    return go(reverse("materials:mine", args=[shown.cohort.number]))


# --- the organiser's ------------------------------------------------------------------------------


@reads
def materials(request: Request, number: str) -> HttpResponse:
    return _show(request, classes.managed(number, viewer=request.user), forms.MaterialForm())


def _show(request: Request, cohort: Cohort, form: forms.MaterialForm, status: int = 200) -> HttpResponse:
    context = {
        "cohort": cohort,
        "materials": queries.of_cohort(cohort),
        "people": queries.progress(cohort),
        "form": form,
    }
    return page(request, "materials/materials.html", context, status=status)


@writes
def add(request: Request, number: str) -> HttpResponse:
    cohort, form = (
        classes.managed(number, viewer=request.user),
        forms.MaterialForm(request.POST, request.FILES),
    )
    if form.is_valid():
        try:
            made = _made(cohort, form, request.user)
            messages.success(request, _("Bahan “%s” ditambahkan.") % made.title)
            return go(reverse("materials:materials", args=[cohort.number]))
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
    return _show(request, cohort, form, status=422)


def _made(cohort: Cohort, form: forms.MaterialForm, by: Person) -> Material:
    said = form.cleaned_data
    if said["url"]:
        return actions.add_link(cohort, said["title"], said["url"], by=by, note=said["note"])
    if form.is_video:
        content = said["file"].read()
        return actions.add_video(cohort, said["title"], content, form.cues, by=by, note=said["note"])
    paper = actions.keep_paper(said["file"], by=by)
    return actions.add_paper(cohort, said["title"], paper, by=by, note=said["note"])


@writes
def withdraw(request: Request, material_id: uuid.UUID) -> HttpResponse:
    shown = queries.material(material_id)
    cohort = classes.managed(shown.cohort.number, viewer=request.user)
    actions.withdraw(shown, by=request.user)
    return go(reverse("materials:materials", args=[cohort.number]))
