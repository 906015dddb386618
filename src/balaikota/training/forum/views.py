"""The forum of a class, a topic, one's own post, and what the organiser hides."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.kit.errors import Refusal
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.kit.typed import as_posted
from balaikota.training.classes import rules as class_rules
from balaikota.training.classes.models import Cohort
from balaikota.training.forum import actions, queries, rules
from balaikota.training.forum.models import Post, Topic


@reads
def forum(request: Request, number: str) -> HttpResponse:
    return _show_forum(request, queries.own_class(number, viewer=request.user))


def _show_forum(request: Request, cohort: Cohort, *, fault: str = "") -> HttpResponse:
    topics = queries.topics(cohort, viewer=request.user)
    context = {
        "cohort": cohort,
        "topics": topics,
        "unread": sum(each.unread for each in topics),
        "is_open": rules.is_open(cohort),
        "is_over": rules.is_over(cohort),
        "named": as_posted(request.POST.get("title")),
        "said": as_posted(request.POST.get("text")),
        "most": actions.LONGEST,
        "title_most": actions.TITLE_MOST,
        "fault": fault,
    }
    return page(request, "forum/forum.html", context, status=422 if fault else 200)


@writes
def begin(request: Request, number: str) -> HttpResponse:
    cohort = queries.own_class(number, viewer=request.user)
    title, text = (as_posted(request.POST.get(name)) for name in ("title", "text"))
    try:
        return go(actions.begin(cohort, title, text, by=request.user))
    except Refusal as refusal:
        return _show_forum(request, cohort, fault=refusal.sentence)


@writes
def see_all(request: Request, number: str) -> HttpResponse:
    cohort = queries.own_class(number, viewer=request.user)
    actions.see_all(cohort, by=request.user)
    messages.success(request, _("Semua tulisan ditandai sudah dibaca."))
    return go(reverse("forum:forum", args=[cohort.number]))


@reads
def topic(request: Request, topic_id: uuid.UUID) -> HttpResponse:
    return _show(request, queries.topic(topic_id, viewer=request.user))


def _show(request: Request, row: Topic, *, fault: str = "", hiding: Post | None = None) -> HttpResponse:
    """`hiding`: the post whose form was refused, so that its reason stays where it was typed."""
    posts = queries.posts(row, viewer=request.user, now=timezone.now())
    context = {
        "topic": row,
        "cohort": row.cohort,
        "posts": posts,
        "first_new": next((each.post.pk for each in posts if each.is_new), None),
        "is_open": rules.is_open(row.cohort),
        "may_hide": class_rules.may_organise(request.user),
        "hiding": hiding.pk if hiding else None,
        "reason": as_posted(request.POST.get("reason")),
        "said": as_posted(request.POST.get("text")),
        "most": actions.LONGEST,
        "fault": fault,
    }
    return page(request, "forum/topic.html", context, status=422 if fault else 200)


@writes
def reply(request: Request, topic_id: uuid.UUID) -> HttpResponse:
    row = queries.topic(topic_id, viewer=request.user)
    try:
        return go(actions.reply(row, as_posted(request.POST.get("text")), by=request.user))
    except Refusal as refusal:
        return _show(request, row, fault=refusal.sentence)


@writes
def see(request: Request, topic_id: uuid.UUID) -> HttpResponse:
    """By htmx as soon as the page stands, by a button where there is none."""
    row = queries.topic(topic_id, viewer=request.user)
    actions.see(row, by=request.user)
    if request.headers.get("HX-Request") == "true":
        return page(request, "forum/_seen.html", {"topic": row, "first_new": None})
    return go(reverse("forum:forum", args=[row.cohort.number]))


@reads
def post(request: Request, post_id: uuid.UUID) -> HttpResponse:
    """One's own post, to be changed."""
    return _show_post(request, queries.own_post(post_id, viewer=request.user))


def _show_post(request: Request, row: Post, *, fault: str = "") -> HttpResponse:
    said = as_posted(request.POST.get("text")) if request.method == "POST" else row.text
    context = {
        "post": row,
        "topic": row.topic,
        "said": said,
        "may_edit": rules.may_edit(request.user, row, timezone.now()),
        "until": row.at + rules.WHILE,
        "most": actions.LONGEST,
        "fault": fault,
    }
    return page(request, "forum/post.html", context, status=422 if fault else 200)


@writes
def edit(request: Request, post_id: uuid.UUID) -> HttpResponse:
    row = queries.own_post(post_id, viewer=request.user)
    try:
        return go(actions.edit(row, as_posted(request.POST.get("text")), by=request.user))
    except Refusal as refusal:
        return _show_post(request, row, fault=refusal.sentence)


@writes
def hide(request: Request, post_id: uuid.UUID) -> HttpResponse:
    row = queries.post_to_moderate(post_id, viewer=request.user)
    try:
        actions.hide(row, as_posted(request.POST.get("reason")), by=request.user)
    except Refusal as refusal:
        return _show(request, row.topic, fault=refusal.sentence, hiding=row)
    return go(row)


@writes
def show(request: Request, post_id: uuid.UUID) -> HttpResponse:
    row = queries.post_to_moderate(post_id, viewer=request.user)
    actions.show(row, by=request.user)
    return go(row)
