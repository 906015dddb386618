"""Editions come out at random while people apply and officers work: no answer is lost, no case is stuck."""

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests import cast

from balaikota.engine.carryover import actions, jobs, queries
from balaikota.engine.carryover.models import Carry, State
from balaikota.engine.carryover.tests.forms import KINDS, VALUES, a_form
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases import rules as case_rules
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries as services
from balaikota.foundation.audit.models import Event
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db

NAMES = ("hobi", "lama", "warna")
RULES = st.sampled_from(["finish", "carry", "confirm"])
FORMS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(sorted(KINDS)), max_size=3)
STEPS = st.lists(st.sampled_from(["verifikasi", "tinjau", "ukur"]), unique=True, min_size=1, max_size=3)
PICK = st.integers(0, 99)


def again(thing: Any) -> Any:
    return type(thing).objects.get(pk=thing.pk)


def officers() -> list[Person]:
    """More verifiers than there are steps, so that four eyes always find a fresh pair."""
    post = cast._post("verifikator-uji", "Verifikator", [Duty.VERIFY])
    born = [("Rina", "01"), ("Joko", "02"), ("Lina", "03"), ("Dodi", "04"), ("Mira", "05"), ("Roni", "06")]
    found = [
        cast._someone(
            name.lower(),
            f"{name} Sinaga",
            f"1990-01-{day}",
            "Medan",
            "laki-laki",
            f"12710{day[1]}{day}01909991",
        )
        for name, day in born
    ]
    return [*(cast._appointed(person, post) for person in found), cast.anwar(), cast.ratna()]


