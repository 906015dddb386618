"""Pages of the curricula: public to read, written by the organiser."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.kit.errors import found
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.training.courses import actions, forms, methods, queries, rules
from balaikota.training.courses.models import Course


@reads(anyone=True, replica=True)
def index(request: Request) -> HttpResponse:
    return page(request, "courses/index.html", {"courses": queries.courses()})


@reads(anyone=True, replica=True)
def course(request: Request, code: str) -> HttpResponse:
    """The newest version, or the one asked for."""
    shown = queries.course(code)
    versions = list(queries.versions(shown))
    asked = request.GET.get("versi", "")
    version = found(next((each for each in versions if str(each.number) == asked or not asked), None))
    subjects = queries.subjects(version)
    context = {
        "course": shown,
        "version": version,
        "versions": versions,
        "subjects": subjects,
        "jp": methods.shown(queries.minutes(subjects)),
        "thresholds": methods.rules()["thresholds"],
        "may_revise": request.user.is_authenticated and rules.may_revise(request.user),
    }
    return page(request, "courses/course.html", context)


@reads
def edit(request: Request, code: str) -> HttpResponse:
    found(request.user if rules.may_revise(request.user) else None)
    shown = queries.course(code)
    version = queries.newest(shown)
    known: dict[str, Any] = {
        name: getattr(version, name)
        for name in ("audience", "about", "attendance_min", "pass_mark", "attempts_max")
    }
    known["objectives"] = "\n".join(version.objectives)
    known["subjects"] = methods.subjects_as_text(queries.subjects(version))
    return _show_editor(request, shown, forms.ReviseForm(initial=known))


@writes
def revise(request: Request, code: str) -> HttpResponse:
    found(request.user if rules.may_revise(request.user) else None)
    shown, form = queries.course(code), forms.ReviseForm(request.POST)
    if not form.is_valid():
        return _show_editor(request, shown, form, status=422)
    version = actions.revise(shown, form.curriculum(queries.newest(shown).rubric), by=request.user)
    messages.success(request, _("Tersimpan sebagai versi %(number)d.") % {"number": version.number})
    return go(shown)


def _show_editor(request: Request, shown: Course, form: forms.ReviseForm, status: int = 200) -> HttpResponse:
    return page(request, "courses/edit.html", {"course": shown, "form": form}, status=status)
