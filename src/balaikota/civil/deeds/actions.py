"""Writing the registers: an entry, its later versions, and the paper each gives."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.deeds import queries
from balaikota.civil.deeds.models import Akta, Jenis, Paper, Pihak, Sebab, Status
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require

Content = dict[str, Any]


@transaction.atomic
def request_paper(case: Case, paper: Paper, *, subject: Person | None, by: Person) -> Letter:
    """Ask for a paper of the case's agency, signed by whoever signs for it today."""
    signer = organisations.signer_of(case.desk.agency)
    if signer is None:
        raise Refusal(
            _(
                "Belum ada pejabat yang dapat menandatangani akta hari ini. "
                "Tetapkan pejabat atau pelaksananya dahulu."
            ),
            status=409,
        )
    person, title = signer
    return documents.request_letter(
        paper.kind,
        title=paper.title,
        agency=case.desk.agency,
        about=case,
        subject=subject,
        content=paper.content,
        signed_by=person,
        signer_title=title,
        by=by,
        is_sample=case.is_sample,
    )


@transaction.atomic
def enter(  # noqa: PLR0913 - an entry has this many sides; all are named
    case: Case,
    jenis: Jenis,
    paper: Paper,
    *,
    rincian: Content,
    pihak: Mapping[str, Person | None],
    subject: Person | None,
    by: Person,
    catatan: str = "",
) -> Akta:
    """A new entry in a register. The number of its first kutipan is its own."""
    entered = queries.of_case(case)
    require(entered is None, _("Peristiwa ini sudah tercatat dalam register."), status=409)
    letter = request_paper(case, paper, subject=subject, by=by)
    akta = _write(
        Akta(
            jenis=jenis, nomor=letter.number_text, case=case, letter=letter, subject=subject,
            catatan=catatan, rincian=rincian,
        ),
        pihak,
        by=by,
    )  # fmt: skip
    audit.record("deeds.entered", akta, by=by, subject=subject, case=case.number, register=str(jenis))
    return akta


@transaction.atomic
def amend(  # noqa: PLR0913 - as `enter`
    akta: Akta, case: Case, *, sebab: Sebab, catatan: str, rincian: Content, content: Content, by: Person
) -> Akta:
    """The next version of an entry and a new kutipan; the verify page of the old one says it was replaced."""
    akta = queries.locked(akta)
    require(akta.status == Status.BERLAKU, _("Akta ini sudah dibatalkan, jadi tidak dapat diubah lagi."))
    paper = Paper(akta.letter.kind, akta.letter.title, content)
    letter = request_paper(case, paper, subject=akta.subject, by=by)
    documents.replace(akta.letter, letter, by=by)
    new = _next(akta, case, sebab, by=by, catatan=catatan, rincian=rincian, letter=letter)
    audit.record("deeds.amended", new, by=by, subject=akta.subject, case=case.number, why=str(sebab))
    return new


@transaction.atomic
def cancel(akta: Akta, case: Case, *, catatan: str, by: Person) -> Akta:
    """The entry no longer stands; its versions stay, and the verify page says why."""
    akta = queries.locked(akta)
    require(akta.status == Status.BERLAKU, _("Akta ini sudah dibatalkan."), status=409)
    documents.revoke(akta.letter, reason=catatan, by=by)
    new = _next(akta, case, Sebab.PEMBATALAN, by=by, catatan=catatan, status=Status.DIBATALKAN)
    audit.record("deeds.cancelled", new, by=by, subject=akta.subject, case=case.number)
    return new


def _next(akta: Akta, case: Case, sebab: Sebab, *, by: Person, **changed: Any) -> Akta:
    kept = {name: getattr(akta, name) for name in ("jenis", "nomor", "letter", "subject", "rincian")}
    pihak = {row.peran: row.person for row in akta.pihak.all()}
    return _write(Akta(version=akta.version + 1, sebab=sebab, case=case, **kept | changed), pihak, by=by)


def _write(akta: Akta, pihak: Mapping[str, Person | None], *, by: Person) -> Akta:
    akta.registered_on, akta.registered_by = timezone.localdate(), by
    akta.is_sample = akta.case.is_sample
    akta.save(force_insert=True)
    Pihak.objects.bulk_create(
        Pihak(akta=akta, person=person, peran=peran) for peran, person in pihak.items() if person
    )
    return akta
