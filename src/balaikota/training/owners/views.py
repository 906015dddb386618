"""The page of a clinic for owners, their coaches and their programmes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.training.classes import actions as classes
from balaikota.training.classes import queries as known
from balaikota.training.classes.models import Cohort, Stage
from balaikota.training.owners import actions, forms, methods, queries


@reads
def _clinic(request: Request, number: str) -> HttpResponse:
    return _show(request, queries.clinic(number, viewer=request.user))


def _show(
    request: Request, cohort: Cohort, form: forms.SendForm | None = None, status: int = 200
) -> HttpResponse:
    told = queries.sending(cohort, request.user)
    context: dict[str, Any] = {
        "cohort": cohort,
        "sessions": known.held(cohort),
        "sending": told,
        "is_open": cohort.stage == Stage.OPEN and not known.is_over_date(cohort),
        "form": form or forms.SendForm(sending=told),
        "own": queries.own(cohort, request.user),
        "months": methods.MONTHS,
    }
    return page(request, "owners/clinic.html", context, status=status)


@writes
def _send(request: Request, number: str) -> HttpResponse:
    """Everybody who fits is put down; whoever does not is named with the reason."""
    cohort = queries.clinic(number, viewer=request.user)
    form = forms.SendForm(request.POST, sending=queries.sending(cohort, request.user))
    if not form.is_valid():
        return _show(request, cohort, form, 422)
    done = 0
    for each in form.chosen:
        try:
            classes.send(cohort, each.enterprise, each.person, by=request.user)
            done += 1
        except Refusal as refusal:
            form.add_error("who", refusal.sentence)
    if form.errors:
        return _show(request, cohort, form, 422)
    said = ngettext(
        "%d usaha didaftarkan. Kursinya diputus penyelenggara.",
        "%d usaha didaftarkan. Kursinya diputus penyelenggara.",
        done,
    )
    messages.success(request, said % done)
    return go(reverse("owners:clinic", args=[number]))


clinic = either(_clinic, _send)


@writes
def share(request: Request, number: str) -> HttpResponse:
    said = _("Terima kasih. Angka Anda ikut dihitung, tanpa nama.")
    return _shared(request, number, actions.share, said)


@writes
def keep(request: Request, number: str) -> HttpResponse:
    return _shared(request, number, actions.keep, _("Angka usaha Anda tidak dihitung lagi."))


def _shared(request: Request, number: str, act: Any, said: str) -> HttpResponse:
    cohort = queries.clinic(number, viewer=request.user)
    own = found(queries.own(cohort, request.user))
    act(own.enrolment, by=request.user)
    messages.success(request, said)
    return go(reverse("owners:clinic", args=[number]))
