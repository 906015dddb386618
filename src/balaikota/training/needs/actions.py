"""Recording what a unit lacks."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require
from balaikota.training.needs import methods, queries, rules
from balaikota.training.needs.methods import Suggestion
from balaikota.training.needs.models import Need
from balaikota.training.needs.queries import Target
from balaikota.training.servants import queries as servants

FACTS = ("subject", "now", "wanted", "urgency", "why", "course")


@transaction.atomic
def record(target: Target, year: int, facts: dict[str, Any], *, by: Person) -> Need:
    """A head says what their unit, one of its posts or one of its people lacks."""
    require(
        rules.may_record(target.unit, servants.units_led_by(by)), _("Kebutuhan unit dicatat oleh kepalanya.")
    )
    row = Need(unit=target.unit, post=target.post, person=target.person, year=year, by=by)
    return _kept(row, facts, "needs.recorded", by=by)


@transaction.atomic
def take_up(suggestion: Suggestion, target: Target, year: int, *, by: Person) -> Need:
    """A suggestion becomes a need as it stands; how far the unit is away from it is said later."""
    require(
        rules.may_record(target.unit, servants.units_led_by(by)), _("Kebutuhan unit dicatat oleh kepalanya.")
    )
    row = Need(unit=target.unit, year=year, by=by, origin=suggestion.kept)
    return _kept(row, {"subject": suggestion.subject, "why": suggestion.why}, "needs.taken_up", by=by)


@transaction.atomic
def mend(need: Need, facts: dict[str, Any], *, by: Person) -> Need:
    """The same need, told better."""
    row = queries.locked(need)
    _require_open(row, by)
    return _kept(row, facts, "needs.mended", by=by)


@transaction.atomic
def withdraw(need: Need, *, by: Person) -> None:
    """It is no longer lacking; it leaves every list, and its history stays."""
    row = queries.locked(need)
    _require_open(row, by)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    audit.record("needs.withdrawn", row, by=by, subject=row.person)


def _require_open(row: Need, by: Person) -> None:
    settled = _(
        "Kebutuhan ini sudah masuk rencana yang disetujui. Catat kebutuhan baru bila keadaannya berubah."
    )
    led, this_year = servants.units_led_by(by), timezone.localdate().year
    require(rules.may_record(row.unit, led), _("Kebutuhan unit dicatat oleh kepalanya."))
    require(rules.may_change(row, led, queries.answer(row), this_year), settled, status=409)


def _kept(row: Need, facts: dict[str, Any], event: str, *, by: Person) -> Need:
    passed = _("Kebutuhan dicatat untuk tahun ini atau tahun depan.")
    require(rules.is_open(row.year, timezone.localdate().year), passed, status=422)
    for name in FACTS:
        if name in facts:
            setattr(row, name, facts[name])
    row.key = methods.key(row.subject)
    require(bool(row.key), _("Tuliskan kompetensinya."), status=422)
    wider = row.gap is None or row.gap > 0
    require(wider, _("Tingkat yang diperlukan harus lebih tinggi daripada tingkat sekarang."), status=422)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refusal(_("Kebutuhan yang sama sudah tercatat. Ubah yang sudah ada."), status=409) from None
    audit.record(event, row, by=by, subject=row.person)
    return row
