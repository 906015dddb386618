"""The counter in the browser."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.counter import actions, forms, methods, queries, rules
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found, require
from balaikota.kit.http import Request, disclosed, go, page, reads, writes

AT_THE_COUNTER = "melayani warga di loket"

# --- typing for residents -------------------------------------------------------------------------


@reads
def desk(request: Request) -> HttpResponse:
    return _desk(request, forms.FindForm())


def _desk(request: Request, form: forms.FindForm, status: int = 200) -> HttpResponse:
    office = queries.own_office(request.user)
    context = {
        "office": office,
        "form": form,
        "typed": queries.typed_today(request.user),
        "coming": queries.count_today(office),
        "standings": queries.standings(office),
        "may_arrange": rules.may_arrange(request.user, office),
    }
    return page(request, "counter/desk.html", context, status=status)


@writes
def find(request: Request) -> HttpResponse:
    """By NIK, never through the address bar. Who is not known may be recorded from the card they show."""
    form = forms.FindForm(request.POST)
    queries.own_office(request.user)
    if not form.is_valid():
        return _desk(request, form, status=422)
    person = people.look_up(**form.cleaned_data, by=request.user)
    if person is None:
        record = forms.RecordForm(initial={"nik": form.cleaned_data["nik"]})
        return page(request, "counter/unknown.html", {"form": record}, status=422)
    return go(reverse("counter:resident", args=[person.pk]))


@writes
def record(request: Request) -> HttpResponse:
    queries.own_office(request.user)
    form = forms.RecordForm(request.POST)
    if not form.is_valid():
        return page(request, "counter/unknown.html", {"form": form}, status=422)
    person = people.record_person(**form.cleaned_data, by=request.user)
    return go(reverse("counter:resident", args=[person.pk]))


@reads
def resident(request: Request, person_id: uuid.UUID) -> HttpResponse:
    return _resident(request, queries.resident(person_id, viewer=request.user), forms.TypeForm())


def _resident(request: Request, person: Person, form: forms.TypeForm, status: int = 200) -> HttpResponse:
    said = {"by": request.user, "subject": person, "purpose": AT_THE_COUNTER}
    disclosed(name="people.opened", about=person, what="data", **said)
    return page(request, "counter/resident.html", {"person": person, "form": form}, status=status)


@writes
def type_for(request: Request, person_id: uuid.UUID) -> HttpResponse:
    person, form = queries.resident(person_id, viewer=request.user), forms.TypeForm(request.POST)
    if not form.is_valid():
        return _resident(request, person, form, status=422)
    service = catalogue.service(form.cleaned_data["service"])
    checked = form.cleaned_data["identity_checked"]
    return go(actions.type_for(person, service, identity_checked=checked, by=request.user))


# --- appointments of an office --------------------------------------------------------------------


@reads
def day(request: Request) -> HttpResponse:
    """Who comes today, or on another day: by number, without names."""
    office = queries.own_office(request.user)
    on = _day(request.GET.get("tanggal", ""))
    context = {
        "office": office,
        "on": on,
        "is_today": on == timezone.localdate(),
        "may_note": on <= timezone.localdate(),
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
        "now": timezone.now(),
        "appointments": queries.day_list(office, on),
        "may_arrange": rules.may_arrange(request.user, office),
    }
    return page(request, "counter/day.html", context)


def _day(text: str) -> date:
    try:
        return parse_date(text) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


@writes
def present(request: Request, appointment_id: uuid.UUID) -> HttpResponse:
    appointment = queries.appointment(appointment_id, viewer=request.user)
    actions.note_present(appointment, by=request.user)
    return _back_to(timezone.localdate(appointment.slot.starts_at))


@writes
def no_show(request: Request, appointment_id: uuid.UUID) -> HttpResponse:
    appointment = queries.appointment(appointment_id, viewer=request.user)
    actions.note_no_show(appointment, by=request.user)
    return _back_to(timezone.localdate(appointment.slot.starts_at))


def _back_to(on: date) -> HttpResponse:
    return go(f"{reverse('counter:day')}?tanggal={on.isoformat()}")


@reads
def hours(request: Request) -> HttpResponse:
    return _hours(request, queries.arranged_office(request.user), forms.HoursForm(), forms.LineForm())


def _hours(
    request: Request, office: Agency, form: forms.HoursForm, line_form: forms.LineForm, status: int = 200
) -> HttpResponse:
    context = {
        "office": office,
        "hours": queries.hours(office),
        "form": form,
        "lines": queries.lines(office),
        "line_form": line_form,
    }
    return page(request, "counter/hours.html", context, status=status)


@writes
def open_hours(request: Request) -> HttpResponse:
    office, form = queries.arranged_office(request.user), forms.HoursForm(request.POST)
    if not form.is_valid():
        return _hours(request, office, form, forms.LineForm(), status=422)
    said: Any = form.cleaned_data
    actions.open_hours(office, said, by=request.user)
    return go(reverse("counter:hours"))


@writes
def close_hours(request: Request, opening_id: int) -> HttpResponse:
    office = queries.arranged_office(request.user)
    actions.close_hours(queries.opening(opening_id, office=office), by=request.user)
    return go(reverse("counter:hours"))


@writes
def open_line(request: Request) -> HttpResponse:
    office, form = queries.arranged_office(request.user), forms.LineForm(request.POST)
    if not form.is_valid():
        return _hours(request, office, forms.HoursForm(), form, status=422)
    actions.open_line(office, **form.cleaned_data, by=request.user)
    return go(reverse("counter:hours"))


# --- the appointment of a case ------------------------------------------------------------------


@reads
def appointment(request: Request, number: str) -> HttpResponse:
    return _appointment(request, queries.case_to_come(number, viewer=request.user))


def _appointment(
    request: Request, case: Case, form: forms.TimeForm | None = None, status: int = 200
) -> HttpResponse:
    office, is_officer = case.desk.agency, request.user.pk != case.applicant_id
    may_choose = rules.may_choose_time(request.user, case)
    if is_officer:
        said = {"by": request.user, "subject": case.applicant, "purpose": AT_THE_COUNTER}
        disclosed(name="cases.opened", about=case, **said)
    context = {
        "case": case,
        "is_officer": is_officer,
        "office": office,
        "last": queries.last_of(case),
        "may_choose": may_choose,
        "days": queries.free(office) if may_choose else [],
        "form": form,
        "ahead": methods.AHEAD,
    }
    return page(request, "counter/appointment.html", context, status=status)


@writes
def choose_time(request: Request, number: str) -> HttpResponse:
    case, form = queries.case_to_come(number, viewer=request.user), forms.TimeForm(request.POST)
    if not form.is_valid():
        return _appointment(request, case, form, status=422)
    actions.choose_time(case, form.cleaned_data["at"], by=request.user)
    messages.success(request, _("Waktu tersimpan. Pemohon diingatkan sehari sebelumnya."))
    return go(reverse("counter:appointment", args=[number]))


@writes
def cancel(request: Request, number: str) -> HttpResponse:
    case = queries.case_to_come(number, viewer=request.user)
    actions.cancel(found(queries.booked(case)), by=request.user)
    return go(reverse("counter:appointment", args=[number]))


@reads
def calendar_file(request: Request, number: str) -> HttpResponse:
    """For the applicant's own calendar (iCalendar)."""
    last = found(queries.last_of(queries.case_to_come(number, viewer=request.user)))
    text = methods.calendar_file(queries.entry(last))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="janji-{number}.ics"'
    return answer


