"""A coach's day, a business's coaching, one meeting."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from balaikota.enterprises.coaching import actions, forms, methods, queries, rules
from balaikota.enterprises.coaching.models import Coach, Mentoring, Session
from balaikota.enterprises.production import actions as production
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register import rules as duties
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.files.contract import UnusableFile
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.pictures import queries as photos
from balaikota.kit.errors import found
from balaikota.kit.http import Request, either, go, page, reads, writes

# --- the coach's day ------------------------------------------------------------------------------


@reads
def day(request: Request) -> HttpResponse:
    """Meetings of a day on a map in the order of the way, and what else waits."""
    found(request.user if rules.may_enter(request.user) else None)
    today = timezone.localdate()
    try:
        asked = parse_date(request.GET.get("hari", "")) or today
    except ValueError:
        asked = today
    asked = min(max(asked, today - timedelta(days=366)), today + timedelta(days=366))
    context = queries.day_of(request.user, asked) | {
        "before": asked - timedelta(days=1), "after": asked + timedelta(days=1), "is_today": asked == today,
        "is_manager": duties.is_manager(request.user),
        "waiting": queries.waiting()[:30] if duties.is_manager(request.user) else [],
        "coaches": queries.coaches() if duties.is_manager(request.user) else [],
    }  # fmt: skip
    return page(request, "coaching/day.html", context)


def _profile(coach: Coach | None) -> dict[str, Any]:
    if coach is None:
        return {"weekly_cap": methods.practice()["weekly_cap"]}
    names = ("districts", "weekly_cap", "paused_from", "paused_until", "paused_why")
    return {"fields_known": coach.fields} | {name: getattr(coach, name) for name in names}


@reads
def _profile_form(request: Request) -> HttpResponse:
    found(request.user if duties.is_coach(request.user) else None)
    form = forms.CoachForm(initial=_profile(queries.coach_of(request.user)))
    return page(request, "coaching/profile.html", {"form": form})


@writes
def _set_up(request: Request) -> HttpResponse:
    found(request.user if duties.is_coach(request.user) else None)
    form = forms.CoachForm(request.POST)
    if not form.is_valid():
        return page(request, "coaching/profile.html", {"form": form}, status=422)
    said = form.cleaned_data
    is_pause = said["paused_from"] and said["paused_until"]
    pause = actions.Pause(said["paused_from"], said["paused_until"], said["paused_why"]) if is_pause else None
    actions.set_up(
        request.user, said["fields_known"], said["districts"], said["weekly_cap"], pause, by=request.user
    )
    messages.success(request, _("Tersimpan."))
    return go(reverse("coaching:day"))


profile = either(_profile_form, _set_up)

# --- one business ---------------------------------------------------------------------------------


@reads
def business(request: Request, number: str) -> HttpResponse:
    return show(request, register.enterprise(number, viewer=request.user))


def show(request: Request, enterprise: Enterprise, status: int = 200, **bound: Any) -> HttpResponse:
    blank = {
        "ask": forms.RequestForm(), "plan": forms.PlanForm(), "measure": forms.MeasureForm(),
        "end": forms.EndForm(auto_id="id_end_%s"), "pass_on": forms.PassOnForm(auto_id="id_pass_%s"),
    }  # fmt: skip
    context = queries.page_of(enterprise, request.user)
    context |= {
        "forms": blank | bound,
        "wrong": next(iter(bound.values()), None),
        "open": next(iter(bound), ""),
    }
    return page(request, "coaching/business.html", context, status=status)


def _enterprise(request: Request, number: str) -> Enterprise:
    return register.enterprise(number, viewer=request.user)


def _mentoring(request: Request, number: str) -> Mentoring:
    return found(queries.current(_enterprise(request, number)))


def _done(number: str) -> HttpResponse:
    return go(reverse("coaching:business", args=[number]))


def _officer(request: Request) -> None:
    """What officers do with a business is not there for its owner."""
    found(request.user if duties.is_officer(request.user) else None)


@writes
def request_coach(request: Request, number: str) -> HttpResponse:
    enterprise, form = _enterprise(request, number), forms.RequestForm(request.POST)
    if not form.is_valid():
        return show(request, enterprise, 422, ask=form)
    row = actions.request(enterprise, form.cleaned_data["field"], form.cleaned_data["wish"], by=request.user)
    told = (
        _("Pendamping Anda: %s.") % row.coach.person.name
        if row.coach
        else _("Anda masuk daftar tunggu pendamping.")
    )
    messages.success(request, told)
    return _done(number)


@writes
def plan(request: Request, number: str) -> HttpResponse:
    _officer(request)
    mentoring, form = _mentoring(request, number), forms.PlanForm(request.POST)
    if not form.is_valid():
        return show(request, mentoring.enterprise, 422, plan=form)
    actions.plan(mentoring, form.cleaned_data["kind"], form.cleaned_data["at"], by=request.user)
    messages.success(request, _("Pertemuan dijadwalkan; pemilik diberi tahu."))
    return _done(number)


@writes
def measure(request: Request, number: str) -> HttpResponse:
    _officer(request)
    enterprise, form = _enterprise(request, number), forms.MeasureForm(request.POST)
    if not form.is_valid():
        return show(request, enterprise, 422, measure=form)
    production.measure(enterprise, production.Measured(**form.cleaned_data), by=request.user)
    return _done(number)


@writes
def end(request: Request, number: str) -> HttpResponse:
    mentoring, form = _mentoring(request, number), forms.EndForm(request.POST, auto_id="id_end_%s")
    if not form.is_valid():
        return show(request, mentoring.enterprise, 422, end=form)
    actions.end(mentoring, form.cleaned_data["how"], by=request.user)
    return _done(number)


@writes
def pass_on(request: Request, number: str) -> HttpResponse:
    _officer(request)
    mentoring, form = _mentoring(request, number), forms.PassOnForm(request.POST, auto_id="id_pass_%s")
    if not form.is_valid():
        return show(request, mentoring.enterprise, 422, pass_on=form)
    actions.pass_on(mentoring, form.cleaned_data["field"], by=request.user)
    return _done(number)


@writes
def settle(request: Request, pk: int) -> HttpResponse:
    agreement = queries.agreement(pk, viewer=request.user)
    actions.settle(agreement, by=request.user)
    return _done(agreement.mentoring.enterprise.number)


# --- one meeting ----------------------------------------------------------------------------------


@reads
def session(request: Request, pk: int) -> HttpResponse:
    return show_session(request, queries.session(pk, viewer=request.user))


def show_session(
    request: Request, session: Session, form: forms.HoldForm | None = None, kept: Any = (), status: int = 200
) -> HttpResponse:
    mentoring = session.mentoring
    owns = register.owns(request.user, mentoring.enterprise)
    context = {
        "session": session, "mentoring": mentoring, "enterprise": mentoring.enterprise, "photos": photos.of(session),
        "agreements": session.agreements.order_by("due_on"), "form": form or forms.HoldForm(), "kept": kept,
        "may_work": rules.may_work(request.user, mentoring, owns=owns),
        "may_cancel": rules.may_settle(request.user, mentoring, owns=owns),
        "spots": queries.spots([session]),
    }  # fmt: skip
    return page(request, "coaching/session.html", context, status=status)


@writes
def hold(request: Request, pk: int) -> HttpResponse:
    """The minutes. What is no photo is said beside its field; nothing typed or brought is lost."""
    session, form = queries.session(pk, viewer=request.user), forms.HoldForm(request.POST)
    kept, fault = _kept(request)
    if fault:
        form.add_error(None, fault)
    if not form.is_valid():
        return show_session(request, session, form, kept, 422)
    said = form.cleaned_data
    told = actions.Minutes(said["notes"], said["minutes"], said["agreed"], [photo.pk for photo in kept])
    actions.hold(session, told, by=request.user)
    messages.success(request, _("Catatan pertemuan tersimpan."))
    return go(reverse("coaching:session", args=[pk]))


def _kept(request: Request) -> tuple[list[Any], str]:
    kept = photos.loose(forms.uuids(request.POST.getlist("kept")), viewer=request.user)
    fault = ""
    for upload in request.FILES.getlist("photos")[: forms.MOST_PHOTOS]:
        try:
            kept.append(pictures.receive(upload, by=request.user))
        except UnusableFile as refusal:
            fault = refusal.sentence
    return kept, fault


@writes
def miss(request: Request, pk: int) -> HttpResponse:
    session = queries.session(pk, viewer=request.user)
    actions.miss(session, by=request.user)
    return _done(session.mentoring.enterprise.number)


@writes
def cancel(request: Request, pk: int) -> HttpResponse:
    session = queries.session(pk, viewer=request.user)
    actions.cancel(session, by=request.user)
    return _done(session.mentoring.enterprise.number)
