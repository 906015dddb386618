"""Who may do what with an innovation. Whoever judges it has no part in it."""

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Assurance, Person
from balaikota.innovation.life.models import Innovation, Stage

DESK = "inovasi"


def is_reviewer(person: Person) -> bool:
    """Who checks or decides at the desk of innovation."""
    return any(
        tenure.post.desk.code == DESK and {Duty.VERIFY, Duty.DECIDE} & set(tenure.post.duties)
        for tenure in organisations.tenures_today(person)
    )


def may_propose(person: Person) -> bool:
    return person.assurance >= Assurance.CONTACT


def may_judge(person: Person, innovation: Innovation, members: set[object]) -> bool:
    """A reviewer who neither proposed it nor belongs to its team."""
    return is_reviewer(person) and innovation.proposer_id != person.pk and person.pk not in members


def may_run(person: Person, innovation: Innovation, members: set[object]) -> bool:
    """The proposer, the team, and whoever works at the agency that answers for it."""
    at_agency = any(
        tenure.post.desk.agency_id == innovation.agency_id for tenure in organisations.tenures_today(person)
    )
    return innovation.proposer_id == person.pk or person.pk in members or at_agency


def may_see(person: Person | None, innovation: Innovation, members: set[object]) -> bool:
    """From the finding of fitness on everybody; before that whoever has to do with it, and a draft its writers alone."""
    if innovation.stage == Stage.DRAFT:
        return person is not None and (innovation.proposer_id == person.pk or person.pk in members)
    if innovation.stage not in (Stage.PROPOSED, Stage.RETURNED, Stage.UNFIT):
        return True
    return person is not None and (is_reviewer(person) or may_run(person, innovation, members))
