"""Reporting in two short pages, and a report's own page."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.complaints.reports import actions, forms, methods, queries
from balaikota.complaints.reports.models import Report, Source
from balaikota.complaints.topics import queries as topics
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.pictures import queries as photos
from balaikota.foundation.pictures.models import Picture
from balaikota.foundation.regions import queries as regions
from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.kit.throttle import slow_down, visitor

MOST_AN_HOUR = 60
CODES, JOINER = "report_codes", "report_joiner"
FROM_THE_OUTBOX = "X-Luring"  # set by the service worker (`foundation/offline`)
HIDES = ("is_anonymous", "is_private")
CARRIED = ("key", "case_number", "text", "lat", "lon", "kelurahan", "address")

# --- reporting ------------------------------------------------------------------------------------


def _person(request: Request) -> Any:
    return request.user if request.user.is_authenticated else None


def _slow_down(request: Request, what: str, tries: int, *, about: str = "") -> None:
    """Who is signed in counts alone; many phones share one address (the carriers' NAT), so that has room for them."""
    who = f"person:{request.user.pk}" if request.user.is_authenticated else visitor(request)
    slow_down(what, f"{who}:{about}", tries=tries, minutes=60)


@reads(anyone=True)
def _start(request: Request) -> HttpResponse:
    """`tentang` is what the page before was about, such as a product's code: the report begins with it."""
    case_number = request.GET.get("permohonan", "")[:24]
    about = " ".join(request.GET.get("tentang", "").split())[:80]
    said = {"key": uuid.uuid4(), "case_number": case_number, "text": f"{about}: " if about else ""}
    form = forms.ReportForm(initial=said)
    return _first_page(request, form, [])


def _first_page(
    request: Request, form: forms.ReportForm, kept: list[Picture], status: int = 200
) -> HttpResponse:
    """The copy a phone keeps (`?luring`) is nobody's page: it asks what concerns people who are signed in too."""
    has_name = request.user.is_authenticated or "luring" in request.GET
    context = {"form": form, "kept": kept, "has_name": has_name}
    return page(request, "reports/start.html", context, status=status)


@writes(anyone=True)
def _check(request: Request) -> HttpResponseBase:
    """The second page: topic by the words, near reports to join, and who sees it. Nothing is sent yet.

    What a phone kept while it had no network comes without anybody to look at a second page: it is sent.
    """
    if request.headers.get(FROM_THE_OUTBOX):
        return send(request)
    form = forms.ReportForm(request.POST, request.FILES)
    kept = _kept_photos(request, form)
    if not form.is_valid():
        return _first_page(request, form, kept, status=422)
    said = _placed(request, form, kept)
    return _show_check(request, forms.SendForm(initial=said), said, kept)


start = either(_start, _check)


def _show_check(
    request: Request, form: forms.SendForm, said: dict[str, Any], kept: list[Picture], status: int = 200
) -> HttpResponse:
    likely = topics.suggested(said.get("text") or "")
    chosen = topics.topic(form.data.get("topic", "")) or (likely[0] if likely else None)
    if chosen and not form.is_bound:
        form.initial["topic"] = chosen.slug
    lat, lon = said.get("lat"), said.get("lon")
    near = queries.nearby(chosen, lat, lon) if chosen and lat is not None and lon is not None else []
    context = {"form": form, "said": said, "kept": kept, "likely": likely, "chosen": chosen, "near": near}
    context["carried"] = [(name, _carried(said.get(name))) for name in CARRIED]
    context["hides"] = [name for name in HIDES if said.get(name)]
    return page(request, "reports/check.html", context, status=status)


def _carried(value: Any) -> str:
    """One answer of the first page on its way through the second."""
    return "" if value is None else str(getattr(value, "code", value))


@writes(anyone=True)
def back(request: Request) -> HttpResponse:
    """The first page again, as it was filled in."""
    kept = _kept_before(request)
    form = forms.ReportForm(initial={name: request.POST.get(name, "") for name in (*CARRIED, *HIDES)})
    return _first_page(request, form, kept)


@writes(anyone=True)
def send(request: Request) -> HttpResponse:
    if sent := _sent_before(request):
        return go(sent)
    form = forms.SendForm(_with_topic(request), request.FILES)
    kept = _kept_photos(request, form)
    if not form.is_valid():
        if set(form.errors) - {"topic", "contact"}:
            return _first_page(request, form, kept, status=422)
        return _show_check(request, form, form.cleaned_data, kept, status=422)
    said = _placed(request, form, kept)
    try:
        _slow_down(request, "report", MOST_AN_HOUR)
    except Refusal as refusal:  # what was typed stays on the page
        form.add_error(None, refusal.sentence)
        response = _show_check(request, form, said, kept, status=refusal.status)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    key, _photos = said.pop("key"), said.pop("photos")
    letter = actions.Letter(**said, pictures=tuple(photo.pk for photo in kept))
    report = actions.send(letter, key=key, by=_person(request))
    _remember(request, report.number, queries.code_of(report))
    return go(report)


def _sent_before(request: Request) -> Report | None:
    """The same form again: its key is known to nobody but the browser that made it."""
    key = request.POST.get("key", "")
    report = queries.by_key(uuid.UUID(key)) if methods.is_uuid(key) else None
    if (
        report is not None and report.source != Source.WEB
    ):  # a partner's key is no proof of being the reporter
        return None
    if report is not None:
        _remember(request, report.number, queries.code_of(report))
    return report


def _with_topic(request: Request) -> Any:
    """A form that never saw the second page gets the topic its words suggest; the coordinator looks at it anyway."""
    said = request.POST.copy()
    if "topic" not in said:
        likely = topics.suggested(said.get("text", ""), most=1) or list(topics.topics())[-1:]
        said["topic"] = likely[0].slug if likely else ""
    return said


def _kept_before(request: Request) -> list[Picture]:
    ids = [each for each in request.POST.getlist("kept") if methods.is_uuid(each)]
    return photos.loose(ids, viewer=_person(request))


def _kept_photos(request: Request, form: forms.ReportForm) -> list[Picture]:
    """Those brought now and those brought before; what is no photo is said beside its field, the others stay."""
    kept, person = _kept_before(request), _person(request)
    if not form.is_valid() and "photos" in form.errors:
        return kept
    for upload in form.cleaned_data.get("photos", [])[: forms.MOST_PHOTOS - len(kept)]:
        try:
            _slow_down(request, "report-photo", 150)
            kept.append(pictures.receive(upload, by=person))
        except Refusal as refusal:
            form.add_error("photos", refusal.sentence)
    return kept


def _placed(request: Request, form: forms.ReportForm, kept: list[Picture]) -> dict[str, Any]:
    """What was said; a point that was not set is taken from a photo, when that lies in the city."""
    said = dict(form.cleaned_data)
    if said["lat"] is None:
        noted = [(photo.lat, photo.lon) for photo in kept if photo.lat is not None and photo.lon is not None]
        for lat, lon in noted[:1]:
            village = regions.village_at(lat, lon)
            if village is not None:
                said |= {"lat": lat, "lon": lon, "kelurahan": said["kelurahan"] or village}
    return said


def _codes(request: Request) -> str:
    """Where the session keeps the codes of whoever uses it now: who signs in does not inherit those of before."""
    return f"{CODES}:{request.user.pk or ''}"


def _remember(request: Request, number: str, code: str) -> None:
    """This browser opens the report again without typing the code, as long as the same person uses it."""
    name = _codes(request)
    request.session[name] = {**request.session.get(name, {}), number: code}


# --- a report's page ------------------------------------------------------------------------------


def _code(request: Request, number: str) -> str:
    return str(request.session.get(_codes(request), {}).get(number.upper(), ""))


@reads(anyone=True)
def report(request: Request, number: str) -> HttpResponse:
    return show(request, number)


def show(request: Request, number: str, status: int = 200, **bound: Any) -> HttpResponse:
    """What everybody may see; the reporter sees more. A hidden report and none at all look the same."""
    viewer, code = _person(request), _code(request, number)
    seen = queries.seen(number, viewer=viewer, code=code)
    code_form = bound.get("code_form") or forms.CodeForm()
    if seen is None:
        told = {"number": number, "form": code_form}
        return page(request, "reports/code.html", told, status=404 if status == 200 else status)
    context = {"form": None, **queries.report_page(seen, viewer=viewer, code=code)}
    hidden = {"is_anonymous": seen.is_anonymous, "is_private": seen.is_private}
    context |= {
        "answer_form": bound.get("answer_form") or forms.AnswerForm(),
        "reopen_form": bound.get("reopen_form") or forms.ReopenForm(),
        "show_form": forms.ShowAsForm(initial=hidden),
        "code_form": code_form,
        "wrong": next((form for form in bound.values() if form), None),
    }
    return page(request, "reports/report.html", context, status=status)


def _tracked(request: Request, form: forms.CodeForm, number: str) -> Report | None:
    """The report this number and code open, remembered by this browser; or a word beside the code."""
    _slow_down(request, "report-code", 10, about=number.strip().upper())
    report = queries.tracked(number, form.cleaned_data["code"])
    if report is None:
        form.add_error("code", _("Kode ini tidak cocok dengan nomor laporan. Periksa keduanya."))
    else:
        _remember(request, report.number, queries.code_of(report))
    return report


@writes(anyone=True)
def open_with_code(request: Request, number: str) -> HttpResponse:
    form = forms.CodeForm(request.POST)
    if form.is_valid() and (report := _tracked(request, form, number)):
        return go(report)
    return show(request, number, status=422, code_form=form)


@reads(anyone=True)
def _ask_code(request: Request) -> HttpResponse:
    form = forms.TrackForm(initial={"number": request.GET.get("nomor", "")[:24]})
    return page(request, "reports/track.html", {"form": form})


@writes(anyone=True)
def _open_with_both(request: Request) -> HttpResponse:
    form = forms.TrackForm(request.POST)
    if form.is_valid() and (report := _tracked(request, form, form.cleaned_data["number"])):
        return go(report)
    return page(request, "reports/track.html", {"form": form}, status=422)


track = either(_ask_code, _open_with_both)


def _theirs(request: Request, number: str) -> Report:
    return found(queries.seen(number, viewer=_person(request), code=_code(request, number)))


@writes(anyone=True)
def join(request: Request, number: str) -> HttpResponse:
    _slow_down(request, "report-join", 30)
    report = _theirs(request, number)
    key = request.session.setdefault(JOINER, str(uuid.uuid4()))
    actions.join(report, key=uuid.UUID(key), by=_person(request))
    messages.success(request, _("Suara Anda ditambahkan pada laporan ini."))
    return go(report)


@writes(anyone=True)
def answer(request: Request, number: str) -> HttpResponse:
    report, form = _theirs(request, number), forms.AnswerForm(request.POST)
    actions.theirs(report, _person(request), _code(request, number))
    if not form.is_valid():
        return show(request, number, status=422, answer_form=form)
    actions.answer(report, **form.cleaned_data, by=_person(request), code=_code(request, number))
    messages.success(request, _("Jawaban Anda sudah diteruskan."))
    return go(report)


@writes(anyone=True)
def confirm(request: Request, number: str) -> HttpResponse:
    report = _theirs(request, number)
    actions.confirm(report, by=_person(request), code=_code(request, number))
    messages.success(request, _("Terima kasih. Laporan ini selesai menurut Anda."))
    return go(report)


@writes(anyone=True)
def reopen(request: Request, number: str) -> HttpResponse:
    report, form = _theirs(request, number), forms.ReopenForm(request.POST)
    actions.theirs(report, _person(request), _code(request, number))
    if not form.is_valid():
        return show(request, number, status=422, reopen_form=form)
    if actions.reopen(report, **form.cleaned_data, by=_person(request), code=_code(request, number)):
        messages.success(request, _("Laporan dibuka kembali dengan batas waktu baru."))
    else:
        messages.info(request, _("Laporan ini sudah dibuka kembali."))
    return go(report)


@writes(anyone=True)
def show_as(request: Request, number: str) -> HttpResponse:
    report, form = _theirs(request, number), forms.ShowAsForm(request.POST)
    found(form if form.is_valid() else None)
    actions.show_as(report, **form.cleaned_data, by=_person(request), code=_code(request, number))
    messages.success(request, _("Tersimpan."))
    return go(report)


@writes
def begin_application(request: Request, number: str) -> HttpResponse:
    return go(actions.begin_application(_theirs(request, number), by=request.user))


@reads(anyone=True)
def law(request: Request) -> HttpResponse:
    """The clocks and the life cycle, each with its source."""
    return page(
        request,
        "reports/law.html",
        {"law": methods.law(), "kinds": queries.kinds(), "new": reverse("reports:start")},
    )
