"""The second wall: what PostgreSQL lets a visitor see, when nobody's query asks whose it is."""

import subprocess
import uuid
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from psycopg import sql
from tests.cast import a_case

from balaikota.config import backup, postgres
from balaikota.config import walls as policies
from balaikota.engine.cases import actions
from balaikota.engine.cases.models import Case, Correction, Draft, Pause, SideStep, StepDone
from balaikota.engine.cases.tests.conftest import slug as slug
from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people.models import Person
from balaikota.kit import walls
from balaikota.kit.http import reads

pytestmark = pytest.mark.django_db

OF_CASES = (Case, Draft, SideStep, StepDone, Pause, Correction)


@pytest.fixture
def cases(slug: str, sari: Person, tono: Person, wulan: Person) -> list[Case]:
    """One of Sari's and one of Tono's; both are asked to put something right, so that both have a pause."""
    both = [a_case(slug, person, sejak="2026-11-20") for person in (sari, tono)]
    for case in both:
        actions.ask_correction(case, {"keperluan": "Tulis lebih jelas."}, by=wulan)
    return both


def whose(model: type) -> set[uuid.UUID]:
    """Of whom a bare `select` shows rows: no `visible_to`, no filter."""
    if model is Case:
        return set(Case.objects.values_list("applicant", flat=True))
    if model is Draft:
        return set(Draft.objects.values_list("person", flat=True))
    return set(model.objects.values_list("case__applicant", flat=True))  # type: ignore[attr-defined]


def test_a_query_that_forgets_to_ask_shows_a_visitor_their_own_alone(
    cases: list[Case], sari: Person, tono: Person
) -> None:
    for model in (Case, Draft, Pause, Correction):
        assert whose(model) == {sari.pk, tono.pk}, model
        for viewer in (sari, tono):
            with walls.read_only(viewer.pk, walled=True):
                assert whose(model) == {viewer.pk}, model
        for nobody in (None, uuid.uuid4()):
            with walls.read_only(nobody, walled=True):
                assert whose(model) == set(), model


def test_files_of_others_are_behind_the_wall_too(cases: list[Case], sari: Person, tono: Person) -> None:
    mine = files.store_bytes(b"%PDF", name="akta.pdf", content_type="application/pdf", about=cases[0])
    theirs = files.store_bytes(b"%PDF", name="akta.pdf", content_type="application/pdf", about=cases[1])
    for viewer, seen in ((sari, {mine.pk}), (tono, {theirs.pk})):
        with walls.read_only(viewer.pk, walled=True):
            rows = StoredFile.objects.filter(pk__in=[mine.pk, theirs.pk])
            assert set(rows.values_list("pk", flat=True)) == seen
    with walls.read_only(None, walled=True):
        assert not StoredFile.objects.filter(pk__in=[mine.pk, theirs.pk]).exists()


def test_a_page_is_read_behind_the_wall_unless_an_officer_looks(
    cases: list[Case], sari: Person, wulan: Person, settings: object
) -> None:
    counted: list[int] = []

    @reads(anyone=True)
    def forgetful(request: object) -> object:
        counted.append(Case.objects.count())
        from django.http import HttpResponse

        return HttpResponse()

    for viewer in (sari, wulan, None):
        request = RequestFactory().get("/")
        if viewer:
            request.user = viewer
            request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"  # type: ignore[attr-defined]
        forgetful(request)
    assert counted == [1, 2, 0]
    assert Case.objects.count() == 2  # after the page nobody stands behind it any more


def test_a_visitor_writes_nothing_and_lifts_nothing(cases: list[Case], sari: Person) -> None:
    for forbidden in ("update cases_case set reason = 'x'", "delete from cases_pause",
                      "alter table cases_case disable row level security",
                      "insert into cases_caseseries (prefix, year, last) values ('X', 2026, 1)"):  # fmt: skip
        with (
            walls.read_only(sari.pk, walled=True),
            pytest.raises(Exception, match=r"permission denied|must be owner"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(forbidden)


@pytest.mark.django_db(transaction=True)
def test_the_wall_goes_with_its_transaction_and_leaves_nothing_on_the_line(slug: str, sari: Person) -> None:
    """As in the running city: the application's own role, a line that serves one visitor after another."""
    case = a_case(slug, sari, sejak="2026-11-20")
    told = connection.settings_dict
    with psycopg.connect(host=told["HOST"], dbname=told["NAME"], user="balaikota_app") as link:

        def seen() -> int:
            rows = link.execute("select count(*) from cases_case where id = %s", [case.pk]).fetchone()
            return int(rows[0]) if rows else -1

        mine = sql.SQL("set local balaikota.viewer = {}").format(sql.Literal(str(sari.pk)))
        assert seen() == 1  # an officer's page, a job
        link.rollback()
        for end in (link.rollback, link.commit):
            link.execute("set local role balaikota_visitor")
            assert seen() == 0  # nobody was told
            link.execute(mine)
            assert seen() == 1
            end()
            assert seen() == 1
            link.rollback()
            link.execute("set local role balaikota_visitor")
            assert seen() == 0  # what the visitor before was is forgotten
            link.rollback()


def test_the_owner_of_the_tables_has_a_rule_of_its_own(db: None) -> None:
    """`FORCE`: nobody is let in because nobody thought of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relrowsecurity and relforcerowsecurity and relkind = 'r'"
        )
        assert {name for (name,) in cursor.fetchall()} == set(policies.POLICIES)
    assert policies.faults() == []


def test_a_wall_that_is_open_is_told_and_closed_again(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("alter table cases_case disable row level security")
        cursor.execute("drop policy visitor on cases_draft")
        cursor.execute("alter table work_note no force row level security")
    assert set(policies.faults()) == {
        f"tabel {table} terbuka bagi peran balaikota_visitor"
        for table in ("cases_case", "cases_draft", "work_note")
    }
    policies.build()
    assert policies.faults() == []


def test_a_wall_that_is_built_later_is_found_without_a_new_start(
    cases: list[Case], sari: Person, tono: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The role is made by hand, then `migrate` builds: in between pages are answered, and a minute later from behind it."""
    built = walls.STANDS
    monkeypatch.setattr(walls, "STANDS", built.replace(walls.ROLE, "nobody"))
    now = [1_000.0]
    monkeypatch.setattr(walls.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(walls._Known, "stands", False)
    monkeypatch.setattr(walls._Known, "look_at", 0.0)

    def seen() -> set[uuid.UUID]:
        with walls.read_only(sari.pk, walled=True):
            return whose(Case)

    assert seen() == {sari.pk, tono.pk}
    monkeypatch.setattr(walls, "STANDS", built)
    assert seen() == {sari.pk, tono.pk}, "it is not asked for with every page"
    now[0] += walls.AGAIN
    assert seen() == {sari.pk}


@pytest.mark.django_db(transaction=True)
def test_a_backup_by_whoever_may_not_lift_the_wall_holds_every_row(
    slug: str, sari: Person, tono: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server of the city's own the dump is taken by a role that is no superuser."""
    numbers = {a_case(slug, person, sejak="2026-11-20").number for person in (sari, tono)}
    told = connection.settings_dict
    monkeypatch.setenv("DATABASE_OWNER_URL", f"host={told['HOST']} user=balaikota_app dbname={told['NAME']}")
    backup._dump(tmp_path, tmp_path / "dump")
    asked = [postgres.binary("pg_restore"), "--data-only", "-t", "cases_case", "-f", "-", tmp_path / "dump"]
    rows = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert all(f"\t{number}\t" in rows for number in numbers)
