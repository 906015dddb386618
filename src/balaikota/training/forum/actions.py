"""Writing in a class's forum, changing what one wrote, hiding, and reading."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.kit.typed import Unfit, text
from balaikota.training.classes import queries as classes
from balaikota.training.classes import rules as class_rules
from balaikota.training.classes.models import Cohort
from balaikota.training.forum import queries, rules
from balaikota.training.forum.models import Digest, Post, Seen, Topic

LONGEST = 5000
TITLE_MOST = 160
#: A topic of a small forum; the page shows it whole.
POSTS_MOST = 300
TOPICS_MOST = 200


def _require_open(cohort: Cohort, by: Person) -> None:
    require(queries.belongs(by, cohort), _("Forum ini untuk peserta, pengajar, dan penyelenggara kelasnya."))
    over = _("Kelas ini sudah berakhir; forumnya tinggal dibaca.")
    closed = over if rules.is_over(cohort) else _("Forum dibuka setelah kelas diumumkan.")
    require(rules.is_open(cohort), closed, status=409)


def _clean(typed: str) -> str:
    try:
        said = text(typed, most=LONGEST, is_long=True)
    except Unfit as unfit:
        require(False, unfit.sentence, status=422)
    require(bool(said), _("Tulis sesuatu dahulu."), status=422)
    return said


@transaction.atomic
def begin(cohort: Cohort, title: str, typed: str, *, by: Person) -> Topic:
    """A topic with its first post. Begun by the same person in the same words again, it is the same topic."""
    cohort = classes.locked(cohort)
    _require_open(cohort, by)
    named = " ".join(title.replace("\x00", "").split())
    require(3 <= len(named) <= TITLE_MOST, _("Tulis topiknya, 3 sampai 160 huruf."), status=422)
    said = _clean(typed)
    if (known := queries.just_begun(cohort, named, said, by=by)) is not None:
        return known
    full = _("Forum ini sudah penuh. Lanjutkan di topik yang ada.")
    require(queries.topics_in(cohort) < TOPICS_MOST, full, status=422)
    row = Topic.objects.create(cohort=cohort, title=named, by=by)
    _post(row, said, by)
    audit.record("forum.begun", row, by=by)
    return row


@transaction.atomic
def reply(topic: Topic, typed: str, *, by: Person) -> Post:
    """Whoever says right after themselves the very same has pressed twice: it stands there once."""
    row = queries.locked(topic)
    _require_open(row.cohort, by)
    said = _clean(typed)
    if (known := queries.just_said(row, said, by=by)) is not None:
        return known
    full = _("Topik ini sudah penuh. Buka topik baru untuk melanjutkan.")
    require(queries.posts_in(row) < POSTS_MOST, full, status=422)
    made = _post(row, said, by)
    audit.record("forum.replied", made, by=by)
    return made


def _post(topic: Topic, said: str, by: Person) -> Post:
    """Whoever writes has read what stands above."""
    made = Post.objects.create(topic=topic, by=by, text=said)
    topic.moved_at = made.at
    topic.save(update_fields=["moved_at"])
    _see(topic, made.at, by)
    return made


@transaction.atomic
def edit(post: Post, typed: str, *, by: Person) -> Post:
    """One's own, for a quarter of an hour; the page says that it was changed."""
    row = queries.locked_post(post)
    require(row.by_id == by.pk, _("Hanya penulisnya yang dapat mengubah tulisan ini."))
    late = _("Tulisan dapat diubah 15 menit sejak dikirim. Salin tulisan Anda dan kirim sebagai balasan.")
    require(rules.may_edit(by, row, timezone.now()), late, status=422)
    row.text, row.edited_at = _clean(typed), timezone.now()
    row.save(update_fields=["text", "edited_at"])
    audit.record("forum.edited", row, by=by)
    return row


def _moderated(post: Post, by: Person) -> Post:
    require(class_rules.may_organise(by), _("Tulisan disembunyikan oleh penyelenggara pelatihan."))
    return queries.locked_post(post)


@transaction.atomic
def hide(post: Post, reason: str, *, by: Person) -> None:
    """Nobody but its writer and the organisers reads it any more; the reason stands in its place."""
    row, why = _moderated(post, by), " ".join(reason.replace("\x00", "").split())
    require(
        5 <= len(why) <= 300,
        _("Tuliskan alasannya, 5 sampai 300 huruf; alasan ini tampil di forum."),
        status=422,
    )
    require(row.hidden_at is None, _("Tulisan ini sudah disembunyikan."), status=409)
    row.hidden_at, row.hidden_by, row.hidden_reason = timezone.now(), by, why
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    audit.record("forum.hidden", row, by=by, subject=row.by)


@transaction.atomic
def show(post: Post, *, by: Person) -> None:
    """It stands again, after all."""
    row = _moderated(post, by)
    require(row.hidden_at is not None, _("Tulisan ini tidak disembunyikan."), status=409)
    row.hidden_at, row.hidden_by, row.hidden_reason = None, None, ""
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    audit.record("forum.shown", row, by=by, subject=row.by)


@transaction.atomic
def see(topic: Topic, *, by: Person) -> None:
    """Read up to its newest post. No event: it says nothing to anybody else."""
    _see(topic, topic.moved_at, by)


@transaction.atomic
def see_all(cohort: Cohort, *, by: Person) -> None:
    for topic in queries.topics_of(cohort):
        _see(topic, topic.moved_at, by)


def _see(topic: Topic, until: Any, by: Person) -> None:
    Seen.objects.update_or_create(topic=topic, person=by, defaults={"until": until})


@transaction.atomic
def digest(person: Person, news: list[tuple[str, int]], *, until: Any) -> Digest | None:
    """Tell somebody once a day what is new in their classes; None when they were told today."""
    facts = {"until": until, "news": [list(each) for each in news]}
    row, is_new = Digest.objects.get_or_create(person=person, on=timezone.localdate(until), defaults=facts)
    if not is_new:
        return None
    audit.record("forum.digested", row, by=None, subject=person)
    return row