class Editions(RuleBasedStateMachine):
    """What a city hall sees in a year, in a minute."""

    staff: list[Person] = []

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.mark = 0
        self.kinds: dict[int, dict[str, str]] = {}  # edition number -> question -> kind
        self.said: dict[Any, dict[str, tuple[str, Any]]] = {}  # draft or case -> question -> kind, answer
        self.numbers: dict[Any, str] = {}
        self.staff, self.sari = officers(), cast.sari()

    @initialize(form=FORMS, steps=STEPS)
    def opening(self, form: dict[str, str], steps: list[str]) -> None:
        self.come_out(form, steps, "", "finish", "finish", twice=False)
        for _time in range(2):
            self.begin()
        self.submit(0)
        self.begin()

    def come_out(
        self,
        form: dict[str, str],
        steps: list[str],
        beside: str,
        drafts: str,
        open_cases: str,
        *,
        twice: bool,
    ) -> None:
        self.mark += 1
        text = a_form(form, [*steps, "putusan"], self.mark, beside=beside)
        edition = catalogue.publish(text, drafts=drafts, cases=open_cases)
        self.kinds[edition.number] = form
        event = Event.objects.filter(name="catalogue.published").latest("id").pk
        for _time in range(2 if twice else 1):
            jobs.carry_over(event)

    @rule(form=FORMS, steps=STEPS, beside=st.booleans(), drafts=RULES, open_cases=RULES, twice=st.booleans())
    def publish(
        self, form: Any, steps: list[str], beside: bool, drafts: str, open_cases: str, twice: bool
    ) -> None:
        self.come_out(form, steps, steps[0] if beside else "", drafts, open_cases, twice=twice)

    @rule()
    def begin(self) -> None:
        draft = cases.start_draft(services.service("izin-uji"), by=self.sari, afresh=True)
        self.said[draft.pk] = {}
        self.save(draft, {"nama": "Sari"})
        for name, kind in self.kinds[draft.edition.number].items():
            self.save(draft, {name: VALUES[kind]})

    def save(self, draft: Draft, answers: dict[str, Any]) -> None:
        cases.save_page(draft, "isi", answers, by=self.sari)
        kinds = self.kinds[again(draft).edition.number]
        self.said[draft.pk] |= {name: (kinds.get(name, "text"), value) for name, value in answers.items()}

    @rule(which=PICK)
    def type_again(self, which: int) -> None:
        if drafts := list(Draft.objects.filter(case=None).select_related("edition").order_by("created_at")):
            draft = drafts[which % len(drafts)]
            for name, kind in self.kinds[draft.edition.number].items():
                self.save(draft, {name: VALUES[kind]})

    @rule(which=PICK)
    def submit(self, which: int) -> None:
        drafts = list(Draft.objects.filter(case=None).order_by("created_at"))
        if not drafts:
            return
        draft = drafts[which % len(drafts)]
        carry = queries.of(draft).first()
        if carry is not None and carry.is_asked:
            self.click(carry, which)
        case = cast.submitted(again(draft), by=self.sari)
        self.said[case.pk] = self.said[draft.pk]
        self.numbers[case.pk] = case.number

    @precondition(lambda self: Carry.objects.filter(state=State.ASKED).exists())
    @rule(which=PICK)
    def choose(self, which: int) -> None:
        asked = list(Carry.objects.filter(state=State.ASKED).order_by("created_at"))
        self.click(asked[which % len(asked)], which)

    def click(self, carry: Carry, which: int) -> None:
        if which % 3 == 0 or (carry.case and (carry.case.waits_for_applicant or not carry.case.is_open)):
            Carry.objects.filter(pk=carry.pk).update(until_at=timezone.now())
            actions.expire(again(carry))
        else:
            (actions.accept if which % 3 == 1 else actions.keep)(carry, by=self.sari)
        assert not again(carry).is_asked

    @rule(which=PICK)
    def work(self, which: int) -> None:
        if under_way := list(Case.objects.filter(closed_at=None).order_by("number")):
            self.one_step(under_way[which % len(under_way)])

    @rule(which=PICK)
    def ask_for_a_repair(self, which: int) -> None:
        if under_way := list(Case.objects.filter(closed_at=None, waiting_since=None).exclude(duty="")):
            case = case_queries.locked(under_way[which % len(under_way)])
            officer = next(one for one in self.staff if case_rules.may_ask_correction(one, case))
            cases.ask_correction(case, {"nama": "Tulis lengkap."}, by=officer)
            cases.release(again(case), by=officer)

    def one_step(self, case: Case) -> None:
        """The applicant or some officer can always do something about an open case."""
        case = case_queries.locked(case)
        if case.waits_for_applicant:
            cases.repair(case, {"nama": "Sari"}, by=self.sari)
            jobs.carry_after_repair(Event.objects.filter(name="cases.repaired").latest("id").pk)
            return
        for side in case.side_steps.all():
            for officer in self.staff if side.done_at is None else []:
                if case_rules.may_do_side_step(officer, case, side):
                    return cases.do_side_step(case, side.step, "passed", by=officer)
        for officer in self.staff:
            if case_rules.may_pass_step(officer, case):
                return cases.pass_step(case, by=officer)
            if case_rules.may_decide(officer, case):
                return cases.decide(case, "granted", by=officer)
        raise AssertionError(f"stuck at {case.step!r} of {[step['name'] for step in case.steps]}")

    @invariant()
    def no_answer_is_lost(self) -> None:
        for thing in [*Draft.objects.filter(case=None), *Case.objects.filter(closed_at=None)]:
            kinds = {"nama": "text"} | self.kinds[thing.edition.number]
            left = [carry.left_behind for carry in queries.of(thing)]
            for name, (kind, value) in self.said[thing.pk].items():
                if kinds.get(name) == kind:
                    assert thing.answers[name] == value, name
                else:
                    remembered = any(one.get(name, {}).get("value") == value for one in left)
                    assert remembered or thing.answers.get(name) == value, name

    @invariant()
    def numbers_stay(self) -> None:
        assert dict(Case.objects.values_list("pk", "number")) == self.numbers

    def teardown(self) -> None:
        try:
            for case in Case.objects.filter(closed_at=None).order_by("number"):
                for _turn in range(20):
                    if again(case).is_open:
                        self.one_step(case)
                assert not again(case).is_open
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)


def test_whatever_comes_out_no_answer_is_lost_and_no_case_is_stuck() -> None:
    calm = settings(
        max_examples=5,
        stateful_step_count=20,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Editions, settings=calm)
