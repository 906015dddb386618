"""Pages that may be a moment old come from a copy: here a second PostgreSQL that really follows the tests' own."""

import copy
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from django.core.cache import caches
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from tests.cast import a_case

from balaikota.config import postgres
from balaikota.config.urls import urlpatterns as citys
from balaikota.engine.cases.tests.conftest import slug as slug
from balaikota.engine.upkeep import queries as upkeep
from balaikota.foundation.people.models import Person
from balaikota.kit import replicas
from balaikota.kit.http import Request, page, reads

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]

COUNTED = "select count(*) from people_person"
CASES = "select count(*) from cases_case"


def _counted(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


@reads(anyone=True, replica=True)
def people(request: Request) -> HttpResponse:
    return HttpResponse(_counted(COUNTED))


@reads(anyone=True, replica=True)
def cases(request: Request) -> HttpResponse:
    """It forgets to ask whose they are."""
    return HttpResponse(_counted(CASES))


@reads(anyone=True, replica=True)
def foot(request: Request) -> HttpResponse:
    return page(request, "portal/about.html", {})


@reads(anyone=True, replica=True)
def slow(request: Request) -> HttpResponse:
    return HttpResponse(_counted("select pg_sleep(60)"))


urlpatterns = [
    path("contoh/orang/", people),
    path("contoh/permohonan/", cases),
    path("contoh/kaki/", foot),
    path("contoh/lama/", slow),
    *citys,
]


class Copy:
    """The second server, and what a test does with it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.server = postgres.start(place)
        postgres.wait(place, self.server)

    def says(self, statement: str) -> object:
        where = {"host": str(postgres.socket_folder(self.place)), "user": "postgres"}
        with psycopg.connect(**where, dbname=connection.settings_dict["NAME"], autocommit=True) as link:
            return link.execute(statement).fetchone()[0]  # type: ignore[index, arg-type]

    def catch_up(self) -> None:
        """Until everything the city has written by now is here too."""
        with connection.cursor() as cursor:
            # the place to write next may lie behind a page's head, which is no record
            cursor.execute("select pg_logical_emit_message(false, 'kabar', '', true)")
            (written,) = cursor.fetchone()
        until = time.monotonic() + 30
        while not self.says(f"select pg_last_wal_replay_lsn() >= '{written}'::pg_lsn"):
            assert time.monotonic() < until
            time.sleep(0.05)

    def kill(self) -> None:
        self.server.kill()
        self.server.wait()


def _taken(place: Path) -> None:
    """A copy of the server the tests use. It is taken again when another test was in the way: one that drops its tables or
    its database meanwhile."""
    data, user = postgres.data_folder(place), postgres.system_user()
    where = ["-h", connection.settings_dict["HOST"], "-U", "postgres"]
    for _turn in range(3):
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(mode=0o700)
        if user:
            shutil.chown(data, user)
        said = subprocess.run(
            [postgres.binary("pg_basebackup"), "-D", data, *where, "-R", "-c", "fast"],
            capture_output=True,
            text=True,
            user=user,
            cwd="/",
        )
        if not said.returncode:
            return
    pytest.fail(said.stderr)


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> Iterator[Copy]:
    place = Path(mkdtemp(prefix="bk-copy-"))
    place.chmod(0o711)
    _taken(place)
    told = connection.settings_dict
    made = Copy(place)
    monkeypatch.setitem(
        connections.databases,
        replicas.ALIAS,
        copy.deepcopy(told) | {"HOST": str(postgres.socket_folder(place))},
    )
    connections[replicas.ALIAS].alias = connection.alias  # Django's tests let no other speak
    monkeypatch.setattr(replicas._Known, "until", 0.0)
    caches["near"].clear()
    try:
        yield made
    finally:
        connections[replicas.ALIAS].close()
        delattr(connections._connections, replicas.ALIAS)  # type: ignore[attr-defined]
        postgres.stop(made.server)
        shutil.rmtree(postgres.socket_folder(place), ignore_errors=True)
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def pulse(second: Copy) -> Callable[[int], None]:
    """The worker wrote its line so many seconds ago, and the copy has it."""

    def beats(seconds: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("delete from procrastinate_workers")
            ago = "insert into procrastinate_workers (last_heartbeat) values (now() - make_interval(secs => %s))"
            cursor.execute(ago, [seconds])
        second.catch_up()
        replicas._Known.until = 0.0

    return beats


def test_a_stranger_reads_the_copy_and_whoever_is_known_the_city_itself(
    second: Copy, pulse: Callable[[int], None], client: Client, sari: Person, wulan: Person
) -> None:
    pulse(0)
    second.says("select pg_wal_replay_pause()")
    known = Client()
    known.force_login(sari)
    before = int(client.get("/contoh/orang/").content)
    Person.objects.create(name="Baru")
    stranger = client.get("/contoh/orang/")
    assert (int(stranger.content), stranger[replicas.HEADER]) == (before, "replica")
    mine = known.get("/contoh/orang/")
    assert (int(mine.content), replicas.HEADER in mine) == (before + 1, False)
    second.says("select pg_wal_replay_resume()")
    second.catch_up()
    assert int(client.get("/contoh/orang/").content) == before + 1
    assert not replicas.reading()


def test_a_page_from_the_copy_says_so_in_both_languages(
    second: Copy, pulse: Callable[[int], None], client: Client, sari: Person
) -> None:
    pulse(0)
    assert "dibaca dari salinan data kota" in client.get("/contoh/kaki/").content.decode()
    client.post("/bahasa/", {"language": "en"})
    assert "read from a copy of the city's data" in client.get("/contoh/kaki/").content.decode()
    client.force_login(sari)
    assert "from a copy of the city" not in client.get("/contoh/kaki/").content.decode()


def test_the_second_wall_stands_in_the_copy_too(
    second: Copy, pulse: Callable[[int], None], client: Client, slug: str, sari: Person
) -> None:
    a_case(slug, sari, sejak="2026-11-20")
    pulse(0)
    answer = client.get("/contoh/permohonan/")
    assert (answer.content, answer[replicas.HEADER]) == (b"0", "replica")


def test_a_copy_too_far_behind_is_left_out(
    second: Copy, pulse: Callable[[int], None], client: Client
) -> None:
    for behind, is_used in ((int(replicas.MOST_BEHIND) - 10, True), (int(replicas.MOST_BEHIND) + 10, False)):
        pulse(behind)
        assert (replicas.HEADER in client.get("/contoh/orang/")) is is_used


def test_a_copy_that_dies_is_noticed_by_nobody_but_the_operator(
    second: Copy, pulse: Callable[[int], None], client: Client
) -> None:
    pulse(0)
    assert replicas.HEADER in client.get("/contoh/orang/")
    assert not [each for each in upkeep.troubles() if "Salinan" in each.said]
    second.kill()
    answer = client.get("/contoh/orang/")
    assert (answer.status_code, replicas.HEADER in answer) == (200, False)
    assert [each.said for each in upkeep.troubles() if "Salinan" in each.said] == [
        "Salinan basis data tidak menjawab atau tertinggal"
    ]


def test_what_takes_too_long_in_the_copy_is_not_asked_again_of_the_city(
    second: Copy, pulse: Callable[[int], None]
) -> None:
    pulse(0)
    with connections[replicas.ALIAS].cursor() as cursor:
        cursor.execute("set statement_timeout = 200")
    with pytest.raises(Exception, match="statement timeout"):
        Client().get("/contoh/lama/")
    assert replicas.is_well()


def test_what_was_read_from_the_copy_is_kept_for_a_moment_only(
    second: Copy, pulse: Callable[[int], None]
) -> None:
    pulse(0)
    replicas.first(lambda: caches["near"].set("a", 1, 3600))
    caches["near"].set("b", 1, 3600)
    kept = caches["near"].store  # type: ignore[attr-defined]
    assert kept["b"][0] - kept["a"][0] > 3500
