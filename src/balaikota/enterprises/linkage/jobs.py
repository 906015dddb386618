"""The register is looked through at night, and when an officer asks."""

from balaikota.enterprises.linkage import actions, methods, queries
from balaikota.kit.reactions import every, on


def _look() -> None:
    actions.note(methods.likely(queries.records()))


@every("30 18 * * *")  # 01.30 WIB
def look_at_night(timestamp: int) -> None:
    _look()


@on("linkage.asked")
def look_now(event_id: int) -> None:
    _look()
