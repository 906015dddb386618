"""Clinics for everybody; one clinic for who sits in it and who holds it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.enterprises.clinics import actions, contract, forms, queries, rules
from balaikota.enterprises.clinics.models import Clinic
from balaikota.enterprises.register import queries as register
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.kit.typed import counted


def _person(request: Request) -> Person | None:
    return request.user if request.user.is_authenticated else None


@reads(anyone=True, replica=True)
def index(request: Request) -> HttpResponse:
    person = _person(request)
    context = {"coming": queries.coming()[:50], "past": queries.past()[:20], "taught": contract.others()}
    return page(
        request, "clinics/index.html", context | {"may_open": person is not None and rules.may_open(person)}
    )


@reads
def _new(request: Request) -> HttpResponse:
    found(request.user if rules.may_open(request.user) else None)
    return page(request, "clinics/new.html", {"form": forms.ClinicForm()})


@writes
def _open(request: Request) -> HttpResponse:
    found(request.user if rules.may_open(request.user) else None)
    form = forms.ClinicForm(request.POST)
    if not form.is_valid():
        return page(request, "clinics/new.html", {"form": form}, status=422)
    return go(actions.open_clinic(form.told, by=request.user))


new = either(_new, _open)


@reads(anyone=True, replica=True)
def clinic(request: Request, pk: int) -> HttpResponse:
    return show(request, queries.clinic(pk))


def show(
    request: Request, clinic: Clinic, form: forms.HoldForm | None = None, status: int = 200
) -> HttpResponse:
    context = queries.page_of(clinic, _person(request)) | {"form": form or forms.HoldForm()}
    context["ticked"] = request.POST.getlist("came")
    return page(request, "clinics/clinic.html", context, status=status)


@writes
def book(request: Request, pk: int) -> HttpResponse:
    clinic = queries.clinic(pk)
    actions.book(
        clinic, register.own(request.POST.get("usaha", "")[:24], viewer=request.user), by=request.user
    )
    messages.success(request, _("Tempat Anda tercatat."))
    return go(clinic)


@writes
def give_back(request: Request, pk: int) -> HttpResponse:
    clinic = queries.clinic(pk)
    actions.give_back(
        clinic, register.own(request.POST.get("usaha", "")[:24], viewer=request.user), by=request.user
    )
    return go(clinic)


@writes
def hold(request: Request, pk: int) -> HttpResponse:
    clinic = queries.clinic(pk)
    found(clinic if rules.may_hold(request.user, clinic) else None)
    form = forms.HoldForm(request.POST)
    if not form.is_valid():
        return show(request, clinic, form, 422)
    came = {key for each in request.POST.getlist("came") if (key := counted(each, most=2**62)) is not None}
    actions.hold(clinic, form.cleaned_data["notes"], came, by=request.user)
    return go(clinic)
