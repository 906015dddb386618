"""The idea box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Assurance, Person
from balaikota.innovation.ideas import actions, methods, queries
from balaikota.innovation.ideas.models import Idea, Support
from balaikota.kit.errors import Refusal

TEXT = {
    "title": "Antar akta ke rumah",
    "problem": "Saya harus izin kerja dua kali untuk mengambil akta.",
    "proposal": "Akta yang sudah jadi diantar kader lingkungan.",
}


@pytest.fixture
def idea(budi) -> Idea:
    return actions.post(**TEXT, by=budi)


@pytest.mark.django_db
def test_an_idea_is_answered_within_a_day_that_is_written(idea, wulan, budi):
    assert (idea.answer_by - idea.at.date()).days in (13, 14, 15)
    actions.answer(idea, "Terima kasih, kami coba.", by=wulan)
    cast.run_jobs()
    assert Message.objects.filter(to=budi, subject="Ide Anda sudah dijawab").count() == 1


@pytest.mark.django_db
def test_support_comes_from_people_whose_identity_was_checked_and_counts_once(idea, sari):
    with pytest.raises(Refusal, match="identitasnya"):
        actions.support(idea, by=sari)
    Person.objects.filter(pk=sari.pk).update(assurance=Assurance.IDENTITY)
    sari.refresh_from_db()
    actions.support(idea, by=sari)
    actions.support(idea, by=sari)
    assert Support.objects.count() == 1


@pytest.mark.django_db
def test_nobody_answers_or_supports_their_own(wulan):
    own = actions.post(**TEXT, by=wulan)
    with pytest.raises(Refusal):
        actions.answer(own, "Bagus.", by=wulan)
    with pytest.raises(Refusal):
        actions.support(own, by=wulan)


@pytest.mark.django_db
def test_similar_ideas_are_shown_before_it_is_posted(client, idea, sari):
    client.force_login(sari)
    said = {
        "title": "Akta diantar saja",
        "problem": "Mengambil akta harus izin kerja lagi.",
        "proposal": "Kader mengantar akta.",
    }
    shown = client.post("/inovasi/ide/kirim/", said)
    assert idea.title in shown.content.decode()
    assert Idea.objects.count() == 1
    assert client.post("/inovasi/ide/kirim/", said | {"tetap": "ya"}).status_code == 303
    assert queries.listed()[0][0].title == "Akta diantar saja"


@pytest.mark.django_db
def test_what_is_sent_twice_stands_there_once(client, idea, budi):
    """The first answer was lost on its way: the same words again lead to the same idea, without a question."""
    client.force_login(budi)
    again = client.post("/inovasi/ide/kirim/", TEXT)
    assert again["Location"] == idea.get_absolute_url()
    assert Idea.objects.count() == 1
    for _try in range(2):
        said = client.post(f"{idea.get_absolute_url()}komentar/", {"text": "Setuju, kami juga begitu."})
        assert said.status_code == 303
    assert idea.comments.count() == 1


@pytest.mark.django_db
def test_an_idea_too_short_comes_back_with_what_was_typed(client, sari):
    client.force_login(sari)
    answer = client.post("/inovasi/ide/kirim/", {"title": "Antar akta", "problem": "x", "proposal": ""})
    assert answer.status_code == 422
    assert "Antar akta" in answer.content.decode()


@pytest.mark.django_db
def test_an_idea_becomes_a_proposal(client, idea, sari):
    client.force_login(sari)
    page = client.get(f"/inovasi/usul/?ide={idea.pk}").content.decode()
    assert TEXT["problem"] in page


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    left, right = methods.words(one), methods.words(other)
    assert 0 <= methods.likeness(left, right) <= 1
    assert methods.likeness(left, right) == methods.likeness(right, left)
