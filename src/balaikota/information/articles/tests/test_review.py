"""What is written is read by a second person before the public reads it, and nothing that was saved is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import cast

from balaikota.foundation.notifications import queries as messages
from balaikota.foundation.people.models import Person
from balaikota.information.articles import actions, queries
from balaikota.information.articles.models import CONTENT, Article, Version
from balaikota.information.articles.tests.conftest import SAID, now, out
from balaikota.information.review import actions as turns
from balaikota.information.review import queries as review
from balaikota.information.review.models import Stage
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


def test_a_resident_writes_nothing(sari: Person) -> None:
    with pytest.raises(Refusal):
        actions.begin("berita", SAID, by=sari)


def test_a_draft_is_nobody_elses_business(draft: Article) -> None:
    assert queries.listed(language="id").rows == []
    assert not draft.is_public


def test_a_second_person_lets_it_out(published: Article, rahmat: Person) -> None:
    assert published.stage == Stage.PUBLISHED
    assert (published.live, published.checked_by) == (published.head, rahmat)
    assert [row["title"] for row in queries.listed(language="id").rows] == [SAID["title"]]


def test_the_reviewer_is_never_a_writer(rahmat: Person, fitri: Person) -> None:
    own = actions.begin("berita", SAID, by=rahmat)
    actions.send(own, by=rahmat)
    with pytest.raises(Refusal, match="bukan penulisnya"):
        actions.publish(own, 1, by=rahmat)
    both = actions.begin("berita", SAID, by=fitri)
    actions.revise(both, {**SAID, "title": "Posyandu buka Minggu"}, based_on=1, by=rahmat)
    actions.send(both, by=fitri)
    with pytest.raises(Refusal, match="bukan penulisnya"):
        actions.publish(both, 2, by=rahmat)


def test_a_writer_publishes_nothing(draft: Article, fitri: Person) -> None:
    actions.send(draft, by=fitri)
    with pytest.raises(Refusal):
        actions.publish(draft, 1, by=fitri)


def test_it_comes_back_with_a_reason_and_its_writer_is_told(
    draft: Article, fitri: Person, rahmat: Person
) -> None:
    actions.send(draft, by=fitri)
    with pytest.raises(Refusal, match="perlu diperbaiki"):
        turns.send_back(draft, 1, reason=" ", by=rahmat)
    cast.run_jobs()
    turns.send_back(draft, 1, reason="Tulis jamnya.", by=rahmat)
    cast.run_jobs()
    assert now(draft).stage == Stage.RETURNED
    assert any("Tulis jamnya." in message.body for message in messages.inbox(fitri))
    assert any(SAID["title"] in message.subject for message in messages.inbox(rahmat))


def test_nobody_is_asked_to_read_what_was_taken_back(draft: Article, fitri: Person, rahmat: Person) -> None:
    actions.send(draft, by=fitri)
    actions.revise(draft, {**SAID, "title": "Posyandu pindah"}, based_on=1, by=fitri)
    cast.run_jobs()
    assert not messages.inbox(rahmat)


def test_saving_takes_a_review_back(draft: Article, fitri: Person, rahmat: Person) -> None:
    actions.send(draft, by=fitri)
    actions.revise(draft, {**SAID, "title": "Posyandu pindah"}, based_on=1, by=fitri)
    with pytest.raises(Refusal, match="berubah"):
        actions.publish(draft, 1, by=rahmat)
    assert now(draft).stage == Stage.DRAFT


def test_what_is_missing_is_said_before_anyone_reads_it(fitri: Person) -> None:
    empty = actions.begin("dokumen-publik", {**SAID, "summary": "", "body": ""}, by=fitri)
    with pytest.raises(Refusal, match="Ringkasan") as no:
        actions.send(empty, by=fitri)
    assert no.value.status == 422
    assert "Berkas" in no.value.sentence
    assert "Kategori" in no.value.sentence


def test_it_goes_out_at_its_time_and_not_before(fitri: Person, rahmat: Person) -> None:
    later = {**SAID, "publish_at": timezone.now() + TOMORROW}
    article = out(actions.begin("pengumuman", later, by=fitri), by=fitri, reviewer=rahmat)
    assert article.stage == Stage.APPROVED
    assert not article.is_public
    assert actions.publish_due() == 0
    Version.objects.filter(pk=article.head_id).update(publish_at=timezone.now() - timedelta(seconds=1))
    assert (actions.publish_due(), actions.publish_due()) == (1, 0)
    assert now(article).is_public


def test_a_scheduled_one_that_is_changed_does_not_go_out(fitri: Person, rahmat: Person) -> None:
    later = {**SAID, "publish_at": timezone.now() + TOMORROW}
    article = out(actions.begin("pengumuman", later, by=fitri), by=fitri, reviewer=rahmat)
    actions.revise(article, {**later, "publish_at": timezone.now() - TOMORROW}, based_on=1, by=fitri)
    assert actions.publish_due() == 0


def test_two_who_write_at_once_lose_nothing(draft: Article, fitri: Person, rahmat: Person) -> None:
    first = actions.revise(draft, {**SAID, "title": "Dari Fitri"}, based_on=1, by=fitri)
    second = actions.revise(draft, {**SAID, "title": "Dari Rahmat"}, based_on=1, by=rahmat)
    again = actions.revise(draft, {**SAID, "title": "Dari Rahmat"}, based_on=1, by=rahmat)
    assert (first.is_aside, second.is_aside, again) == (False, True, second)
    assert review.head_of(now(draft)).title == "Dari Fitri"
    assert {version.title for version in review.versions(draft)} >= {"Dari Fitri", "Dari Rahmat"}


def test_saving_the_same_again_is_no_version(draft: Article, fitri: Person) -> None:
    actions.revise(draft, SAID, based_on=1, by=fitri)
    assert len(review.versions(draft)) == 1


def test_an_old_version_comes_back_as_a_draft_while_the_public_reads_on(
    published: Article, fitri: Person
) -> None:
    actions.revise(published, {**SAID, "title": "Lain"}, based_on=1, by=fitri)
    made = actions.restore(published, 1, by=fitri)
    article = now(published)
    assert (made.number, made.title, made.restored_from) == (3, SAID["title"], 1)
    assert (article.stage, article.live.number) == (Stage.DRAFT, 1)


def test_what_is_withdrawn_says_why_and_can_come_back(
    published: Article, fitri: Person, rahmat: Person
) -> None:
    with pytest.raises(Refusal):
        actions.withdraw(published, reason="Keliru.", by=fitri)
    actions.withdraw(published, reason="Jadwalnya keliru.", by=rahmat)
    article = now(published)
    assert article.is_withdrawn
    assert not article.is_public
    assert out(article, by=fitri, reviewer=rahmat).is_public


def test_a_page_that_nobody_checked_is_listed_and_editors_are_told_once(
    published: Article, fitri: Person, rahmat: Person
) -> None:
    Article.objects.filter(pk=published.pk).update(check_by=timezone.localdate() - TOMORROW)
    assert now(published).is_overdue
    assert [row.pk for row in queries.at_desk("diperiksa", viewer=fitri).rows] == [published.pk]
    assert (actions.ask_for_checks(), actions.ask_for_checks()) == (1, 0)
    cast.run_jobs()
    assert any("Perlu diperiksa" in message.subject for message in messages.inbox(fitri))
    actions.confirm(now(published), timezone.localdate() + TOMORROW, by=rahmat)
    assert not now(published).is_overdue


STEPS = ("save", "send", "publish", "send_back", "withdraw", "restore", "tick", "confirm")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(["fitri", "rahmat"])), max_size=14))
def test_whatever_they_do_the_public_reads_only_what_a_second_person_let_out(
    fitri: Person, rahmat: Person, steps: list[tuple[str, str]]
) -> None:
    people = {"fitri": fitri, "rahmat": rahmat}
    article = actions.begin("berita", SAID, by=fitri)
    for turn, (step, who) in enumerate(steps):
        before = now(article)
        kept = words(article)
        try:
            _do(step, before, turn, people[who])
        except Refusal:
            assert now(article).stage == before.stage
        after = now(article)
        assert words(article)[: len(kept)] == kept
        if after.live_id not in (None, before.live_id):
            assert step == "publish"
            assert after.checked_by_id == people[who].pk
            assert after.live.by_id != people[who].pk
            assert before.stage == Stage.WAITING


def words(article: Article) -> list[Any]:
    return list(Version.objects.filter(article=article).order_by("number").values(*CONTENT))


def _do(step: str, article: Article, turn: int, by: Person) -> Any:
    head = review.head_of(article)
    return {
        "save": lambda: actions.revise(
            article, {**SAID, "title": f"Versi {turn}"}, based_on=head.number, by=by
        ),
        "send": lambda: actions.send(article, by=by),
        "publish": lambda: actions.publish(article, head.number, by=by),
        "send_back": lambda: turns.send_back(article, head.number, reason="Belum.", by=by),
        "withdraw": lambda: actions.withdraw(article, reason="Keliru.", by=by),
        "restore": lambda: actions.restore(article, 1, by=by),
        "tick": actions.publish_due,
        "confirm": lambda: actions.confirm(article, None, by=by),
    }[step]()
