"""Registering a business in two short pages, an officer's notebook, their list, and a business's page."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.kbli import queries as codes
from balaikota.enterprises.register import actions, contract, forms, methods, queries, rules
from balaikota.enterprises.register.models import Enterprise, Source, Stage
from balaikota.foundation.regions import queries as regions
from balaikota.kit.errors import found
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.kit.throttle import slow_down, visitor

SIEVE = ("q", "kecamatan", "size", "stage", "source", "lacks")


# --- an owner registers ---------------------------------------------------------------------------


@reads
def _start(request: Request) -> HttpResponse:
    known = {"key": uuid.uuid4(), "phone": request.user.phone or ""}
    return page(request, "register/start.html", {"form": forms.StoryForm(initial=known)})


@writes
def _choose(request: Request) -> HttpResponse:
    """The second page: the KBLI code their words mean, and what was said. Nothing is registered yet."""
    form = forms.StoryForm(request.POST)
    if not form.is_valid():
        return page(request, "register/start.html", {"form": form}, status=422)
    words = request.POST.get("words", "")[:120].strip()
    likely = codes.suggested(words or form.cleaned_data["what"])
    condition = form.condition()
    context = {
        "form": form,
        "said": form.cleaned_data,
        "name": _name(form, request),
        "likely": likely,
        "words": words,
        "carried": [(field.html_name, field.value() or "") for field in form if field.name != "kbli"],
        "sales_year": condition.get("sales_year"),
        "size": methods.sized(condition, timezone.localdate()).get("size", ""),
    }
    return page(request, "register/choose.html", context)


start = either(_start, _choose)


def _name(form: forms.StoryForm, request: Request) -> str:
    """Who has no name for it yet gets one that says what and whose."""
    said = form.cleaned_data
    owner = said.get("owner_name") or request.user.name
    return str(said["name"] or f"{said['what'][:60].capitalize()} {owner.split()[0]}")


@writes
def back(request: Request) -> HttpResponse:
    """The first page again, as it was filled in."""
    form = forms.StoryForm(initial=request.POST.dict())
    return page(request, "register/start.html", {"form": form})


@writes
def register(request: Request) -> HttpResponse:
    form = forms.StoryForm(request.POST)
    if not form.is_valid():
        return page(request, "register/start.html", {"form": form}, status=422)
    if sent := _sent_before(form.cleaned_data["key"], request):
        return go(sent)
    entry = _entry(form, request)
    made = actions.register(entry, by=request.user)
    messages.success(request, _("Usaha Anda terdaftar dengan nomor %s.") % made.number)
    return go(made)


def _sent_before(key: uuid.UUID, request: Request) -> Enterprise | None:
    """The same form again: its key is known to nobody but the browser that made it."""
    known = queries.by_id(key)
    return known if known and known.registered_by_id == request.user.pk else None


def _entry(form: forms.StoryForm, request: Request) -> actions.Entry:
    said = form.cleaned_data
    key = said["key"] if queries.by_id(said["key"]) is None else None
    return actions.Entry(_name(form, request), form.facts(), form.condition(), wares=(said["what"],), key=key)


@reads
def mine(request: Request) -> HttpResponse:
    """The viewer's businesses, and those recorded under their NIK that wait for their word."""
    context = {"rows": queries.owned_by(request.user), "waiting": queries.to_confirm(request.user)}
    return page(request, "register/mine.html", context)


@writes
def confirm(request: Request, owner_id: uuid.UUID) -> HttpResponse:
    owner = actions.confirm(queries.owner_to_confirm(owner_id, viewer=request.user), by=request.user)
    messages.success(request, _("Tercatat: usaha ini milik Anda."))
    return go(owner.enterprise)


# --- an officer in the field, and the officers' list ----------------------------------------------


@reads(anyone=True)
def _notebook(request: Request) -> HttpResponse:
    """The blank page is the same for everybody, so that an officer's phone keeps it where there is no network."""
    return page(request, "register/notebook.html", {"form": forms.FieldForm(initial={"key": uuid.uuid4()})})


@writes
def _record(request: Request) -> HttpResponse:
    found(request.user if rules.is_officer(request.user) else None)
    form = forms.FieldForm(request.POST)
    if not form.is_valid():
        return page(request, "register/notebook.html", {"form": form}, status=422)
    said = form.cleaned_data
    if sent := _sent_before(said["key"], request):
        return go(sent)
    owner = actions.OwnerEntry(said["owner_name"], said["owner_nik"], said["owner_phone"])
    made = actions.record(_entry(form, request), owner, by=request.user)
    messages.success(request, _("Tercatat dengan nomor %s. Pilih KBLI-nya bila belum ada.") % made.number)
    return go(made)


record = either(_notebook, _record)


@reads
def index(request: Request) -> HttpResponse:
    """Every business, through a sieve."""
    found(request.user if rules.is_officer(request.user) else None)
    said = {name: request.GET.get(name, "")[:80].strip() for name in SIEVE}
    rows = queries.sieved(said, viewer=request.user)
    return _show_index(request, rows, said, after=request.GET.get("sesudah", "")[:20])


