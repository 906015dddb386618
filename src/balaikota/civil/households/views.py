"""Family cards that were granted and wait for their number."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.civil.households import actions, forms, queries
from balaikota.civil.households.models import KKMenunggu
from balaikota.kit.errors import found
from balaikota.kit.http import Request, disclosed, go, page, reads, writes


@reads
def waiting(request: Request) -> HttpResponse:
    found(queries.desks_that_number(request.user) or None)
    return page(request, "households/waiting.html", {"cards": queries.waiting_for_number(request.user)})


def show(request: Request, card: KKMenunggu, form: forms.NumberForm, status: int = 200) -> HttpResponse:
    members = queries.planned(card)
    return page(
        request,
        "households/waiting_card.html",
        {"card": card, "members": members, "form": form},
        status=status,
    )


@reads
def card(request: Request, waiting_id: UUID) -> HttpResponse:
    card = found(queries.waiting(waiting_id, viewer=request.user))
    purpose = f"mencatat nomor KK untuk permohonan {card.case.number}"
    disclosed(
        name="households.opened",
        about=card.case,
        by=request.user,
        subject=card.case.applicant,
        purpose=purpose,
    )
    return show(request, card, forms.NumberForm())


@writes
def give_number(request: Request, waiting_id: UUID) -> HttpResponse:
    card = found(queries.waiting(waiting_id, viewer=request.user))
    form = forms.NumberForm(request.POST)
    if not form.is_valid():
        return show(request, card, form, status=422)
    actions.give_number(card, form.cleaned_data["nomor_kk"], by=request.user)
    messages.success(request, _("Nomor KK tercatat; kartunya sedang ditandatangani."))
    return go(reverse("households:waiting"))
