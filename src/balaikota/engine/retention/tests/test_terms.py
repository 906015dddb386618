"""Years as a calendar counts them, and a machine that plays closing, holding and erasing at random."""

import contextlib
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.questions.models import Retention
from balaikota.engine.retention import actions, jobs, methods
from balaikota.engine.retention.models import Batch, Due
from balaikota.engine.retention.tests.conftest import LETTER, SERVICE, SLUG, office
from balaikota.kit.errors import Refusal

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
TERMS = st.builds(Retention, active=st.integers(0, 10), inactive=st.integers(1, 30))


def test_a_leap_day_ends_on_the_first_of_march() -> None:
    assert methods.years_after(date(2024, 2, 29), 5) == date(2029, 3, 1)
    assert methods.years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_months_go_back_to_the_last_day_of_a_short_month() -> None:
    assert methods.months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert methods.months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)


@given(DAYS, TERMS)
def test_nothing_ends_before_its_years_are_full(closed: date, term: Retention) -> None:
    end = methods.ends_on(closed, term)
    assert end is not None
    assert (end.year - closed.year, end >= closed.replace(year=end.year, day=min(closed.day, 28))) == (
        term.years,
        True,
    )


@given(DAYS, TERMS)
def test_announcing_finds_exactly_what_ends_within_the_notice(today: date, term: Retention) -> None:
    before = methods.closed_before(today, term)
    assert before is not None
    horizon = today + timedelta(days=methods.schedule().notice_days)
    last, first_not = before - timedelta(days=1), before
    assert methods.years_after(last, term.years) <= horizon < methods.years_after(first_not, term.years)


@given(DAYS, TERMS, DAYS)
def test_nobody_is_given_fewer_days_than_the_notice(closed: date, term: Retention, told: date) -> None:
    due = methods.due_on(closed, term, told_on=told)
    assert due is not None
    assert due >= told + timedelta(days=methods.schedule().notice_days)
    assert due >= methods.years_after(closed, term.years)


def test_what_is_permanent_never_ends() -> None:
    forever = Retention(fate="permanen")
    assert methods.ends_on(date(1990, 1, 1), forever) is None
    assert methods.closed_before(date(2090, 1, 1), forever) is None


def test_the_citys_years_are_marked_as_unverified() -> None:
    said = methods.schedule()
    assert not said.application.is_verified
    assert set(said.basis) == {"application", "notice", "drafts", "uploads"}


class Archive(RuleBasedStateMachine):
    """One case on its way. Time passes by moving its days back; the shadow counts days for itself."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.open_city()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def open_city(self) -> None:
        cast.the_desk()
        cast.a_kelurahan()
        cast.ratna()
        catalogue.publish(SERVICE + LETTER)
        self.case = cast.a_case(SLUG, cast.sari())
        self.batch: Batch | None = None
        self.closed_for: int | None = None
        self.told_for: int | None = None
        self.is_held = False

    def _now(self) -> Case:
        return Case.objects.get(pk=self.case.pk)

    @precondition(lambda self: self.closed_for is None)
    @rule()
    def close(self) -> None:
        cases.withdraw(self._now(), by=cast.sari())
        cast.run_jobs(forgiving=True)
        self.closed_for = 0

    @rule(days=st.sampled_from([1, 29, 31, 400, 1800, 1830]))
    def time_passes(self, days: int) -> None:
        by = timedelta(days=days)
        row = Due.objects.filter(case=self.case, erased_at=None)
        with connection.cursor() as cursor:
            cursor.execute(
                "update cases_case set closed_at = closed_at - %s, submitted_at = submitted_at - %s where id = %s",
                [by, by, self.case.pk],
            )
        for due in row:
            row.update(due_on=due.due_on - by)
        self.closed_for = None if self.closed_for is None else self.closed_for + days
        self.told_for = None if self.told_for is None else self.told_for + days

    @rule()
    def night_falls(self) -> None:
        jobs.announce(0)
        if self.told_for is None and Due.objects.filter(case=self.case).exists():
            self.told_for = 0

    @rule()
    def hold(self) -> None:
        try:
            actions.hold(self._now(), "Perkara", by=cast.anwar())
            self.is_held = True
        except Refusal:
            assert self.is_held or self._erased()

    @rule()
    def lift(self) -> None:
        try:
            actions.lift(self._now(), by=cast.anwar())
        except Refusal:
            assert not self.is_held
        self.is_held = False

    @rule()
    def prepare(self) -> None:
        try:
            self.batch = actions.prepare(office(), by=cast.anwar())
            assert not self.is_held
        except Refusal:
            pass

    @rule()
    def confirm(self) -> None:
        if self.batch is not None:
            with contextlib.suppress(Refusal):
                actions.confirm(self.batch, by=cast.ratna())

    @rule()
    def work_is_done(self) -> None:
        was_erased = self._erased()
        cast.run_jobs(forgiving=True)
        if self._erased() and not was_erased:
            assert not self.is_held
            assert self.told_for is not None
            assert self.told_for >= methods.schedule().notice_days
            assert self.closed_for is not None
            assert self.closed_for >= 5 * 365

    def _erased(self) -> bool:
        return Due.objects.filter(case=self.case, erased_at__isnull=False).exists()

    @invariant()
    def erased_means_empty_and_closed(self) -> None:
        case = self._now()
        assert (case.answers == {}) == self._erased()
        assert not (self._erased() and case.is_open)


@pytest.mark.django_db
def test_no_case_goes_early_and_none_that_is_open_or_held_ever_goes() -> None:
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    walks = settings(max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=quiet)
    run_state_machine_as_test(Archive, settings=walks)


@pytest.mark.django_db
def test_the_machine_can_reach_the_end(tmp_path: object) -> None:
    """Otherwise the random walk above proves nothing."""
    walk = Archive()
    walk.close()
    walk.time_passes(1830)
    walk.night_falls()
    walk.time_passes(31)
    walk.prepare()
    walk.confirm()
    walk.work_is_done()
    assert walk._erased()
    walk.teardown()
