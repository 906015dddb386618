"""Asking for the letter of a granted case."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.letters import queries
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal


@transaction.atomic
def issue_letter(case: Case, *, by: Person) -> Letter | None:
    """The letter a service describes in its file, with this case's answers; none when it describes none."""
    definition = cases.definition_of(case)
    if not definition.letter.title:
        return None
    signer = organisations.signer_of(case.desk.agency)
    if signer is None:
        raise Refusal(
            _("Belum ada pejabat yang dapat menandatangani surat hari ini. Tetapkan pejabatnya dahulu."),
            status=409,
        )
    content: dict[str, Any] = {
        "paragraphs": queries.paragraphs(definition, case.answers, queries.given_of(case))
    }
    return documents.request_letter(
        queries.PAPER,
        title=definition.letter.title,
        agency=case.desk.agency,
        about=case,
        subject=case.applicant,
        content=content,
        signed_by=signer[0],
        signer_title=signer[1],
        by=by,
        is_sample=case.is_sample,
    )
