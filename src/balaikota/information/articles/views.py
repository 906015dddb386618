"""The information centre in the browser: for everybody, and its desk."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.foundation.files.contract import UnusableFile
from balaikota.information.articles import actions, forms, methods, queries, rules
from balaikota.information.articles.models import Article, Kategori, Kind, Topic, Version
from balaikota.information.review import actions as turns
from balaikota.information.review import queries as review
from balaikota.information.review import rules as duties
from balaikota.kit import marks, prose
from balaikota.kit.downloads import hand_out
from balaikota.kit.errors import found
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.kit.site import Site

# --- for everybody --------------------------------------------------------------------------------


@hot(queries.version)
@reads(anyone=True)
def index(request: Request) -> HttpResponse:
    return _list(request, {}, title=_("Informasi"))


@hot(queries.version)
@reads(anyone=True)
def kind(request: Request, kind: str) -> HttpResponse:
    title = _named(Kind, kind)
    more: dict[str, Any] = {"kind": kind}
    if kind == Kind.DOCUMENT:
        more |= {"kategori_counts": _counted(Kategori, "kategori")}
    return _list(request, {"kind": kind}, title=title, **more)


@hot(queries.version)
@reads(anyone=True)
def topic(request: Request, topic: str) -> HttpResponse:
    return _list(request, {"topic": topic}, title=_named(Topic, topic), topic=topic)


@hot(queries.version)
@reads(anyone=True)
def openness(request: Request, kategori: str) -> HttpResponse:
    """Public documents of one category of UU 14/2008."""
    more = {"kind": Kind.DOCUMENT, "kategori": kategori, "kategori_counts": _counted(Kategori, "kategori")}
    return _list(request, {"kategori": kategori}, title=_named(Kategori, kategori), **more)


def _named(choices: Any, key: str) -> str:
    return str(found(dict(choices.choices).get(key)))


def _counted(choices: Any, field: str) -> list[tuple[str, str, int]]:
    numbers = queries.counts(field)
    return [(key, str(name), numbers[key]) for key, name in choices.choices if key in numbers]


def _list(request: Request, chosen: dict[str, Any], *, title: str, **more: Any) -> HttpResponse:
    shown = queries.listed(
        language=request.LANGUAGE_CODE, after=request.GET.get("sesudah", "")[:80], **chosen
    )
    context = {
        "title": title,
        "rows": shown.rows,
        "next_url": f"?sesudah={shown.after}" if shown.after else "",
        "kinds": _counted(Kind, "kind"),
        "topics": _counted(Topic, "topic"),
    }
    if chosen.get("kind") == Kind.QUESTION:
        context |= _answered(request, shown.rows)
    return page(request, "articles/index.html", context | more)


def _answered(request: Request, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Questions with their answers on the same page, for people and for search engines."""
    language = request.LANGUAGE_CODE
    pairs = [(each, methods.reading(each.live, language)) for each in queries.questions(rows)]
    url = settings.ADDRESS + reverse("articles:kind", args=[Kind.QUESTION])
    told = methods.question_page(
        [(said.title, said.html) for _each, said in pairs], url=url, language=language
    )
    return {"answers": pairs, "schema": prose.in_a_script(told)}


@hot(queries.version)
@reads(anyone=True)
def article(request: Request, article: str) -> HttpResponse:
    shown = queries.public(article)
    if shown.live is None:
        return page(request, "articles/withdrawn.html", {"article": shown}, status=410)
    said = methods.reading(shown.live, request.LANGUAGE_CODE)
    url = settings.ADDRESS + shown.get_absolute_url()
    photo = queries.photo_of(shown.live, said.alt)
    image = settings.ADDRESS + methods.image_path(shown, photo)
    publisher = f"{_('Pemerintah Kota')} {Site(request).city}"
    schema = methods.schema_org(shown, said, url=url, image=image, publisher=publisher)
    context = {
        "article": shown,
        "said": said,
        "related": queries.related(shown, request.LANGUAGE_CODE),
        "document": queries.document_of(shown),
        "photo": photo,
        "share": {"url": url, "image": image, "site": publisher},
        "schema": prose.in_a_script(schema),
        "may_write": request.user.is_authenticated and duties.may_enter(request.user),
    }
    return page(request, "articles/article.html", context)


