"""Who tells of a permit, and who decides."""

from datetime import date

from balaikota.enterprises.permits.models import Permit, State


def is_in_force(permit: Permit, on: date) -> bool:
    """Seen by an officer, and not ended."""
    return permit.state == State.CONFIRMED and (permit.expires_on is None or permit.expires_on >= on)


def may_check(*, is_officer: bool, owns: bool) -> bool:
    """An officer, but never of a business of their own."""
    return is_officer and not owns
