"""Reading a class's forum, what is new for whom, and whom the day's digest tells."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people import contract as home
from balaikota.kit import prose
from balaikota.kit.errors import found
from balaikota.training.classes import queries as classes
from balaikota.training.classes import rules as class_rules
from balaikota.training.classes.models import Cohort, Seat
from balaikota.training.forum import rules
from balaikota.training.forum.models import Digest, Post, Seen, Topic

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.contract import Offer


def belongs(person: "Person", cohort: Cohort) -> bool:
    """A participant, a trainer or an organiser."""
    seat = classes.enrolment_of(person, cohort)
    return (seat is not None and seat.seat == Seat.ENROLLED) or classes.leads(person, cohort)


def own_class(number: str, *, viewer: "Person") -> Cohort:
    """To everybody else the forum is not there."""
    cohort = classes.cohort(number, viewer=viewer)
    return found(cohort if belongs(viewer, cohort) else None)


def topic(topic_id: uuid.UUID, *, viewer: "Person") -> Topic:
    row = found(Topic.objects.filter(pk=topic_id).select_related("cohort__version__course").first())
    return found(row if belongs(viewer, row.cohort) else None)


def just_said(topic: Topic, said: str, *, by: "Person") -> Post | None:
    """The newest post of a topic, if it is this person's in these very words."""
    newest = Post.objects.filter(topic=topic).order_by("-at", "-id").first()
    return newest if newest and (newest.by_id, newest.text) == (by.pk, said) else None


def just_begun(cohort: Cohort, title: str, said: str, *, by: "Person") -> Topic | None:
    """This person's topic of that name in this class that begins with these very words."""
    return Topic.objects.filter(cohort=cohort, title=title, by=by, posts__text=said).first()


def post(post_id: uuid.UUID, *, viewer: "Person") -> Post:
    row = found(_posts().filter(pk=post_id).first())
    return found(row if belongs(viewer, row.topic.cohort) else None)


def own_post(post_id: uuid.UUID, *, viewer: "Person") -> Post:
    row = post(post_id, viewer=viewer)
    return found(row if row.by_id == viewer.pk else None)


def post_to_moderate(post_id: uuid.UUID, *, viewer: "Person") -> Post:
    found(viewer if class_rules.may_organise(viewer) else None)
    return post(post_id, viewer=viewer)


def _posts() -> QuerySet[Post]:
    return Post.objects.select_related("topic__cohort__version__course", "by")


def locked(topic: Topic) -> Topic:
    rows = Topic.objects.select_for_update(no_key=True, of=("self",)).select_related("cohort")
    return rows.get(pk=topic.pk)


def locked_post(post: Post) -> Post:
    return _posts().select_for_update(no_key=True, of=("self",)).get(pk=post.pk)


def topics_of(cohort: Cohort) -> list[Topic]:
    return list(Topic.objects.filter(cohort=cohort))


def topics_in(cohort: Cohort) -> int:
    return Topic.objects.filter(cohort=cohort).count()


def posts_in(topic: Topic) -> int:
    return Post.objects.filter(topic=topic).count()


def _unread(person: "Person", *, under: str = "") -> Q:
    """Posts of others that stand, newer than what this person has read of their topic (`seen_until` is annotated)."""
    fresh = Q(seen_until=None) | Q(**{f"{under}at__gt": F("seen_until")})
    return fresh & ~Q(**{f"{under}by": person}) & Q(**{f"{under}hidden_at": None})


def _until(person: "Person", topic: str) -> Subquery:
    return Subquery(Seen.objects.filter(person=person, topic=OuterRef(topic)).values("until")[:1])


def topics(cohort: Cohort, *, viewer: "Person") -> list[Any]:
    """What moved last stands first, with how many posts there are and how many of them are new to this viewer."""
    rows = Topic.objects.filter(cohort=cohort).select_related("by")
    rows = rows.annotate(seen_until=_until(viewer, "pk"))
    unread = Count("posts", filter=_unread(viewer, under="posts__"))
    return list(rows.annotate(count=Count("posts"), unread=unread).order_by("-moved_at", "-id"))


