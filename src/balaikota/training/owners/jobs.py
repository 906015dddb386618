"""The clock reckons what became of a class for owners, once, when the months after it can be closed."""

from django.utils import timezone

from balaikota.kit.reactions import every
from balaikota.training.owners import actions, queries


@every("40 1 * * *")
def reckon_outcomes(timestamp: int) -> None:
    for cohort in queries.to_reckon(timezone.localdate()):
        actions.reckon(cohort)
