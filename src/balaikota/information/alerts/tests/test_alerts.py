"""Warning the city: every page, at once, and everybody who asked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone, translation
from tests.cast import run_jobs, story_of

from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions
from balaikota.information.alerts import actions, queries
from balaikota.information.alerts.models import Alert, Listener
from balaikota.information.alerts.tests.conftest import SAID
from balaikota.kit.errors import Refusal

MakeAlert = Callable[..., Alert]
BANNER = 'class="alerts'


def test_an_alert_is_on_every_page_at_once_and_gone_at_once(
    client: Client, an_alert: MakeAlert, rahmat: Person
) -> None:
    pages = ("/", "/layanan/", "/darurat/", "/tempat/", "/tidak-ada/")
    for path in pages:  # kept pages too: home and lists are hot
        assert BANNER not in client.get(path).content.decode()
    alert = an_alert()
    for path in pages:
        page = client.get(path).content.decode()
        assert "Banjir di hilir sungai" in page, path
    actions.end(alert, by=rahmat)
    for path in pages:
        assert BANNER not in client.get(path).content.decode(), path
    assert story_of(alert) == ["alerts.raised", "alerts.ended"]


def test_a_kept_page_is_not_called_unchanged_while_danger_stands(client: Client, an_alert: MakeAlert) -> None:
    etag = client.get("/")["ETag"]
    assert client.get("/", headers={"If-None-Match": etag}).status_code == 304
    an_alert()
    assert client.get("/", headers={"If-None-Match": etag}).status_code == 200


def test_home_begins_with_the_whole_warning_and_other_pages_with_one_line(
    client: Client, an_alert: MakeAlert
) -> None:
    an_alert()
    home = client.get("/").content.decode()
    assert "Naik ke tempat tinggi." in home
    assert home.index("Naik ke tempat tinggi.") < home.index("<main")
    assert "Naik ke tempat tinggi." not in client.get("/layanan/").content.decode()


def test_a_reader_of_english_reads_english(client: Client, an_alert: MakeAlert) -> None:
    an_alert()
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert "Flood downstream" in page
    an_alert(title_en="", text_en="", title_id="Gempa terasa", kind="gempa")
    assert "Gempa terasa" in client.get("/", headers={"Accept-Language": "en"}).content.decode()


def test_the_nearest_danger_comes_first_and_its_area_is_said(client: Client, an_alert: MakeAlert) -> None:
    an_alert(level="waspada", title_id="Angin")
    district = regions.districts_of_city()[3]
    an_alert(districts=(district.code,), title_id="Air")
    first, second = queries.standing()
    assert (first.title, first.districts) == ("Air", (district.name,))
    assert (second.title, second.districts) == ("Angin", ())
    page = client.get("/layanan/").content.decode()
    assert district.name in page
    assert "Seluruh kota" in page


def test_a_planned_alert_waits_for_its_time_and_ends_by_the_clock(
    client: Client, an_alert: MakeAlert, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    alert = an_alert(starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2))
    assert queries.standing() == []
    assert client.get(alert.get_absolute_url()).status_code == 404
    actions.keep_time()
    assert story_of(alert) == ["alerts.planned"]
    for hours, shown, story in (
        (1.5, 1, ["alerts.planned", "alerts.raised"]),
        (2.5, 0, ["alerts.planned", "alerts.raised", "alerts.ended"]),
    ):
        later = now + timedelta(hours=hours)
        monkeypatch.setattr("django.utils.timezone.now", lambda at=later: at)
        assert len(queries.standing()) == shown  # by its time, also before the clock has run
        actions.keep_time()
        assert story_of(alert) == story
    assert client.get(alert.get_absolute_url()).status_code == 200


def test_what_is_called_off_was_never_told(client: Client, an_alert: MakeAlert, rahmat: Person) -> None:
    alert = an_alert(starts_at=timezone.now() + timedelta(hours=1))
    actions.end(alert, by=rahmat)
    assert story_of(alert) == ["alerts.planned", "alerts.called_off"]
    assert queries.history()[0] == []


def test_only_a_publisher_warns_and_an_end_in_the_past_is_refused(
    city: None, fitri: Person, sari: Person, hasan: Person, rahmat: Person
) -> None:
    for person in (fitri, sari, hasan):
        with pytest.raises(Refusal):
            actions.raise_alert(SAID, [], by=person)
    with pytest.raises(Refusal) as refused:
        actions.raise_alert(SAID | {"ends_at": timezone.now() - timedelta(minutes=1)}, [], by=rahmat)
    assert refused.value.status == 422
    assert not Alert.objects.exists()


def test_an_ended_alert_cannot_be_ended_or_changed_again(an_alert: MakeAlert, rahmat: Person) -> None:
    alert = an_alert()
    actions.revise(alert, SAID | {"title_id": "Banjir surut"}, [], by=rahmat)
    assert queries.standing()[0].title == "Banjir surut"
    actions.end(alert, by=rahmat)
    for again in (lambda: actions.end(alert, by=rahmat), lambda: actions.revise(alert, SAID, [], by=rahmat)):
        with pytest.raises(Refusal):
            again()


def test_those_who_asked_are_told_once_those_elsewhere_not(
    an_alert: MakeAlert, sari: Person, budi: Person, tono: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 1)
    here, there = (row.code for row in regions.districts_of_city()[:2])
    actions.listen("", by=sari)
    actions.listen(here, by=budi)
    actions.listen(there, by=tono)
    an_alert(districts=(here,))
    run_jobs()
    told = {message.to for message in Message.objects.filter(subject__startswith="Awas: Banjir")}
    assert told == {sari, budi}
    run_jobs()
    assert Message.objects.filter(to=sari).count() == 1


def test_telling_goes_on_where_a_broken_job_stopped(an_alert: MakeAlert, sari: Person, budi: Person) -> None:
    for person in (sari, budi):
        actions.listen("", by=person)
    alert = an_alert()
    from balaikota.foundation.audit import queries as audit
    from balaikota.information.alerts.jobs import tell_listeners

    event = audit.story(alert).get(name="alerts.raised")
    first = Listener.objects.order_by("pk")[0]
    with translation.override("id"):
        actions.tell_some(alert, event.pk, 0)
    Message.objects.filter(to=first.person).exists()
    tell_listeners(event.pk)
    assert Message.objects.filter(event=event).count() == 2


def test_who_does_not_want_to_be_told_any_more_is_not(an_alert: MakeAlert, sari: Person) -> None:
    actions.listen("", by=sari)
    actions.listen("", by=sari)
    actions.stop_listening(by=sari)
    actions.stop_listening(by=sari)
    an_alert()
    run_jobs()
    assert not Message.objects.filter(to=sari).exists()


def test_pages_do_not_ask_the_database_while_the_answer_is_kept(
    an_alert: MakeAlert, django_assert_num_queries
) -> None:
    an_alert()
    queries.standing()
    with django_assert_num_queries(0):
        assert len(queries.standing()) == 1
        assert queries.standing_version()
    caches["near"].delete(queries.KEY)
    with django_assert_num_queries(2):
        queries.standing()
