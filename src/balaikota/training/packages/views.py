"""A participant's packages and their player; the organiser's page of packages."""

import uuid

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.training.classes import queries as classes
from balaikota.training.classes import rules as class_rules
from balaikota.training.classes.models import Cohort
from balaikota.training.packages import actions, contract, forms, queries, rules
from balaikota.training.packages.models import Package

FRAMES = {"frame-src": [settings.PACKAGES_ADDRESS]} if settings.PACKAGES_ADDRESS else {}


@reads
def package(request: Request, package_id: uuid.UUID) -> HttpResponse:
    """Its items, and how far the viewer is."""
    shown, _enrolment = queries.own(package_id, viewer=request.user)
    (mine,) = queries.progress(shown, [request.user])
    context = {"package": shown, "mine": mine, "may_play": rules.may_play(shown.cohort)}
    return page(request, "packages/package.html", context)


@writes
def begin(request: Request, package_id: uuid.UUID) -> HttpResponse:
    shown, enrolment = queries.own(package_id, viewer=request.user)
    session = actions.begin(shown, request.POST.get("item", ""), enrolment, by=request.user)
    return go(reverse("packages:player", args=[session.pk]))


@csp_update(FRAMES)  # type: ignore[untyped-decorator]
@reads
def player(request: Request, session_id: uuid.UUID) -> HttpResponse:
    """One session being played. One that has ended is not played on: a new one begins where it left off."""
    session = queries.own_session(session_id, viewer=request.user)
    shown = session.part.play.package
    if session.ended_at is not None or session.fetched_at is not None:
        messages.info(
            request, _("Sesi itu sudah berakhir. Tekan Lanjutkan untuk meneruskan dari yang tersimpan.")
        )
        return go(shown)
    left = (session.due_at - timezone.now()).total_seconds() if session.due_at else None
    context = {
        "session": session,
        "package": shown,
        "item": shown.item(session.part.item),
        "address": contract.runtime(shown.standard).address(session),
        "origin": settings.PACKAGES_ADDRESS,
        "seconds_left": max(int(left), 0) if left is not None else None,
    }
    return page(request, "packages/player.html", context)


# --- the organiser's ------------------------------------------------------------------------------


@reads
def packages(request: Request, number: str) -> HttpResponse:
    return _show(request, classes.managed(number, viewer=request.user), forms.PackageForm())


def _show(request: Request, cohort: Cohort, form: forms.PackageForm, status: int = 200) -> HttpResponse:
    people = [row.person for row in classes.participants(cohort)]
    context = {
        "cohort": cohort,
        "packages": [(each, queries.progress(each, people)) for each in queries.of_cohort(cohort)],
        "form": form,
        "is_set": bool(settings.PACKAGES_ADDRESS),
        "may_add": class_rules.is_planned(cohort),
    }
    return page(request, "packages/packages.html", context, status=status)


@writes
def add(request: Request, number: str) -> HttpResponse:
    cohort, form = (
        classes.managed(number, viewer=request.user),
        forms.PackageForm(request.POST, request.FILES),
    )
    if form.is_valid():
        try:
            said = form.cleaned_data
            made = actions.add(cohort, said["file"], by=request.user, is_required=said["is_required"])
            messages.success(request, _("Paket “%s” ditambahkan.") % made.title)
            return go(reverse("packages:packages", args=[cohort.number]))
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
    return _show(request, cohort, form, status=422)


@writes
def withdraw(request: Request, package_id: uuid.UUID) -> HttpResponse:
    shown = queries.at_desk(package_id, viewer=request.user)
    actions.withdraw(shown, by=request.user)
    messages.success(request, _("Paket “%s” ditarik. Hasil yang ada tetap tersimpan.") % shown.title)
    return go(reverse("packages:packages", args=[shown.cohort.number]))


@writes
def waive(request: Request, package_id: uuid.UUID) -> HttpResponse:
    shown, form = queries.at_desk(package_id, viewer=request.user), forms.WaiveForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Pilih peserta dan bagiannya, lalu tuliskan alasan pembebasan."), status=422)
    said = form.cleaned_data
    person = _participant(shown, said["person"])
    actions.waive(shown, said["item"], person, said["reason"], by=request.user)
    messages.success(request, _("%s dibebaskan dari bagian itu.") % person.name)
    return go(reverse("packages:packages", args=[shown.cohort.number]))


def _participant(package: Package, person_id: uuid.UUID) -> Person:
    rows = classes.participants(package.cohort)
    return found(next((row.person for row in rows if row.person_id == person_id), None))
