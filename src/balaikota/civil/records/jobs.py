"""Asking the centre: after submission, and again by the clock. Off until SIAK_URL is set."""

from django.conf import settings
from django.utils import timezone

from balaikota.civil.records import actions, gateway, queries
from balaikota.civil.records.models import Pemeriksaan
from balaikota.engine.cases import queries as cases
from balaikota.kit.reactions import every, on


@on("records.check_wanted")
def ask_at_once(event_id: int) -> None:
    if check := queries.check_of(cases.case_of(event_id)):
        _ask(check)


@every("*/10 * * * *")
def ask_what_waits(timestamp: int) -> None:
    for check in queries.due(timezone.now()):
        _ask(check)


def _ask(check: Pemeriksaan) -> None:
    """No transaction is held while the centre is asked."""
    if not settings.SIAK_URL or (taken := actions.begin(check)) is None:
        return
    question = queries.question_of(taken)
    reply = gateway.verify(question, url=settings.SIAK_URL, token=settings.SIAK_TOKEN)
    actions.note(taken, reply)
