"""Writing the family cards."""

from datetime import date

from django.db import transaction

from balaikota.civil.deeds import queries as registers
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import Person, Shdk, StatusKawin


@transaction.atomic
def add_newborn(case: Case, *, by: Person) -> None:
    """Give the child of the birth this case follows from its place in the family card, when the city holds it."""
    akta = registers.of_case(case.parent) if case.parent else None
    kk = people_queries.household_by_number(case.answers["pemohon_no_kk"])
    if akta is None or akta.subject is None or kk is None:
        return
    born = akta.subject.tanggal_lahir or date.fromisoformat(akta.rincian["tanggal_lahir"])
    shdk = Shdk(case.answers["shdk"])
    people.join_household(
        kk, akta.subject, shdk=shdk, status_kawin=StatusKawin.BELUM_KAWIN, from_on=born, by=by
    )
    audit.record("households.grown", akta, by=by, subject=akta.subject, case=case.number)
