"""Emergency numbers and alerts for everybody, and the desk of those who warn."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.information.alerts import actions, forms, queries, rules
from balaikota.information.alerts.models import Alert, EmergencyNumber
from balaikota.kit.errors import Refusal, found
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, go, page, reads, writes

DESK, NUMBERS = "alerts:desk", "alerts:numbers"


@hot(queries.numbers_version)
@reads(anyone=True)
def emergency(request: Request) -> HttpResponse:
    """The numbers to call. Small, and kept by the phone for when there is no network."""
    context: dict[str, Any] = {"numbers": list(queries.numbers())}
    if request.user.is_authenticated:
        mine = queries.listener(request.user)
        initial = {"district": mine.district_id if mine else ""}
        context |= {"mine": mine, "form": forms.ListenForm(initial=initial)}
    return page(request, "alerts/emergency.html", context)


@writes
def listen(request: Request) -> HttpResponse:
    form = forms.ListenForm(request.POST)
    if form.is_valid():
        actions.listen(form.cleaned_data["district"], by=request.user)
        messages.success(request, _("Tercatat. Anda dikabari begitu ada peringatan."))
    return go(f"{reverse('alerts:emergency')}#kabari")


@writes
def stop_listening(request: Request) -> HttpResponse:
    actions.stop_listening(by=request.user)
    return go(f"{reverse('alerts:emergency')}#kabari")


@reads(anyone=True)
def history(request: Request) -> HttpResponse:
    said = request.GET.get("halaman", "1")
    number = max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 4 else 1
    alerts, has_more = queries.history(number)
    context = {"alerts": alerts, "next_url": f"?halaman={number + 1}" if has_more else ""}
    return page(request, "alerts/history.html", context)


@reads(anyone=True)
def alert(request: Request, id: uuid.UUID) -> HttpResponse:
    shown = queries.alert(id)
    return page(request, "alerts/alert.html", {"alert": shown, "events": queries.story(shown)})


# --- the desk -------------------------------------------------------------------------------------


@reads
def desk(request: Request) -> HttpResponse:
    return _desk(request, forms.AlertForm())


def _desk(request: Request, form: forms.AlertForm, refusal: str = "") -> HttpResponse:
    context = queries.desk(request.user) | {"form": form, "refusal": refusal}
    return page(request, "alerts/desk.html", context, status=422 if form.is_bound else 200)


@writes
def raise_alert(request: Request) -> HttpResponse:
    found(request.user if rules.may_raise(request.user) else None)
    form = forms.AlertForm(request.POST)
    if not form.is_valid():
        return _desk(request, form)
    try:
        raised = actions.raise_alert(*form.said(), by=request.user)
    except Refusal as refusal:
        return _desk(request, form, refusal.sentence)
    told = _("Peringatan tampil sekarang.") if raised.stands else _("Peringatan dijadwalkan.")
    messages.success(request, told)
    return go(reverse(DESK))


@reads
def revising(request: Request, id: uuid.UUID) -> HttpResponse:
    shown = queries.alert_at_desk(id, viewer=request.user)
    return _revising(request, shown, forms.AlertForm(initial=forms.about(shown)))


def _revising(request: Request, alert: Alert, form: forms.AlertForm, refusal: str = "") -> HttpResponse:
    context = {"alert": alert, "form": form, "refusal": refusal}
    return page(request, "alerts/revising.html", context, status=422 if form.is_bound else 200)


@writes
def revise(request: Request, id: uuid.UUID) -> HttpResponse:
    shown, form = queries.alert_at_desk(id, viewer=request.user), forms.AlertForm(request.POST)
    if not form.is_valid():
        return _revising(request, shown, form)
    try:
        actions.revise(shown, *form.said(), by=request.user)
    except Refusal as refusal:
        return _revising(request, shown, form, refusal.sentence)
    return go(reverse(DESK))


@writes
def end(request: Request, id: uuid.UUID) -> HttpResponse:
    actions.end(queries.alert_at_desk(id, viewer=request.user), by=request.user)
    messages.success(request, _("Peringatan diakhiri."))
    return go(reverse(DESK))


@reads
def numbers(request: Request) -> HttpResponse:
    found(request.user if rules.may_raise(request.user) else None)
    return page(request, "alerts/numbers.html", {"numbers": list(queries.numbers())})


@reads
def adding_number(request: Request) -> HttpResponse:
    found(request.user if rules.may_raise(request.user) else None)
    return _number_form(request, forms.NumberForm())


def _number_form(
    request: Request, form: forms.NumberForm, row: EmergencyNumber | None = None
) -> HttpResponse:
    return page(
        request, "alerts/number.html", {"form": form, "row": row}, status=422 if form.is_bound else 200
    )


@writes
def add_number(request: Request) -> HttpResponse:
    found(request.user if rules.may_raise(request.user) else None)
    form = forms.NumberForm(request.POST)
    if not form.is_valid():
        return _number_form(request, form)
    actions.add_number(form.cleaned_data, by=request.user)
    return go(reverse(NUMBERS))


@reads
def changing_number(request: Request, code: str) -> HttpResponse:
    row = queries.number(code, viewer=request.user)
    return _number_form(request, forms.NumberForm(initial=forms.about_number(row)), row)


@writes
def change_number(request: Request, code: str) -> HttpResponse:
    row, form = queries.number(code, viewer=request.user), forms.NumberForm(request.POST)
    if not form.is_valid():
        return _number_form(request, form, row)
    actions.change_number(row, form.cleaned_data, by=request.user)
    return go(reverse(NUMBERS))


@writes
def remove_number(request: Request, code: str) -> HttpResponse:
    actions.remove_number(queries.number(code, viewer=request.user), by=request.user)
    return go(reverse(NUMBERS))
