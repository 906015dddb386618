"""Writing for the competition."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.innovation.competition import actions, forms, queries
from balaikota.innovation.competition.methods import Edition
from balaikota.innovation.life.models import Innovation
from balaikota.kit.http import Request, go, page, reads, writes


def _group(edition: Edition, asked: str, kept: str) -> str:
    return next((each for each in (asked, kept) if each in edition.groups), edition.groups[0])


def _show(
    request: Request, row: Innovation, edition: Edition, form: forms.EntryForm, status: int = 200
) -> HttpResponse:
    context = queries.page_of(row, edition) | {"form": form, "group": form.group}
    return page(request, "competition/entry.html", context, status=status)


@reads
def entry(request: Request, number: str) -> HttpResponse:
    row, edition = (
        queries.innovation(number, viewer=request.user),
        queries.edition(request.GET.get("tahun", "")),
    )
    kept = queries.entry(row, edition.year)
    group = _group(edition, request.GET.get("kelompok", ""), kept.group if kept else "")
    begun = queries.offered(row) | (kept.texts if kept else {})
    return _show(request, row, edition, forms.EntryForm(initial=begun, group=group))


@writes
def keep(request: Request, number: str) -> HttpResponse:
    row, edition = (
        queries.innovation(number, viewer=request.user),
        queries.edition(request.POST.get("tahun", "")),
    )
    group = _group(edition, request.POST.get("kelompok", ""), "")
    form = forms.EntryForm(request.POST, group=group)
    if not form.is_valid():
        return _show(request, row, edition, form, status=422)
    actions.keep(row, edition, group, form.cleaned_data, by=request.user)
    messages.success(request, _("Naskah tersimpan."))
    return go(f"{reverse('competition:entry', args=[number])}?tahun={edition.year}")


@reads
def paper(request: Request, number: str) -> HttpResponse:
    row, edition = (
        queries.innovation(number, viewer=request.user),
        queries.edition(request.GET.get("tahun", "")),
    )
    answer = HttpResponse(queries.paper(row, edition), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="naskah-kipp-{edition.year}-{number}.pdf"'
    return answer
