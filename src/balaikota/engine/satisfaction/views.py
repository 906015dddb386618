"""The survey and its results."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from balaikota.engine.satisfaction import actions, forms, methods, queries, rules
from balaikota.kit.http import Request, go, page, reads, writes


@reads
def sheet(request: Request, number: str) -> HttpResponse:
    invitation = queries.invitation(number, viewer=request.user)
    return page(request, "satisfaction/sheet.html", {"invitation": invitation, "form": forms.SheetForm()})


@writes
def answer(request: Request, number: str) -> HttpResponse:
    invitation = queries.invitation(number, viewer=request.user)
    form = forms.SheetForm(request.POST)
    if not form.is_valid():
        context = {"invitation": invitation, "form": form}
        return page(request, "satisfaction/sheet.html", context, status=422)
    remark = form.cleaned_data.pop("remark")
    actions.answer(invitation, form.cleaned_data, remark=remark, by=request.user)
    return go(reverse("satisfaction:sheet", args=[number]))


@reads(anyone=True, replica=True)
def index(request: Request) -> HttpResponse:
    return page(request, "satisfaction/index.html", {"reports": queries.reports(), "now": timezone.now()})


@reads(anyone=True, replica=True)
def report(request: Request, code: str, quarter: str) -> HttpResponse:
    return _show(request, queries.report(code, quarter), forms.PromiseForm())


@writes
def promise(request: Request, code: str, quarter: str) -> HttpResponse:
    told, form = queries.report(code, quarter), forms.PromiseForm(request.POST)
    if not form.is_valid():
        return _show(request, told, form, status=422)
    actions.promise(told.agency, quarter, **form.cleaned_data, by=request.user)
    return go(reverse("satisfaction:report", args=[code, quarter]))


@reads
def paper(request: Request, code: str, quarter: str) -> HttpResponse:
    told = queries.report_for_print(code, quarter, viewer=request.user)
    answer = HttpResponse(queries.paper(told), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="skm-{code}-{quarter}.pdf"'
    return answer


def _show(request: Request, told: queries.Report, form: forms.PromiseForm, status: int = 200) -> HttpResponse:
    user = request.user
    context = {
        "report": told,
        "quarters": [(each, methods.quarter_name(each)) for each in queries.quarters(told.agency)],
        "form": form,
        "now": timezone.now(),
        "may_promise": user.is_authenticated and rules.may_promise(user, told.agency),
        "may_print": user.is_authenticated and rules.may_print(user, told.agency),
    }
    return page(request, "satisfaction/report.html", context, status=status)
