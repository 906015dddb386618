"""The agenda in the browser: month, day and page for everybody, and its desk."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from balaikota.information.agenda import actions, forms, methods, queries, rules
from balaikota.information.agenda.models import Happening
from balaikota.information.review import actions as turns
from balaikota.information.review import queries as review
from balaikota.information.review import rules as duties
from balaikota.kit import marks, prose
from balaikota.kit.errors import found
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.kit.worktime import midnight

# --- for everybody --------------------------------------------------------------------------------


AHEAD = timedelta(days=45)


@hot(queries.version)
@reads(anyone=True)
def index(request: Request) -> HttpResponse:
    """From today on, across the end of the month: nobody turns the page on the thirtieth."""
    today = timezone.localdate()
    ahead = queries.between(midnight(today), midnight(today + AHEAD))
    shown = methods.Month(today.replace(day=1))
    return _show(request, shown, methods.by_day(ahead, today), is_ahead=True)


@hot(queries.version)
@reads(anyone=True)
def month(request: Request, month: str) -> HttpResponse:
    shown = found(methods.Month.read(month))
    return _show(request, shown, methods.by_day(queries.between(*shown.span), shown.first))


def _show(request: Request, shown: methods.Month, days: list[Any], *, is_ahead: bool = False) -> HttpResponse:
    busy = methods.days_of(queries.between(*shown.span))
    context = {
        "month": shown,
        "weeks": shown.weeks(busy),
        "days": days,
        "is_ahead": is_ahead,
        "today": timezone.localdate(),
        "language": request.LANGUAGE_CODE,
        "subscribe": settings.ADDRESS.partition("//")[2],
    }
    return page(request, "agenda/index.html", context)


@hot(queries.version)
@reads(anyone=True)
def day(request: Request, day: str) -> HttpResponse:
    try:
        shown = found(parse_date(day))
    except ValueError:
        shown = found(None)
    found(shown if 2000 <= shown.year <= 2099 else None)
    times = queries.between(midnight(shown), midnight(shown + timedelta(days=1)))
    context = {"day": shown, "times": times, "month": methods.Month(shown.replace(day=1))}
    return page(request, "agenda/day.html", context)


@hot(queries.version)
@reads(anyone=True)
def happening(request: Request, happening: str) -> HttpResponse:
    shown = queries.public(happening)
    said = methods.reading(shown.live, request.LANGUAGE_CODE)
    url = settings.ADDRESS + shown.get_absolute_url()
    now = timezone.now()
    context = {
        "happening": shown,
        "said": said,
        "url": url,
        "image": settings.ADDRESS + reverse("agenda:card", args=[shown.slug]),
        "times": [time for time in methods.times(found(shown.live)) if time[1] >= now][:12],
        "schema": prose.in_a_script(methods.schema_org(shown, said, url=url)),
        "may_write": request.user.is_authenticated and duties.may_enter(request.user),
    }
    return page(request, "agenda/happening.html", context)


# --- the desk -------------------------------------------------------------------------------------


@reads
def desk(request: Request) -> HttpResponse:
    shelf = request.GET.get("rak", "menunggu")
    shown = queries.at_desk(shelf, viewer=request.user, after=request.GET.get("sesudah", "")[:80])
    context = {
        "shelf": shelf,
        "shelves": queries.shelves(),
        "happenings": shown.rows,
        "next_url": f"?rak={shelf}&sesudah={shown.after}" if shown.after else "",
        "may_write": duties.may_write(request.user),
    }
    return page(request, "agenda/desk.html", context)


@reads
def written(request: Request, happening_id: uuid.UUID) -> HttpResponse:
    return _show_written(request, queries.happening(happening_id, viewer=request.user))


def _show_written(request: Request, shown: Happening, *, status: int = 200, **bound: Any) -> HttpResponse:
    head, viewer = review.head_of(shown), request.user
    context = {
        "happening": shown,
        "head": head,
        "readings": [methods.reading(head, language) for language in ("id", "en")],
        "rows": queries.compared(shown.live, head) if shown.live and shown.live != head else [],
        "versions": review.versions(shown),
        "events": review.story(shown),
        "may_write": duties.may_write(viewer),
        "may_send": duties.may_send(viewer, shown),
        "may_review": duties.may_review(viewer, shown, review.writers(shown)),
        "may_cancel": rules.may_cancel(viewer, shown),
        "send_back_form": forms.SendBackForm(initial={"number": head.number}),
        "cancel_form": forms.ReasonForm(),
    }
    return page(request, "agenda/written.html", context | bound, status=status)


@reads
def write(request: Request) -> HttpResponse:
    found(request.user if duties.may_write(request.user) else None)
    return _show_editor(request, forms.ContentForm(initial={"key": uuid.uuid4()}))


@writes
def begin(request: Request) -> HttpResponse:
    found(request.user if duties.may_write(request.user) else None)
    form = forms.ContentForm(request.POST)
    if not form.is_valid():
        return _show_editor(request, form, status=422)
    return go(actions.begin(form.content, key=form.cleaned_data["key"], by=request.user).desk_url)


@reads
def edit(request: Request, happening_id: uuid.UUID) -> HttpResponse:
    shown = _mine_to_write(request, happening_id)
    head = review.head_of(shown)
    form = forms.ContentForm(initial=queries.content(head))
    return _show_editor(request, form, happening=shown, based_on=head.number)


@writes
def revise(request: Request, happening_id: uuid.UUID) -> HttpResponse:
    shown = _mine_to_write(request, happening_id)
    form, before = forms.ContentForm(request.POST), marks.whole(request.POST.get("based_on"))
    if not form.is_valid():
        return _show_editor(request, form, happening=shown, based_on=before, status=422)
    mine = actions.revise(shown, form.content, based_on=before, by=request.user)
    if not mine.is_aside:
        return go(shown.desk_url)
    theirs = review.head_of(queries.happening(happening_id, viewer=request.user))
    told = {"rows": queries.compared(theirs, mine), "mine": mine, "theirs": theirs}
    return _show_editor(request, form, happening=shown, based_on=theirs.number, conflict=told, status=409)


def _mine_to_write(request: Request, happening_id: uuid.UUID) -> Happening:
    shown = queries.happening(happening_id, viewer=request.user)
    return found(shown if duties.may_write(request.user) else None)


def _show_editor(
    request: Request, form: forms.ContentForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    return page(request, "agenda/edit.html", {"form": form} | more, status=status)


@reads
def compare(request: Request, happening_id: uuid.UUID) -> HttpResponse:
    shown = queries.happening(happening_id, viewer=request.user)
    after = review.version_of(shown, marks.whole(request.GET.get("ke")))
    before = review.version_of(shown, marks.whole(request.GET.get("dari")))
    context = {"happening": shown, "before": before, "after": after, "rows": queries.compared(before, after)}
    return page(request, "agenda/compare.html", context)


@writes
def send(request: Request, happening_id: uuid.UUID) -> HttpResponse:
    shown = queries.happening(happening_id, viewer=request.user)
    turns.send(shown, by=request.user)
    messages.success(request, _("Terkirim. Petugas lain memeriksanya sebelum terbit."))
    return go(shown.desk_url)


@writes
def publish(request: Request, happening_id: uuid.UUID) -> HttpResponse:
    shown = queries.happening(happening_id, viewer=request.user)
    actions.publish(shown, marks.whole(request.POST.get("number")), by=request.user)
    return go(shown.desk_url)


@writes
def send_back(request: Request, happening_id: uuid.UUID) -> HttpResponse:
    shown, form = queries.happening(happening_id, viewer=request.user), forms.SendBackForm(request.POST)
    if not form.is_valid():
        return _show_written(request, shown, send_back_form=form, status=422)
    turns.send_back(shown, **form.cleaned_data, by=request.user)
    return go(shown.desk_url)


@writes
def cancel(request: Request, happening_id: uuid.UUID) -> HttpResponse:
    shown, form = queries.happening(happening_id, viewer=request.user), forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _show_written(request, shown, cancel_form=form, status=422)
    actions.cancel(shown, **form.cleaned_data, by=request.user)
    return go(shown.desk_url)
