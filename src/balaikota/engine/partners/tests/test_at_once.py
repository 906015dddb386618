"""Many requests in the same moment: one key is one case, one consent is one application, a limit is a limit."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from tests import cast

from balaikota.engine.cases.models import Case
from balaikota.engine.partners import actions
from balaikota.engine.partners.methods import Application
from balaikota.engine.partners.models import Partner, Submission
from balaikota.engine.partners.tests.conftest import ANSWERS, DECLARED, a_consent
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call gave, or the refusal it met."""
    start, told = threading.Barrier(len(calls)), []

    def run(call: Callable[[], Any]) -> None:
        try:
            start.wait(60)
            told.append(call())
        except Refusal as refusal:
            told.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def sent(code: str, key: str) -> Application:
    return Application("izin-uji", code, ANSWERS, DECLARED, key)


def test_twenty_repeats_of_one_request_are_one_case(partner: Partner, code: str) -> None:
    told = at_once(*[lambda: actions.submit(partner, sent(code, "kunci-satu")).pk for _ in range(20)])
    assert set(told) == {Submission.objects.get().pk}
    assert Case.objects.count() == 1


def test_one_consent_under_ten_keys_opens_one_case(partner: Partner, code: str) -> None:
    told = at_once(*[lambda n=n: actions.submit(partner, sent(code, f"kunci-{n:04}")) for n in range(10)])
    assert sum(isinstance(each, Refusal) for each in told) == 9
    assert (Case.objects.count(), Submission.objects.count()) == (1, 1)


def test_of_twenty_requests_in_a_moment_no_more_get_through_than_agreed(partner: Partner, token: str) -> None:
    Partner.objects.update(per_minute=5)
    told = at_once(*[lambda: actions.admit(token) for _ in range(20)])
    assert sum(not isinstance(each, Refusal) for each in told) <= 5


def test_while_a_token_is_renewed_the_old_one_goes_on(partner: Partner, token: str, sari: Person) -> None:
    hasan = cast.hasan()
    told = at_once(lambda: actions.issue_token(partner, by=hasan), lambda: actions.admit(token).partner)
    assert partner in told
    assert a_consent(partner, sari)
