"""Writing, sending, reviewing, publishing, withdrawing. Nothing that was saved is ever overwritten."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.search import actions as search
from balaikota.information.articles import queries, rules
from balaikota.information.articles.models import CONTENT, Article, Version
from balaikota.information.review import actions as turns
from balaikota.information.review import queries as review
from balaikota.information.review import rules as duties
from balaikota.information.review.models import Stage
from balaikota.kit import changes
from balaikota.kit.errors import require

Content = Mapping[str, Any]


# --- writing --------------------------------------------------------------------------------------


@transaction.atomic
def begin(
    kind: str, content: Content, *, by: Person, key: uuid.UUID | None = None, is_sample: bool = False
) -> Article:
    """A new article with its first version. Its address comes from its title and stays.

    `key` is of the form: sent twice, also at once, it is begun once.
    """
    require(duties.may_write(by), _only_writers())
    key = key or uuid.uuid4()
    people.locked(by)
    if (known := queries.begun_with(key)) is not None:
        return known
    slug = changes.slug_of(content["title"], queries.is_taken)
    article = Article.objects.create(
        pk=key, slug=slug, kind=kind, topic=content["topic"], is_sample=is_sample
    )
    _add(article, content, by=by)
    audit.record("articles.begun", article, by=by, kind=kind)
    return article


@transaction.atomic
def revise(article: Article, content: Content, *, based_on: int, by: Person) -> Version:
    """Keep a new version. When a colleague saved after `based_on`, it is kept aside and changes nothing else.

    Whoever saves takes back a review or a schedule: what was read by a second person is not this text.
    """
    require(duties.may_write(by), _only_writers())
    article = review.locked(article)
    head: Version = review.head_of(article)
    if not _differ(head, content):
        return head
    if based_on != head.number:
        return _keep_aside(article, content, based_on, by=by)
    version = _add(article, content, by=by, based_on=based_on)
    audit.record("articles.revised", article, by=by, version=version.number)
    return version


def _differ(version: Version, content: Content) -> bool:
    said = [name for name in CONTENT if name in content]
    return bool(changes.differing(queries.content(version), content, said))


def _keep_aside(article: Article, content: Content, based_on: int, *, by: Person) -> Version:
    """Sent twice it is one: the same words on the same ground."""
    known = queries.aside(article, based_on, by=by)
    if known is not None and not _differ(known, content):
        return known
    version = _written(article, content, by=by, based_on=based_on, is_aside=True)
    audit.record("articles.set_aside", article, by=by, version=version.number, based_on=based_on)
    return version


@transaction.atomic
def restore(article: Article, number: int, *, by: Person) -> Version:
    """The words of an earlier version become a new draft on top; what the public reads stays."""
    require(duties.may_write(by), _only_writers())
    article = review.locked(article)
    head, old = review.head_of(article), review.version_of(article, number)
    require(old.pk != head.pk, _("Versi ini sudah yang terbaru."), status=409)
    version = _add(article, queries.content(old), by=by, based_on=head.number, restored_from=number)
    audit.record("articles.restored", article, by=by, version=version.number, of=number)
    return version


def _add(article: Article, content: Content, *, by: Person, **more: Any) -> Version:
    """A version on top: the newest, and a draft."""
    version = _written(article, content, by=by, **more)
    article.head, article.stage, article.touched_at = version, Stage.DRAFT, version.at
    article.save(update_fields=["head", "stage", "touched_at"])
    return version


def _written(article: Article, content: Content, *, by: Person, **more: Any) -> Version:
    said = {name: content[name] for name in CONTENT if name in content}
    number = review.last_number(article) + 1
    version = Version.objects.create(article=article, number=number, by=by, **said, **more)
    if version.file is not None:
        files.attach_all([version.file], article, by=by)
    if version.picture is not None and not queries.has_picture(article, version.picture):
        pictures.attach([version.picture], article, by=by, alt=version.picture_alt)
    return version


def _only_writers() -> str:
    return _("Naskah ditulis oleh petugas pusat informasi yang bertugas menulis.")


# --- reviewing ------------------------------------------------------------------------------------


@transaction.atomic
def send(article: Article, *, by: Person) -> None:
    """Ask a second person to read it. What is missing is said now, not after the review."""
    missing = queries.missing(review.locked(article))
    require(not missing, " ".join(missing), status=422)
    turns.send(article, by=by)


@transaction.atomic
def publish(article: Article, number: int, *, by: Person) -> None:
    """The reviewer lets version `number` out: now, or at the time its writer asked for."""
    article = turns.under_review(article, number, by=by)
    head = review.head_of(article)
    article.checked_at, article.checked_by = timezone.now(), by
    if head.publish_at is not None and head.publish_at > timezone.now():
        article.stage, article.touched_at = Stage.APPROVED, timezone.now()
        article.save(update_fields=["stage", "touched_at", "checked_at", "checked_by"])
        audit.record("articles.approved", article, by=by, version=number)
        return
    _show(article, head, by=by)


@transaction.atomic
def publish_due() -> int:
    """The clock: what was approved for a time that has come goes out. How many."""
    due = queries.due_now()
    for article in due:
        _show(article, review.head_of(article), by=None)
    return len(due)


def _show(article: Article, version: Version, *, by: Person | None) -> None:
    """From now on the public reads this version."""
    now = timezone.now()
    article.live, article.head, article.stage = version, version, Stage.PUBLISHED
    article.topic, article.kategori, article.check_by = version.topic, version.kategori, version.check_by
    article.public_at = article.public_at or now
    article.changed_at = article.shown_at = article.touched_at = now
    article.withdrawn_at, article.withdrawn_reason, article.asked_at = None, "", None
    article.save()
    _let_see(article, version.picture, by=by)
    search.put(queries.entry(article))
    audit.record("articles.published", article, by=by, version=version.number)


def _let_see(article: Article, picture_id: uuid.UUID | None, *, by: Person | None) -> None:
    """Of its pictures the public sees the one of the text it reads."""
    for picture in queries.pictures_of(article):
        turn = pictures.publish if picture.pk == picture_id else pictures.withhold
        turn(picture, by=by)


# --- keeping true ---------------------------------------------------------------------------------


@transaction.atomic
def confirm(article: Article, check_by: date | None, *, by: Person) -> None:
    """Somebody read it again and it is still true, until the next look."""
    article = review.locked(article)
    require(rules.may_confirm(by, article), _("Yang diperiksa ulang hanya halaman yang terbit."))
    is_later = check_by is None or check_by > timezone.localdate()
    require(is_later, _("Pilih tanggal pemeriksaan berikutnya sesudah hari ini."), status=422)
    article.checked_at = article.shown_at = article.touched_at = timezone.now()
    article.checked_by, article.check_by, article.asked_at = by, check_by, None
    article.save(update_fields=["checked_at", "checked_by", "check_by", "asked_at", "shown_at", "touched_at"])
    audit.record("articles.confirmed", article, by=by)


@transaction.atomic
def withdraw(article: Article, *, reason: str, by: Person) -> None:
    """Take it from the public, who read why at its address. A scheduled one does not go out."""
    require(
        bool(reason.strip()), _("Tulis alasannya; warga yang mencari halaman ini membacanya."), status=422
    )
    article = review.locked(article)
    require(rules.may_withdraw(by, article), _("Halaman ditarik oleh petugas yang bertugas menerbitkan."))
    was_public, now = article.is_public, timezone.now()
    kept = {Stage.PUBLISHED: Stage.WITHDRAWN, Stage.APPROVED: Stage.DRAFT}
    article.stage = kept.get(Stage(article.stage), Stage(article.stage))
    if was_public:
        article.withdrawn_at, article.withdrawn_reason, article.live = now, reason.strip(), None
        article.shown_at = now
        _let_see(article, None, by=by)
        search.drop(queries.Articles.kind, str(article.pk))
    article.touched_at = now
    article.save()
    audit.record("articles.withdrawn", article, by=by, was_public=was_public)


@transaction.atomic
def ask_for_checks() -> int:
    """The clock: editors are told of each page that should have been checked by now, once. How many."""
    due = queries.unasked()
    for article in due:
        article.asked_at = timezone.now()
        article.save(update_fields=["asked_at"])
        audit.record("articles.fell_due", article, by=None)
    return len(due)


def keep_upload(upload: Any, *, by: Person) -> uuid.UUID:
    """Keep an uploaded document, belonging to nothing yet; raises `UnusableFile` with its sentence."""
    return files.receive(upload, owner=by, by=by).pk


def keep_photo(upload: Any, *, by: Person) -> uuid.UUID:
    """The same for a picture; what the camera noted is not shown to anybody."""
    return pictures.receive(upload, by=by).pk
