"""Reading claims and scores."""

import io
import json
import zipfile
from collections import defaultdict
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.foundation.files import queries as files
from balaikota.foundation.people.models import Person
from balaikota.innovation.evidence import methods as proof_methods
from balaikota.innovation.evidence import queries as evidence
from balaikota.innovation.index import methods, rules
from balaikota.innovation.index.models import Claim, Frozen, Proof
from balaikota.innovation.life import queries as life
from balaikota.innovation.life.models import Innovation, Stage
from balaikota.kit.errors import found
from balaikota.kit.exports import as_csv

BANDS = {
    "sangat": gettext_lazy("sangat inovatif"),
    "inovatif": gettext_lazy("inovatif"),
    "kurang": gettext_lazy("kurang inovatif"),
}


def year_now() -> int:
    """The newest year whose rules are in force."""
    return max(year for year, each in methods.editions().items() if each.status != "announced")


def _claims(year: int) -> QuerySet[Claim]:
    return Claim.objects.filter(year=year).select_related("innovation", "by", "verified_by")


def levels(year: int, *, verified: bool) -> tuple[dict[str, int], dict[int, dict[str, int]]]:
    """Level of each row: of the city, and of each innovation; as claimed, or as verified (unverified counts 0).

    A claim without a proof counts nothing, in either.
    """
    city: dict[str, int] = {}
    each: dict[int, dict[str, int]] = defaultdict(dict)
    rows = _claims(year).filter(proofs__isnull=False).distinct()
    for claim in rows:
        level = (claim.verified or 0) if verified else claim.claimed
        if claim.innovation_id is None:
            city[claim.key] = level
        else:
            each[claim.innovation_id][claim.key] = level
    return city, dict(each)


def sent(year: int) -> list[Innovation]:
    """Innovations that count in this year: adopted, with at least one claim."""
    ids = _claims(year).filter(innovation__isnull=False).values_list("innovation_id", flat=True)
    return list(life.everything().filter(stage=Stage.ADOPTED, pk__in=list(ids)))


def covered(rows: list[Innovation]) -> tuple[list[str], list[str]]:
    """Basic-service affairs that are covered, and those that are missing."""
    basic = methods.basic_affairs()
    have = {row.urusan for row in rows}
    return [each for each in basic if each in have], [each for each in basic if each not in have]


def scores(year: int) -> dict[str, Any]:
    """The index as claimed and as verified, with its parts; None for a year whose divisor nobody told."""
    edition, rows = found(methods.editions().get(year)), sent(year)
    have, missing = covered(rows)
    told: dict[str, Any] = {}
    for name, verified in (("claimed", False), ("verified", True)):
        city, each = levels(year, verified=verified)
        maturities = {row.pk: methods.worth(each.get(row.pk, {}), "sid") for row in rows}
        spd = methods.worth(city, "spd")
        try:
            told[name] = {
                "score": methods.score(edition, spd, list(maturities.values()), len(have)),
                "spd": spd,
            }
        except methods.Unknown:
            told[name] = None
        told[f"{name}_maturities"] = maturities
    return told | {"edition": edition, "rows": rows, "covered": have, "missing": missing}


def city_page(year: int) -> dict[str, Any]:
    """Everything the public page of the index says."""
    told = scores(year)
    city, each = levels(year, verified=False)
    edition, rows = told["edition"], {row.pk: row for row in told["rows"]}
    counted = {pk: each.get(pk, {}) for pk in rows}
    gains = methods.gains(edition, city, counted, len(told["covered"])) if edition.divisor else []
    maturities, spd = told["claimed_maturities"], methods.worth(city, "spd")
    weak = methods.lowers(edition, maturities, spd, len(told["covered"]))
    seen = life.findings(told["rows"])
    labels = dict(Innovation._meta.get_field("urusan").choices or ())
    return told | {
        "year": year,
        "gains": [_gain(gain, rows) for gain in gains],
        "lowering": [rows[pk] for pk in weak],
        "missing": [labels[name] for name in told["missing"]],
        "covered": [labels[name] for name in told["covered"]],
        "shown": sum(row.verdict == "shown" for row in seen.values()),
        "innovations": [
            {
                "row": row,
                "claimed": told["claimed_maturities"][row.pk],
                "verified": told["verified_maturities"][row.pk],
                "verdict": seen[row.plan_id].get_verdict_display() if row.plan_id in seen else "",
            }
            for row in told["rows"]
        ],
        "frozen": Frozen.objects.order_by("-year"),
        "editions": sorted(methods.editions().values(), key=lambda edition: -edition.year),
        "bands": BANDS,
        "spd_rows": _shown_rows(year, None, "spd"),
    }


def _gain(gain: methods.Gain, rows: dict[int, Innovation]) -> dict[str, Any]:
    row = methods.row(gain.key)
    points = gain.points.quantize(methods.CENT)
    if row is None:
        return {
            "points": points,
            "text": _("Satu urusan pelayanan dasar lagi: jumlah inovasi mulai dihitung"),
        }
    whose = rows[gain.innovation].title if gain.innovation else _("kota")
    return {"points": points, "text": f"{row.key} {row.name} ({whose})"}


def _shown_rows(year: int, innovation: Innovation | None, kind: str) -> list[dict[str, Any]]:
    kept = {
        claim.key: claim for claim in _claims(year).filter(innovation=innovation).prefetch_related("proofs")
    }
    return [{"row": row, "claim": kept.get(row.key)} for row in methods.rows(kind)]


