"""Reports walk at random through the hands of everybody: none is stuck, and no hand-over sets a clock anew."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests import cast
from tests.walks import walk

from balaikota.complaints.handling import actions
from balaikota.complaints.handling.tests.conftest import small_photo
from balaikota.complaints.reports import actions as reports
from balaikota.complaints.reports import methods, queries
from balaikota.complaints.reports.models import CLOSED, Pause, Reason, Report, Status
from balaikota.complaints.topics import actions as topics
from balaikota.complaints.topics import queries as known
from balaikota.complaints.topics.models import Kind
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.pictures import actions as pictures
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
SAID = "Sesudah dilihat di tempatnya."
WORDS = st.sampled_from(["Lubang besar", "Ini NIK saya 1271011201909991", "Lubang di simpang"])


class Life(RuleBasedStateMachine):
    """Every verb in any order; what the law does not let follow is refused and changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        for desk in ("pengaduan", "pengaduan-dinas-pu", "pengaduan-dlh"):
            cast.the_desk(desk)
        topics.load_topics()
        self.sari, self.dewi = cast.sari(), cast.dewi()
        self.units = {"dinas-pu": cast.yusuf(), "dlh": cast.maria(), "diskominfo": self.dewi}
        self.desks = list(Desk.objects.filter(code__in=["pengaduan-dinas-pu", "pengaduan-dlh"]))
        road = known.topic("jalan-rusak")
        assert road is not None
        self.report = reports.send(reports.Letter(road, "Lubang"), by=self.sari)
        self.seeds = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def now(self) -> Report:
        return Report.objects.get(pk=self.report.pk)

    def attempt(self, action: Any, *args: Any, **said: Any) -> bool:
        """Do it, or see that a refusal left nothing behind."""
        before = Report.objects.filter(pk=self.report.pk).values().get()
        try:
            with transaction.atomic():
                action(self.now(), *args, **said)
        except Refusal:
            assert Report.objects.filter(pk=self.report.pk).values().get() == before
            return False
        after = self.now()
        same = before["status"] == after.status
        assert same or methods.may_follow(before["status"], after.status)
        return True

    @property
    def worker(self) -> Any:
        return self.units[self.now().unit.agency.code]

    @rule()
    def verify(self) -> None:
        report = self.now()
        self.attempt(actions.verify, report.topic, Kind(report.kind), by=self.dewi)

    @rule()
    def postpone(self) -> None:
        self.attempt(actions.postpone, SAID, by=self.dewi)

    @rule()
    def forward(self) -> None:
        self.attempt(actions.forward, "Provinsi", reason=SAID, by=self.dewi)

    @rule(reason=st.sampled_from(list(Reason)))
    def archive(self, reason: Reason) -> None:
        self.attempt(actions.archive, reason, SAID, by=self.dewi)

    @rule()
    def take_up(self) -> None:
        self.attempt(actions.take_up, by=self.worker)

    @rule()
    def note_progress(self) -> None:
        self.attempt(actions.note_progress, SAID, by=self.worker)

    @rule()
    def ask(self) -> None:
        self.attempt(actions.ask, SAID, by=self.worker)

    @rule(which=st.integers(0, 1))
    def hand_over(self, which: int) -> None:
        before = self.now()
        if self.attempt(reports.hand_over, self.desks[which], reason=SAID, by=self.worker):
            after = self.now()
            assert (after.started_at, after.due_at) == (before.started_at, before.due_at)
            assert after.status == before.status

    @rule(reason=st.sampled_from(list(Reason)), with_photo=st.booleans(), reused=st.booleans())
    def complete(self, reason: Reason, with_photo: bool, reused: bool) -> None:
        proof: list[uuid.UUID] = []
        if with_photo:
            self.seeds += not (reused and self.seeds)
            proof = [pictures.receive(small_photo(self.seeds), by=self.worker).pk]
        self.attempt(actions.complete, reason, SAID, proof, by=self.worker)

    @rule()
    def answer(self) -> None:
        self.attempt(reports.answer, SAID, by=self.sari)

    @rule()
    def confirm(self) -> None:
        self.attempt(reports.confirm, by=self.sari)

    @rule()
    def reopen(self) -> None:
        before = self.now()
        if self.attempt(reports.reopen, SAID, by=None, code=queries.code_of(before)):
            is_said_again = before.status == Status.DIBUKA_KEMBALI
            assert self.now().started_at > before.started_at or is_said_again

    @rule(is_private=st.booleans())
    def show_as(self, is_private: bool) -> None:
        self.attempt(reports.show_as, is_anonymous=True, is_private=is_private, by=self.sari)

    @rule()
    def be_silent(self) -> None:
        """Eleven days pass in which nobody says a word."""
        row = Report.objects.filter(pk=self.report.pk)
        past = timezone.now() - timedelta(days=11)
        if self.now().asked_at:
            row.update(asked_at=past)
        if self.now().closed_at:
            row.update(closed_at=past)
        reports.settle(self.now())

    @invariant()
    def the_books_are_in_order(self) -> None:
        report = self.now()
        assert (report.status in CLOSED) == bool(report.closed_at) == bool(report.closed_reason)
        running = Pause.objects.filter(report=report, until_at=None).count()
        assert running == methods.pauses_in(report.status)
        assert bool(report.asked_at) == methods.pauses_in(report.status)
        assert report.rounds == 1 + sum(name == "reports.reopened" for name in self.events())

    def events(self) -> list[str]:
        from balaikota.foundation.audit import queries as audit

        return [event.name for event in audit.story(self.report)]

    @invariant()
    def somebody_can_always_end_it(self) -> None:
        """From wherever it stands, the same few steps bring it to an end."""
        mark = transaction.savepoint()
        for _step in range(8):
            report = self.now()
            if report.settled_at:
                break
            if report.status == Status.TERKIRIM:
                self.verify()
            elif report.status in (Status.TERVERIFIKASI, Status.DIBUKA_KEMBALI):
                self.take_up()
            elif report.status == Status.PROSES:
                self.attempt(actions.complete, Reason.TIDAK_DAPAT, SAID, by=self.worker)
            else:
                self.be_silent()
        assert self.now().settled_at
        transaction.savepoint_rollback(mark)


def test_no_report_is_stuck_and_no_hand_over_sets_a_clock_anew() -> None:
    walk(Life, walks=6, steps=10)
