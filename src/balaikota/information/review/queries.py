"""The versions of a text, and who may be asked to read it."""

import uuid
from typing import Any, TypeVar

from django.db.models import Max

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.information.review.models import Reviewed
from balaikota.kit.errors import found

Text = TypeVar("Text", bound=Reviewed)


def locked(text: Text) -> Text:
    rows = type(text)._default_manager.select_for_update(no_key=True, of=("self",))
    return rows.get(pk=text.pk)


def head_of(text: Reviewed) -> Any:
    """The newest version; every text has one from its first moment."""
    return found(text.versions.select_related("by").filter(pk=text.head_id or 0).first())


def versions(text: Reviewed) -> list[Any]:
    """Every version, newest first."""
    return list(text.versions.select_related("by").order_by("-number"))


def version_of(text: Reviewed, number: int) -> Any:
    return found(text.versions.select_related("by").filter(number=number).first())


def last_number(text: Reviewed) -> int:
    return text.versions.aggregate(last=Max("number"))["last"] or 0


def writers(text: Reviewed) -> set[uuid.UUID]:
    """Who wrote what is not yet public: they do not review it."""
    live = text.versions.filter(pk=text.live_id or 0).values_list("number", flat=True).first() or 0
    rows = text.versions.filter(number__gt=live, is_aside=False)
    return set(rows.values_list("by_id", flat=True)) or {head_of(text).by_id}


def reviewers(text: Reviewed) -> list[Person]:
    """Who may be asked to read it."""
    wrote = writers(text)
    return [person for person in organisations.holders_of(Duty.PUBLISH) if person.pk not in wrote]


def story(text: Reviewed) -> list[Event]:
    """What happened to it in its own room, newest first, each with the template that says it."""
    room = text._meta.app_label
    rows = list(audit.story(text).filter(name__startswith=f"{room}."))
    for event in rows:
        event.template = f"{room}/events/{event.name.partition('.')[2]}.html"  # type: ignore[attr-defined]
    return rows[::-1]
