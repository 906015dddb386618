"""Reading the ledger."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.files import queries as files
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.contract import Item, Pack, written
from balaikota.kit.errors import found
from balaikota.training.certificates import queries as certificates
from balaikota.training.certificates.models import Certificate
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Enrolment, Seat, Stage
from balaikota.training.courses import methods as jp
from balaikota.training.ledger import methods
from balaikota.training.ledger.models import Outside, State
from balaikota.training.projects import queries as projects
from balaikota.training.servants import queries as servants
from balaikota.training.servants import rules as duties

if TYPE_CHECKING:
    from balaikota.foundation.files.models import StoredFile
    from balaikota.foundation.people.models import Person


@dataclass(frozen=True)
class Entry:
    """One line of a transcript."""

    name: str
    organiser: str
    ended_on: date
    minutes: Decimal
    number: str
    url: str = ""

    @property
    def jp(self) -> Decimal:
        return jp.shown(self.minutes)


@dataclass(frozen=True)
class Standing:
    """One person of a unit and where their year stands."""

    person: "Person"
    jenis: str
    kind: str
    year: methods.Year


def entries(person: "Person") -> list[Entry]:
    """Everything that counts, the newest first: standing certificates and accepted outside trainings.

    What somebody attended for their own business is no development of a civil servant and stands in no ledger.
    """
    here = [
        Entry(
            row.enrolment.cohort.version.course.name, "", row.ended_on, row.minutes,
            row.letter.number_text if row.letter else "",
            reverse("documents:letter", args=[row.letter.pk]) if row.letter and row.letter.issued_at else "",
        )
        for row in certificates.certificates_of(person) if row.enrolment.enterprise_id is None
    ]  # fmt: skip
    rows = Outside.objects.filter(person=person, state=State.ACCEPTED)
    there = [Entry(row.name, row.organiser, row.ends_on, row.minutes, row.number) for row in rows]
    return sorted(here + there, key=lambda entry: entry.ended_on, reverse=True)


def own_year(person: "Person", year: int | None = None) -> methods.Year:
    return standings([person], year)[0].year


def standings(people: "Iterable[Person]", year: int | None = None) -> list[Standing]:
    """Where each of these people stands in a calendar year; three queries whatever their number."""
    shown = year or timezone.localdate().year
    everybody = list(people)
    kinds = servants.kinds_of(everybody)
    minutes = {
        pk: [row.minutes for row in rows]
        for pk, rows in certificates.minutes_by_person(everybody, shown).items()
    }
    outside = Outside.objects.filter(
        person__in=[each.pk for each in everybody], state=State.ACCEPTED, ends_on__year=shown
    )
    for person_id, taken in outside.values_list("person_id", "minutes"):
        minutes.setdefault(person_id, []).append(taken)
    last = date(shown, 12, 31)
    return [
        Standing(
            each, kinds.get(each.pk, ""), servants.kind_name(kinds.get(each.pk, "")),
            methods.year(minutes.get(each.pk, []), kinds.get(each.pk, ""), last),
        )
        for each in everybody
    ]  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """An agency and where its people stand, those who lack most first."""

    agency: Agency
    rows: list[Standing]

    @property
    def short(self) -> int:
        return sum(row.year.word == "short" for row in self.rows)


def units(viewer: "Person", year: int | None = None) -> list[Unit]:
    """The units this person leads; to everybody else the page is not there."""
    led = servants.units_led_by(viewer)
    found(viewer if led else None)
    return [Unit(agency, _worst_first(standings(servants.staff_of(agency), year))) for agency in led]


def all_units(year: int | None = None) -> list[Unit]:
    """Every unit of the city with its people, for rooms that plan; four queries whatever their number."""
    staffed = servants.staff_by_unit()
    people = {person.pk: person for _agency, staff in staffed for person in staff}
    where = {row.person.pk: row for row in standings(people.values(), year)}
    return [Unit(agency, _worst_first([where[each.pk] for each in staff])) for agency, staff in staffed]


def everybody(viewer: "Person", year: int | None = None) -> list[Standing]:
    """For the organiser."""
    found(viewer if duties.is_organiser(viewer) else None)
    return _worst_first(standings(servants.staff(), year))


def _worst_first(rows: list[Standing]) -> list[Standing]:
    return sorted(rows, key=lambda row: (-row.year.lacks, row.person.name))


def reported(person: "Person") -> list[Outside]:
    return list(Outside.objects.filter(person=person).order_by("-sent_at"))


def to_check(viewer: "Person") -> list[Outside]:
    found(viewer if duties.is_organiser(viewer) else None)
    rows = Outside.objects.filter(state=State.WAITING).exclude(person=viewer).select_related("person")
    return list(rows.order_by("sent_at")[:100])


def outside(outside_id: uuid.UUID, *, viewer: "Person") -> Outside:
    found(viewer if duties.is_organiser(viewer) else None)
    return found(Outside.objects.select_related("person").filter(pk=outside_id).first())


def locked(row: Outside) -> Outside:
    return (
        Outside.objects.select_for_update(no_key=True, of=("self",)).select_related("person").get(pk=row.pk)
    )


def proofs(row: Outside) -> "list[StoredFile]":
    return list(files.of(row))


def may_open_file(person: "Person", outside_id: str) -> bool:
    """The guard of a proof: whoever reported it, and those who check."""
    row = Outside.objects.filter(pk=outside_id).first()
    return row is not None and (row.person_id == person.pk or duties.is_organiser(person))


def outside_of_event(event_id: int) -> Outside:
    return Outside.objects.select_related("person").get(pk=audit.event(event_id).about_id)


# --- "Rumah saya" ---------------------------------------------------------------------------------


def own_items(person: "Person") -> list[Item]:
    """The newest classes, and the paper of those that were passed."""
    papers = {row.enrolment_id: row for row in certificates.certificates_of(person)}
    return [_item(row, papers.get(row.pk)) for row in classes.enrolments_of(person)[:3]]


def _item(row: Enrolment, held: Certificate | None) -> Item:
    signed = held is not None and held.letter is not None and held.letter.file_id is not None
    goes_on = row.seat == Seat.ENROLLED and row.cohort.stage in (Stage.OPEN, Stage.RUNNING)
    return Item(
        row.cohort.version.course.name, row.cohort.get_absolute_url(), note=row.cohort.name,
        number=row.cohort.number, badge=_certified(row) if held else row.get_seat_display(),
        tone="good" if held else "wait" if goes_on else "info", at=row.decided_at or row.nominated_at,
        paper=f"/berkas/{held.letter.file_id}/" if signed and held and held.letter else "",
    )  # fmt: skip


def _certified(row: Enrolment) -> str:
    """An owner's paper says that they took part."""
    return _("lulus") if row.enterprise_id is None else _("telah mengikuti")


def pack(person: "Person") -> Pack:
    """The transcript and the action projects, for taking home."""
    told = [
        {
            "pelatihan": each.name, "penyelenggara": each.organiser, "selesai": each.ended_on.isoformat(),
            "jp": str(each.jp), "menit": str(each.minutes), "nomor": each.number,
        }
        for each in entries(person)
    ]  # fmt: skip
    yield from written("pelatihan.json", told)
    own = (row.parts | {"inovasi": row.innovation} for row in projects.of_person(person))
    yield from written("proyek-aksi.json", own)