@reads(anyone=True)
def file(request: Request, article: str) -> HttpResponseBase:
    """The document itself; public, so caches and search engines may keep it."""
    shown = queries.public_now(article)
    kept = queries.public_file(shown)
    answer = hand_out(queries.path_of(kept), name=f"{shown.slug}.pdf", content_type=kept.content_type)
    answer["Cache-Control"] = "public, max-age=300"
    del answer["X-Robots-Tag"]
    return answer


# --- the desk -------------------------------------------------------------------------------------


@reads
def desk(request: Request) -> HttpResponse:
    shelf = request.GET.get("rak", "menunggu")
    shown = queries.at_desk(shelf, viewer=request.user, after=request.GET.get("sesudah", "")[:80])
    context = {
        "shelf": shelf,
        "shelves": queries.shelves(),
        "articles": shown.rows,
        "next_url": f"?rak={shelf}&sesudah={shown.after}" if shown.after else "",
        "kinds": Kind.choices,
        "may_write": duties.may_write(request.user),
    }
    return page(request, "articles/desk.html", context)


@reads
def written(request: Request, article_id: uuid.UUID) -> HttpResponse:
    return _show_written(request, queries.article(article_id, viewer=request.user))


def _show_written(request: Request, article: Article, *, status: int = 200, **bound: Any) -> HttpResponse:
    head, viewer = review.head_of(article), request.user
    asked = {"number": head.number}
    blank: dict[str, Any] = {
        "send_back_form": forms.SendBackForm(initial=asked),
        "withdraw_form": forms.ReasonForm(),
        "check_form": forms.CheckForm(),
    }
    context = {
        "article": article,
        "head": head,
        "readings": [methods.reading(head, language) for language in ("id", "en")],
        "rows": queries.compared(article.live, head) if article.live and article.live != head else [],
        "document": queries.kept_file(head.file),
        "photo": queries.photo_of(head, head.picture_alt),
        "versions": review.versions(article),
        "events": review.story(article),
        "missing": queries.missing(article),
        "may_write": duties.may_write(viewer),
        "may_send": duties.may_send(viewer, article),
        "may_review": duties.may_review(viewer, article, review.writers(article)),
        "may_withdraw": rules.may_withdraw(viewer, article),
        "may_confirm": rules.may_confirm(viewer, article),
    }
    return page(request, "articles/written.html", context | blank | bound, status=status)


@reads
def write(request: Request, kind: str) -> HttpResponse:
    _named(Kind, kind)
    found(request.user if duties.may_write(request.user) else None)
    return _show_editor(request, forms.ContentForm(kind=kind, initial={"key": uuid.uuid4()}), kind)


@writes
def begin(request: Request, kind: str) -> HttpResponse:
    form = _posted(request, kind)
    if not form.is_valid():
        return _show_editor(request, form, kind, status=422)
    begun = actions.begin(kind, form.content, key=form.cleaned_data["key"], by=request.user)
    return go(begun.desk_url)


@writes
def preview_new(request: Request, kind: str) -> HttpResponse:
    return _preview(request, _posted(request, kind), kind)


@reads
def edit(request: Request, article_id: uuid.UUID) -> HttpResponse:
    article = queries.article(article_id, viewer=request.user)
    found(article if duties.may_write(request.user) else None)
    head = review.head_of(article)
    form = forms.ContentForm(kind=article.kind, initial=queries.content(head))
    return _show_editor(request, form, article.kind, article=article, based_on=head.number)


@writes
def revise(request: Request, article_id: uuid.UUID) -> HttpResponse:
    article = queries.article(article_id, viewer=request.user)
    form, before = _posted(request, article.kind), marks.whole(request.POST.get("based_on"))
    if not form.is_valid():
        return _show_editor(request, form, article.kind, article=article, based_on=before, status=422)
    version = actions.revise(article, form.content, based_on=before, by=request.user)
    if version.is_aside:
        return _show_conflict(request, article, form, version)
    messages.success(request, _("Tersimpan sebagai versi %(number)d.") % {"number": version.number})
    return go(article.desk_url)


def _show_conflict(request: Request, article: Article, form: Any, mine: Version) -> HttpResponse:
    """A colleague was first: both are kept, both are shown, and the writer decides."""
    theirs = review.head_of(queries.article(article.pk, viewer=request.user))
    told = {"rows": queries.compared(theirs, mine), "mine": mine, "theirs": theirs}
    return _show_editor(
        request, form, article.kind, article=article, based_on=theirs.number, conflict=told, status=409
    )


