"""Asking for the letters; they are drawn and signed by a job."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from balaikota.enterprises.attestations import queries, rules
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require

DESK = "umkm"


@transaction.atomic
def certify(enterprise: Enterprise, *, by: Person) -> Letter:
    """A certificate of coaching: only for stages that were passed with evidence."""
    stages = queries.climbed(enterprise)
    require(
        bool(stages),
        _("Belum ada tahap yang dilewati dengan bukti; sertifikat diberikan sesudah naik tahap."),
        status=409,
    )
    content = queries.known(enterprise) | {"stages": stages}
    return _issue(enterprise, queries.CERTIFICATE, _("Sertifikat pembinaan usaha"), content, by=by)


@transaction.atomic
def recommend(enterprise: Enterprise, purpose: str, *, by: Person) -> Letter:
    """A recommendation for one purpose, valid until the end of the year."""
    require(len(purpose.strip()) >= 5, _("Tuliskan untuk keperluan apa."), status=422)
    content = queries.recommended(enterprise, " ".join(purpose.split())[:200])
    return _issue(enterprise, queries.RECOMMENDATION, _("Surat rekomendasi usaha"), content, by=by)


def _issue(enterprise: Enterprise, kind: str, title: str, content: dict[str, Any], *, by: Person) -> Letter:
    owns, owners = register.owns(by, enterprise), register.people_of(enterprise)
    require(
        rules.may_issue(by, owns=owns),
        _("Surat usaha dibuat pengelola program, dan bukan untuk usahanya sendiri."),
    )
    require(
        bool(owners),
        _("Pemilik usaha ini belum dipastikan; surat menunggu sampai pemiliknya dikenal."),
        status=409,
    )
    agency = organisations.desk(DESK).agency
    signer = organisations.signer_of(agency)
    if signer is None:
        raise Refusal(
            _("Belum ada pejabat yang dapat menandatangani surat hari ini. Tetapkan pejabatnya dahulu."),
            status=409,
        )
    letter = documents.request_letter(
        kind, title=title, agency=agency, about=enterprise, subject=owners[0], content=content,
        signed_by=signer[0], signer_title=signer[1], by=by, is_sample=enterprise.is_sample,
    )  # fmt: skip
    audit.record(
        "attestations.issued", enterprise, by=by, subject=owners[0], kind=kind, number=letter.number_text
    )
    return letter
