"""Where this city hall keeps its things: the home folder, its secrets and the address of its database."""

import base64
import hashlib
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def folder() -> Path:
    """`BALAIKOTA_HOME`; else `var/` of a source tree; else the user's data folder. Root uses /var/lib."""
    if given := os.environ.get("BALAIKOTA_HOME"):
        return Path(given).resolve()
    tree = Path(__file__).resolve().parents[3]
    in_tree = (tree / "pyproject.toml").exists()
    if os.geteuid() == 0:
        # The database runs as another system user, which cannot enter /root.
        name = hashlib.sha256(str(tree).encode()).hexdigest()[:8] if in_tree else "city"
        return Path("/var/lib/balaikota") / name
    if in_tree:
        return tree / "var"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share")) / "balaikota"


def secrets(home: Path) -> dict[str, Any]:
    """The keys of this installation, from `BALAIKOTA_SECRETS` (JSON) or `secrets.json` (made once, 0600)."""
    if given := os.environ.get("BALAIKOTA_SECRETS"):
        loaded: dict[str, Any] = json.loads(given)
        return loaded
    path = home / "secrets.json"
    if not path.exists():
        _make(path)
    read: dict[str, Any] = json.loads(path.read_text())
    return read


def _make(path: Path) -> None:
    if (path.parent / "postgres" / "PG_VERSION").exists():
        raise SystemExit(
            f"{path} hilang, tetapi data kota ada di {path.parent}/postgres. "
            "Pulihkan secrets.json dari cadangan; tanpa kunci itu NIK tidak terbaca."
        )
    path.parent.mkdir(parents=True, exist_ok=True)

    def key() -> str:
        return base64.b64encode(os.urandom(32)).decode()

    made = {"secret_key": key(), "data_key_id": "k1", "data_keys": {"k1": key()}, "index_key": key()}
    draft = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(made, file, indent=1)
    try:
        os.link(draft, path)  # the first one wins when two processes start together
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def mail(url: str) -> dict[str, Any]:
    """Django's mail settings for `smtp://user:password@server:587?tls=1` (or `ssl=1`); without one, files."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    if parts.scheme != "smtp" or not parts.hostname:
        raise SystemExit("BALAIKOTA_EMAIL_URL harus seperti smtp://pengguna:sandi@server:587?tls=1")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": asked.get("tls") == "1",
        "EMAIL_USE_SSL": asked.get("ssl") == "1",
        "EMAIL_TIMEOUT": 20,
    }


def origin(url: str) -> str:
    """The scheme and server of an address template, as a content security policy names it; `{s}` is any server."""
    parts = urlsplit(url.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def host(url: str) -> str:
    return urlsplit(url).hostname or ""


def beside(address: str, name: str) -> str:
    """On this machine alone: the same server under a name of its own, to a browser another origin and another site."""
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    is_here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    return f"http://{name}.localhost{port}" if is_here else ""


def names_of(address: str) -> list[str]:
    """How browsers may name this address: a laptop is both 127.0.0.1 and localhost."""
    other = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}.get(host(address))
    return [address, *([address.replace(host(address), other, 1)] if other else [])]


def database(home: Path, *, as_owner: bool, pooled: bool) -> dict[str, Any]:
    """Django's settings for `DATABASE_URL`, or for the embedded server's private socket."""
    from balaikota.config.database import settings_of

    return settings_of(home, as_owner=as_owner, pooled=pooled)


def replica(*, pooled: bool) -> dict[str, Any] | None:
    """Settings for the copy that `DATABASE_REPLICA_URL` names; None when the city has none."""
    from balaikota.config.database import replica_of

    return replica_of(pooled=pooled)
