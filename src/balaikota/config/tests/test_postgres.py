"""The embedded PostgreSQL is never made over data that was there, and outlives nobody."""

import os
import pwd
import stat
from pathlib import Path
from tempfile import mkdtemp

import pytest

from balaikota.config import database, grants, home, postgres, processes, queue

pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="the server is not ours")


@pytest.fixture
def place() -> Path:
    made = Path(mkdtemp(prefix="bk-"))
    made.chmod(0o711)
    return made


def test_no_new_cluster_where_the_city_keeps_files(place: Path) -> None:
    (place / "files").mkdir()
    (place / "files" / "akta.pdf").write_bytes(b"%PDF")
    with pytest.raises(SystemExit, match="Pulihkan"):
        postgres.initialise(place)
    assert not (place / "postgres").exists()


def test_no_new_cluster_over_a_damaged_one(place: Path) -> None:
    (place / "postgres" / "base").mkdir(parents=True)
    with pytest.raises(SystemExit, match="Pulihkan"):
        postgres.initialise(place)


def test_a_cluster_of_another_version_is_left_alone(place: Path) -> None:
    (place / "postgres").mkdir()
    (place / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(SystemExit, match="PostgreSQL 15"):
        postgres.initialise(place)


def test_new_keys_are_not_made_beside_old_data(place: Path) -> None:
    (place / "postgres").mkdir()
    (place / "postgres" / "PG_VERSION").write_text("18\n")
    with pytest.raises(SystemExit, match="hilang"):
        home.secrets(place)


def test_the_keys_are_for_their_owner_alone(place: Path) -> None:
    home.secrets(place)
    assert stat.S_IMODE((place / "secrets.json").stat().st_mode) == 0o600


def test_data_and_socket_are_private_and_the_path_is_short() -> None:
    from django.conf import settings

    assert stat.S_IMODE(postgres.data_folder(settings.HOME).stat().st_mode) == 0o700
    assert stat.S_IMODE(postgres.socket_folder(settings.HOME).stat().st_mode) == 0o700
    assert len(str(postgres.socket_folder(Path("/" + "x" * 200)) / ".s.PGSQL.5432")) < 100


def test_the_kernel_names_who_stands_at_the_socket() -> None:
    import psycopg
    from django.conf import settings

    with psycopg.connect(
        host=str(postgres.socket_folder(settings.HOME)), user="postgres", dbname="postgres"
    ) as link:
        rules = link.execute("select distinct type, auth_method from pg_hba_file_rules").fetchall()
        accounts = {
            name for (name,) in link.execute("select sys_name from pg_ident_file_mappings").fetchall()
        }
    assert rules == [("local", "peer")]
    assert accounts <= {"root", pwd.getpwuid(os.geteuid()).pw_name, postgres.SYSTEM_USER}


def test_a_pid_that_belongs_to_someone_else_does_not_keep_the_server_down(place: Path) -> None:
    data = place / "postgres"
    data.mkdir()
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")
    postgres._end_leftover(data)
    assert not (data / "postmaster.pid").exists()


def test_two_trees_cannot_share_a_home(place: Path) -> None:
    with postgres.lock(place), pytest.raises(SystemExit, match="sudah berjalan"), postgres.lock(place):
        pass


def test_a_child_goes_when_its_parent_is_killed(place: Path) -> None:
    import signal
    import subprocess
    import sys
    import time

    parent = subprocess.Popen(
        [sys.executable, "-c",
         "import subprocess, signal, time; from balaikota.config.processes import dies_with_parent\n"
         "child = subprocess.Popen(['sleep', '60'], preexec_fn=dies_with_parent(signal.SIGTERM))\n"
         "print(child.pid, flush=True); time.sleep(60)"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until = time.monotonic() + 5
    while Path(f"/proc/{child}/cmdline").exists() and Path(f"/proc/{child}/cmdline").read_bytes():
        assert time.monotonic() < until
        time.sleep(0.05)
    assert processes


@pytest.mark.django_db
def test_the_application_adds_events_but_cannot_change_them() -> None:
    from django.conf import settings
    from django.db import ProgrammingError, connection, transaction

    grants.give()
    app = home.database(settings.HOME, as_owner=False, pooled=False)["USER"]
    with connection.cursor() as cursor:
        cursor.execute(f"set local role {app}")
        for forbidden in (
            "update audit_event set name = 'x'",
            "delete from audit_event",
            "truncate audit_link",
            "insert into audit_link (position, event_id, digest) values (1, 1, '')",
            "delete from django_migrations",
            "drop table audit_event",
            "alter table audit_event disable trigger all",
            "create table mine (x int)",
        ):
            with (
                pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
                transaction.atomic(),
            ):
                cursor.execute(forbidden)
        cursor.execute("reset role")
    assert grants.faults() == []


def test_behind_a_pooler_of_transactions_nothing_is_kept_on_a_connection(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "postgresql://balaikota_app:rahasia@127.0.0.1:6432/balaikota"
    for more, is_off in (("", False), ("?pooler=transaction&application_name=web", True)):
        monkeypatch.setenv("DATABASE_URL", url + more)
        told = database.settings_of(place, as_owner=False, pooled=True)
        assert told["DISABLE_SERVER_SIDE_CURSORS"] is is_off
        assert {"pooler", "prepare_threshold"}.isdisjoint(told["OPTIONS"])
        assert (told["HOST"], told["PORT"], told["NAME"]) == ("127.0.0.1", "6432", "balaikota")


def test_a_database_that_is_back_is_asked_within_seconds(place: Path) -> None:
    """psycopg's pools double their wait for up to five minutes: a failover of twenty seconds would last forty."""
    pool = database.settings_of(place, as_owner=False, pooled=True)["OPTIONS"]["pool"]
    assert pool["reconnect_timeout"] <= 5
    assert queue.CitysConnector().get_worker_connector()._pool_args["reconnect_timeout"] <= 5