# --- the queue ------------------------------------------------------------------------------------


@reads
def queue(request: Request, code: str) -> HttpResponse:
    """Numbers to give and to call. The window stays in the address, so that it is typed once a day."""
    office = queries.served_office(code, viewer=request.user)
    window = request.GET.get("loket", "")
    context = {
        "office": office,
        "window": window if window.isdigit() else "",
        "standings": queries.standings(office),
        "mine": queries.in_hand(request.user, timezone.localdate()),
        "called": queries.now_called(office),
        "skipped": queries.skipped(office),
        "may_arrange": rules.may_arrange(request.user, office),
    }
    return page(request, "counter/queue.html", context)


def _to_queue(code: str, window: str | int = "") -> HttpResponse:
    here = reverse("counter:queue", args=[code])
    return go(f"{here}?loket={window}" if str(window).isdigit() else here)


@writes
def issue(request: Request, code: str, line_id: int) -> HttpResponse:
    office = queries.served_office(code, viewer=request.user)
    ticket = actions.issue(queries.line(line_id, office=office), by=request.user)
    return go(reverse("counter:slip", args=[code, ticket.pk]))


@reads
def slip(request: Request, code: str, ticket_id: int) -> HttpResponse:
    """The number as paper or as read out: how many are before it, and where to look."""
    ticket = queries.ticket(ticket_id, office=queries.served_office(code, viewer=request.user))
    standing = next(
        (each for each in queries.standings(ticket.line.office) if each.line == ticket.line), None
    )
    context = {"ticket": ticket, "ahead": queries.ahead_of(ticket), "standing": standing}
    return page(request, "counter/slip.html", context)


@writes
def call_next(request: Request, code: str, line_id: int) -> HttpResponse:
    office = queries.served_office(code, viewer=request.user)
    window = _window(request)
    actions.call_next(queries.line(line_id, office=office), window, by=request.user)
    return _to_queue(code, window)


@writes
def call_again(request: Request, code: str, ticket_id: int) -> HttpResponse:
    ticket = queries.ticket(ticket_id, office=queries.served_office(code, viewer=request.user))
    window = _window(request)
    actions.call_again(ticket, window, by=request.user)
    return _to_queue(code, window)


@writes
def skip(request: Request, code: str, ticket_id: int) -> HttpResponse:
    ticket = queries.ticket(ticket_id, office=queries.served_office(code, viewer=request.user))
    actions.skip(ticket, by=request.user)
    return _to_queue(code, ticket.window or "")


@writes
def finish(request: Request, code: str, ticket_id: int) -> HttpResponse:
    ticket = queries.ticket(ticket_id, office=queries.served_office(code, viewer=request.user))
    actions.finish(ticket, by=request.user)
    return _to_queue(code, ticket.window or "")


def _window(request: Request) -> int:
    form = forms.WindowForm(request.POST)
    require(form.is_valid(), _("Tulis nomor loket Anda, dari 1 sampai 99, lalu panggil lagi."), status=422)
    return int(form.cleaned_data["window"])


@reads(anyone=True)
def screen(request: Request, code: str) -> HttpResponse:
    """For everybody in the hall: numbers and windows, nothing about anybody."""
    office = queries.office(code)
    context = {"office": office, "called": queries.now_called(office), "standings": queries.standings(office)}
    return page(request, "counter/screen.html", context, parts=["giliran"])
