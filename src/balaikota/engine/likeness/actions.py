"""Watching, judging, tuning, and making two records one, with the way back."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case
from balaikota.engine.likeness import contract, methods, queries, rules
from balaikota.engine.likeness.models import Merge, Pair, Threshold, Trace, Verdict
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.kit.fields import SealedTextField

#: [model, key, field, before, after]
Change = list[Any]
#: What tells how to reach someone and lets them in; goes over as a whole or not at all.
LOGIN = ("email", "phone", "phone_confirmed_at", "password")
FACTS = ("tempat_lahir", "tanggal_lahir", "jenis_kelamin")


# --- watching -------------------------------------------------------------------------------------


def watch_person(person_id: uuid.UUID | str) -> None:
    """Compare a person, as they are now, with everybody who shares a fingerprint. May run twice.

    Two transactions: of two who arrive at once, the one who looks later finds the other's trace.
    """
    person = people.person(person_id)
    if person is None or queries.is_merged_away(person):
        return
    record = queries.record_of_person(person)
    _trace(queries.PEOPLE, record, person=person)
    _suspect("person", person, queries.persons_like(person, record))


def watch_case(case_id: uuid.UUID | str) -> None:
    """Compare the one a case is about with those of other cases. May run twice."""
    case = case_queries.by_id(str(case_id))
    record = queries.record_of_case(case)
    _trace(queries.space_of(case), record, case=case)
    _suspect("case", case, queries.cases_like(case, record) if queries.matters(case) else [])


@transaction.atomic
def _trace(space: str, record: methods.Record, **thing: Any) -> None:
    kept = {"space": space, "keys": methods.keys(record, space), "at": timezone.now()}
    Trace.objects.update_or_create(**thing, defaults=kept)


@transaction.atomic
def _suspect(name: str, thing: Person | Case, alike: list[Any]) -> None:
    """Keep the pairs found; an open pair that is no longer alike is forgotten, a settled one stays as it is."""
    known, standing = queries.pairs_of(thing), set()
    strongest = sorted(alike, key=lambda each: each[1].bits, reverse=True)
    for other, score in strongest[: queries.SHOWN]:
        a, b = sorted((thing, other), key=lambda one: one.pk)
        said = {"bits": score.bits, "points": [[point.field, point.level] for point in score.points]}
        row = known.get((a.pk, b.pk))
        if row is None:
            row, is_new = Pair.objects.get_or_create(**{f"{name}_a": a, f"{name}_b": b}, defaults=said)
            if is_new:
                audit.record("likeness.suspected", row, by=None, bits=score.bits)
        elif row.is_open and (row.bits, row.points) != (said["bits"], said["points"]):
            Pair.objects.filter(pk=row.pk).update(**said)
        standing.add(row.pk)
    queries.open_pairs_of(thing).exclude(pk__in=standing).delete()


# --- judging --------------------------------------------------------------------------------------


@transaction.atomic
def set_apart(pair: Pair, *, note: str = "", by: Person) -> None:
    """They are two. Remembered: nobody is asked about this pair again."""
    _settle(pair, Verdict.APART, note, by=by)


@transaction.atomic
def call_same(pair: Pair, *, note: str = "", by: Person) -> None:
    """Two cases tell one event. Which of them is closed is decided on its own page, with its own reason."""
    require(not pair.is_of_persons, _("Dua catatan orang yang sama digabungkan, bukan hanya ditandai."))
    _settle(pair, Verdict.SAME, note, by=by)


@transaction.atomic
def reopen(pair: Pair, *, by: Person) -> None:
    """Somebody thought again: the pair waits for a verdict once more. A merge is undone instead."""
    pair = queries.locked(pair)
    require(rules.may_reopen(by, pair, queries.kin(by)), _("Dugaan ini tidak dapat dibuka lagi oleh Anda."))
    audit.record("likeness.reopened", pair, by=by, was=pair.verdict)
    _open_again(pair)


def _open_again(pair: Pair) -> None:
    pair.verdict, pair.settled_at, pair.settled_by, pair.note = Verdict.OPEN, None, None, None
    pair.save(update_fields=["verdict", "settled_at", "settled_by", "note"])


def _settle(pair: Pair, verdict: Verdict, note: str, *, by: Person) -> Pair:
    pair = queries.locked(pair)
    require(pair.is_open, _("Dugaan ini sudah diperiksa. Muat ulang halamannya."), status=409)
    allowed = rules.may_judge(by, pair, queries.kin(by))
    require(allowed, _("Dugaan ini diperiksa petugas yang tidak berkepentingan dengan keduanya."))
    pair.verdict, pair.settled_at, pair.settled_by = verdict, timezone.now(), by
    pair.note = note.strip() or None
    pair.save(update_fields=["verdict", "settled_at", "settled_by", "note"])
    name = {Verdict.APART: "likeness.set_apart", Verdict.SAME: "likeness.called_same"}
    if verdict in name:
        audit.record(name[verdict], pair, by=by, bits=pair.bits)
    return pair


@transaction.atomic
def tune(bits: int, *, reason: str, by: Person) -> Threshold:
    """From now on pairs are shown from this score on."""
    require(rules.may_tune(by), _("Ambang diatur kepala dinas yang menjaga data penduduk."))
    require(bits in methods.THRESHOLDS, _("Pilih salah satu ambang pada daftar."), status=422)
    require(bool(reason.strip()), _("Tulis alasannya, agar petugas lain mengerti."), status=422)
    row = Threshold.objects.create(bits=bits, reason=reason.strip(), by=by)
    audit.record("likeness.tuned", row, by=by, bits=bits)
    return row


# --- merging --------------------------------------------------------------------------------------


@transaction.atomic
def merge(pair: Pair, kept_id: uuid.UUID, *, reason: str, by: Person) -> Merge:
    """Make two records of one person one. The other points to the one kept, and stays, closed.

    Every value that changes is remembered with what it was; `undo` puts it back.
    """
    require(bool(reason.strip()), _("Tulis dasar penggabungannya."), status=422)
    require(pair.is_of_persons and kept_id in (pair.person_a_id, pair.person_b_id),
            _("Pilih catatan yang dipertahankan."), status=422)  # fmt: skip
    kept, gone = _both_locked(pair, kept_id)
    pair = queries.locked(pair)
    require(rules.may_merge(by, pair, queries.kin(by)), _only_deciders())
    why = queries.why_never(kept, gone)
    require(not why, str(methods.refusal(why)), status=409)
    changes: list[Change] = []
    turned = queries.followers(kept, gone)
    _take_over(kept, gone, changes)
    stayed = sum(_turn(follower, kept, gone, changes) for follower in turned)
    _close(gone, changes)
    _settle(pair, Verdict.MERGED, reason, by=by)
    done = Merge.objects.create(
        pair=pair, kept=kept, gone=gone, changes=changes, reason=reason.strip(), by=by
    )
    queries.open_pairs_of(gone).delete()
    queries.traced(gone).delete()
    for subject in (kept, gone):
        told: dict[str, Any] = {
            "kept": str(kept.pk),
            "gone": str(gone.pk),
            "changes": len(changes),
            "stayed": stayed,
        }
        audit.record("likeness.merged", pair, by=by, subject=subject, **told)
    return done


def _only_deciders() -> str:
    return _("Penggabungan hanya oleh petugas yang memutus, dan bukan untuk data keluarganya sendiri.")


def _both_locked(pair: Pair, kept_id: uuid.UUID) -> tuple[Person, Person]:
    """Locked in a fixed order, so that two officers never wait for each other."""
    a, b = (people.locked(side) for side in pair.sides)
    return (a, b) if a.pk == kept_id else (b, a)


def _set(row: models.Model, field: str, value: Any, changes: list[Change]) -> None:
    """Change one value and remember both. A column, not an object, so that undoing writes the very same."""
    before = getattr(row, field)
    if before == value:
        return
    type(row)._base_manager.filter(pk=row.pk).update(**{field: value})
    setattr(row, field, value)
    changes.append([row._meta.label, str(row.pk), field, _kept(before), _kept(value)])


def _kept(value: Any) -> Any:
    """As it lies in the sealed list; to the microsecond, which Django's own JSON would round."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def _take_over(kept: Person, gone: Person, changes: list[Change]) -> None:
    """What the surviving record lacks: the NIK, the login, facts of birth, how sure we are."""
    if gone.nik_index and not kept.nik_index:
        index, kept.nik = gone.nik_index, gone.nik
        _set(gone, "nik_index", None, changes)  # its sealed NIK stays where it can be read by undoing
        kept.save(update_fields=["nik"])
        changes.append([kept._meta.label, str(kept.pk), "nik", None, None])
        _set(kept, "nik_index", index, changes)
    if gone.has_login and not kept.has_login:
        taken = {field: getattr(gone, field) for field in LOGIN}
        for field in ("email", "phone"):
            _set(gone, field, None, changes)
        for field, value in taken.items():
            _set(kept, field, value, changes)
    for field in FACTS:
        _set(kept, field, getattr(kept, field) or getattr(gone, field), changes)
    _set(kept, "assurance", max(kept.assurance, gone.assurance), changes)


