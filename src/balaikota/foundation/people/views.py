"""My account, the demo city's sign-in links, and what officers see of a resident."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.foundation.people import actions, forms, queries
from balaikota.foundation.people.models import Person
from balaikota.kit.cookies import keep
from balaikota.kit.errors import found
from balaikota.kit.http import Request, disclosed, go, page, reads, writes
from balaikota.kit.throttle import slow_down

A_YEAR = 365 * 24 * 3600
AT_THE_DESK = "memeriksa identitas warga di loket"


def show_account(request: Request, nik_form: forms.SetNikForm, status: int = 200) -> HttpResponse:
    person = request.user
    context = {
        "person": person,
        "kk": queries.household_of(person),
        "nik_form": nik_form,
        "language_form": forms.ChooseLanguageForm(initial={"language": person.language}),
        "has_second_factor": queries.has_second_factor(person),
        "looks": queries.looks_at(person, limit=5).rows,
        "keeps_registers": queries.keeps_registers(person),
    }
    return page(request, "people/account.html", context, status=status)


@reads
def account(request: Request) -> HttpResponse:
    return show_account(request, forms.SetNikForm())


@reads
def looks(request: Request) -> HttpResponse:
    """Who opened my data, and why."""
    seen = queries.looks_at(request.user, before=request.GET.get("sebelum", ""))
    return page(request, "people/looks.html", {"looks": seen.rows, "next_url": seen.next_url})


@reads
def records(request: Request) -> HttpResponse:
    """What the city's registers say about me."""
    person = request.user
    kk = queries.household_of(person) if queries.is_checked(person) else None
    context = {
        "person": person,
        "kk": kk,
        "members": queries.members(kk) if kk else [],
        "sections": queries.records(person) if queries.is_checked(person) else [],
        "is_checked": queries.is_checked(person),
    }
    return page(request, "people/records.html", context)


@writes
def set_nik(request: Request) -> HttpResponse:
    form = forms.SetNikForm(request.POST)
    if not form.is_valid():
        return show_account(request, form, status=422)
    # A taken NIK is refused, which tells that it is here: nobody may ask that of many numbers.
    slow_down("nik", str(request.user.pk), tries=5, minutes=24 * 60)
    actions.set_nik(request.user, form.cleaned_data["nik"], by=request.user)
    messages.success(request, _("NIK Anda tersimpan. Petugas akan mencocokkannya dengan KTP-el."))
    return go(reverse("people:account"))


@writes
def choose_language(request: Request) -> HttpResponse:
    form = forms.ChooseLanguageForm(request.POST)
    if not form.is_valid():
        return go(reverse("people:account"))
    actions.choose_language(request.user, form.cleaned_data["language"])
    response = go(reverse("people:account"))
    keep(response, "django_language", form.cleaned_data["language"], seconds=A_YEAR)
    return response


@reads(anyone=True)
def sign_in_as(request: Request, token: str) -> HttpResponse:
    """A page with one button: become this person of the demo city."""
    person = found(queries.signed_in_as(token))
    return page(request, "people/sign_in_as.html", {"person": person, "token": token})


def entered(request: Request, person: Person) -> HttpResponse:
    """What follows every sign-in: the event, the device in the list of sessions, the first page."""
    way = {
        "email_verification": "none",
        "signal_kwargs": None,
        "email": None,
        "signup": False,
        "redirect_url": None,
    }
    response: HttpResponse = get_adapter(request).post_login(request, person, **way)
    return response


@writes(anyone=True)
def sign_in_as_now(request: Request, token: str) -> HttpResponse:
    person = found(queries.signed_in_as(token))
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    record_authentication(request, person, method="demo", reauthenticated=True)
    request.session[queries.SIGNED_IN_BY_LINK] = True
    return entered(request, person)


@reads
def desk(request: Request) -> HttpResponse:
    """Where an officer looks for a resident."""
    found(request.user if queries.keeps_registers(request.user) else None)
    return page(request, "people/desk.html", {"form": forms.LookUpForm()})


@writes
def look_up(request: Request) -> HttpResponse:
    found(request.user if queries.keeps_registers(request.user) else None)
    form = forms.LookUpForm(request.POST)
    if form.is_valid():
        person = actions.look_up(**form.cleaned_data, by=request.user)
        if person is not None:
            return go(reverse("people:person", args=[person.pk]))
        form.add_error("nik", _("NIK ini tidak tercatat. Periksa angkanya pada KTP-el."))
    return page(request, "people/desk.html", {"form": form}, status=422)


def show_person(request: Request, person_id: UUID, form: forms.PurposeForm, **more: object) -> HttpResponse:
    person = found(queries.visible_to(request.user, person_id))
    kk = queries.household_of(person)
    members = queries.members(kk) if kk else []
    for subject in {person, *(member.person for member in members)} - {request.user}:
        what = "data" if subject == person else "household"
        disclosed(
            name="people.opened",
            about=subject,
            by=request.user,
            subject=subject,
            purpose=AT_THE_DESK,
            what=what,
        )
    context = {"person": person, "kk": kk, "members": members, "form": form} | more
    context["sections"] = queries.records(person)
    return page(
        request, "people/person.html", context, status=422 if form.is_bound and not form.is_valid() else 200
    )


@reads
def person(request: Request, person_id: UUID) -> HttpResponse:
    return show_person(request, person_id, forms.PurposeForm())


@writes
def reveal_nik(request: Request, person_id: UUID) -> HttpResponse:
    form = forms.PurposeForm(request.POST)
    resident = found(queries.visible_to(request.user, person_id))
    if not form.is_valid():
        return show_person(request, person_id, form)
    nik = actions.reveal_nik(resident, **form.cleaned_data, by=request.user)
    response = show_person(request, person_id, forms.PurposeForm(), nik=nik)
    response["Cache-Control"] = "no-store"
    return response


@writes
def confirm_identity(request: Request, person_id: UUID) -> HttpResponse:
    resident = found(queries.visible_to(request.user, person_id))
    actions.confirm_identity(resident, by=request.user)
    messages.success(request, _("Identitas warga ini tercatat sudah diperiksa."))
    return go(reverse("people:person", args=[person_id]))
