"""Any walk anybody can think of: never two outcomes, always four eyes, never less time than promised."""

import contextlib
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests import cast
from tests.walks import walk

from balaikota.engine.cases import actions
from balaikota.engine.cases.models import Case, Correction, Outcome, Pause, StepDone
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.kit.worktime import WIB

pytestmark = pytest.mark.django_db

WHO = st.sampled_from(["sari", "budi", "wulan", "anwar", "ratna", "rudi"])
ANY = st.sampled_from(["granted", "refused"])
OUTCOMES = ("cases.decided", "cases.withdrawn")


def rudi() -> Person:
    """Holds two posts: he may verify and he may decide, but not both on one case."""
    person = cast._someone("rudi", "Rudi Ginting", "1991-01-12", "Medan", "laki-laki", "1271011201919991")
    if not person.tenures.exists():
        post = organisations.create_post(cast.the_desk(), "serba-bisa", "Serba bisa", ["verify", "decide"])
        organisations.appoint(person, post, from_on=cast.APPOINTED)
    return person


class Walk(RuleBasedStateMachine):
    """One case, six people, and a clock."""

    slug: str
    people: dict[str, Person]

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 19, 10, tzinfo=WIB)
        self.clock = mock.patch.object(timezone, "now", side_effect=lambda: self.now)
        self.clock.start()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.first = cast.a_case(self.slug, self.people["sari"], sejak="2026-11-18")
        self.due_at, self.outcome = self.first.due_at, None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)
        self.clock.stop()

    def attempt(self, action: Any, who: str, *args: Any, **more: Any) -> None:
        with contextlib.suppress(Refusal), transaction.atomic():
            action(Case.objects.get(pk=self.first.pk), *args, by=self.people[who], **more)

    @rule(hours=st.integers(1, 120))
    def hours_pass(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(
        who=WHO, action=st.sampled_from([actions.claim, actions.release, actions.release, actions.pass_step])
    )
    def act(self, who: str, action: Any) -> None:
        self.attempt(action, who)

    @rule(who=WHO, luck=st.integers(0, 5))
    def leave_or_ask(self, who: str, luck: int) -> None:
        # Rarely, or hardly any walk would reach its decision.
        if luck == 0:
            self.attempt(actions.withdraw, who)
        if luck == 1:
            self.attempt(actions.ask_correction, who, {"keperluan": "Sebut sekolahnya."})

    @rule(who=st.sampled_from(["wulan", "rudi"]))
    def check(self, who: str) -> None:
        self.attempt(actions.pass_step, who)

    @rule(who=st.sampled_from(["sari", "budi"]), answer=st.sampled_from(["SD Negeri 1", "", "SMP"]))
    def repair(self, who: str, answer: str) -> None:
        self.attempt(actions.repair, who, {"keperluan": answer})

    @rule(who=st.sampled_from(["anwar", "rudi", "rudi", "wulan", "sari"]), outcome=ANY)
    def decide(self, who: str, outcome: str) -> None:
        self.attempt(actions.decide, who, outcome, reason="Alasan yang cukup.")

    @invariant()
    def one_outcome(self) -> None:
        case = Case.objects.get(pk=self.first.pk)
        endings = [event for event in audit.story(case) if event.name in OUTCOMES]
        assert len(endings) == (0 if case.is_open else 1)
        if self.outcome is not None:
            assert case.outcome == self.outcome
        self.outcome = case.outcome

    @invariant()
    def four_eyes(self) -> None:
        hands = list(StepDone.objects.filter(case=self.first).values_list("by_id", flat=True))
        assert len(hands) == len(set(hands))
        assert self.first.applicant_id not in hands
        case = Case.objects.get(pk=self.first.pk)
        if case.outcome in (Outcome.GRANTED, Outcome.REFUSED):
            assert len(hands) == 2

    @invariant()
    def time_is_never_taken_away(self) -> None:
        case = Case.objects.get(pk=self.first.pk)
        assert case.due_at >= self.due_at
        self.due_at = case.due_at

    @invariant()
    def the_clock_stands_only_while_something_is_asked(self) -> None:
        case = Case.objects.get(pk=self.first.pk)
        assert Pause.objects.filter(case=case, until_at=None).exists() == case.waits_for_applicant
        if case.waits_for_applicant:
            assert Correction.objects.filter(case=case, repaired_at=None).exists()


def test_no_walk_breaks_the_promises_of_the_house(slug: str) -> None:
    Walk.slug = slug
    Walk.people = {name: getattr(cast, name)() for name in ("sari", "budi", "wulan", "anwar", "ratna")}
    Walk.people["rudi"] = rudi()
    walk(Walk, walks=20, steps=25)
