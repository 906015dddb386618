"""Who is asked, what is kept, and what the city shows of it."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.satisfaction import actions, methods, queries
from balaikota.engine.satisfaction.models import Invitation, Sheet
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
SLUG = "surat-domisili"
ALL_FOUR: dict[str, int] = dict.fromkeys(methods.KEYS, 4)


@pytest.fixture
def decided(services: None) -> Case:
    return cast.a_granted_case(SLUG, cast.sari())


def invited(case: Case) -> Invitation:
    cast.run_jobs(forgiving=True)
    return Invitation.objects.get(case=case)


def this_quarter() -> str:
    return methods.quarter_of(timezone.localdate())


def report_of(case: Case) -> queries.Report:
    return queries.report(case.desk.agency.code, this_quarter())


def test_an_applicant_is_asked_once_after_the_decision(decided: Case, sari: Person) -> None:
    invitation = invited(decided)
    assert actions.invite(decided) == invitation
    assert Invitation.objects.count() == 1
    letters = [message.subject for message in sari.messages.all()] if hasattr(sari, "messages") else []
    assert not letters or any("Bagaimana layanan" in subject for subject in letters)


def test_who_withdrew_is_not_asked(services: None, sari: Person) -> None:
    case = cast.a_case(SLUG, by=sari)
    cases.withdraw(case, by=sari)
    cast.run_jobs(forgiving=True)
    assert not Invitation.objects.exists()


def test_an_answer_names_neither_person_nor_case_nor_day(decided: Case, sari: Person) -> None:
    actions.answer(invited(decided), ALL_FOUR, remark="Cepat sekali.", by=sari)
    (sheet,) = Sheet.objects.all()
    columns = {field.name for field in Sheet._meta.get_fields()}
    assert columns == {"id", "agency", "service", "quarter", "answers", "remark", "is_sample"}
    assert sheet.answers == ALL_FOUR
    event = Event.objects.filter(name="satisfaction.answered").get()
    assert event.detail == {}


def test_nobody_answers_twice_nor_for_another(decided: Case, sari: Person) -> None:
    invitation = invited(decided)
    with pytest.raises(Refusal):
        actions.answer(invitation, ALL_FOUR, by=cast.budi())
    actions.answer(invitation, ALL_FOUR, by=sari)
    with pytest.raises(Refusal, match="sudah menjawab"):
        actions.answer(invitation, ALL_FOUR, by=sari)
    assert Sheet.objects.count() == 1


def test_an_empty_sheet_is_sent_back_with_a_sentence(client: Client, decided: Case, sari: Person) -> None:
    invited(decided)
    client.force_login(sari)
    answer = client.post(f"/permohonan/{decided.number}/kepuasan/kirim/", {"remark": "Baik"})
    assert answer.status_code == 422
    assert "Jawab sedikitnya satu pertanyaan." in answer.content.decode()
    assert "Baik" in answer.content.decode()


def test_the_result_page_says_that_one_answer_is_not_enough(
    client: Client, decided: Case, sari: Person
) -> None:
    invited(decided)
    client.force_login(sari)
    posted: dict[str, Any] = dict.fromkeys(methods.KEYS, "4")
    assert client.post(f"/permohonan/{decided.number}/kepuasan/kirim/", posted).status_code == 303
    client.logout()
    page = client.get(f"/kepuasan/{decided.desk.agency.code}/{this_quarter()}/").content.decode()
    assert "100" in page
    assert "terlalu sedikit untuk dirinci" in page, "one sheet would tell what Sari said"


def test_the_head_says_what_will_be_done_and_nobody_else(decided: Case, sari: Person) -> None:
    invited(decided)
    agency = decided.desk.agency
    with pytest.raises(Refusal):
        actions.promise(agency, this_quarter(), "u3", "Tambah loket.", by=cast.wulan())
    actions.promise(agency, this_quarter(), "u3", "Tambah loket.", by=cast.ratna())
    assert report_of(decided).promises["u3"].text == "Tambah loket."


def test_the_report_is_printed_for_the_head_and_hidden_from_others(
    client: Client, decided: Case, sari: Person
) -> None:
    actions.answer(invited(decided), ALL_FOUR, by=sari)
    address = f"/kepuasan/{decided.desk.agency.code}/{this_quarter()}/laporan/"
    client.force_login(sari)
    assert client.get(address).status_code == 404
    drawn = queries.paper(report_of(decided))
    assert drawn.startswith(b"%PDF")
