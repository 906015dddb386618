"""Who may see a picture, and who may say what it belongs to."""

from typing import TYPE_CHECKING

from balaikota.foundation.pictures.models import Picture

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def may_see(picture: Picture, *, received_by_viewer: bool, let_in: bool) -> bool:
    """A public one everybody; a loose one who brought it; another whom its thing lets in."""
    return picture.is_public or (let_in if picture.about_type else received_by_viewer)


def may_attach(person: "Person | None", picture: Picture) -> bool:
    """A loose picture is attached once, by who brought it; one that nobody brought by who knows its id."""
    brought_by = picture.file.received_by_id
    return not picture.about_type and brought_by in (None, person.pk if person else None)
