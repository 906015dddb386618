"""What rooms that do not know each other do for one another; `apps` tells each of them (docs/decisions/0039)."""

from typing import TYPE_CHECKING

from django.db import transaction

from balaikota.innovation.life import actions as innovations
from balaikota.innovation.life.methods import Proposal
from balaikota.innovation.life.models import Bentuk, Inisiator, Urusan

if TYPE_CHECKING:
    from balaikota.foundation.organisations.models import Agency
    from balaikota.foundation.people.models import Person
    from balaikota.training.projects.methods import Proposal as Written


@transaction.atomic
def sketch_innovation(said: "Written", agency: "Agency", person: "Person") -> str:
    """An action project becomes a draft among innovations. Its form and affair are guesses its writer looks at first."""
    proposal = Proposal(
        said.title, Bentuk.PELAYANAN_PUBLIK, Urusan.LAINNYA, Inisiator.ASN, said.problem, said.design, said.goal,
        said.benefit, said.trial_from, said.trial_until, budget=said.budget,
    )  # fmt: skip
    return innovations.sketch(proposal, agency=agency, by=person).number
