"""The workshop in the browser: each page is about one thing, and each works without JavaScript."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from balaikota.engine.cases.contract import has_own_handler
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.letters import queries as letters
from balaikota.engine.questions.forms import page_form
from balaikota.engine.turns.forms import StepForm
from balaikota.engine.wording import methods as wording
from balaikota.engine.wording.forms import CelForm, ConditionForm
from balaikota.engine.workshop import actions, forms, methods, queries, rules
from balaikota.engine.workshop.models import ServiceDraft
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.kit.lines import ItemForm

FORMS: dict[str, type[ItemForm]] = forms.FORMS | {"langkah": StepForm}


def _draft(request: Request, draft_id: uuid.UUID) -> ServiceDraft:
    return queries.draft(draft_id, viewer=request.user)


def _entered(viewer: Person) -> Person:
    """The workshop does not exist for anybody else."""
    return found(viewer if rules.may_enter(viewer) else None)


def show(
    request: Request, draft: ServiceDraft, template: str, status: int = 200, **more: Any
) -> HttpResponse:
    """A page of one draft, with the way through its parts."""
    context = {"draft": draft, "table": draft.definition, **more}
    return page(request, template, context, parts=["syarat", "pratinjau"], status=status)


# --- the bench ------------------------------------------------------------------------------------


@reads
def index(request: Request) -> HttpResponse:
    return _index(request, forms.NameForm())


def _index(request: Request, form: forms.NameForm, status: int = 200) -> HttpResponse:
    viewer = _entered(request.user)
    context = {"form": form, "drafts": queries.drafts(viewer), "services": queries.services(viewer)}
    return page(request, "workshop/index.html", context, status=status)


@writes
def begin(request: Request) -> HttpResponse:
    _entered(request.user)
    form = forms.NameForm(request.POST)
    if form.is_valid():
        draft = actions.begin(form.cleaned_data["name"], by=request.user)
        return go(reverse("workshop:about", args=[draft.pk]))
    return _index(request, form, 422)


@writes
def revise(request: Request, slug: str) -> HttpResponse:
    service = found(queries.services(_entered(request.user)).filter(slug=slug).first())
    return go(actions.revise(service, by=request.user))


@reads
def draft(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    """The way through a draft: its parts, and what is still wrong in each."""
    draft = _draft(request, draft_id)
    return show(request, draft, "workshop/draft.html", sections=queries.sections(draft))


@writes
def discard(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    actions.discard(_draft(request, draft_id), by=request.user)
    return go(reverse("workshop:index"))


@reads
def about(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    draft = _draft(request, draft_id)
    form = forms.AboutForm(_desks(request.user), initial=forms.AboutForm.shown(draft.definition))
    return show(request, draft, "workshop/about.html", form=form, wrong=queries.faults_in(draft, "tentang"))


@writes
def describe(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    draft = _draft(request, draft_id)
    form = forms.AboutForm(_desks(request.user), request.POST)
    if form.is_valid():
        actions.describe(draft, form.values(), by=request.user)
        return go(reverse("workshop:outline", args=[draft.pk]))
    return show(request, draft, "workshop/about.html", 422, form=form)


def _desks(viewer: Person) -> list[tuple[str, str]]:
    return [(desk.code, f"{desk.name} – {desk.agency.name}") for desk in queries.desks(viewer)]


# --- lists and their items ------------------------------------------------------------------------


@reads
def outline(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    draft = _draft(request, draft_id)
    context: dict[str, Any] = {"pages": queries.outline(draft), "wrong": queries.faults_in(draft, "isian")}
    return show(request, draft, "workshop/outline.html", **context)


@reads
def listing(request: Request, draft_id: uuid.UUID, part: str) -> HttpResponse:
    draft = _draft(request, draft_id)
    found(part if part in methods.LISTED else None)
    words = methods.LISTED[part]
    context: dict[str, Any] = {"part": part, "words": words, "rows": queries.listing(draft, part)}
    return show(request, draft, "workshop/listing.html", wrong=queries.faults_in(draft, part), **context)


@reads
def new_item(request: Request, draft_id: uuid.UUID, part: str) -> HttpResponse:
    draft = _draft(request, draft_id)
    begun = methods.begun(part, request.GET.get("halaman", ""), request.GET.get("kelompok", ""))
    return _show_item(request, draft, part, found(FORMS.get(part))(draft.definition, begun))


@writes
def add_item(request: Request, draft_id: uuid.UUID, part: str) -> HttpResponse:
    draft = _draft(request, draft_id)
    group, on = request.POST.get("kelompok", ""), request.POST.get("page", "")
    begun = methods.begun(part, on, group)
    if "_again" in request.POST:  # from the conflict page: all that its kind asks is there already
        begun = queries.kept_or_posted(draft, part, f"{group}." if group else "", request.POST)
    form = found(FORMS.get(part))(draft.definition, begun, data=request.POST)
    if form.is_valid():
        key = actions.put(draft, part, "", form.item | form.values(), by=request.user)
        return go(queries.after_adding(draft, part, key, str(form.cleaned_data.get("kind", ""))))
    return _show_item(request, draft, part, form, 422)


@reads
def item(request: Request, draft_id: uuid.UUID, part: str, key: str) -> HttpResponse:
    draft = _draft(request, draft_id)
    form = found(FORMS.get(part))(draft.definition, queries.item(draft, part, key))
    return _show_item(request, draft, part, form)


@writes
def save_item(request: Request, draft_id: uuid.UUID, part: str, key: str) -> HttpResponse:
    draft = _draft(request, draft_id)
    before = queries.kept_or_posted(draft, part, key, request.POST)
    form = found(FORMS.get(part))(draft.definition, before, data=request.POST)
    if not form.is_valid():
        return _show_item(request, draft, part, form, 422)
    values, seen = form.values(), request.POST.get("_seen", form.seen)
    if not actions.put_unless_changed(draft, part, key, values, seen=seen, by=request.user):
        return _show_conflict(request, _draft(request, draft_id), part, key)
    has_more = values.get("kind", before.get("kind")) != before.get("kind")
    return go(reverse("workshop:item", args=[draft.pk, part, key]) if has_more else _list_of(draft, part))


def _show_item(
    request: Request, draft: ServiceDraft, part: str, form: ItemForm, status: int = 200
) -> HttpResponse:
    return show(request, draft, "workshop/item.html", status, form=form, **_told(draft, part, form))


def _show_conflict(request: Request, draft: ServiceDraft, part: str, key: str) -> HttpResponse:
    """A colleague was quicker: what is kept and what was typed side by side, and the form with all that was typed."""
    kept = methods.item(draft.definition, part, key)
    base = queries.kept_or_posted(draft, part, key, request.POST)
    mine = FORMS[part](draft.definition, base, data=request.POST)
    context = _told(draft, part, mine) | {"form": mine, "is_gone": kept is None, "key": key}
    context["rows"] = mine.against(FORMS[part](draft.definition, kept)) if kept else []
    context["change"] = queries.last_change(draft)
    return show(request, draft, "workshop/conflict.html", 409, **context)


def _told(draft: ServiceDraft, part: str, form: ItemForm) -> dict[str, Any]:
    return queries.item_page(draft, part, form.item) | {"part": part, "back": _list_of(draft, part)}


def _list_of(draft: ServiceDraft, part: str) -> str:
    if part in ("halaman", "pertanyaan"):
        return reverse("workshop:outline", args=[draft.pk])
    return reverse("workshop:listing", args=[draft.pk, part])


@writes
def move(request: Request, draft_id: uuid.UUID, part: str, key: str) -> HttpResponse:
    draft = _draft(request, draft_id)
    queries.item(draft, part, key)
    actions.move(draft, part, key, up=request.POST.get("ke") == "naik", by=request.user)
    return go(f"{_list_of(draft, part)}#{part}-{key}")


@writes
def drop(request: Request, draft_id: uuid.UUID, part: str, key: str) -> HttpResponse:
    draft = _draft(request, draft_id)
    queries.item(draft, part, key)
    actions.drop(draft, part, key, by=request.user)
    return go(_list_of(draft, part))


@reads
def condition(request: Request, draft_id: uuid.UUID, part: str, key: str) -> HttpResponse:
    draft = _draft(request, draft_id)
    found(part if part in methods.WITH_CONDITION else None)
    source, asked = (
        str(queries.item(draft, part, key).get("when") or ""),
        queries.comparable(draft, part, key),
    )
    said = wording.read_back(source, asked)
    by_hand = CelForm(initial={"source": source})
    if said is None and source not in ("", "true"):
        return _show_condition(request, draft, part, key, by_hand=by_hand)
    clauses, joiner = said or ([], wording.AND)
    form = ConditionForm.of(asked, clauses, joiner)
    return _show_condition(request, draft, part, key, form=form)


@writes
def ask_condition(request: Request, draft_id: uuid.UUID, part: str, key: str) -> HttpResponse:
    """The builder again, as far as it was filled in, with answers that fit the questions."""
    draft = _draft(request, draft_id)
    form = ConditionForm.again(queries.comparable(draft, part, key), request.POST)
    return _show_condition(request, draft, part, key, form=form)


@writes
def save_condition(request: Request, draft_id: uuid.UUID, part: str, key: str) -> HttpResponse:
    draft = _draft(request, draft_id)
    queries.item(draft, part, key)
    found(part if part in methods.WITH_CONDITION else None)
    asked = queries.comparable(draft, part, key)
    if "_tambah" in request.POST:
        form = ConditionForm.again(asked, request.POST, more=1)
        return _show_condition(request, draft, part, key, form=form)
    by_hand = CelForm(request.POST) if "source" in request.POST else None
    built = None if by_hand else ConditionForm.posted(asked, request.POST)
    posted: Any = by_hand or built
    if posted.is_valid():
        actions.put(draft, part, key, {"when": posted.condition()}, by=request.user)
        return go(reverse("workshop:item", args=[draft.pk, part, key]))
    return _show_condition(request, draft, part, key, status=422, form=built, by_hand=by_hand)


def _show_condition(
    request: Request, draft: ServiceDraft, part: str, key: str, *, status: int = 200, **asked: Any
) -> HttpResponse:
    context = queries.condition_of(draft, part, key) | asked
    return show(request, draft, "workshop/condition.html", status, **context)


@reads
def letter(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    draft = _draft(request, draft_id)
    form = forms.LetterForm(queries.words_of(draft), initial=methods.letter_as_typed(draft.definition))
    return _show_letter(request, draft, form)


@writes
def write_letter(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    draft = _draft(request, draft_id)
    form = forms.LetterForm(queries.words_of(draft), request.POST)
    if not form.is_valid():
        return _show_letter(request, draft, form, 422)
    actions.write_letter(draft, form.values(), by=request.user)
    return go(reverse("workshop:letter", args=[draft.pk]))


@writes
def try_letter(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    """The letter as it is typed now, drawn; nothing is kept."""
    draft = _draft(request, draft_id)
    form = forms.LetterForm(queries.words_of(draft), request.POST)
    if form.is_valid():
        draft.definition = methods.laid_over(draft.definition, form.values())
    return _show_letter(request, draft, form)


def _show_letter(
    request: Request, draft: ServiceDraft, form: forms.LetterForm, status: int = 200
) -> HttpResponse:
    view = None if form.is_bound and not form.is_valid() else queries.seen(draft)
    sample = letters.sample(view) if view else None
    context = {"pictures": letters.pictures(sample) if sample else [], "words": queries.placeholders(draft)}
    has_own = has_own_handler(str(draft.definition.get("code")))
    return show(request, draft, "workshop/letter.html", status, form=form, has_own=has_own, **context)


# --- examples -------------------------------------------------------------------------------------


@reads
def examples(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    draft = _draft(request, draft_id)
    return _show_examples(request, draft, forms.ExampleForm())


def _show_examples(
    request: Request, draft: ServiceDraft, form: forms.ExampleForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "view": queries.seen(draft)}
    context["rows"] = queries.more_examples(draft.definition)
    context["wrong"] = queries.faults_in(draft, "contoh")
    return show(request, draft, "workshop/examples.html", status, **context)


@writes
def add_example(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    draft = _draft(request, draft_id)
    form = forms.ExampleForm(request.POST)
    if not form.is_valid():
        return _show_examples(request, draft, form, 422)
    which = actions.add_example(draft, form.cleaned_data["title"], by=request.user)
    return go(reverse("workshop:example", args=[draft.pk, which]))


@reads
def example(request: Request, draft_id: uuid.UUID, which: int) -> HttpResponse:
    """What an example leads to."""
    draft = _draft(request, draft_id)
    context = queries.example_page(draft, which)
    return show(request, draft, "workshop/example.html", which=which, **context)


@reads
def example_page(request: Request, draft_id: uuid.UUID, which: int, page_name: str) -> HttpResponse:
    """A page of the real form, filled in as the example says."""
    draft = _draft(request, draft_id)
    view = found(queries.seen(draft, which))
    if page_name not in [each.name for each in view.pages]:
        return go(reverse("workshop:example", args=[draft.pk, which]))
    form = page_form(view.definition, page_name, view)
    return show(request, draft, "workshop/example_page.html", which=which, form=form)


@writes
def answer(request: Request, draft_id: uuid.UUID, which: int, page_name: str) -> HttpResponse:
    draft = _draft(request, draft_id)
    view = found(queries.seen(draft, which))
    found(next((each for each in view.definition.pages if each.name == page_name), None))
    form = page_form(view.definition, page_name, view, data=request.POST)
    passed = form.is_valid()
    typed = form.cleaned_data if passed else form.typed
    actions.answer(draft, which, queries.with_sample_files(view, page_name, typed), by=request.user)
    if passed or (form.is_bound and queries.lacks_only_files(view, page_name, form.errors)):
        return go(queries.after_answering(draft, which, page_name))
    status = 422 if form.is_bound else 200
    return show(request, draft, "workshop/example_page.html", status, which=which, form=form)


@writes
def expect(request: Request, draft_id: uuid.UUID, which: int) -> HttpResponse:
    actions.expect(_draft(request, draft_id), which, by=request.user)
    return go(reverse("workshop:examples", args=[draft_id]))


@writes
def drop_example(request: Request, draft_id: uuid.UUID, which: int) -> HttpResponse:
    actions.drop_example(_draft(request, draft_id), which, by=request.user)
    return go(reverse("workshop:examples", args=[draft_id]))


@reads
def publishing(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    draft = _draft(request, draft_id)
    return _show_publishing(request, draft, forms.PublishForm(initial={"drafts": "carry", "cases": "finish"}))


def _show_publishing(
    request: Request, draft: ServiceDraft, form: forms.PublishForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "difference": queries.difference(draft), "wrong": queries.faults(draft)}
    may = rules.operates(request.user)
    return show(request, draft, "workshop/publishing.html", status, may_publish=may, **context)


@writes
def publish(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    draft = _draft(request, draft_id)
    form = forms.PublishForm(request.POST)
    if not form.is_valid() or queries.faults(draft):
        return _show_publishing(request, draft, form, 422)
    edition = actions.publish(draft, **form.cleaned_data, by=request.user)
    return go(catalogue.service(edition.service.slug))
