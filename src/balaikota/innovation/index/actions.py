"""Claiming, verifying, and closing a year."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people.models import Person
from balaikota.innovation.index import methods, queries, rules
from balaikota.innovation.index.models import Claim, Frozen, Proof
from balaikota.innovation.life import queries as life
from balaikota.innovation.life.models import Innovation
from balaikota.kit.errors import require


@dataclass(frozen=True)
class Said:
    """One claim with the proof it rests on: brought now, brought before, or written by the city's records."""

    key: str
    level: int
    basis: str = ""
    title: str = ""
    file: StoredFile | None = None
    link: str = ""
    told: str = ""
    known: list[Proof] = field(default_factory=list)


@transaction.atomic
def claim(innovation: Innovation | None, year: int, said: Said, *, by: Person) -> Claim:
    """Claim a level, or claim it anew: a new claim waits to be verified again."""
    members = life.members_of(innovation) if innovation else set()
    require(rules.may_claim(by, innovation, members), _("Hanya tim inovasi yang mengisi indikatornya."))
    require(methods.row(said.key) is not None, _("Indikator ini tidak ada pada tahun itu."), status=422)
    is_based = said.key != "33" or said.basis in methods.bases()
    require(is_based, _("Pilih satu dasar kemanfaatan untuk indikator 33."), status=422)
    brought = bool(said.file or said.link or said.told or said.known)
    require(
        brought,
        _("Tingkat tanpa bukti bernilai 0: unggah bukti, tulis tautan, atau pakai bukti yang sudah ada."),
        status=422,
    )
    kept = {"claimed": said.level, "basis": said.basis, "verified": None, "reason": "", "by": by, "verified_by": None,
            "at": timezone.now()}  # fmt: skip
    row, _is_new = Claim.objects.update_or_create(
        year=year, innovation=innovation, key=said.key, defaults=kept
    )
    if said.file or said.link or said.told:
        row.proofs.add(_proof(said, by))
    row.proofs.add(*said.known)
    audit.record("index.claimed", row, by=by, key=said.key, level=said.level, year=year)
    return row


def _proof(said: Said, by: Person) -> Proof:
    indicator = methods.row(said.key)
    title = said.title or (indicator.name if indicator else said.key)
    proof = Proof.objects.create(title=title[:160], file=said.file, link=said.link, told=said.told, by=by)
    if said.file is not None:
        files.attach(said.file, proof, by=by)
    return proof


@transaction.atomic
def verify(claim: Claim, level: int, *, reason: str = "", by: Person) -> None:
    """The second reading. Lower than claimed needs a reason the team can act on."""
    row = queries.locked(claim)
    require(
        rules.may_verify(by, row, queries.members_of(row)),
        _("Indikator diverifikasi penilai yang tidak mengisinya dan tidak ikut dalam inovasinya."),
    )
    require(
        level >= row.claimed or len(reason.strip()) >= 10,
        _("Tuliskan alasannya: apa yang kurang pada bukti ini."),
        status=422,
    )
    row.verified, row.reason, row.verified_by = level, reason.strip(), by
    row.save(update_fields=["verified", "reason", "verified_by"])
    audit.record("index.verified", row, by=by, key=row.key, claimed=row.claimed, verified=level)


@transaction.atomic
def freeze(year: int, *, by: Person | None, source: str = "") -> Frozen:
    """Close a year: its score stays as it is, whatever later rules say."""
    told: dict[str, Any] = queries.scores(year)
    part = told["verified"]
    require(
        part is not None,
        _("Pembagi tahun itu tidak diketahui, jadi skornya tidak dapat dihitung."),
        status=422,
    )
    score = part["score"]
    detail = {"spd": str(part["spd"]), "n": len(told["rows"]), "mean_maturity": str(score.mean_maturity)}
    row, is_new = Frozen.objects.get_or_create(
        year=year,
        defaults={
            "iid": score.iid,
            "band": score.band,
            "detail": detail,
            "source": source or _("dihitung di sini"),
        },
    )
    if is_new:
        audit.record("index.frozen", row, by=by, year=year, iid=str(row.iid))
    return row
