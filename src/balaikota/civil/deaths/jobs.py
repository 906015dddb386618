"""What follows in this room after an event."""

from balaikota.civil.deaths import actions
from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Jenis, Status
from balaikota.foundation.audit import queries as audit
from balaikota.kit.reactions import on


@on("deeds.cancelled")
def open_again(event_id: int) -> None:
    """A death recorded wrongly is no death: whoever contested it can apply again."""
    akta = registers.entry(audit.event(event_id).about_id)
    if akta is not None and akta.jenis == Jenis.KEMATIAN and akta.status == Status.DIBATALKAN:
        actions.take_back(akta, by=None)
