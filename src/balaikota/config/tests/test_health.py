"""What the city says of itself when it is well, and when its database is away."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from balaikota.kit import failures


@pytest.mark.django_db
def test_a_watcher_reads_that_the_city_is_well(client: Client) -> None:
    answer = client.get("/sehat/")
    assert answer.status_code == 200
    assert answer.json()["basis_data"] == "ok"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_watcher_reads_that_no_worker_lives(client: Client) -> None:
    assert client.get("/sehat/").json()["pekerja"] == "tidak ada"


def test_a_lost_database_is_a_page_that_says_come_back_and_no_stack_trace(rf: RequestFactory) -> None:
    try:
        raise OperationalError("connection to server on socket failed")
    except OperationalError:
        answer = failures.server_error(rf.get("/"))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "socket" not in answer.content.decode()


def test_our_own_mistake_is_a_500_and_no_stack_trace(rf: RequestFactory) -> None:
    try:
        raise ValueError("rahasia")
    except ValueError:
        answer = failures.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "rahasia" not in answer.content.decode()
