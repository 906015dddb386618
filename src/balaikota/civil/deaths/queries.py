"""Whom a report means, and which numbers are closed by a death."""

from typing import Any

from django.utils.translation import gettext as _

from balaikota.civil.deaths import methods
from balaikota.engine.cases.models import Draft
from balaikota.engine.questions.models import Finding
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person

Answers = dict[str, Any]


def deceased(answers: Answers) -> Person | None:
    """The person the registers hold: by NIK, or by name among those on the family card that was named."""
    if nik := answers.get("almarhum_nik"):
        return people.by_nik(nik)
    number, name = answers.get("subjek1_no_kk"), str(answers.get("almarhum_nama") or "").casefold()
    kk = people.household_by_number(number) if number and name else None
    found = [row.person for row in people.members(kk) if row.person.name.casefold() == name] if kk else []
    return found[0] if len(found) == 1 else None


def closed_niks(draft: Draft) -> list[Finding]:
    """Rule death-dead-nik: nothing is applied for by, for or with somebody whose death is recorded."""
    blanks = methods.must_live(draft.edition.service.slug)
    said = {name: nik for name in blanks if isinstance(nik := draft.answers.get(name), str) and nik}
    closed = people.closed_among(said.values())
    return [_closed(name) for name, nik in said.items() if nik in closed]


def _closed(question: str) -> Finding:
    sentence = _(
        "NIK ini sudah ditutup karena kematian pemiliknya tercatat, jadi tidak dapat dipakai pada permohonan. "
        "Periksa angkanya. Bila catatan kematian itu keliru, datanglah ke loket Disdukcapil dengan KTP-el, "
        "atau ajukan Pembatalan Akta; petugas akan membukanya kembali."
    )
    return Finding("death-dead-nik", "block", sentence, question=question, confidence="unverified")
