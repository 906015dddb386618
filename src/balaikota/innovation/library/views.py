"""The library's pages."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.innovation.library import actions, forms, queries, rules
from balaikota.innovation.life import queries as life
from balaikota.innovation.life import rules as life_rules
from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, go, page, reads, writes


@reads(anyone=True, replica=True)
def index(request: Request) -> HttpResponse:
    text = request.GET.get("cari", "")[:80]
    rows = queries.shelf(text)
    return page(request, "library/index.html", {"rows": rows, "text": text, "findings": life.findings(rows)})


@reads(anyone=True, replica=True)
def family(request: Request, number: str) -> HttpResponse:
    row = life.innovation(number, viewer=request.user if request.user.is_authenticated else None)
    return page(request, "library/family.html", queries.family(row))


@reads(anyone=True, replica=True)
def open_file(request: Request, number: str) -> HttpResponse:
    row = found(life.public().filter(number=number).first())
    answer = HttpResponse(queries.open_file(row), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{number}.json"'
    return answer


@reads
def take_over_start(request: Request, number: str) -> HttpResponse:
    row = life.innovation(number, viewer=request.user)
    found(request.user if rules.may_take_over(request.user, row) else None)
    form = forms.TakeOverForm(agencies=queries.agencies_of(request.user))
    return page(request, "library/take_over.html", {"innovation": row, "form": form})


@writes
def take_over(request: Request, number: str) -> HttpResponse:
    row = life.innovation(number, viewer=request.user)
    found(request.user if rules.may_take_over(request.user, row) else None)
    form = forms.TakeOverForm(request.POST, agencies=queries.agencies_of(request.user))
    if not form.is_valid():
        return page(request, "library/take_over.html", {"innovation": row, "form": form}, status=422)
    taken = actions.take_over(row, **form.cleaned_data, by=request.user)
    messages.success(request, _("Usulan terkirim; tim aslinya diberi tahu."))
    return go(taken)


@reads
def bring_start(request: Request) -> HttpResponse:
    found(request.user if life_rules.is_reviewer(request.user) else None)
    return page(request, "library/bring.html", {"form": forms.BringForm()})


@writes
def bring(request: Request) -> HttpResponse:
    found(request.user if life_rules.is_reviewer(request.user) else None)
    form = forms.BringForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return go(actions.bring_in(form.cleaned_data["file"].read(), by=request.user))
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
    return page(request, "library/bring.html", {"form": form}, status=422)
