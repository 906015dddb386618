"""Fetching pictures after a report was posted; forgetting rehearsals at night."""

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from balaikota.complaints.georeport import actions, gateway, queries
from balaikota.kit.reactions import every, on


@on("georeport.media_named")
def fetch_the_picture(event_id: int) -> None:
    """No transaction is held while the other server is asked. A passing fault is raised, so that the job runs again."""
    media = queries.media_of(event_id)
    if not actions.begin(media):
        return
    try:
        content = gateway.fetch(media.url, inside=settings.WEBHOOKS_INSIDE)
    except gateway.Unfetched as fault:
        if actions.note_fault(media, fault.why, is_final=fault.is_final):
            raise
        return
    actions.keep_media(media, SimpleUploadedFile("foto", content))


@every("17 18 * * *")
def forget_rehearsals(timestamp: int) -> None:
    """At night (01:17 WIB)."""
    actions.sweep()
