"""Renditions are made once a picture belongs to something, and go with it."""

import uuid
from datetime import timedelta

from django.utils import timezone

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.pictures import actions, queries
from balaikota.kit.reactions import every, on


@on("pictures.attached")
def render(event_id: int) -> None:
    picture = queries.picture(audit.event(event_id).about_id)
    if picture is not None:
        actions.render_all(picture)


@on("pictures.discarded")
def remove(event_id: int) -> None:
    actions.remove(uuid.UUID(audit.event(event_id).about_id))


@every("31 19 * * *")
def sweep(timestamp: int) -> None:
    """A photo chosen for a form that was never sent goes after two days."""
    actions.sweep(timezone.now() - timedelta(days=2))
