"""Who may open a file, and who may say what it belongs to."""

from typing import TYPE_CHECKING

from balaikota.foundation.files.models import StoredFile

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def may_open(person: "Person", file: StoredFile, *, let_in: bool) -> bool:
    """A loose file is its owner's alone; an attached one is for whom its thing lets in."""
    return let_in if file.about_type else file.owner_id == person.pk


def may_attach(person: "Person", file: StoredFile, *, may_move_on: bool) -> bool:
    """Who owns or brought a file attaches it once; it stays there, unless it lay in a draft."""
    theirs = person.pk in (file.owner_id, file.received_by_id)
    return theirs and (not file.about_type or may_move_on)