@dataclass(frozen=True)
class Shown:
    """A post as this viewer reads it: what is hidden is read by its writer and the organisers alone."""

    post: Post
    html: SafeString
    role: str
    is_new: bool
    is_readable: bool
    may_edit: bool


def posts(topic: Topic, *, viewer: "Person", now: datetime) -> list[Shown]:
    """From the first to the newest."""
    seen = Seen.objects.filter(topic=topic, person=viewer).first()
    is_organiser, trainers = class_rules.may_organise(viewer), classes.trainers(topic.cohort)
    leaders = {each.pk for each in classes.leaders(topic.cohort)}
    told = []
    for row in _posts().filter(topic=topic).order_by("at", "id"):
        is_readable = row.hidden_at is None or row.by_id == viewer.pk or is_organiser
        told.append(
            Shown(
                row,
                prose.render(row.text) if is_readable else SafeString(""),
                _role(row.by_id, trainers, leaders),
                row.by_id != viewer.pk and row.hidden_at is None and (seen is None or row.at > seen.until),
                is_readable,
                rules.may_edit(viewer, row, now),
            )
        )
    return told


def _role(person_id: uuid.UUID, trainers: set[uuid.UUID], leaders: set[uuid.UUID]) -> str:
    if person_id in trainers:
        return _("pengajar")
    return _("penyelenggara") if person_id in leaders else ""


def unread_in(cohort: Cohort, *, viewer: "Person") -> int:
    rows = Post.objects.filter(topic__cohort=cohort).annotate(seen_until=_until(viewer, "topic"))
    return rows.filter(_unread(viewer)).count()


def offers(cohort: Cohort, person: "Person") -> "list[Offer]":
    """For a participant: the forum, and what is new in it."""
    if not rules.is_open(cohort) and not topics_in(cohort):
        return []
    unread = unread_in(cohort, viewer=person)
    note = ngettext("%d tulisan baru", "%d tulisan baru", unread) % unread if unread else ""
    return [(_("Forum"), reverse("forum:forum", args=[cohort.number]), note)]


# --- the digest -----------------------------------------------------------------------------------


def _moved_since(since: datetime) -> list[Cohort]:
    fresh = Post.objects.filter(at__gt=since, hidden_at=None).values("topic__cohort")
    return [each for each in classes.several(fresh) if rules.is_open(each)]


def to_tell(now: datetime, *, since: datetime) -> "list[tuple[Person, list[tuple[str, int]]]]":
    """Whoever has something unread that no digest has counted, with how much of it lies in which class."""
    news: dict[Person, list[tuple[str, int]]] = defaultdict(list)
    for cohort in _moved_since(since):
        people = {row.person_id: row.person for row in classes.participants(cohort)}
        people |= {each.pk: each for each in classes.leaders(cohort)}
        told = dict(Digest.objects.filter(person__in=people).values_list("person").annotate(Max("until")))
        for person in people.values():
            rows = Post.objects.filter(
                topic__cohort=cohort, at__lte=now, at__gt=max(told.get(person.pk, since), since)
            )
            rows = rows.annotate(seen_until=_until(person, "topic")).filter(_unread(person))
            if count := rows.count():
                news[person].append((cohort.number, count))
    return list(news.items())


def digest_of_event(event_id: int) -> Digest:
    return Digest.objects.select_related("person").get(pk=audit.event(event_id).about_id)


def pack(person: "Person") -> home.Pack:
    """What this person began and wrote, hidden or not, for taking home."""
    begun = Topic.objects.filter(by=person).order_by("pk")
    yield from home.written("forum-topik.json", begun.values("cohort__number", "title", "begun_at"))
    wrote = Post.objects.filter(by=person).order_by("pk")
    names = ("topic__title", "text", "at", "edited_at", "hidden_at", "hidden_reason")
    yield from home.written("forum-tulisan.json", wrote.values(*names))
