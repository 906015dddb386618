"""Who is a civil servant, in which unit, and who leads it."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Agency, Duty
from balaikota.training.servants.models import Jenis, Pegawai

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def of(person: "Person") -> Pegawai | None:
    return Pegawai.objects.filter(person=person).first()


def kinds_of(people: "Iterable[Person]") -> dict[uuid.UUID, str]:
    """PNS, PPPK or neither, by person; one query. Nobody said: not in the answer."""
    rows = Pegawai.objects.filter(person__in=[person.pk for person in people])
    return dict(rows.values_list("person_id", "jenis"))


def kind_name(kind: str) -> str:
    return str(Jenis(kind).label) if kind else ""


def unit_of(person: "Person") -> Agency | None:
    """The agency of the first post this person holds today."""
    held = organisations.tenures_today(person)
    return held[0].post.desk.agency if held else None


def units_led_by(person: "Person") -> list[Agency]:
    """The agencies this person leads today."""
    held = [each for each in organisations.tenures_today(person) if Duty.HEAD in each.post.duties]
    return list({each.post.desk.agency_id: each.post.desk.agency for each in held}.values())


def leads_training(person: "Person") -> bool:
    """Somebody who leads an agency in which trainings are organised."""
    return bool(training_led_by(person))


def training_led_by(person: "Person") -> list[Agency]:
    """The agencies this person leads in which trainings are organised."""
    led = units_led_by(person)
    if not led:
        return []
    held = organisations.tenures_on(timezone.localdate()).filter(post__duties__contains=[Duty.TRAIN])
    where = set(held.filter(post__desk__agency__in=led).values_list("post__desk__agency_id", flat=True))
    return [agency for agency in led if agency.pk in where]


def staff_of(agency: Agency) -> "list[Person]":
    """Everybody who holds a post in this agency today, by name, each once."""
    rows = organisations.tenures_on(timezone.localdate()).filter(post__desk__agency=agency)
    people = {row.person_id: row.person for row in rows.select_related("person")}
    return sorted(people.values(), key=lambda person: person.name)


def known_person(person_id: uuid.UUID | str) -> "Person | None":
    """Somebody who holds a post today."""
    rows = organisations.tenures_on(timezone.localdate()).filter(person_id=person_id)
    row = rows.select_related("person").first()
    return row.person if row else None


def staff() -> "list[Person]":
    """Everybody who holds a post in the city today, by name."""
    rows = organisations.tenures_on(timezone.localdate()).select_related("person")
    people = {row.person_id: row.person for row in rows}
    return sorted(people.values(), key=lambda person: person.name)


def staff_by_unit() -> "list[tuple[Agency, list[Person]]]":
    """Every agency in which somebody holds a post today, with its people, both by name; one query."""
    units: dict[Agency, dict[uuid.UUID, Person]] = {}
    for row in organisations.tenures_on(timezone.localdate()).select_related("person"):
        units.setdefault(row.post.desk.agency, {})[row.person_id] = row.person
    return [
        (agency, sorted(people.values(), key=lambda person: person.name))
        for agency, people in sorted(units.items(), key=lambda pair: pair[0].name)
    ]