@writes
def preview(request: Request, article_id: uuid.UUID) -> HttpResponse:
    article = queries.article(article_id, viewer=request.user)
    form, before = _posted(request, article.kind), marks.whole(request.POST.get("based_on"))
    return _preview(request, form, article.kind, article=article, based_on=before)


def _preview(request: Request, form: forms.ContentForm, kind: str, **more: Any) -> HttpResponse:
    form.is_valid()
    return _show_editor(request, form, kind, previews=methods.previews(form.cleaned_data), **more)


def _posted(request: Request, kind: str) -> forms.ContentForm:
    """What was typed; what was uploaded is kept first and named in it."""
    _named(Kind, kind)
    found(request.user if duties.may_write(request.user) else None)
    said: QueryDict = request.POST.copy()
    faults = {}
    uploads = (("upload", "file", actions.keep_upload), ("photo", "picture", actions.keep_photo))
    for blank, field, keep in uploads:
        if blank in request.FILES:
            try:
                said[field] = str(keep(request.FILES[blank], by=request.user))
            except UnusableFile as fault:
                faults[blank] = fault.sentence
    return forms.ContentForm(said, kind=kind, faults=faults)


def _show_editor(request: Request, form: Any, kind: str, *, status: int = 200, **more: Any) -> HttpResponse:
    kept = form["file"].value() if "file" in form.fields else None
    context = {
        "form": form,
        "kind": kind,
        "kind_name": _named(Kind, kind),
        "document": queries.kept_file(kept),
    }
    return page(request, "articles/edit.html", context | more, parts=["pratinjau"], status=status)


@reads
def compare(request: Request, article_id: uuid.UUID) -> HttpResponse:
    article = queries.article(article_id, viewer=request.user)
    after = review.version_of(article, marks.whole(request.GET.get("ke")))
    before = review.version_of(article, marks.whole(request.GET.get("dari")))
    context = {"article": article, "before": before, "after": after, "rows": queries.compared(before, after)}
    return page(request, "articles/compare.html", context)


@writes
def restore(request: Request, article_id: uuid.UUID, version: int) -> HttpResponse:
    article = queries.article(article_id, viewer=request.user)
    made = actions.restore(article, version, by=request.user)
    said = {"old": version, "number": made.number}
    messages.success(request, _("Versi %(old)d dipulihkan sebagai naskah, versi %(number)d.") % said)
    return go(article.desk_url)


@writes
def send(request: Request, article_id: uuid.UUID) -> HttpResponse:
    article = queries.article(article_id, viewer=request.user)
    actions.send(article, by=request.user)
    messages.success(request, _("Terkirim. Petugas lain memeriksanya sebelum terbit."))
    return go(article.desk_url)


@writes
def publish(request: Request, article_id: uuid.UUID) -> HttpResponse:
    article = queries.article(article_id, viewer=request.user)
    actions.publish(article, marks.whole(request.POST.get("number")), by=request.user)
    return go(article.desk_url)


@writes
def send_back(request: Request, article_id: uuid.UUID) -> HttpResponse:
    article, form = queries.article(article_id, viewer=request.user), forms.SendBackForm(request.POST)
    if not form.is_valid():
        return _show_written(request, article, send_back_form=form, status=422)
    turns.send_back(article, **form.cleaned_data, by=request.user)
    return go(article.desk_url)


@writes
def withdraw(request: Request, article_id: uuid.UUID) -> HttpResponse:
    article, form = queries.article(article_id, viewer=request.user), forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _show_written(request, article, withdraw_form=form, status=422)
    actions.withdraw(article, **form.cleaned_data, by=request.user)
    return go(article.desk_url)


@writes
def confirm(request: Request, article_id: uuid.UUID) -> HttpResponse:
    article, form = queries.article(article_id, viewer=request.user), forms.CheckForm(request.POST)
    if not form.is_valid():
        return _show_written(request, article, check_form=form, status=422)
    actions.confirm(article, **form.cleaned_data, by=request.user)
    messages.success(request, _("Tercatat: Anda memeriksanya hari ini."))
    return go(article.desk_url)
