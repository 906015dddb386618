"""Agreeing that a book's sales are counted, taking that back, and reckoning once what came of a class."""

from django.db import transaction
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.training.classes import actions as classes
from balaikota.training.classes import queries as known
from balaikota.training.classes.models import Cohort, Enrolment
from balaikota.training.owners import methods, queries
from balaikota.training.owners.models import Outcome


@transaction.atomic
def share(enrolment: Enrolment, *, by: Person) -> None:
    """From now on this business's book is counted, without its name."""
    is_made = queries.outcome(enrolment.cohort) is not None
    require(not is_made, _("Hasil klinik ini sudah dihitung dan tidak berubah lagi."), status=409)
    classes.share_figures(enrolment, by=by)


@transaction.atomic
def keep(enrolment: Enrolment, *, by: Person) -> None:
    """Taken back at any time; what was reckoned before stays as it is and names nobody."""
    classes.keep_figures(enrolment, by=by)


@transaction.atomic
def reckon(cohort: Cohort) -> Outcome:
    """What the books of those who agreed tell together; said again, the first stands."""
    cohort = known.locked(cohort)
    made = queries.outcome(cohort)
    if made is not None:
        return made
    told = queries.reckoned(cohort)
    row = Outcome.objects.create(
        cohort=cohort, came=told.came, shared=told.shared, told=len(told.changes), **methods.together(told.changes)
    )  # fmt: skip
    audit.record("owners.reckoned", row, by=None, told=row.told)
    return row
