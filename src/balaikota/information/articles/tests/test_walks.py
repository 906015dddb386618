"""An article walks at random through the hands of its writers: nobody lets out their own words, and none is lost."""

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

from balaikota.foundation.search.models import Row
from balaikota.information.articles import actions
from balaikota.information.articles.models import CONTENT, Article, Version
from balaikota.information.articles.tests.conftest import SAID
from balaikota.information.review import actions as turns
from balaikota.information.review.models import Stage
from balaikota.kit.errors import Refusal
from balaikota.kit.worktime import WIB

pytestmark = pytest.mark.django_db
WHO = st.sampled_from(["fitri", "rahmat", "rahmat", "salma", "sari"])


def salma() -> Any:
    """A second one who writes and lets out: two editors read each other."""
    person = cast._someone("salma", "Salma Nasution", "1990-04-11", "Medan", "perempuan", "1271015104909991")
    return cast._appointed(person, cast.rahmat().tenures.get().post)


class Desk(RuleBasedStateMachine):
    """One article, two who write and let out, one who only writes, one who may do nothing, and a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now_is = datetime(2026, 11, 19, 10, tzinfo=WIB)
        self.clock = mock.patch.object(timezone, "now", side_effect=lambda: self.now_is)
        self.clock.start()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.people = {name: getattr(cast, name)() for name in ("fitri", "rahmat", "sari")} | {
            "salma": salma()
        }
        self.article = actions.begin("berita", SAID, by=self.people["fitri"])
        self.words, self.kept = 0, {}
        self.let_out_by: dict[int, Any] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        self.clock.stop()

    def fresh(self) -> Article:
        return Article.objects.select_related("head", "live").get(pk=self.article.pk)

    def attempt(self, action: Any, *args: Any, **said: Any) -> bool:
        """Do it, or see that a refusal left nothing behind."""
        before = Article.objects.filter(pk=self.article.pk).values().get(), Version.objects.count()
        try:
            with transaction.atomic():
                action(self.fresh(), *args, **said)
        except Refusal:
            assert (
                Article.objects.filter(pk=self.article.pk).values().get(),
                Version.objects.count(),
            ) == before
            return False
        return True

    @rule(hours=st.integers(1, 72))
    def hours_pass(self, hours: int) -> None:
        self.now_is += timedelta(hours=hours)
        actions.publish_due()

    @rule(who=WHO, behind=st.integers(0, 2), hours=st.none() | st.integers(-5, 60), changed=st.booleans())
    def revise(self, who: str, behind: int, hours: int | None, changed: bool) -> None:
        """Sometimes on an older ground than the newest, and sometimes for a later hour."""
        self.words += changed
        head = self.fresh().head
        at = None if hours is None else self.now_is + timedelta(hours=hours)
        said = SAID | {"body": f"Naskah ke-{self.words}.", "publish_at": at}
        ground = max(1, head.number - behind)
        if self.attempt(actions.revise, said, based_on=ground, by=self.people[who]) and behind:
            newest = self.fresh().head
            assert ground == head.number or newest.pk == head.pk  # a colleague's words are never overtaken

    @rule(who=WHO, number=st.integers(1, 9))
    def restore(self, who: str, number: int) -> None:
        with contextlib.suppress(Exception):
            self.attempt(actions.restore, number, by=self.people[who])

    @rule(who=WHO)
    def send(self, who: str) -> None:
        self.attempt(actions.send, by=self.people[who])

    @rule(who=WHO)
    def send_back(self, who: str) -> None:
        self.attempt(turns.send_back, self.fresh().head.number, reason="Belum.", by=self.people[who])

    @rule(who=WHO, behind=st.sampled_from([0, 0, 0, 1]))
    def publish(self, who: str, behind: int) -> None:
        head = self.fresh().head
        if self.attempt(actions.publish, head.number - behind, by=self.people[who]):
            assert behind == 0
            self.let_out_by[head.pk] = self.people[who]

    @rule(who=WHO, reason=st.sampled_from(["Keliru.", " "]))
    def withdraw(self, who: str, reason: str) -> None:
        self.attempt(actions.withdraw, reason=reason, by=self.people[who])

    @rule(who=WHO, days=st.none() | st.integers(-3, 90))
    def confirm(self, who: str, days: int | None) -> None:
        by_day = None if days is None else self.now_is.date() + timedelta(days=days)
        self.attempt(actions.confirm, by_day, by=self.people[who])

    @invariant()
    def nothing_saved_is_ever_changed(self) -> None:
        rows = {row["id"]: row for row in Version.objects.filter(article=self.article).values()}
        assert {pk: rows.get(pk) for pk in self.kept} == self.kept
        assert sorted(row["number"] for row in rows.values()) == list(range(1, len(rows) + 1))
        self.kept = rows

    @invariant()
    def four_eyes_saw_what_is_public(self) -> None:
        live = self.fresh().live
        if live is not None:
            assert live.pk in self.let_out_by
            assert self.let_out_by[live.pk].pk != live.by_id
            assert live.publish_at is None or live.publish_at <= self.now_is
            assert not live.is_aside

    @invariant()
    def the_stage_says_what_is_so(self) -> None:
        article = self.fresh()
        assert (article.stage == Stage.PUBLISHED) <= (article.live_id == article.head_id)
        assert (article.withdrawn_at is not None) <= (
            article.live_id is None and bool(article.withdrawn_reason)
        )
        assert (article.returned_reason != "") >= (article.stage == Stage.RETURNED)
        assert not article.head.is_aside

    @invariant()
    def only_what_is_public_is_found(self) -> None:
        assert Row.objects.filter(kind="article", key=self.article.pk).exists() == self.fresh().is_public


def test_no_walk_lets_out_words_that_one_person_alone_has_seen() -> None:
    assert set(SAID) <= set(CONTENT)
    walk(Desk, walks=12, steps=25)
