"""A backup comes back whole, and only to those who know its passphrase."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.config import backup, postgres, sealing
from balaikota.config.sealing import BLOCK, Opener, Sealer, Unreadable

# Long enough that sealed bytes never hold it by chance.
PAPER = b"%PDF-1.7 kutipan akta kelahiran"
EVENT = (
    "insert into audit_event (name, at, capacity, about_type, about_id, purpose, detail, request_id)"
    " values (%s, now(), '', '', '', '', '{}', '')"
)


@pytest.fixture(autouse=True)
def quick_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    real = sealing.Scrypt
    monkeypatch.setattr(sealing, "Scrypt", lambda **told: real(**{**told, "n": 2}))


def sealed(plain: bytes) -> bytes:
    target = io.BytesIO()
    with Sealer(target, "kata sandi cadangan") as sealer:
        sealer.write(plain)
    return target.getvalue()


def opened(body: bytes, passphrase: str = "kata sandi cadangan") -> bytes:
    return io.BufferedReader(Opener(io.BytesIO(body), passphrase)).read()


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 5])
def test_what_was_sealed_is_read_again(size: int) -> None:
    plain = os.urandom(size)
    assert opened(sealed(plain)) == plain


@given(st.lists(st.binary(max_size=300), max_size=8))
def test_it_does_not_matter_in_which_bites_it_was_written(bites: list[bytes]) -> None:
    target = io.BytesIO()
    with Sealer(target, "kata sandi cadangan") as sealer:
        for bite in bites:
            sealer.write(bite)
    assert opened(target.getvalue()) == b"".join(bites)


def test_a_wrong_passphrase_opens_nothing() -> None:
    with pytest.raises(Unreadable, match="Kata sandi salah"):
        opened(sealed(b"NIK"), "kata sandi lain")


def test_a_backup_cut_off_at_a_block_is_noticed() -> None:
    body = sealed(os.urandom(2 * BLOCK + 10))
    head = len(sealing.MAGIC) + 16
    with pytest.raises(Unreadable):
        opened(body[: head + 2 * (BLOCK + sealing.TAG)])


def test_two_blocks_exchanged_are_noticed() -> None:
    body = sealed(os.urandom(3 * BLOCK))
    head, size = len(sealing.MAGIC) + 16, BLOCK + sealing.TAG
    first, second = body[head : head + size], body[head + size : head + 2 * size]
    with pytest.raises(Unreadable):
        opened(body[:head] + second + first + body[head + 2 * size :])


def test_some_other_file_is_not_a_backup() -> None:
    with pytest.raises(Unreadable, match="bukan cadangan"):
        opened(b"PK\x03\x04" + bytes(100))


def a_line(at: str) -> str:
    return json.dumps({"at": at, "event": "retention.erased", "id": "x"})


@pytest.mark.parametrize("newer_lies_there", [True, False])
def test_a_restore_joins_the_lists_of_erasures_and_says_when_it_has_none_that_is_newer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], newer_lies_there: bool
) -> None:
    unpacked, place = tmp_path / "cadangan", tmp_path / "rumah"
    old, new = a_line("2026-01-01T00:00:00+00:00"), a_line("2026-06-01T00:00:00+00:00")
    for home, lines in ((unpacked, [old]), (place, [old, new] if newer_lies_there else [])):
        (home / "erasures").mkdir(parents=True)
        if lines:
            (home / backup.ERASURES).write_text("\n".join(lines) + "\n")
    backup.keep_erasures(unpacked, place, "2026-03-01T00:00:00+00:00")
    kept = (place / backup.ERASURES).read_text().splitlines()
    assert kept == ([old, new] if newer_lies_there else [old])
    told = json.loads((place / "erasures" / "restored.json").read_text())
    assert told["has_newer_list"] is newer_lies_there
    assert ("tidak diketahui" in capsys.readouterr().out) is not newer_lies_there


@pytest.mark.slow
def test_a_city_comes_back_from_its_backup_row_for_row() -> None:
    """In processes of their own, as an operator would: back up, restore elsewhere, compare, verify."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="bk-") as place:
        Path(place).chmod(0o711)
        old, new, file = Path(place, "lama"), Path(place, "baru"), Path(place, "kota.cadangan")

        def balaikota(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
            kept = {k: v for k, v in os.environ.items() if not k.startswith(("BALAIKOTA", "PYTEST"))}
            env = {**kept, "BALAIKOTA_HOME": str(home), "BALAIKOTA_TEST_DATABASE": "1"}
            env["BALAIKOTA_BACKUP_PASSPHRASE"] = "kata sandi cadangan"
            command = [sys.executable, "-W", "ignore", "-m", "balaikota.config.cli", *words]
            return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)

        assert balaikota(old, "migrate", "-v0").returncode == 0
        with postgres.running(old), psycopg.connect(backup._address(old)) as link:
            for turn in range(3):
                link.execute(EVENT, [f"people.turned_{turn}"])
        (old / "files").mkdir(exist_ok=True)
        (old / "files" / "akta.pdf").write_bytes(PAPER)
        made = balaikota(old, "backup", str(file))
        assert made.returncode == 0, made.stderr
        assert file.stat().st_mode & 0o077 == 0
        assert PAPER not in file.read_bytes()
        assert "sudah ada" in balaikota(old, "backup", str(file)).stderr
        assert "tidak kosong" in balaikota(old, "restore", str(file)).stderr
        back = balaikota(new, "restore", str(file))
        assert back.returncode == 0, back.stderr
        assert "sama seperti saat dicadangkan" in back.stdout
        assert (new / "files" / "akta.pdf").read_bytes() == PAPER
        assert json.loads((new / "secrets.json").read_text()) == json.loads(
            (old / "secrets.json").read_text()
        )
        verified = balaikota(new, "audit", "verify")
        assert "3 kejadian diperiksa" in verified.stdout
        assert verified.returncode == 0
