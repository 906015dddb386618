"""Pages of an innovation's life: everybody's, the team's and the reviewers'."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.foundation.people import queries as people
from balaikota.innovation.ideas import queries as ideas
from balaikota.innovation.life import actions, forms, queries, rules
from balaikota.innovation.life.models import Innovation, Stage
from balaikota.kit.errors import Refusal, found, require
from balaikota.kit.http import Request, go, page, reads, writes


def _viewer(request: Request) -> Any:
    return request.user if request.user.is_authenticated else None


def _one(request: Request, number: str) -> Innovation:
    return queries.innovation(number, viewer=_viewer(request))


def _may(request: Request, number: str, verb: str) -> Innovation:
    """The innovation, if this person may do this with it now; before anything they typed is looked at."""
    row = _one(request, number)
    allowed = queries.may(row, viewer=_viewer(request))[verb]
    require(allowed, _("Ini tidak dapat Anda lakukan pada inovasi ini sekarang."))
    return row


@reads(anyone=True, replica=True)
def index(request: Request) -> HttpResponse:
    text, stage = request.GET.get("cari", "")[:80], request.GET.get("tahap", "")
    rows, after = queries.listed(text=text, stage=stage, after=request.GET.get("sesudah", ""))
    context = {"rows": rows, "text": text, "stage": stage, "stages": queries.OPEN_TO_ALL}
    next_url = f"?cari={text}&tahap={stage}&sesudah={after}" if after else ""
    return page(
        request, "life/index.html", context | {"next_url": next_url, "findings": queries.findings(rows)}
    )


@reads(anyone=True, replica=True)
def portfolio(request: Request) -> HttpResponse:
    return page(request, "life/portfolio.html", queries.portfolio())


@reads
def mine(request: Request) -> HttpResponse:
    context = {"rows": queries.of_person(request.user), "ideas": ideas.of_person(request.user)}
    return page(request, "life/mine.html", context)


@reads
def start(request: Request) -> HttpResponse:
    """The proposal; from an idea when one is named."""
    key, initial = request.GET.get("ide", ""), {}
    idea = ideas.idea(int(key)) if key.isdecimal() and len(key) < 9 else None
    if idea is not None:
        initial = {"title": idea.title, "problem": idea.problem, "design": idea.proposal}
    return page(request, "life/start.html", {"form": forms.ProposalForm(initial=initial), "idea": idea})


@writes
def propose(request: Request) -> HttpResponse:
    form, key = forms.ProposalForm(request.POST), request.POST.get("ide", "")
    idea = ideas.idea(int(key)) if key.isdecimal() and len(key) < 9 else None
    if not form.is_valid():
        return page(request, "life/start.html", {"form": form, "idea": idea}, status=422)
    row = actions.propose(form.proposal, by=request.user, idea=idea)
    messages.success(request, _("Usulan terkirim. Tim penilai memeriksanya."))
    return go(row)


@reads(anyone=True, replica=True)
def innovation(request: Request, number: str) -> HttpResponse:
    return show(request, _one(request, number))


#: Each with ids of its own: several of them stand on one page.
ON_THE_PAGE: dict[str, Any] = {
    "send_back": forms.NoteForm, "find_unfit": forms.NoteForm, "find_fit": forms.FitForm, "adopt": forms.AdoptForm,
    "stop": forms.StopForm, "join": forms.MemberForm, "reward": forms.RewardForm,
}  # fmt: skip


def show(request: Request, row: Innovation, status: int = 200, **bound: Any) -> HttpResponse:
    blank = {name: form_class(auto_id=f"{name}_%s") for name, form_class in ON_THE_PAGE.items()}
    context = queries.page_of(row, viewer=_viewer(request))
    context |= {
        "forms": blank | bound,
        "wrong": next(iter(bound.values()), None),
        "open": next(iter(bound), ""),
    }
    return page(request, "life/innovation.html", context, status=status)


@reads
def desk(request: Request) -> HttpResponse:
    found(request.user if rules.is_reviewer(request.user) else None)
    return page(request, "life/desk.html", {"waiting": queries.to_judge(), "running": queries.running()})


@reads
def mend_start(request: Request, number: str) -> HttpResponse:
    row = _may(request, number, "mend")
    return page(request, "life/mend.html", {"form": forms.ProposalForm(innovation=row), "innovation": row})


@writes
def mend(request: Request, number: str) -> HttpResponse:
    row, form = _may(request, number, "mend"), forms.ProposalForm(request.POST)
    if not form.is_valid():
        return page(request, "life/mend.html", {"form": form, "innovation": row}, status=422)
    actions.mend(row, form.proposal, by=request.user)
    is_new = row.stage == Stage.DRAFT
    messages.success(
        request, _("Usulan terkirim. Tim penilai memeriksanya.") if is_new else _("Usulan dikirim lagi.")
    )
    return go(row)


@reads
def plan_start(request: Request, number: str) -> HttpResponse:
    row = _may(request, number, "plan")
    initial = queries.plan_offered(row)
    return page(request, "life/plan.html", {"form": forms.PlanForm(initial=initial), "innovation": row})


@writes
def plan(request: Request, number: str) -> HttpResponse:
    row, form = _may(request, number, "plan"), forms.PlanForm(request.POST)
    if not form.is_valid():
        return page(request, "life/plan.html", {"form": form, "innovation": row}, status=422)
    actions.write_plan(row, form.plan(row.title, is_sample=row.is_sample), by=request.user)
    messages.success(request, _("Rencana tersimpan. Periksa, lalu kunci."))
    return go(row)


def _plainly(act: Callable[..., None], said: Any) -> Any:
    @writes
    def view(request: Request, number: str) -> HttpResponse:
        row = _one(request, number)
        act(row, by=request.user)
        messages.success(request, str(said))
        return go(row)

    return view


lock = _plainly(actions.lock_plan, _("Rencana dikunci. Perubahan sesudah ini akan terlihat."))
begin = _plainly(actions.begin_trial, _("Uji coba dimulai."))
measure = _plainly(
    actions.ask_for_measurement, _("Hasilnya sedang dihitung; muat ulang halaman ini sebentar lagi.")
)


def _posted(request: Request, number: str, name: str, act: Callable[[Innovation, Any], Any]) -> HttpResponse:
    """One form of the innovation's page: a wrong one comes back with everything in it."""
    row, form = _may(request, number, name), ON_THE_PAGE[name](request.POST, auto_id=f"{name}_%s")
    if not form.is_valid():
        return show(request, row, 422, **{name: form})
    act(row, form.cleaned_data)
    return go(row)


