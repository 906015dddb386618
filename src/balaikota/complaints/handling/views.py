"""The desk of complaints: what waits, and one report with everything that may be done with it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.complaints.handling import actions, forms, queries
from balaikota.complaints.reports import actions as reports
from balaikota.complaints.reports import methods, rules
from balaikota.complaints.reports.models import Report
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.files.contract import UnusableFile
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.pictures import queries as photos
from balaikota.kit.errors import found
from balaikota.kit.http import Request, disclosed, go, page, reads, writes

PURPOSE = "menangani pengaduan warga"


@reads
def index(request: Request) -> HttpResponse:
    """The viewer's lists; the first that has something is shown first."""
    found(request.user if queries.may_enter(request.user) else None)
    lists = queries.lists_of(request.user)
    counts = {name: rows.count() for name, rows in lists.items()}
    first = next((name for name, number in counts.items() if number), next(iter(counts)))
    chosen = request.GET.get("tampil", "")
    chosen = chosen if chosen in lists else first
    rows, after = queries.page_of(lists[chosen], after=request.GET.get("sesudah", ""))
    next_url = f"?tampil={chosen}&sesudah={after}" if after else ""
    context = {"rows": rows, "counts": counts, "chosen": chosen, "next_url": next_url}
    return page(request, "handling/index.html", context)


