"""Who arranges servers, who settles what is held, and what may leave."""

from balaikota.complaints.forwarding.models import Relay, State
from balaikota.complaints.reports.models import Report, Status
from balaikota.complaints.reports.rules import is_coordinator
from balaikota.engine.partners.rules import may_manage
from balaikota.foundation.people.models import Person


def may_arrange(person: Person) -> bool:
    """Servers and their keys are the business of whoever operates the system."""
    return may_manage(person)


def may_watch(person: Person) -> bool:
    """The coordinator forwards reports and sees what became of them; the operator sees what is stuck."""
    return is_coordinator(person) or may_manage(person)


def may_leave(report: Report) -> bool:
    """Only a forwarded report, and only what everybody may read: a private one is carried by people."""
    return report.status == Status.BUKAN_WEWENANG and report.is_public and not report.is_withheld


def is_stuck(relay: Relay) -> bool:
    return relay.state in (State.HELD, State.FAILED)