def _show_index(
    request: Request, rows: Any, said: dict[str, str], after: str = "", **more: Any
) -> HttpResponse:
    shown, last = queries.listed(rows, after=after)
    asked = request.GET.copy()
    asked["sesudah"] = last
    context = {
        "rows": shown,
        "count": rows.count(),
        "next_url": f"?{asked.urlencode()}" if last else "",
        "said": said,
        "find_form": forms.FindForm(),
        "districts": [(each.code, each.name) for each in regions.districts_of_city()],
        "stages": Stage.choices,
        "sources": Source.choices[:3],
        "sizes": methods.CODES,
        "is_sieved": any(said.values()),
        "tools": contract.tools(request.user),
    }
    return page(request, "register/index.html", context | more)


@writes
def find(request: Request) -> HttpResponse:
    """By an owner's name, telephone or NIK; posted, so that it stands in no address and no log."""
    found(request.user if rules.is_officer(request.user) else None)
    slow_down("umkm-find", visitor(request), tries=120, minutes=60)
    form = forms.FindForm(request.POST)
    if not form.is_valid():
        return _show_index(request, queries.sieved({}, viewer=request.user), {}, find_form=form)
    rows = queries.named_or_called(form.cleaned_data["who"], viewer=request.user)
    return _show_index(request, rows, {}, find_form=form, is_found=True)


# --- a business -----------------------------------------------------------------------------------


@reads
def enterprise(request: Request, number: str) -> HttpResponse:
    """What the city knows of it, and each room's panel that this viewer may see."""
    found_one = queries.enterprise(number, viewer=request.user)
    filled = [(panel, panel.fill(found_one, request.user)) for panel in contract.panels()]
    context = _about(found_one, request) | {
        "conditions": found_one.conditions.order_by("-on", "-pk")[:6],
        "sales": queries.sales(found_one)[:12],
        "wares": found_one.wares.filter(is_made=True).order_by("pk"),
        "panels": [(panel, rows) for panel, rows in filled if rows is not None],
    }
    return page(request, "register/enterprise.html", context)


def _about(one: Enterprise, request: Request) -> dict[str, Any]:
    owns = queries.owns(request.user, one)
    return {
        "enterprise": one,
        "owns": owns,
        "may_change": rules.may_change(request.user, one, owns=owns),
        "is_officer": rules.is_officer(request.user),
        "owners": one.owners.filter(until_on=None).order_by("id"),
        "condition": queries.latest_condition(one),
    }


def _changeable(request: Request, number: str) -> Enterprise:
    one = queries.enterprise(number, viewer=request.user)
    return found(one if rules.may_change(request.user, one, owns=queries.owns(request.user, one)) else None)


@reads
def _show_mend(request: Request, number: str) -> HttpResponse:
    one = _changeable(request, number)
    names = ("name", "story", "stage", "started_year", "lat", "lon", "address", "phone", "nib")
    known = {name: getattr(one, name) for name in names}
    known |= {
        "kelurahan": one.kelurahan.code if one.kelurahan else "",
        "kbli": one.kbli.code if one.kbli else "",
        "what": ", ".join(one.wares.filter(is_made=True).order_by("pk").values_list("name", flat=True)),
    }
    return _mend_page(request, one, forms.MendForm(initial=known), known["what"])


def _mend_page(
    request: Request, one: Enterprise, form: forms.MendForm, words: str, status: int = 200
) -> HttpResponse:
    likely = codes.suggested(words)
    if one.kbli and one.kbli not in likely:
        likely = [one.kbli, *likely]
    chosen = form["kbli"].value() or ""
    context = {"enterprise": one, "form": form, "likely": likely, "chosen": chosen, "words": words}
    return page(request, "register/mend.html", context, status=status)


@writes
def _mend(request: Request, number: str) -> HttpResponse:
    one, form = _changeable(request, number), forms.MendForm(request.POST)
    words = request.POST.get("words", "")[:120].strip()
    if words or not form.is_valid():
        what = words or request.POST.get("what", "")
        return _mend_page(request, one, form, what, status=200 if words else 422)
    actions.mend(one, form.facts(), wares=form.wares(), by=request.user)
    messages.success(request, _("Tersimpan."))
    return go(one)


mend = either(_show_mend, _mend)


@reads
def _show_describe(request: Request, number: str) -> HttpResponse:
    one = _changeable(request, number)
    return page(request, "register/describe.html", _about(one, request) | {"form": forms.ConditionForm()})


@writes
def _describe(request: Request, number: str) -> HttpResponse:
    one, form = _changeable(request, number), forms.ConditionForm(request.POST)
    if not form.is_valid():
        return page(request, "register/describe.html", _about(one, request) | {"form": form}, status=422)
    said = {name: value for name, value in form.cleaned_data.items() if value is not None}
    actions.describe(one, said, by=request.user)
    messages.success(request, _("Keadaan hari ini tercatat; yang lama tetap tersimpan."))
    return go(one)


describe = either(_show_describe, _describe)


@writes
def check(request: Request, number: str) -> HttpResponse:
    one = queries.enterprise(number, viewer=request.user)
    actions.check(one, by=request.user)
    messages.success(request, _("Ditandai sudah diperiksa."))
    return go(reverse("register:enterprise", args=[one.number]))
