"""The working calendar: for everybody to read, for its keeper to change."""

from django.http import HttpResponse
from django.utils import timezone

from balaikota.engine.deadlines import actions, forms, queries
from balaikota.kit.errors import found
from balaikota.kit.http import Request, go, page, reads, writes

CALENDAR = "/kalender-kerja/"


@reads(anyone=True)
def calendar(request: Request, year: int | None = None) -> HttpResponse:
    """The days off of a year. Residents see why a limit lies where it lies."""
    year = year or timezone.localdate().year
    found(year if 2000 <= year <= 2100 else None)
    keeps = queries.keeps_calendar(request.user)
    context = {
        "year": year,
        "years": queries.years(year),
        "holidays": queries.holidays(year),
        "form": forms.HolidayForm() if keeps else None,
    }
    return page(request, "deadlines/calendar.html", context)


@reads
def adding(request: Request) -> HttpResponse:
    """What a new day off would move, before it is added."""
    found(queries.keeps_calendar(request.user) or None)
    form = forms.HolidayForm(request.GET)
    effect = queries.effect_of_adding(form.cleaned_data["on"]) if form.is_valid() else None
    context = {"form": form, "effect": effect, "day": form.cleaned_data.get("on")}
    return page(request, "deadlines/adding.html", context, status=200 if effect else 422)


@writes
def add(request: Request) -> HttpResponse:
    found(queries.keeps_calendar(request.user) or None)
    form = forms.HolidayForm(request.POST)
    if form.is_valid():
        holiday = actions.add_holiday(**form.cleaned_data, by=request.user)
        return go(f"{CALENDAR}{holiday.on.year}/")
    return page(request, "deadlines/adding.html", {"form": form}, status=422)


@reads
def withdrawing(request: Request, id: int) -> HttpResponse:
    """What moves when this becomes a working day again, before it does."""
    holiday = queries.holiday(id, viewer=request.user)
    context = {"holiday": holiday, "effect": queries.effect_of_withdrawing(holiday)}
    return page(request, "deadlines/withdrawing.html", context)


@writes
def withdraw(request: Request, id: int) -> HttpResponse:
    holiday = queries.holiday(id, viewer=request.user)
    actions.withdraw_holiday(holiday, by=request.user)
    return go(f"{CALENDAR}{holiday.on.year}/")
