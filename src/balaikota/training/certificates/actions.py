"""Deciding results, issuing certificates once, and taking them back with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents import methods as paper
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, found, require
from balaikota.training.assignments import queries as assignments
from balaikota.training.attendance import queries as attendance
from balaikota.training.attendance.queries import Presence
from balaikota.training.certificates import methods, queries, rules
from balaikota.training.certificates.models import Certificate, Result
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment
from balaikota.training.courses import methods as jp
from balaikota.training.exams import queries as exams
from balaikota.training.exams.models import Purpose
from balaikota.training.packages import queries as packages
from balaikota.training.servants import queries as servants

#: The paper of a class, and its title: owners of businesses get one that says that they took part.
STAFF = ("sertifikat-pelatihan", "Surat Tanda Tamat Pelatihan")
OWNERS = ("sertifikat-klinik-umkm", "Sertifikat Keikutsertaan")


@transaction.atomic
def judge(cohort: Cohort, *, by: Person) -> list[Result]:
    """A result for every participant by the rule of the class's curriculum.

    Said again, a new result takes the place of one that differs; a certificate that was issued stays until the
    agency itself revokes it.
    """
    cohort = classes.locked(cohort)
    _require_judge(cohort, by)
    doubtful = attendance.doubtful(cohort)
    require(
        not doubtful,
        _("Masih ada kehadiran yang perlu dipastikan. Putuskan dahulu di rekap kehadiran."),
        status=409,
    )
    there = attendance.presence(cohort)
    pre, post = exams.best(cohort, Purpose.BEFORE), exams.best(cohort, Purpose.AFTER)
    rule, lacking = _rule(cohort), _lacking(cohort)
    return [
        _judged(each, there[each.pk], (pre.get(each.pk), post.get(each.pk)), (rule, lacking(each)), by=by)
        for each in classes.participants(cohort)
    ]


def _rule(cohort: Cohort) -> dict[str, Any]:
    """What is asked of everybody in this class: the curriculum's thresholds, and the assignments that are required, if any.
    Owners of businesses are tested to see what they learnt, not to pass."""
    version, asked = cohort.version, assignments.required(cohort)
    rule = {
        "version": version.number,
        "attendance_min": version.attendance_min,
        "pass_mark": 0 if cohort.is_for_owners else version.pass_mark,
        "attempts_max": version.attempts_max,
    }
    return rule | ({"assignments": asked} if asked else {})


def _lacking(cohort: Cohort) -> Callable[[Enrolment], list[str]]:
    """What a participant lacks besides attendance and score, read once for the class."""
    packed, unmet = packages.unfinished(cohort), assignments.unmet(cohort)

    def lacking(each: Enrolment) -> list[str]:
        lacks = {"package": each.person_id in packed, "assignment": each.pk in unmet}
        return [name for name, is_lacking in lacks.items() if is_lacking]

    return lacking


def _require_judge(cohort: Cohort, by: Person) -> None:
    require(rules.may_judge(by, cohort), _("Hasil diputus penyelenggara setelah kelas selesai."), status=409)


def _judged(
    enrolment: Enrolment, there: Presence, scores: tuple[Decimal | None, Decimal | None],
    measure: tuple[dict[str, Any], list[str]], *, by: Person,
) -> Result:  # fmt: skip
    (pre, post), (rule, also) = scores, measure
    is_there = there.reaches(rule["attendance_min"])
    told = methods.verdict(is_there_enough=is_there, post=post, rule=rule, also=also)
    percent = Decimal(str(there.percent)).quantize(Decimal("0.01"))
    facts: dict[str, Any] = {
        "attendance": percent, "pre": pre, "post": post, "is_passed": told.is_passed, "lacks": list(told.lacks)
    }  # fmt: skip
    before = queries.current_result(enrolment)
    if before is not None and all(getattr(before, name) == value for name, value in facts.items()):
        return before
    if before is not None:
        before.is_current = False
        before.save(update_fields=["is_current"])
    row = Result.objects.create(enrolment=enrolment, rule=rule, by=by, **facts)
    audit.record("certificates.judged", row, by=by, subject=enrolment.person, passed=told.is_passed)
    return row


@transaction.atomic
def issue(cohort: Cohort, *, by: Person) -> int:
    """A certificate for everybody who passed and has none that stands. Says how many are new."""
    cohort = classes.locked(cohort)
    _require_judge(cohort, by)
    teachers = classes.trainers(cohort)
    to_issue = [
        row for row in queries.results(cohort)
        if row.certificate is None and rules.may_have_paper(
            row.enrolment, is_passed=row.result is not None and row.result.is_passed,
            teaches=row.enrolment.person_id in teachers,
        )
    ]  # fmt: skip
    if to_issue:
        alike = _alike(cohort)
        with audit.together():
            for row in to_issue:
                _issue(row.enrolment, found(row.result), None, alike, by=by)
    return len(to_issue)


@dataclass(frozen=True)
class Alike:
    """What all papers of a class share, read once."""

    cohort: Cohort
    minutes: int
    ended_on: date
    signed_by: Person
    signer_title: str
    content: dict[str, Any]


def _alike(cohort: Cohort) -> Alike:
    signer = organisations.signer_of(cohort.agency)
    if signer is None:
        said = {"agency": cohort.agency.name}
        raise Refusal(_("Belum ada pejabat yang menandatangani atas nama %(agency)s.") % said, status=409)
    held, ended = classes.held(cohort), found(classes.ended_on(cohort))
    began, minutes = classes.began_on(cohort), classes.minutes(cohort)
    content = {
        "pelatihan": cohort.version.course.name,
        "kelas": f"{cohort.name} ({cohort.number})",
        "tempat": cohort.place,
        "mulai": paper.on_paper(began) if began else "",
        "selesai": paper.on_paper(ended),
        "jp": str(jp.shown(minutes)).replace(".", ","),
        "lama": methods.hours(minutes),
        "kualifikasi": "LULUS",
        "mata": [(each.title, str(each.jp).replace(".", ",")) for each in held],
        "bahasan": [(each.title, methods.hours(each.minutes)) for each in held],
    }
    return Alike(cohort, minutes, ended, *signer, content)


def _issue(
    enrolment: Enrolment, result: Result, replaces: Certificate | None, alike: Alike, *, by: Person
) -> Certificate:
    row = Certificate(
        enrolment=enrolment, result=result, name=enrolment.person.name,
        minutes=alike.minutes, ended_on=alike.ended_on, replaces=replaces,
    )  # fmt: skip
    row.letter = _letter(row, alike, by=by)
    row.save(force_insert=True)
    audit.record("certificates.issued", row, by=by, subject=enrolment.person, number=row.letter.number_text)
    return row


def _letter(row: Certificate, alike: Alike, *, by: Person) -> Letter:
    cohort = alike.cohort
    kind, title = OWNERS if cohort.is_for_owners else STAFF
    return documents.request_letter(
        kind, title=title, agency=cohort.agency, about=row, subject=row.enrolment.person,
        content=alike.content | _content(row), signed_by=alike.signed_by, signer_title=alike.signer_title,
        by=by, is_sample=cohort.is_sample,
    )  # fmt: skip


def _content(row: Certificate) -> dict[str, Any]:
    """What the paper states of one person (Permensos 9/2019, annex); of an owner, for which business they came."""
    enrolment, person = row.enrolment, row.enrolment.person
    replaced = row.replaces.letter.number_text if row.replaces and row.replaces.letter else ""
    there = str(row.result.attendance).replace(".", ",")
    if enrolment.enterprise is not None:
        business = enrolment.enterprise
        told = {"usaha": business.name, "nomor_usaha": business.number}
        return told | {"nama": row.name, "kehadiran": there, "mengganti": replaced}
    servant = servants.of(person)
    return {
        "nama": row.name,
        "nip": servant.nip if servant and servant.nip else "",
        "lahir": _born(person),
        "pangkat": servant.pangkat if servant else "",
        "golongan": servant.golongan if servant else "",
        "jabatan": organisations.post_title(person),
        "instansi": enrolment.comes_from,
        "nilai": str(row.result.post).replace(".", ",") if row.result.post is not None else "",
        "kehadiran": there,
        "mengganti": replaced,
    }


def _born(person: Person) -> str:
    born = paper.on_paper(person.tanggal_lahir) if person.tanggal_lahir else ""
    return ", ".join(filter(None, [person.tempat_lahir, born]))


@transaction.atomic
def replace(certificate: Certificate, reason: str, *, by: Person) -> Certificate:
    """A new paper with what is right today takes the place of this one; the old one says so."""
    old = _fallen(certificate, reason, by=by)
    result = queries.current_result(old.enrolment)
    if result is None or not result.is_passed:
        raise Refusal(_("Peserta ini tidak lulus; cabut sertifikatnya."), status=409)
    new = _issue(old.enrolment, result, old, _alike(old.enrolment.cohort), by=by)
    documents.replace(found(old.letter), found(new.letter), by=by)
    audit.record("certificates.replaced", old, by=by, subject=old.enrolment.person)
    return new


@transaction.atomic
def revoke(certificate: Certificate, reason: str, *, by: Person) -> None:
    """It no longer stands and counts for no JP; its number is never used again."""
    old = _fallen(certificate, reason, by=by)
    documents.revoke(found(old.letter), reason=reason, by=by)
    audit.record("certificates.revoked", old, by=by, subject=old.enrolment.person)


def _fallen(certificate: Certificate, reason: str, *, by: Person) -> Certificate:
    row = queries.locked(certificate)
    _require_judge(row.enrolment.cohort, by)
    require(row.stands, _("Sertifikat ini sudah tidak berlaku."), status=409)
    require(bool(reason.strip()), _("Tuliskan alasannya; alasan tersimpan bersama sertifikat."), status=422)
    row.stands, row.reason = False, reason.strip()[:300]
    row.save(update_fields=["stands", "reason"])
    return row
