"""Who settles pairs."""

from balaikota.enterprises.linkage.models import Pair, Verdict
from balaikota.enterprises.register import rules as register
from balaikota.foundation.people.models import Person


def may_settle(person: Person) -> bool:
    """Those who record businesses, and those who run the programmes."""
    return register.is_surveyor(person) or register.is_manager(person)


def may_merge(pair: Pair) -> bool:
    """Both stand by themselves still."""
    return pair.verdict != Verdict.MERGED and pair.a.merged_into_id is None and pair.b.merged_into_id is None


def may_undo(pair: Pair) -> bool:
    return pair.verdict == Verdict.MERGED
