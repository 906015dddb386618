"""A need as tests record it."""

from typing import Any

from django.utils import timezone
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.training.needs import actions
from balaikota.training.needs.models import Need
from balaikota.training.needs.queries import Target

SAID: dict[str, Any] = {
    "subject": "Menyusun ukuran hasil", "now": 1, "wanted": 3, "urgency": "mendesak", "why": "Uji coba tanpa ukuran.",
}  # fmt: skip


def this_year() -> int:
    return timezone.localdate().year


def target(person: Person | None = None, desk: str = "dukcapil") -> Target:
    return Target("", cast.the_desk(desk).agency, person=person)


def recorded(head: Person, person: Person | None = None, **changed: Any) -> Need:
    return actions.record(target(person), this_year(), SAID | changed, by=head)
