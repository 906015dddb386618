"""Taking over what worked elsewhere, and bringing in what another city sends."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.innovation.library import methods, queries, rules
from balaikota.innovation.life import actions as life
from balaikota.innovation.life import rules as life_rules
from balaikota.innovation.life.methods import Proposal
from balaikota.innovation.life.models import Bentuk, Inisiator, Innovation, Urusan
from balaikota.kit.errors import Refusal, require


@transaction.atomic
def take_over(
    original: Innovation, agency: Agency, *, trial_from: str, trial_until: str, by: Person
) -> Innovation:
    """A proposal of this agency's own with what the original says; its plan will begin with the original's."""
    require(
        rules.may_take_over(by, original),
        _("Yang mengambil alih adalah petugas kota, sesudah aslinya dicoba."),
    )
    is_own = agency in queries.agencies_of(by)
    require(is_own, _("Ambil alih untuk perangkat daerah tempat Anda bekerja."))
    names = (
        "title",
        "bentuk",
        "urusan",
        "problem",
        "design",
        "goal",
        "benefit",
        "is_digital",
        "service",
        "kbli",
        "criteria",
    )
    said: dict[str, Any] = {name: getattr(original, name) for name in names}
    proposal = Proposal(
        **said, inisiator=Inisiator.PERANGKAT_DAERAH, trial_from=trial_from, trial_until=trial_until
    )
    row = life.propose(proposal, by=by, parent=original, agency=agency)
    audit.record("library.taken_over", row, by=by, original=original.number)
    return row


@transaction.atomic
def bring_in(content: bytes, *, by: Person) -> Innovation:
    """An innovation of another city, from its open file; it can be taken over here like one of our own."""
    require(life_rules.is_reviewer(by), _("Hanya meja inovasi yang membawa inovasi dari kota lain."))
    allowed = {"bentuk": set(Bentuk.values), "urusan": set(Urusan.values), "inisiator": set(Inisiator.values)}
    try:
        told = methods.read(content, allowed)
    except methods.Unreadable as fault:
        raise Refusal(str(fault), status=422) from None
    return life.receive(told, by=by)
