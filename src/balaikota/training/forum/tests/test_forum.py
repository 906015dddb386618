"""The forum of a class: for those in it, read only once it has ended, and told of once a day."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast

from balaikota.foundation.notifications import queries as notifications
from balaikota.foundation.people import contract as home
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.classes import actions as classes
from balaikota.training.classes.models import Session
from balaikota.training.classes.tests.city import Going, again, is_over
from balaikota.training.forum import actions, jobs, queries
from balaikota.training.forum.models import Digest, Post, Topic

Ceiling = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def rina(going: Going) -> Person:
    """She teaches in this class."""
    person = cast.rina()
    Session.objects.filter(pk=going.sessions[0].pk).update(trainer=person)
    return person


@pytest.fixture
def topic(going: Going) -> Topic:
    return actions.begin(going.cohort, "Angka unit", "Dari **mana** angkanya?", by=going.people[0])


def first(topic: Topic) -> Post:
    return Post.objects.filter(topic=topic).order_by("id")[0]


def unread(going: Going, viewer: Person) -> int:
    return queries.unread_in(going.cohort, viewer=viewer)


def test_participants_trainers_and_organisers_talk_and_nobody_else(
    topic: Topic, going: Going, rina: Person, nurul: Person, surya: Person
) -> None:
    for person in (going.people[1], rina, nurul):
        actions.reply(topic, "Dari buku loket.", by=person)
    with pytest.raises(Refusal, match="peserta, pengajar"):
        actions.reply(topic, "Saya juga.", by=surya)
    with pytest.raises(Refusal, match="peserta, pengajar"):
        actions.begin(going.cohort, "Menumpang", "Saya juga.", by=surya)
    assert queries.posts_in(topic) == 4


def test_what_is_sent_twice_stands_there_once(topic: Topic, going: Going, rina: Person) -> None:
    """The answer to the first was lost on its way. Later, the same words are said anew."""
    again = actions.begin(going.cohort, "Angka unit", "Dari **mana** angkanya?", by=going.people[0])
    assert again == topic
    said = [actions.reply(topic, "Dari buku loket.", by=rina) for _try in range(2)]
    assert said[0] == said[1]
    actions.reply(topic, "Terima kasih.", by=going.people[0])
    assert actions.reply(topic, "Dari buku loket.", by=rina) != said[0]
    assert (Topic.objects.count(), queries.posts_in(topic)) == (1, 4)


def test_somebody_who_left_the_class_no_longer_reads_it(client: Client, topic: Topic, going: Going) -> None:
    client.force_login(going.people[0])
    assert client.get(topic.get_absolute_url()).status_code == 200
    classes.withdraw(going.rows[0], by=going.people[0])
    assert client.get(topic.get_absolute_url()).status_code == 404


def test_a_class_that_ended_is_read_only(client: Client, topic: Topic, going: Going, nurul: Person) -> None:
    person = going.people[0]
    is_over(going.cohort)
    classes.finish(going.cohort, by=nurul)
    topic.cohort = again(going.cohort)
    for write in (
        lambda: actions.reply(topic, "Terlambat", by=person),
        lambda: actions.begin(topic.cohort, "Terlambat", "Terlambat", by=person),
    ):
        with pytest.raises(Refusal, match="tinggal dibaca"):
            write()
    with pytest.raises(Refusal, match="15 menit"):
        actions.edit(first(topic), "Terlambat", by=person)
    client.force_login(person)
    shown = client.get(topic.get_absolute_url()).content.decode()
    assert "tinggal dibaca" in shown
    assert "Kirim balasan" not in shown
    refused = client.post(f"{topic.get_absolute_url()}balas/", {"text": "Satu hal lagi"})
    assert refused.status_code == 422
    assert "Satu hal lagi" in refused.content.decode()  # nothing typed is lost


def test_ones_own_words_are_changed_for_a_quarter_of_an_hour(
    client: Client, topic: Topic, going: Going
) -> None:
    post = first(topic)
    place = reverse("forum:post", args=[post.pk])
    client.force_login(going.people[1])
    assert client.get(place).status_code == 404  # somebody else's
    client.force_login(going.people[0])
    assert client.post(f"{place}ubah/", {"text": "Dari buku mana?"}).status_code == 303
    assert "diubah" in client.get(topic.get_absolute_url()).content.decode()
    Post.objects.filter(pk=post.pk).update(at=timezone.now() - timedelta(minutes=16))
    late = client.post(f"{place}ubah/", {"text": "Dari lembar mana?"})
    assert late.status_code == 422
    assert "Dari lembar mana?" in late.content.decode()
    assert first(topic).text == "Dari buku mana?"


def test_what_is_hidden_says_so_and_is_kept(
    client: Client, topic: Topic, going: Going, nurul: Person
) -> None:
    post = actions.reply(topic, "Jual pulsa", by=going.people[1])
    place = f"/meja/pelatihan/forum/tulisan/{post.pk}/"
    client.force_login(going.people[0])
    assert client.post(f"{place}sembunyikan/", {"reason": "Saya tidak suka"}).status_code == 404
    client.force_login(nurul)
    short = client.post(f"{place}sembunyikan/", {"reason": "iya"})
    assert short.status_code == 422
    assert ">iya</textarea>" in short.content.decode()
    assert client.post(f"{place}sembunyikan/", {"reason": "Bukan tentang kelas."}).status_code == 303
    for reader, reads in ((going.people[0], False), (going.people[1], True), (nurul, True)):
        client.force_login(reader)
        shown = client.get(topic.get_absolute_url()).content.decode()
        assert "Disembunyikan penyelenggara: Bukan tentang kelas." in shown
        assert ("Jual pulsa" in shown) is reads
    assert unread(going, going.people[0]) == 0
    with pytest.raises(Refusal, match="15 menit"):
        actions.edit(post, "Jual pulsa lagi", by=going.people[1])
    client.force_login(nurul)
    assert client.post(f"{place}tampilkan/").status_code == 303
    assert unread(going, going.people[0]) == 1


def test_what_is_new_is_marked_until_it_was_read(client: Client, topic: Topic, going: Going) -> None:
    reader, forum = going.people[1], reverse("forum:forum", args=[going.cohort.number])
    assert (unread(going, going.people[0]), unread(going, reader)) == (0, 1)
    client.force_login(reader)
    assert "1 tulisan baru" in client.get(going.cohort.get_absolute_url()).content.decode()
    assert "1 baru" in client.get(forum).content.decode()
    assert "Tandai sudah dibaca" in client.get(topic.get_absolute_url()).content.decode()
    assert unread(going, reader) == 1  # looking writes nothing
    seen = client.post(f"{topic.get_absolute_url()}terbaca/", headers={"HX-Request": "true"})
    assert "Semua sudah Anda baca" in seen.content.decode()
    assert unread(going, reader) == 0
    actions.reply(topic, "Dari register.", by=going.people[0])
    assert client.post(f"{forum}terbaca/").status_code == 303
    assert unread(going, reader) == 0


def test_words_are_plain_markdown_and_no_more(client: Client, topic: Topic, going: Going) -> None:
    actions.reply(topic, "<script>alert(1)</script> [x](javascript:alert(1)) **tebal**", by=going.people[1])
    client.force_login(going.people[0])
    shown = client.get(topic.get_absolute_url()).content.decode()
    assert "<strong>tebal</strong>" in shown
    assert "<script>alert" not in shown
    assert 'href="javascript:' not in shown


def test_what_lacks_is_told_and_what_was_typed_stays(client: Client, topic: Topic, going: Going) -> None:
    client.force_login(going.people[0])
    forum = reverse("forum:forum", args=[going.cohort.number])
    lacking = client.post(f"{forum}buka/", {"title": "", "text": "Isinya sudah panjang"})
    assert lacking.status_code == 422
    assert "Isinya sudah panjang" in lacking.content.decode()
    assert client.post(f"{topic.get_absolute_url()}balas/", {"text": " \0 "}).status_code == 422
    assert client.post(f"{topic.get_absolute_url()}balas/", {"text": "a" * 5001}).status_code == 422


def test_no_name_of_a_class_leaves_it(
    client: Client, topic: Topic, going: Going, surya: Person, ratna: Person
) -> None:
    places = [topic.get_absolute_url(), reverse("forum:forum", args=[going.cohort.number])]
    for person in (surya, ratna):  # one heads the organising agency, one the unit that sent them
        client.force_login(person)
        assert [client.get(each).status_code for each in places] == [404, 404]
    client.logout()
    assert [client.get(each).status_code for each in places] == [302, 302]
    assert going.people[0].name not in client.get(going.cohort.get_absolute_url()).content.decode()


def test_the_day_is_told_once_to_those_who_have_something_to_read(
    topic: Topic, going: Going, nurul: Person
) -> None:
    writer, reader = going.people[0], going.people[1]
    jobs.tell_of_the_day(0)
    cast.run_jobs()
    assert not [row for row in notifications.inbox(writer) if "forum" in row.subject]
    actions.reply(topic, "Dari register.", by=going.people[2])
    jobs.tell_of_the_day(0)  # again on the same day
    cast.run_jobs()
    told = [row for row in notifications.inbox(reader) if "forum" in row.subject]
    assert [row.subject for row in told] == ["1 tulisan baru di forum kelas"]
    assert going.cohort.number in told[0].body
    assert writer.name not in told[0].body
    assert "Angka unit" not in told[0].body
    Digest.objects.update(on=timezone.localdate() - timedelta(days=1))
    jobs.tell_of_the_day(0)
    cast.run_jobs()
    told = [row for row in notifications.inbox(reader) if "forum" in row.subject]
    assert len(told) == 2
    assert told[0].subject == "1 tulisan baru di forum kelas"  # what yesterday told of is not counted again
    assert queries.unread_in(going.cohort, viewer=reader) == 2


def test_a_long_topic_asks_the_database_no_more_than_a_short_one(
    client: Client, topic: Topic, going: Going, django_assert_max_num_queries: Ceiling
) -> None:
    for place in range(12):
        actions.reply(topic, f"Tulisan {place}", by=going.people[place % 3])
    client.force_login(going.people[3])
    for address in (topic.get_absolute_url(), reverse("forum:forum", args=[going.cohort.number])):
        client.get(address)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_what_somebody_wrote_goes_home_with_them(topic: Topic, going: Going) -> None:
    actions.reply(topic, "Dari buku loket.", by=going.people[1])
    taken = {name: bytes(said).decode() for pack in home.packs() for name, said in pack(going.people[1])}
    assert "Dari buku loket." in taken["forum-tulisan.json"]
    assert "Dari **mana**" not in "".join(taken.values())
    assert "forum-topik.json" not in taken
