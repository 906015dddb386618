"""Who may do what with a plan."""

from balaikota.foundation.people.models import Person
from balaikota.innovation.evidence.models import Plan


def may_see(viewer: Person | None, plan: Plan) -> bool:
    """A locked plan is public: that is what a lock is for."""
    return plan.is_locked or (viewer is not None and viewer.pk == plan.by_id)


def is_early_enough(plan: Plan, month_now: str) -> bool:
    """A plan is registered before its trial ends; afterwards it would be written to fit the result."""
    return month_now <= plan.last_month
