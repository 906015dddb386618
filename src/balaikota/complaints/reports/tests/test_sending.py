"""A report is sent once, joined once by each, and handed over with its clock."""

import uuid

import pytest

from balaikota.complaints.reports import actions, queries
from balaikota.complaints.reports.models import Report
from balaikota.complaints.topics.models import Topic
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal


def test_a_report_has_a_number_a_unit_and_a_clock(hole: Report) -> None:
    assert hole.number.startswith("ADU-")
    assert hole.unit.agency.code == "dinas-pu"
    assert hole.sent_at < hole.verify_by < hole.due_at


def test_the_same_key_answers_the_first_report(road: Topic, sari: Person) -> None:
    key = uuid.uuid4()
    first = actions.send(actions.Letter(road, "Lubang"), key=key, by=sari)
    again = actions.send(actions.Letter(road, "Lubang, kata saya"), key=key, by=sari)
    assert again == first
    assert again.text == "Lubang"
    assert Report.objects.count() == 1


def test_an_empty_report_is_refused(road: Topic) -> None:
    with pytest.raises(Refusal, match="rusak"):
        actions.send(actions.Letter(road, "  "), by=None)


def test_each_person_and_each_browser_has_one_voice(hole: Report, sari: Person, budi: Person) -> None:
    key = uuid.uuid4()
    for by in (None, None, sari, sari, budi):
        actions.join(hole, key=key if by is None else uuid.uuid4(), by=by)
    assert queries.locked(hole).voices == 4


def test_personal_data_is_masked_for_the_public_and_kept_for_the_coordinator(road: Topic) -> None:
    text = "Hubungi Pak Budi 0812-3456-7890, NIK 1271011201909991, budi@contoh.id"
    report = actions.send(actions.Letter(road, text), by=None)
    assert report.is_withheld
    assert report.text == text
    (row,) = queries.public_reports()
    assert not any(each in str(row) for each in ("7890", "127101", "contoh.id"))


def test_what_is_private_is_in_no_public_list(road: Topic) -> None:
    actions.send(actions.Letter(road, "Lubang", is_private=True), by=None)
    assert not queries.public_reports()


def test_near_reports_of_the_topic_are_found_with_their_distance(hole: Report, road: Topic) -> None:
    ((row, metres),) = queries.nearby(road, 3.581, 98.68)
    assert row["number"] == hole.number
    assert 105 < metres < 115
    assert queries.nearby(road, 3.583, 98.68) == []


def test_the_code_opens_the_report_and_a_wrong_one_does_not(hole: Report) -> None:
    code = queries.code_of(hole)
    assert queries.tracked(hole.number.lower(), f"{code[:4]}-{code[4:].lower()}") == hole
    assert queries.tracked(hole.number, "AAAAAAAA") is None
