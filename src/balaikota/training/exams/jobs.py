"""The clock: whoever ran out of time hands in what they answered."""

from balaikota.kit.reactions import every
from balaikota.training.exams import actions


@every("* * * * *")
def collect(timestamp: int) -> None:
    while actions.collect_overdue():
        continue