@writes
def send_back(request: Request, number: str) -> HttpResponse:
    by = request.user
    return _posted(
        request, number, "send_back", lambda row, said: actions.send_back(row, said["text"], by=by)
    )


@writes
def find_unfit(request: Request, number: str) -> HttpResponse:
    by = request.user
    return _posted(
        request, number, "find_unfit", lambda row, said: actions.find_unfit(row, said["text"], by=by)
    )


@writes
def find_fit(request: Request, number: str) -> HttpResponse:
    by = request.user
    return _posted(request, number, "find_fit", lambda row, said: actions.find_fit(row, **said, by=by))


@writes
def adopt(request: Request, number: str) -> HttpResponse:
    by = request.user
    return _posted(request, number, "adopt", lambda row, said: actions.adopt(row, **said, by=by))


@writes
def stop(request: Request, number: str) -> HttpResponse:
    by = request.user
    return _posted(request, number, "stop", lambda row, said: actions.stop(row, said["text"], by=by))


@writes
def reward(request: Request, number: str) -> HttpResponse:
    by = request.user
    return _posted(request, number, "reward", lambda row, said: actions.reward(row, said["text"], by=by))


@writes
def join(request: Request, number: str) -> HttpResponse:
    def act(row: Innovation, said: dict[str, Any]) -> None:
        person = people.by_contact(said.pop("email"))
        if person is None:
            raise Refusal(
                _("Belum ada akun dengan email itu. Minta anggota tim mendaftar dahulu."), status=422
            )
        actions.join(row, person, **said, by=request.user)

    return _posted(request, number, "join", act)


@reads(anyone=True)
def certificate(request: Request, number: str, key: Any) -> HttpResponse:
    drawn = queries.certificate(_one(request, number), str(key))
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="piagam-{number}.pdf"'
    return answer