@reads
def sp4n(request: Request) -> HttpResponse:
    """Whole texts of the whole city, private ones among them: for who forwards them."""
    found(request.user if rules.is_coordinator(request.user) else None)
    response = HttpResponse(queries.sp4n_rows(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sp4n-lapor.csv"'
    return response


@reads
def report(request: Request, number: str) -> HttpResponse:
    return show(request, queries.report(number, viewer=request.user))


def show(request: Request, report: Report, status: int = 200, **bound: Any) -> HttpResponse:
    """Everything the desk may see. Whose it is reads afterwards that it was opened, once an hour."""
    if report.reporter and not audit.looked_lately(report, request.user):
        opened = {"name": "reports.opened", "about": report, "subject": report.reporter}
        disclosed(**opened, by=request.user, purpose=PURPOSE)
    seen = queries.staff_page(report, viewer=request.user)
    known = {"topic": report.topic.slug, "kind": report.kind}
    blank = {
        "verify": forms.VerifyForm(initial=known),
        "postpone": forms.SaidForm(label=_("Yang perlu dilengkapi")),
        "forward": forms.ForwardForm(label=_("Alasan")),
        "archive": forms.ArchiveForm(report=report, label=_("Penjelasan untuk pelapor")),
        "suggest_service": forms.ServiceForm(label=_("Penjelasan untuk pelapor")),
        "review": forms.ReviewForm(initial={"public_text": report.public_text}),
        "note_progress": forms.SaidForm(label=_("Kabar untuk pelapor")),
        "ask": forms.SaidForm(label=_("Pertanyaan")),
        "hand_over": forms.HandOverForm(report=report),
        "complete": forms.CompleteForm(report=report),
    }
    wrong = next(iter(bound.values()), None)
    context = seen | {"forms": blank | bound, "wrong": wrong, "kept": getattr(wrong, "proof", [])}
    context["open"] = next(iter(bound), "")
    return page(request, "handling/report.html", context, status=status)


def _report(request: Request, number: str) -> Report:
    return queries.report(number, viewer=request.user)


def _coordinated(request: Request, number: str) -> Report:
    """What the coordinator does with a report is not there for the unit that has it."""
    found(request.user if rules.is_coordinator(request.user) else None)
    return _report(request, number)


@writes
def verify(request: Request, number: str) -> HttpResponse:
    report, form = _coordinated(request, number), forms.VerifyForm(request.POST)
    if not form.is_valid():
        return show(request, report, 422, verify=form)
    if actions.verify(report, **form.cleaned_data, by=request.user):
        messages.success(request, _("Terverifikasi dan diteruskan."))
    else:
        messages.info(request, _("Laporan ini sudah diverifikasi."))
    return go(reverse("handling:report", args=[number]))


@writes
def postpone(request: Request, number: str) -> HttpResponse:
    report, form = (
        _coordinated(request, number),
        forms.SaidForm(request.POST, label=_("Yang perlu dilengkapi")),
    )
    if not form.is_valid():
        return show(request, report, 422, postpone=form)
    actions.postpone(report, form.cleaned_data["text"], by=request.user)
    return go(reverse("handling:report", args=[number]))


@writes
def forward(request: Request, number: str) -> HttpResponse:
    report, form = _coordinated(request, number), forms.ForwardForm(request.POST, label=_("Alasan"))
    if not form.is_valid():
        return show(request, report, 422, forward=form)
    actions.forward(report, form.cleaned_data["to"], reason=form.cleaned_data["text"], by=request.user)
    return go(reverse("handling:report", args=[number]))


@writes
def archive(request: Request, number: str) -> HttpResponse:
    report = _coordinated(request, number)
    form = forms.ArchiveForm(request.POST, report=report, label=_("Penjelasan untuk pelapor"))
    if not form.is_valid():
        return show(request, report, 422, archive=form)
    actions.archive(report, **form.cleaned_data, by=request.user)
    return go(reverse("handling:report", args=[number]))


@writes
def suggest_service(request: Request, number: str) -> HttpResponse:
    report = _report(request, number)
    form = forms.ServiceForm(request.POST, label=_("Penjelasan untuk pelapor"))
    if not form.is_valid():
        return show(request, report, 422, suggest_service=form)
    actions.suggest_service(report, **form.cleaned_data, by=request.user)
    return go(reverse("handling:report", args=[number]))


@writes
def review(request: Request, number: str) -> HttpResponse:
    report, form = _coordinated(request, number), forms.ReviewForm(request.POST)
    if not form.is_valid():
        return show(request, report, 422, review=form)
    actions.review(report, **form.cleaned_data, by=request.user)
    return go(reverse("handling:report", args=[number]))


@writes
def take_up(request: Request, number: str) -> HttpResponse:
    if not actions.take_up(_report(request, number), by=request.user):
        messages.info(request, _("Laporan ini sudah dikerjakan."))
    return go(reverse("handling:report", args=[number]))


@writes
def note_progress(request: Request, number: str) -> HttpResponse:
    report, form = _report(request, number), forms.SaidForm(request.POST, label=_("Kabar untuk pelapor"))
    if not form.is_valid():
        return show(request, report, 422, note_progress=form)
    actions.note_progress(report, **form.cleaned_data, by=request.user)
    return go(reverse("handling:report", args=[number]))


@writes
def ask(request: Request, number: str) -> HttpResponse:
    report, form = _report(request, number), forms.SaidForm(request.POST, label=_("Pertanyaan"))
    if not form.is_valid():
        return show(request, report, 422, ask=form)
    actions.ask(report, form.cleaned_data["text"], by=request.user)
    return go(reverse("handling:report", args=[number]))


@writes
def hand_over(request: Request, number: str) -> HttpResponse:
    report = _report(request, number)
    form = forms.HandOverForm(request.POST, report=report)
    if not form.is_valid():
        return show(request, report, 422, hand_over=form)
    reports.hand_over(report, **form.cleaned_data, by=request.user)
    messages.success(request, _("Laporan dioper. Riwayat dan batas waktunya ikut."))
    return go(reverse("handling:index"))


@writes
def complete(request: Request, number: str) -> HttpResponse:
    """A refused photo refuses the whole form: nothing changes, nothing typed or uploaded is lost."""
    report = _report(request, number)
    kept, fault = _kept(request)
    form = forms.CompleteForm(request.POST, report=report, proof=kept)
    if fault:
        form.add_error("photos", fault)
    if not form.is_valid():
        return show(request, report, 422, complete=form)
    actions.complete(report, **form.cleaned_data, proof=[photo.pk for photo in kept], by=request.user)
    messages.success(request, _("Selesai. Pelapor diberi tahu dan dapat menilai hasilnya."))
    return go(reverse("handling:report", args=[number]))


def _kept(request: Request) -> tuple[list[Any], str]:
    """The photos brought before, unless they were taken out of the form, those brought now, and what is no photo."""
    out, fault = set(request.POST.getlist("drop")), ""
    ids = [each for each in request.POST.getlist("kept") if methods.is_uuid(each) and each not in out]
    kept = photos.loose([uuid.UUID(each) for each in ids], viewer=request.user)
    brought = request.FILES.getlist("photos")
    room = max(forms.MOST_PROOFS - len(kept), 0)
    for upload in brought[:room]:
        try:
            kept.append(pictures.receive(upload, by=request.user))
        except UnusableFile as refusal:
            fault = refusal.sentence
    if (left := len(brought) - room) > 0:
        told = _("Paling banyak %(most)d foto; %(n)d foto tidak disimpan. Keluarkan yang tidak perlu.")
        fault = told % {"most": forms.MOST_PROOFS, "n": left}
    return kept, fault
