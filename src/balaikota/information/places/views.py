"""Places for everybody, and the desk of those who keep them."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.information.places import actions, forms, queries, rules, sheets
from balaikota.information.places.models import Place
from balaikota.kit.errors import Refusal, found
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.kit.spreadsheets import MOST_BYTES
from balaikota.kit.typed import Unfit


def _number(asked: QueryDict) -> int:
    said = asked.get("halaman", "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 5 else 1


def _after(asked: QueryDict, number: int) -> str:
    """The address of another page of the same list."""
    if not number:
        return ""
    kept = asked.copy()
    kept["halaman"] = str(number)
    return f"?{kept.urlencode()}"


@hot(queries.version)
@reads(anyone=True)
def index(request: Request) -> HttpResponse:
    filters = queries.Filters.asked(request.GET)
    shown = queries.listed(filters, _number(request.GET))
    context = {
        "filters": filters,
        "shown": shown,
        "spots": queries.spots(shown.rows),
        "points": f"{reverse('places:points')}?{request.GET.urlencode()}",
        "kinds": queries.kinds(),
        "districts": queries.districts(),
        "next_url": _after(request.GET, shown.next_page),
    }
    request.asks_for_place = True
    return page(request, "places/index.html", context)


@hot(queries.version)
@reads(anyone=True)
def place(request: Request, slug: str) -> HttpResponse:
    shown = queries.place(slug)
    context = queries.place_page(shown)
    context["may_edit"] = request.user.is_authenticated and rules.may_edit(request.user)
    return page(request, "places/place.html", context)


# --- the desk -------------------------------------------------------------------------------------


@reads
def desk(request: Request) -> HttpResponse:
    sought, closed = request.GET.get("cari", "").strip()[:80], request.GET.get("tampil") == "tutup"
    context = queries.desk(request.user, sought=sought, closed=closed, page=_number(request.GET))
    context |= {"sought": sought, "closed": closed, "next_url": _after(request.GET, context["next_page"])}
    return page(request, "places/desk.html", context)


@reads
def adding(request: Request) -> HttpResponse:
    return _form_page(request, forms.PlaceForm())


def _form_page(
    request: Request, form: forms.PlaceForm, place: Place | None = None, refusal: str = ""
) -> HttpResponse:
    found(request.user if queries.may_enter(request.user) else None)
    days = [form[name] for name in forms.DAYS]
    context = {"form": form, "days": days, "place": place, "refusal": refusal}
    return page(request, "places/form.html", context, status=422 if form.is_bound else 200)


@writes
def add(request: Request) -> HttpResponse:
    found(request.user if queries.may_enter(request.user) else None)
    form = forms.PlaceForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form)
    try:
        added = actions.add(form.facts(), by=request.user)
    except Refusal as refusal:
        return _form_page(request, form, refusal=refusal.sentence)
    messages.success(request, _("Tempat ditambahkan. Warga sudah dapat melihatnya."))
    return go(reverse("places:keeping", args=[added.slug]))


@reads
def keeping(request: Request, slug: str) -> HttpResponse:
    """One place as its keepers see it: what to check, its unusual days, its history."""
    return _keep_page(request, queries.kept(slug, viewer=request.user))


def _keep_page(request: Request, place: Place, **typed: Any) -> HttpResponse:
    context = queries.place_page(place) | {
        "later": queries.later_days(place),
        "day_form": forms.DayForm(),
        "close_form": forms.CloseForm(),
        "may_close": rules.may_close(request.user, place),
        "events": queries.story(place),
    }
    return page(request, "places/keeping.html", context | typed, status=422 if typed else 200)


@reads
def changing(request: Request, slug: str) -> HttpResponse:
    place = queries.kept(slug, viewer=request.user)
    week = dict(queries.timetable(place, {}).week)
    return _form_page(request, forms.PlaceForm(initial=forms.about(place, week)), place)


@writes
def change(request: Request, slug: str) -> HttpResponse:
    place, form = queries.kept(slug, viewer=request.user), forms.PlaceForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, place)
    try:
        actions.change(place, form.facts(), seen=form.cleaned_data["seen"] or 0, by=request.user)
    except Refusal as refusal:
        return _form_page(request, form, place, refusal.sentence)
    messages.success(request, _("Perubahan tersimpan."))
    return go(reverse("places:keeping", args=[slug]))


@writes
def check(request: Request, slug: str) -> HttpResponse:
    actions.check(queries.kept(slug, viewer=request.user), by=request.user)
    messages.success(request, _("Tercatat: isinya sudah diperiksa hari ini."))
    return go(reverse("places:keeping", args=[slug]))


@writes
def close(request: Request, slug: str) -> HttpResponse:
    place, form = queries.kept(slug, viewer=request.user), forms.CloseForm(request.POST)
    found(place if rules.may_close(request.user, place) else None)
    if not form.is_valid():
        return _keep_page(request, place, close_form=form)
    actions.close(place, why=form.cleaned_data["why"], by=request.user)
    return go(reverse("places:keeping", args=[slug]))


@writes
def reopen(request: Request, slug: str) -> HttpResponse:
    actions.reopen(queries.kept(slug, viewer=request.user), by=request.user)
    return go(reverse("places:keeping", args=[slug]))


@writes
def set_day(request: Request, slug: str) -> HttpResponse:
    place, form = queries.kept(slug, viewer=request.user), forms.DayForm(request.POST)
    if not form.is_valid():
        return _keep_page(request, place, day_form=form)
    actions.set_day(place, **form.cleaned_data, by=request.user)
    return go(f"{reverse('places:keeping', args=[slug])}#hari-lain")


@writes
def clear_day(request: Request, slug: str) -> HttpResponse:
    place, form = queries.kept(slug, viewer=request.user), forms.DateForm(request.POST)
    if form.is_valid():
        actions.clear_day(place, **form.cleaned_data, by=request.user)
    return go(f"{reverse('places:keeping', args=[slug])}#hari-lain")


@reads
def uploading(request: Request) -> HttpResponse:
    return _upload_page(request, forms.UploadForm())


def _upload_page(request: Request, form: forms.UploadForm) -> HttpResponse:
    found(request.user if queries.may_enter(request.user) else None)
    context = {"form": form, "columns": sheets.COLUMNS, "needed": sheets.NEEDED, "kinds": queries.kinds()}
    return page(request, "places/uploading.html", context, status=422 if form.is_bound else 200)


@writes
def upload(request: Request) -> HttpResponse:
    found(request.user if queries.may_enter(request.user) else None)
    form = forms.UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, form)
    file = form.cleaned_data["file"]
    try:
        good, faults = sheets.read(file.read(MOST_BYTES + 1), file.name)
    except Unfit as unfit:
        form.add_error("file", unfit.sentence)
        return _upload_page(request, form)
    return go(actions.upload(file.name, good, faults, by=request.user))


@reads
def importing(request: Request, id: uuid.UUID) -> HttpResponse:
    """What an uploaded list holds: good rows to be confirmed, and the others with their reason."""
    sheet = queries.importing(id, viewer=request.user)
    return page(request, "places/importing.html", {"sheet": sheet, "kinds": dict(queries.kinds())})


@writes
def confirm(request: Request, id: uuid.UUID) -> HttpResponse:
    sheet = queries.importing(id, viewer=request.user)
    added = actions.confirm(sheet, by=request.user)
    messages.success(request, _("%d tempat ditambahkan.") % added)
    return go(sheet)
