"""A city goes back to a moment, survives kill -9 and a full disk on the way, and drills what it would do.

A small database stands for the city: what is kept does not depend on its tables.
"""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from balaikota.config import archive as archives
from balaikota.config import continuous, drill, home, keeper, points, postgres, rewind
from balaikota.config.archive import Archive, Base, stamp

PASSPHRASE = "kata sandi cadangan"
pytestmark = pytest.mark.xdist_group("rewind")


def until(what: Callable[[], Any], seconds: float = 30) -> Any:
    ends = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < ends, "never happened"
        time.sleep(0.05)
    return found


class City:
    """A home with a running database and its keeper."""

    def __init__(self, place: Path) -> None:
        self.place, self.backups = place, place.parent / "cadangan"
        self.keeper: subprocess.Popen[bytes] | None = None

    def keep(self) -> None:
        command = [sys.executable, "-m", "balaikota.config.keeper"]
        log = (self.place.parent / "keeper.log").open("ab")
        self.keeper = subprocess.Popen(command, stdout=log, stderr=log)

    def kill_keeper(self) -> None:
        assert self.keeper
        self.keeper.kill()
        self.keeper.wait(10)

    def tell(self, *rows: str) -> datetime:
        """Write down; the moment after the commit."""
        with points.link(self.place, autocommit=True) as link:
            for row in rows:
                link.execute("insert into kabar values (%s)", [row])
            return link.execute("select clock_timestamp()").fetchone()[0]

    def archive(self) -> Archive:
        return archives.opened(self.backups, PASSPHRASE)

    def seal(self) -> None:
        """Finish the piece of the log, and wait until it is sealed."""
        self.await_sealed(points.close_segment(self.place))

    def await_sealed(self, segment: str) -> None:
        until(lambda: any((self.backups / "wal").glob(f"{segment}.*.bk")))


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    around = Path(mkdtemp(prefix="bk-rewind-"))
    around.chmod(0o711)
    place = around / "kota"
    place.mkdir(mode=0o711)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BALAIKOTA_HOME", str(place))
        patch.setenv("BALAIKOTA_BACKUPS", str(around / "cadangan"))
        patch.setenv("BALAIKOTA_BACKUP_PASSPHRASE", PASSPHRASE)
        patch.setenv("BALAIKOTA_TEST_DATABASE", "1")
        patch.setenv("BALAIKOTA_DRILL", "0")
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "BALAIKOTA_SECRETS"):
            patch.delenv(name, raising=False)
        postgres.initialise(place)
        assert continuous.prepare(place)
        server = postgres.start(place, **continuous.settings(place))
        made = City(place)
        try:
            postgres.wait(place, server)
            postgres.make_roles(place)
            with points.link(place, autocommit=True) as link:
                link.execute("create table kabar (isi text)")
            (place / "files" / "ab").mkdir(parents=True)
            (place / "files" / "ab" / "akta").write_bytes(b"%PDF akta")
            made.keep()
            until(lambda: any((made.backups / "base").glob("*.json.bk")))
            yield made
        finally:
            postgres.stop(server)
            if made.keeper:
                made.kill_keeper()
            shutil.rmtree(postgres.socket_folder(place), ignore_errors=True)
            shutil.rmtree(around, ignore_errors=True)