def claims_page(innovation: Innovation | None, year: int) -> dict[str, Any]:
    """Every row of an innovation (None: of the city), claimed and verified, and what the city's records offer."""
    offered = self_written(innovation) if innovation else {}
    kind = "sid" if innovation else "spd"
    rows = _shown_rows(year, innovation, kind)
    for row in rows:
        row["offered"] = offered.get(row["row"].key)
    return {
        "innovation": innovation,
        "year": year,
        "rows": rows,
        "maturity": methods.worth(_levels_of(innovation, levels(year, verified=False)), kind),
        "verified": methods.worth(_levels_of(innovation, levels(year, verified=True)), kind),
        "most": 111 if innovation else 63,
    }


def _levels_of(
    innovation: Innovation | None, told: tuple[dict[str, int], dict[int, dict[str, int]]]
) -> dict[str, int]:
    city, each = told
    return each.get(innovation.pk, {}) if innovation else city


def self_written(innovation: Innovation) -> dict[str, tuple[int, str]]:
    """Levels that the city's own records bear out, each with the sentence that becomes its proof."""
    offered: dict[str, tuple[int, str]] = {}
    seen = life.finding(innovation)
    if seen is not None and seen.verdict != "early":
        offered["34"] = (1, _("Laporan bukti kota: %s") % evidence.told(seen)["sentence"])
    days = _service_days(innovation)
    if days is not None:
        level = 3 if days <= 1 else 2 if days < 6 else 1
        told = _("Rata-rata %(days)s hari kalender dari pengajuan sampai selesai, tiga bulan terakhir.")
        offered["28"] = (level, told % {"days": proof_methods.number(days)})
    if innovation.adopted_on:
        spent = proof_methods.between(
            proof_methods.month_of(timezone.localdate(innovation.proposed_at)),
            proof_methods.month_of(innovation.adopted_on),
        )
        level = 3 if spent <= 4 else 2 if spent <= 8 else 1
        offered["32"] = (level, _("%(n)s bulan dari usulan sampai penerapan.") % {"n": max(spent, 1)})
    return offered


def _service_days(innovation: Innovation) -> float | None:
    if not innovation.service:
        return None
    last = proof_methods.month_of(timezone.localdate())
    first = proof_methods.shifted(last, -3)
    months = evidence.case_days(innovation.service, first, last, whole=True).get(proof_methods.WHOLE_CITY, {})
    return sum(months.values()) / len(months) if months else None


def claim(pk: int) -> Claim:
    return found(Claim.objects.select_related("innovation", "by").filter(pk=pk).first())


def locked(claim: Claim) -> Claim:
    return Claim.objects.select_for_update(of=("self",)).select_related("innovation").get(pk=claim.pk)


def standing(year: int, innovation: Innovation | None, key: str) -> Claim | None:
    return _claims(year).filter(innovation=innovation, key=key).first()


def waiting(viewer: Person) -> list[Claim]:
    """Claims this person may verify, oldest first."""
    rows = Claim.objects.filter(verified=None).select_related("innovation", "by").prefetch_related("proofs")
    return [row for row in rows.order_by("at")[:200] if rules.may_verify(viewer, row, _members(row))]


def disagreed() -> QuerySet[Claim]:
    """Verified lower than claimed, newest first."""
    return Claim.objects.filter(verified__lt=F("claimed")).select_related("innovation").order_by("-at")[:50]


def _members(claim: Claim) -> set[object]:
    return life.members_of(claim.innovation) if claim.innovation else set()


def members_of(claim: Claim) -> set[object]:
    return _members(claim)


def proofs_of(innovation: Innovation | None, year: int) -> QuerySet[Proof]:
    """Proofs already brought for this innovation; any of them may serve another indicator too."""
    return Proof.objects.filter(claims__innovation=innovation, claims__year=year).distinct().order_by("title")


def let_in(viewer: Person, proof_id: str) -> bool:
    """Guards the files: whoever may claim or verify what they prove."""
    for claim in Claim.objects.filter(proofs__pk=int(proof_id)).select_related("innovation"):
        members = _members(claim)
        if rules.may_claim(viewer, claim.innovation, members) or rules.may_verify(viewer, claim, members):
            return True
    return False


def pack(innovation: Innovation, year: int) -> bytes:
    """The evidence of one innovation as a ZIP: a table, the files, and what the records say."""
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as packed:
        rows: list[list[Any]] = [["indikator", "nama", "bobot", "diklaim", "diverifikasi", "alasan", "bukti"]]
        for shown in _shown_rows(year, innovation, "sid"):
            row, claim = shown["row"], shown["claim"]
            proofs = list(claim.proofs.select_related("file")) if claim else []
            rows.append(
                [row.key, row.name, row.weight, *_said(claim), "; ".join(each.title for each in proofs)]
            )
            for proof in proofs:
                if proof.file is not None:
                    packed.writestr(f"{row.key}-{proof.pk}-{proof.file.name}", files.read_bytes(proof.file))
                elif proof.told:
                    packed.writestr(f"{row.key}-{proof.pk}.txt", proof.told)
        packed.writestr("indikator.csv", as_csv(rows))
        packed.writestr(
            "inovasi.json", json.dumps(_profile(innovation), ensure_ascii=False, indent=1, default=str)
        )
    return told.getvalue()


def _said(claim: Claim | None) -> list[Any]:
    return (
        [claim.claimed, "" if claim.verified is None else claim.verified, claim.reason]
        if claim
        else ["", "", ""]
    )


def _profile(row: Innovation) -> dict[str, Any]:
    names = ("number", "title", "bentuk", "urusan", "inisiator", "is_digital", "problem", "design", "goal", "benefit",
             "trial_from", "trial_until", "adopted_on", "regulation", "budget")  # fmt: skip
    return {name: getattr(row, name) for name in names}
