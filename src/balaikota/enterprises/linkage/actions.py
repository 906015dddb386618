"""Noting pairs, and what officers say of them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.linkage import methods, queries, rules
from balaikota.enterprises.linkage.models import Pair, Verdict
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require


@transaction.atomic
def note(pairs: list[methods.Likely]) -> int:
    """Keep pairs that are new; what was settled stays settled. An open pair that is no longer likely is forgotten."""
    likely = {(pair.a, pair.b): pair for pair in pairs}
    stale = [
        pair.pk
        for pair in Pair.objects.filter(verdict=Verdict.OPEN)
        if (str(pair.a_id), str(pair.b_id)) not in likely
    ]
    Pair.objects.filter(pk__in=stale).delete()
    known = queries.known()
    fresh = [
        Pair(a_id=a, b_id=b, bits=one.bits, points=one.points)
        for (a, b), one in likely.items()
        if (a, b) not in known
    ]
    Pair.objects.bulk_create(fresh, batch_size=1_000, ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def ask(*, by: Person) -> None:
    """Have the register looked through now."""
    require(rules.may_settle(by), _("Dugaan usaha ganda diperiksa oleh petugas pendata."))
    audit.record("linkage.asked", by, by=by)


@transaction.atomic
def set_apart(pair: Pair, *, same_owner: bool, by: Person) -> None:
    """Two businesses after all, of one owner or not."""
    pair = queries.locked(pair)
    require(rules.may_settle(by) and not queries.is_settled(pair), _("Pasangan ini sudah diputuskan."))
    _settle(pair, Verdict.OWNER if same_owner else Verdict.APART, by=by)
    audit.record("linkage.set_apart", pair, by=by, same_owner=same_owner)


@transaction.atomic
def merge(pair: Pair, kept: Enterprise, *, by: Person) -> None:
    """One business, written down twice: the other points to it from now on, and both histories stay."""
    pair = queries.locked(pair)
    require(
        rules.may_settle(by) and rules.may_merge(pair),
        _("Salah satu usaha ini sudah digabung dengan yang lain."),
    )
    require(kept.pk in (pair.a_id, pair.b_id), _("Pilih salah satu dari kedua usaha."), status=422)
    gone = pair.b if kept.pk == pair.a_id else pair.a
    pair.kept, pair.moved = kept, register.join(gone, kept, by=by)
    _settle(pair, Verdict.MERGED, by=by)
    audit.record("linkage.merged", pair, by=by, kept=kept.number, gone=gone.number)


@transaction.atomic
def undo(pair: Pair, *, by: Person) -> None:
    """As before the merge: both stand by themselves, and the pair waits again."""
    pair = queries.locked(pair)
    require(rules.may_settle(by) and rules.may_undo(pair), _("Pasangan ini tidak sedang digabung."))
    kept = pair.a if pair.kept_id == pair.a_id else pair.b
    gone = pair.b if pair.kept_id == pair.a_id else pair.a
    register.part(gone, kept, pair.moved, by=by)
    pair.kept, pair.moved = None, {}
    _settle(pair, Verdict.OPEN, by=by)
    audit.record("linkage.undone", pair, by=by, kept=kept.number, gone=gone.number)


def _settle(pair: Pair, verdict: Verdict, *, by: Person) -> None:
    pair.verdict, pair.settled_by, pair.settled_at = verdict, by, timezone.now()
    pair.save(update_fields=["verdict", "settled_by", "settled_at", "kept", "moved"])