@contextmanager
def new_home(city: City, name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    place = city.place.parent / name
    monkeypatch.setenv("BALAIKOTA_HOME", str(place))
    yield place
    shutil.rmtree(postgres.socket_folder(place), ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)


def told(place: Path) -> list[str]:
    with postgres.running(place), points.link(place) as link:
        return [row[0] for row in link.execute("select isi from kabar order by isi").fetchall()]


def test_the_city_comes_back_as_it_was_at_the_moment(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = city.tell("a", "b")
    city.tell("c")
    city.seal()
    with new_home(city, "dulu", monkeypatch) as place:
        rewind.restore(city.backups, moment)
        assert told(place) == ["a", "b"]
        assert (place / "files/ab/akta").read_bytes() == b"%PDF akta"
        assert home.secrets(place) == home.secrets(city.place)
        assert (place / "secrets.json").stat().st_mode & 0o077 == 0
        assert json.loads((place / "erasures/restored.json").read_text())["has_newer_list"]
        with pytest.raises(SystemExit, match="tidak kosong"):
            rewind.restore(city.backups, moment)


def test_what_the_keeper_had_not_sealed_when_it_was_killed_is_sealed_by_the_next(city: City) -> None:
    city.kill_keeper()
    city.tell("d")
    segment = points.close_segment(city.place)
    draft = city.backups / "wal" / f".{segment}.half"
    draft.write_bytes(b"half")
    city.keep()
    city.await_sealed(segment)
    assert segment in [piece.name for piece in city.archive().pieces()]
    assert city.archive().gap(city.archive().bases()[-1].wal) == ""


def test_a_drill_restores_beside_the_city_and_finds_all_as_it_was(city: City) -> None:
    city.tell("e")
    found = drill._drill(city.archive(), city.place)
    assert found["why"] == ""
    assert found["rows"] >= 1
    assert (found["files"], found["sealed_files"]) == (1, 1)
    assert not list(city.place.glob("latihan-*"))


def test_a_drill_says_which_table_did_not_come_back(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    real = points.take

    def one_row_more(place: Path) -> dict[str, Any]:
        point = real(place)
        assert point
        point["counts"]["kabar"] += 1
        return point

    monkeypatch.setattr(points, "take", one_row_more)
    assert "kabar: " in drill._drill(city.archive(), city.place)["why"]


def test_moments_outside_of_the_backup_are_refused_with_what_can_be_reached(city: City) -> None:
    with pytest.raises(SystemExit, match="terlalu awal"):
        rewind.restore(city.backups, datetime(2020, 1, 1, tzinfo=UTC))
    with pytest.raises(SystemExit, match="belum ada dalam cadangan: catatan perubahan sampai 20"):
        rewind.restore(city.backups, datetime.now(UTC) + timedelta(days=1))


def test_a_wrong_passphrase_opens_no_archive(city: City) -> None:
    with pytest.raises(SystemExit, match="Kata sandi cadangan salah"):
        archives.opened(city.backups, "kata sandi yang lain")


def test_some_other_folder_is_no_archive_and_another_city_no_neighbour(city: City, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="bukan folder cadangan"):
        archives.opened(tmp_path, PASSPHRASE)
    with pytest.raises(SystemExit, match="basis data lain"):
        archives.opened(city.backups, PASSPHRASE, system="7")


def test_a_piece_of_the_log_that_is_gone_is_named(city: City) -> None:
    city.seal()
    city.tell("f")
    city.seal()
    archive = city.archive()
    lost = next(p for p in archive.pieces() if p.name > archive.bases()[-1].wal and len(p.name) == 24)
    aside = city.backups / lost.path
    aside.rename(aside.with_name("aside"))
    try:
        assert archive.gap(archive.bases()[-1].wal) == lost.name
        with pytest.raises(SystemExit, match=lost.name):
            rewind.restore(city.backups, None)
    finally:
        aside.with_name("aside").rename(aside)


def test_nothing_of_the_city_can_be_read_in_the_archive(city: City) -> None:
    city.tell("Siti Rahayu binti Ahmad")
    city.seal()
    for path in city.backups.rglob("*"):
        assert not path.is_file() or (
            b"Siti Rahayu" not in path.read_bytes() and b"%PDF" not in path.read_bytes()
        )


def test_a_full_disk_is_said_and_loses_nothing(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keeper tells why; PostgreSQL keeps the piece; once there is room it is sealed, and the reason is gone."""
    city.kill_keeper()
    try:
        mine = keeper.Keeper(city.place, city.archive())
        mine.is_new = False
        city.tell("g")
        segment = points.close_segment(city.place)
        until(lambda: (city.place / f"postgres/pg_wal/archive_status/{segment}.ready").exists())

        def full(*_args: object, **_more: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patch:
            patch.setattr(mine.archive, "writing", full)
            with pytest.raises(OSError, match="No space"):
                mine._turn()
            mine._fault(keeper._reason(OSError(errno.ENOSPC, "penuh")))
        assert "ruang disk habis" in continuous.state(city.place)["fault"]
        assert (city.place / "postgres/pg_wal" / segment).exists()
        mine._turn()
        mine._no_fault()
        assert continuous.state(city.place)["fault"] == ""
        assert segment in [piece.name for piece in mine.archive.pieces()]
    finally:
        city.keep()


@pytest.mark.parametrize("text", ["kemarin", "2026-13-01 10:00", ""])
def test_what_is_no_moment_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(SystemExit, match="2026-11-29 14:30"):
        rewind.read_moment(text)


def test_a_moment_is_read_as_the_clock_in_the_city_hall_shows_it() -> None:
    assert rewind.read_moment("2026-11-29 14:30").astimezone(UTC) == datetime(2026, 11, 29, 7, 30, tzinfo=UTC)


def test_only_so_many_base_backups_are_kept_and_the_log_they_need(tmp_path: Path) -> None:
    made = archives.opened(tmp_path / "cadangan", PASSPHRASE, system="1")
    began = datetime(2026, 11, 1, tzinfo=UTC)
    for day in range(4):
        at, wal = began + timedelta(days=day), f"0000000100000000000000{day:02X}"
        for path in (f"base/{stamp(at)}.tar.bk", f"wal/{wal}.{stamp(at)}.bk", f"keys/{stamp(at)}.bk"):
            with made.writing(path) as file:
                file.write(b"x")
        made.keep(Base(at, at, wal, 1, None))
    with made.writing("wal/00000002.history.20261101T000000000000Z.bk") as file:
        file.write(b"x")
    made.thin_out(2)
    assert [base.began_at.day for base in made.bases()] == [3, 4]
    assert [piece.name for piece in made.pieces()] == [
        "000000010000000000000002", "000000010000000000000003", "00000002.history",
    ]  # fmt: skip
    assert len(list((tmp_path / "cadangan/base").iterdir())) == 4
