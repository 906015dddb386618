"""The clock: what was answered when the time ran out is collected."""

from balaikota.kit.reactions import every
from balaikota.training.scorm import actions


@every("* * * * *")
def collect(timestamp: int) -> None:
    actions.collect_overdue()
