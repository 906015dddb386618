"""Leaving an idea, talking about it, standing behind it, answering it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.innovation.ideas import methods, queries, rules
from balaikota.innovation.ideas.models import Comment, Idea, Support
from balaikota.kit.errors import require


@transaction.atomic
def post(title: str, problem: str, proposal: str, *, by: Person) -> Idea:
    """Leave an idea; the city answers within a day that is set now. The same words again are the same idea."""
    require(rules.may_post(by), _("Konfirmasi dahulu kontak Anda, supaya kota dapat menjawab."))
    people.locked(by)
    if (known := queries.posted(title, problem, proposal, by=by)) is not None:
        return known
    idea = Idea.objects.create(
        title=title.strip(), problem=problem.strip(), proposal=proposal.strip(), by=by, is_sample=by.is_sample,
        answer_by=timezone.localdate() + timedelta(days=methods.ANSWER_DAYS),
    )  # fmt: skip
    audit.record("ideas.posted", idea, by=by, subject=by)
    return idea


@transaction.atomic
def comment(idea: Idea, text: str, *, by: Person) -> Comment:
    """Say something about it. Whoever says the same again has pressed twice: it stands there once."""
    require(rules.may_post(by), _("Konfirmasi dahulu kontak Anda, supaya kota dapat menjawab."))
    people.locked(by)
    if (known := queries.said(idea, text, by=by)) is not None:
        return known
    said = Comment.objects.create(idea=idea, text=text.strip(), by=by)
    audit.record("ideas.commented", idea, by=by)
    return said


@transaction.atomic
def support(idea: Idea, *, by: Person) -> None:
    """Stand behind it; a second time changes nothing."""
    require(
        rules.may_support(by, idea),
        _(
            "Dukungan dihitung dari orang yang identitasnya sudah diperiksa petugas, dan bukan dari pengusulnya."
        ),
    )
    _row, is_new = Support.objects.get_or_create(idea=idea, by=by)
    if is_new:
        audit.record("ideas.supported", idea, by=by)


@transaction.atomic
def answer(idea: Idea, text: str, *, by: Person) -> None:
    """The city's answer; given once, it stands."""
    idea = queries.locked(idea)
    require(rules.may_answer(by, idea), _("Ide dijawab oleh petugas kota yang bukan pengusulnya."))
    require(not idea.answer, _("Ide ini sudah dijawab."), status=422)
    idea.answer, idea.answered_by, idea.answered_at = text.strip(), by, timezone.now()
    idea.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record("ideas.answered", idea, by=by, subject=idea.by)
