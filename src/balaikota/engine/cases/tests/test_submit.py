"""Submitting: once, numbered, with a receipt that stays the same."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.cast import a_case, a_draft, run_jobs, story_of, submitted

from balaikota.engine.cases import actions, methods, queries
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.deadlines import queries as deadlines
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


def test_submitting_twice_is_one_case(sari: Person, slug: str) -> None:
    draft = a_draft(slug, sari)
    assert submitted(draft, by=sari) == submitted(draft, by=sari)
    assert Case.objects.count() == 1


def test_five_clicks_show_the_same_receipt(client: Client, sari: Person, slug: str) -> None:
    client.force_login(sari)
    place = a_draft(slug, sari).get_absolute_url()
    answers = [client.post(f"{place}kirim/", {"declare_benar": "on"}) for _ in range(5)]
    assert len({answer["Location"] for answer in answers}) == 1
    receipts = {client.get(answers[0]["Location"]).content for _ in range(2)}
    secret = queries.secret_of(Case.objects.get())
    assert all(secret in receipt.decode() for receipt in receipts)


def test_numbers_follow_each_other(sari: Person, budi: Person, slug: str) -> None:
    year = timezone.localdate().year
    assert [a_case(slug, who).number for who in (sari, budi)] == [f"DOM-{year}-00001", f"DOM-{year}-00002"]


def test_a_missing_answer_is_refused_on_the_server(sari: Person, slug: str) -> None:
    draft = a_draft(slug, sari)
    actions.save_page(draft, "diri", {"keperluan": None}, by=sari)
    with pytest.raises(Refusal, match="belum lengkap"):
        actions.submit(draft, by=sari)
    assert Draft.objects.get().answers["jenis"] == "rumah"


def test_nothing_is_submitted_without_its_declarations(sari: Person, slug: str) -> None:
    draft = a_draft(slug, sari, jenis="kos", pemilik="Pak Ucok")
    for ticked in ([], ["benar"], ["pernyataan_kos"]):
        with pytest.raises(Refusal, match="pernyataan") as refusal:
            actions.submit(draft, declared=ticked, by=sari)
        assert refusal.value.status == 422
    assert actions.submit(draft, declared=["benar", "pernyataan_kos"], by=sari).declared


def test_a_blocking_rule_stops_the_submission(sari: Person, slug: str) -> None:
    draft = a_draft(slug, sari, sejak="2099-01-01")
    with pytest.raises(Refusal):
        actions.submit(draft, by=sari)


def test_an_answer_to_a_hidden_question_is_not_stored(sari: Person, slug: str) -> None:
    assert "pemilik" not in a_case(slug, sari, pemilik="Pak Ucok").answers


def test_a_special_case_is_settled_when_it_is_submitted(sari: Person, slug: str) -> None:
    assert [step["duty"] for step in a_case(slug, sari, sejak="2026-01-05").steps] == [Duty.VERIFY, Duty.HEAD]
    recent = timezone.localdate().isoformat()
    assert [step["duty"] for step in a_case(slug, sari, sejak=recent).steps] == [Duty.VERIFY, Duty.DECIDE]


def test_the_due_time_follows_the_working_calendar(sari: Person, slug: str) -> None:
    case = a_case(slug, sari)
    assert case.due_at == deadlines.due_at(case.submitted_at, 48)


def test_the_files_belong_to_the_case_afterwards(sari: Person, slug: str) -> None:
    case = a_case(slug, sari)
    file = StoredFile.objects.get()
    assert (file.about_type, file.about_id) == ("cases.case", str(case.pk))


def test_the_secret_is_nowhere_readable(sari: Person, slug: str) -> None:
    case = a_case(slug, sari)
    secret = queries.secret_of(case)
    assert len(secret) == methods.SECRET_LENGTH
    assert set(secret) <= set(methods.ALPHABET)
    with connection.cursor() as cursor:
        for table in ("cases_case", "audit_event", "procrastinate_jobs"):
            cursor.execute(f"select count(*) from {table} t where t::text like %s", [f"%{secret}%"])
            assert cursor.fetchone() == (0,)


def test_the_applicant_is_told_once(sari: Person, slug: str) -> None:
    case = a_case(slug, sari)
    run_jobs()
    assert [message.subject for message in Message.objects.filter(to=sari)] == [
        f"Permohonan {case.number} sudah kami terima"
    ]


def test_submitting_is_one_event(sari: Person, slug: str) -> None:
    assert story_of(a_case(slug, sari)) == ["cases.submitted"]


@pytest.mark.django_db(transaction=True)
def test_fifty_identical_submissions_at_once_are_one_case(sari: Person, slug: str) -> None:
    draft = a_draft(slug, sari)
    start, made, failed = threading.Barrier(50), [], []

    def submit() -> None:
        try:
            start.wait(60)
            made.append(submitted(draft, by=sari).number)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(made) == 50
    assert set(made) == {Case.objects.get().number}


@pytest.mark.django_db(transaction=True)
def test_five_clicks_on_apply_begin_one_draft(sari: Person, slug: str) -> None:
    service, start, begun = catalogue.service(slug), threading.Barrier(5), []

    def click() -> None:
        try:
            start.wait(60)
            begun.append(actions.start_draft(service, by=sari).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(begun) == 5
    assert set(begun) == {Draft.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_twenty_different_drafts_at_once_get_twenty_numbers(sari: Person, slug: str) -> None:
    drafts = [a_draft(slug, sari) for _ in range(20)]
    start, made = threading.Barrier(20), []

    def submit(draft: Draft) -> None:
        try:
            start.wait(60)
            made.append(submitted(draft, by=sari).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(number[-5:]) for number in made) == list(range(1, 21))
