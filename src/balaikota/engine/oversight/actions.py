"""Vouching for the chain."""

import structlog
from django.db import transaction

from balaikota.engine.oversight import queries
from balaikota.foundation.audit import actions as audit
from balaikota.kit.errors import Refusal

log = structlog.get_logger(__name__)


@transaction.atomic
def vouch() -> None:
    """Check the whole chain and sign its head, for everybody to keep. A chain with a fault is told instead."""
    try:
        audit.publish_head()
    except Refusal as refusal:
        end = queries.end_of_chain()
        log.error("chain not vouched for", why=refusal.sentence)
        if end is not None:
            audit.record("oversight.denied", end, by=None, why=refusal.sentence[:500])
