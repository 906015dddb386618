"""Reading failures: the office sees all, a person only those that concern them and were told."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from balaikota.engine.breaches import rules
from balaikota.engine.breaches.models import Breach, Concerned
from balaikota.engine.cases.methods import with_templates
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found

#: Rows of the list.
MOST = 100


def require_office(viewer: Person) -> None:
    """Nobody else finds anything here."""
    found(viewer if rules.keeps(viewer) else None)


def desk(viewer: Person) -> list[Breach]:
    """Every failure, the newest first, for the office alone."""
    require_office(viewer)
    return list(Breach.objects.order_by("-known_at")[:MOST])


def breach(number: str, *, viewer: Person) -> Breach:
    """For the office alone."""
    require_office(viewer)
    return found(Breach.objects.select_related("by").filter(number=number).first())


def notice(number: str, *, viewer: Person) -> Breach:
    """What a person was told about their own data."""
    rows = Breach.objects.filter(number=number, concerned__person=viewer, people_told_at__isnull=False)
    return found(rows.first())


def locked(breach: Breach) -> Breach:
    return Breach.objects.select_for_update(no_key=True).get(pk=breach.pk)


def count(breach: Breach) -> int:
    """How many people it concerns."""
    return Concerned.objects.filter(breach=breach).count()


def people_of(breach: Breach) -> QuerySet[Person]:
    return people.with_keys(Concerned.objects.filter(breach=breach).values("person_id"))


def breach_of(event_id: int) -> Breach:
    return Breach.objects.get(pk=audit.event(event_id).about_id)


def near(moment: datetime) -> QuerySet[Breach]:
    """Those whose limit comes before this moment and of which somebody has not been told."""
    is_open = Q(people_told_at=None) | Q(authority_told_at=None)
    return Breach.objects.filter(is_open, due_at__lt=moment).order_by("due_at")


def is_reminded(breach: Breach) -> bool:
    return audit.story(breach).filter(name="breaches.reminded").exists()


def timeline(breach: Breach) -> list[Event]:
    return with_templates(audit.story(breach))


def hours_left(breach: Breach) -> int:
    """Whole hours until the limit; negative when it has passed."""
    return int((breach.due_at - timezone.now()).total_seconds() // 3600)