def _turn(follower: contract.Follower, kept: Person, gone: Person, changes: list[Change]) -> int:
    """Turn the rows of one table, one by one; what both records have already stays with the other. How many stayed."""
    model, stayed = queries.table(follower.model), 0
    for pk in queries.rows_of(follower, gone):
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**{follower.field: kept.pk})
        except IntegrityError:
            stayed += 1
            continue
        changes.append([model._meta.label, str(pk), follower.field, str(gone.pk), str(kept.pk)])
    return stayed


def _close(gone: Person, changes: list[Change]) -> None:
    """The other record lets nobody in, and no longer stands beside the first on the same card."""
    place = people.membership_of(gone)
    if place is not None:
        _set(place, "until_on", max(place.from_on, timezone.localdate()), changes)
    _set(gone, "is_active", False, changes)


@transaction.atomic
def undo(merge: Merge, *, by: Person) -> Merge:
    """Take a merge back: every value it changed, and nobody changed since, is again what it was."""
    merge = queries.locked_merge(merge)
    require(merge.stands, _("Penggabungan ini sudah diurungkan."), status=409)
    require(rules.may_undo(by, merge, queries.kin(by)), _only_deciders())
    later = queries.is_merged_away(merge.kept)
    require(
        not later, _("Catatan ini sesudahnya digabung lagi. Urungkan dahulu penggabungan itu."), status=409
    )
    _both_locked(merge.pair, merge.kept_id)
    left = sum(not _put_back(change) for change in reversed(merge.changes))
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    pair = queries.locked(merge.pair)
    _open_again(pair)
    for subject in (merge.kept, merge.gone):
        told: dict[str, Any] = {"kept": str(merge.kept_id), "gone": str(merge.gone_id), "left": left}
        audit.record("likeness.unmerged", pair, by=by, subject=subject, **told)
    return merge


def _put_back(change: Change) -> bool:
    """One value as it was, where it is still what the merge made of it."""
    label, pk, name, before, after = change
    model = queries.table(label)
    field: Any = model._meta.get_field(name)
    rows = model._base_manager.filter(pk=pk)
    if isinstance(field, SealedTextField):
        return bool(rows.update(**{name: None}))
    value, now = (None if said is None else field.to_python(said) for said in (before, after))
    try:
        with transaction.atomic():
            return bool(rows.filter(**{name: now}).update(**{name: value}))
    except IntegrityError:
        return False
