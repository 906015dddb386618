"""Badges follow certificates: signed after one is issued, revoked after one fell. Only jobs hold the private key."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from balaikota.kit.reactions import every, on
from balaikota.training.badges import actions, gateway, queries
from balaikota.training.badges.contract import Signer

#: A key signs for a year; then a new one takes over, and the old one stays published.
TERM = timedelta(days=365)


def _signer() -> Signer:
    folder = gateway.KeyFolder(settings.SIGNING_FOLDER / "badges")
    return _kept(folder) or _made(folder)


def _kept(folder: gateway.KeyFolder) -> Signer | None:
    """The key that signs today; none when its time is over or its file is gone."""
    row = queries.newest_key()
    if row is None or row.made_at < timezone.now() - TERM:
        return None
    return folder.opened(row.kid)


def _made(folder: gateway.KeyFolder) -> Signer:
    with folder.alone():
        kept = _kept(folder)  # another job was quicker
        if kept is not None:
            return kept
        made = folder.made()
        actions.adopt(made)
    actions.renew_lists(made, everything=True)
    return made


@on("certificates.issued")
def sign(event_id: int) -> None:
    """The first of a class signs for all that wait; the others find it done."""
    if not queries.has_badge(event_id):
        signer = _signer()
        actions.issue_waiting(signer)
        actions.renew_lists(signer)


@on("certificates.replaced")
def fall_with_the_old(event_id: int) -> None:
    actions.revoke_fallen(_signer())


@on("certificates.revoked")
def fall_with_it(event_id: int) -> None:
    actions.revoke_fallen(_signer())


@every("*/15 * * * *")
def keep_lists_fresh(timestamp: int) -> None:
    """And what a bad hour left: certificates without a badge, badges without a certificate."""
    signer = _signer()
    actions.issue_waiting(signer)
    actions.revoke_fallen(signer)
    actions.renew_lists(signer)
