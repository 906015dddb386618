"""Plans: written, locked, and what becomes of whoever changes one afterwards."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from balaikota.innovation.evidence import actions, methods, queries
from balaikota.innovation.evidence.models import Plan
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(said, sari) -> Plan:
    return actions.lock(actions.write(said, by=sari), by=sari)


@contextmanager
def without_the_trigger():
    """As whoever owns the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table evidence_plan disable trigger evidence_plan_for_good")
        yield
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table evidence_plan enable trigger evidence_plan_for_good")


def test_a_locked_plan_is_public_and_an_open_one_is_its_writers(client, said, sari, budi):
    plan = actions.write(said, by=sari)
    client.force_login(budi)
    assert client.get(plan.get_absolute_url()).status_code == 404
    actions.lock(plan, by=sari)
    assert client.get(plan.get_absolute_url()).status_code == 200


def test_the_database_refuses_to_change_a_locked_plan(locked):
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Plan.objects.filter(pk=locked.pk).update(wanted=1)


def test_whoever_gets_round_the_database_is_seen_by_audit_verify(locked, capsys):
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # the chain is written at the end of a transaction
    call_command("audit", "verify")
    with without_the_trigger():
        Plan.objects.filter(pk=locked.pk).update(wanted=0.5)
    with pytest.raises(CommandError):
        call_command("audit", "verify")
    assert "diubah sesudah dikunci" in capsys.readouterr().out


def test_whoever_changes_the_digest_too_is_seen_all_the_same(locked):
    with without_the_trigger():
        locked.refresh_from_db()
        locked.wanted = 0.5
        Plan.objects.filter(pk=locked.pk).update(wanted=0.5, digest=methods.digest(queries.content(locked)))
    assert len(queries.broken_locks()) == 1


def test_a_plan_that_was_locked_and_is_gone_is_missed(locked):
    with without_the_trigger():
        Plan.objects.filter(pk=locked.pk).delete()
    assert "hilang" in queries.broken_locks()[0]


def test_a_plan_is_not_registered_after_its_trial(said, sari):
    plan = actions.write(said, by=sari)
    with pytest.raises(Refusal, match="sudah lewat"):
        actions.lock(plan, by=sari, today=date(2027, 7, 1))


def test_nothing_is_measured_before_the_lock(said, sari):
    with pytest.raises(Refusal, match="Kunci rencananya"):
        actions.measure(actions.write(said, by=sari))


def test_without_records_it_is_too_early_and_no_figure_is_said(client, locked):
    row = actions.measure(locked)
    assert (row.verdict, row.effect) == ("early", None)
    page = client.get(locked.get_absolute_url()).content.decode()
    assert "Terlalu dini" in page


def test_a_bad_month_is_refused_in_words(said, sari):
    from dataclasses import replace

    with pytest.raises(Refusal, match="misalnya 2026-04"):
        actions.write(replace(said, starts={"kota": "2026-13"}), by=sari)
