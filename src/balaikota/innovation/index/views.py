"""The index: everybody's page, the team's claims, the verifier's desk."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.foundation.files import actions as files
from balaikota.foundation.files.contract import UnusableFile
from balaikota.innovation.index import actions, forms, methods, queries, rules
from balaikota.innovation.index.models import Claim
from balaikota.innovation.life import queries as life
from balaikota.innovation.life import rules as life_rules
from balaikota.innovation.life.models import Innovation
from balaikota.kit.errors import found
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.kit.typed import counted


@reads(anyone=True, replica=True)
def city(request: Request) -> HttpResponse:
    asked = counted(request.GET.get("tahun", ""), most=9999)
    year = asked if asked in methods.editions() else queries.year_now()
    return page(request, "index/city.html", queries.city_page(year))


CITY = "kota"


def _own(request: Request, number: str) -> Innovation | None:
    """The innovation whose claims these are; None stands for the city itself, which the desk of innovation fills in."""
    if number == CITY:
        found(request.user if life_rules.is_reviewer(request.user) else None)
        return None
    row = life.innovation(number, viewer=request.user)
    allowed = rules.may_claim(request.user, row, life.members_of(row)) or life_rules.is_reviewer(request.user)
    return found(row if allowed else None)


@reads
def claims(request: Request, number: str) -> HttpResponse:
    told = queries.claims_page(_own(request, number), queries.year_now())
    return page(request, "index/claims.html", told | {"number": number})


def _form(row: Innovation | None, key: str, *args: Any, **kwargs: Any) -> tuple[methods.Row, forms.ClaimForm]:
    indicator = found(methods.row(key))
    proofs = queries.proofs_of(row, queries.year_now())
    offered = queries.self_written(row).get(key) if row else None
    return indicator, forms.ClaimForm(*args, row=indicator, proofs=proofs, offered=offered, **kwargs)


@reads
def indicator(request: Request, number: str, key: str) -> HttpResponse:
    row = _own(request, number)
    shown, form = _form(row, key)
    return page(
        request,
        "index/indicator.html",
        {"innovation": row, "number": number, "indicator": shown, "form": form},
    )


@writes
def claim(request: Request, number: str, key: str) -> HttpResponse:
    row = _own(request, number)
    members = life.members_of(row) if row else set()
    found(request.user if rules.may_claim(request.user, row, members) else None)
    shown, form = _form(row, key, request.POST, request.FILES)
    file = None
    if form.is_valid() and form.cleaned_data["file"]:
        try:
            file = files.receive(form.cleaned_data["file"], owner=request.user, by=request.user)
        except UnusableFile as refusal:
            form.add_error("file", refusal.sentence)
    if not form.is_valid():
        context = {"innovation": row, "number": number, "indicator": shown, "form": form}
        return page(request, "index/indicator.html", context, status=422)
    said = form.cleaned_data
    brought = actions.Said(
        key, said["level"], said.get("basis", ""), said["title"], file, said["link"], form.told, form.known
    )
    actions.claim(row, queries.year_now(), brought, by=request.user)
    messages.success(request, _("Tersimpan, menunggu penilaian."))
    return go(reverse("index:claims", args=[number]))


@reads
def pack(request: Request, number: str) -> HttpResponse:
    row = found(_own(request, number))
    answer = HttpResponse(queries.pack(row, queries.year_now()), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="bukti-{number}.zip"'
    return answer


@reads
def desk(request: Request) -> HttpResponse:
    found(request.user if life_rules.is_reviewer(request.user) else None)
    return _desk(request)


def _desk(
    request: Request, status: int = 200, wrong: forms.VerifyForm | None = None, pk: int = 0
) -> HttpResponse:
    waiting = queries.waiting(request.user)
    rows = [
        {
            "claim": row,
            "indicator": methods.row(row.key),
            "form": wrong
            if wrong and row.pk == pk
            else forms.VerifyForm(initial={"level": row.claimed}, auto_id=f"c{row.pk}_%s"),
        }
        for row in waiting
    ]
    return page(
        request,
        "index/desk.html",
        {"rows": rows, "wrong": wrong, "disagreed": _told(queries.disagreed())},
        status=status,
    )


def _told(rows: Any) -> list[tuple[Claim, methods.Row | None]]:
    return [(row, methods.row(row.key)) for row in rows]


@writes
def verify(request: Request, pk: int) -> HttpResponse:
    row, form = queries.claim(pk), forms.VerifyForm(request.POST, auto_id=f"c{pk}_%s")
    found(request.user if life_rules.is_reviewer(request.user) else None)
    if (
        form.is_valid()
        and form.cleaned_data["level"] < row.claimed
        and len(form.cleaned_data["reason"].strip()) < 10
    ):
        form.add_error("reason", _("Tuliskan alasannya: apa yang kurang pada bukti ini."))
    if not form.is_valid():
        return _desk(request, 422, form, pk)
    actions.verify(row, **form.cleaned_data, by=request.user)
    return go(reverse("index:desk"))
