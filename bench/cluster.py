"""The machines of `deploy/here.toml` on this one: each is a folder, an address and the processes its units name.

The units are systemd's; here they are read and run as plain processes, with the same words, user and environment.
"""

import json
import os
import shlex
import shutil
import signal
import ssl
import subprocess
import threading
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from tempfile import mkdtemp
from typing import Any

import psutil
from deploy.write import write

from balaikota.config import postgres
from balaikota.config.processes import dies_with_parent

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("etcd-server", "haproxy", "pgbouncer")
PATRONI = "patroni[etcd3,psycopg3]==4.1.5"
CACHE = Path("/var/lib/balaikota/cluster")  # where the database's user may enter too
FIRST = ("etcd", "database", "gate", "pooler")


def read_unit(path: Path) -> dict[str, list[str]]:
    """What a unit says under [Service]; a key may stand there more than once."""
    said: dict[str, list[str]] = {}
    for line in path.read_text().split("[Service]")[1].split("[Install]")[0].splitlines():
        if "=" in line:
            key, _equals, value = line.partition("=")
            said.setdefault(key, []).append(value)
    return said


@dataclass
class Service:
    """One unit of one machine."""

    unit: Path
    is_wanted: bool = False
    process: "subprocess.Popen[bytes] | None" = None
    falls: int = 0
    born: float = 0.0

    def start(self) -> None:
        said, self.born = read_unit(self.unit), time.monotonic()
        user = said["User"][0]
        with self.unit.with_suffix(".log").open("ab") as log:
            self.process = subprocess.Popen(
                shlex.split(said["ExecStart"][0]), user=None if user == "root" else user, cwd="/",
                env=environment(said), start_new_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                preexec_fn=dies_with_parent(signal.SIGKILL),
            )  # fmt: skip
        self.is_wanted = True

    def tend(self) -> None:
        """`Restart=always` and `RestartSec=1`, as the unit says."""
        has_ended = self.process is not None and self.process.poll() is not None
        if self.is_wanted and has_ended and time.monotonic() > self.born + 1:
            self.falls += 1
            self.start()


def environment(said: dict[str, list[str]]) -> dict[str, str]:
    """What the unit's environment files say, and the tree of sources."""
    told = {"PATH": "/usr/sbin:/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT / "src")}
    for file in said.get("EnvironmentFile", []):
        lines = (
            line.partition("=") for line in Path(file).read_text().splitlines() if line[:1] not in ("", "#")
        )
        told |= {key: value for key, _equals, value in lines}
    return told


@dataclass
class Machine:
    """One machine of the inventory."""

    name: str
    address: str
    folder: Path
    services: dict[str, Service] = field(default_factory=dict)

    def start(self, *names: str) -> None:
        for name in names or self.services:
            if name in self.services:
                self.services[name].start()

    def processes(self) -> list[psutil.Process]:
        """All that runs on it. PostgreSQL is no child of Patroni's: it would outlive it."""
        pids = [one.process.pid for one in self.services.values() if one.process]
        with suppress(OSError, ValueError):
            pids.append(int((self.folder / "var/postgresql/postmaster.pid").read_text().split("\n", 1)[0]))
        found = []
        for pid in pids:
            with suppress(psutil.NoSuchProcess):
                process = psutil.Process(pid)
                found += [process, *process.children(recursive=True)]
        return found

    def signal(self, which: int) -> None:
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.send_signal(which)

    def kill(self) -> None:
        """As when the power fails: all stands still at one moment and is gone."""
        for service in self.services.values():
            service.is_wanted = False
        self.freeze()
        self.signal(signal.SIGKILL)
        for service in self.services.values():
            if service.process:
                service.process.wait(20)

    def freeze(self) -> None:
        """As when a virtual machine stands still: connections stay open and nobody answers."""
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.signal(signal.SIGCONT)


class Cluster:
    """All machines, and who is who among them now."""

    def __init__(self) -> None:
        self.run = Path(mkdtemp(prefix="bk-failover-"))
        self.run.chmod(0o755)
        self.inventory = tomllib.loads(Template((ROOT / "deploy/here.toml").read_text()).substitute(
            run=self.run, programs=programs(), postgresql=Path(postgres.binary("postgres")).parent,
            python=ROOT / ".venv/bin/python",
        ))  # fmt: skip
        bring_patroni(self.run)
        write(self.inventory, self.run)
        (self.run / "city").mkdir()  # what real machines mount together
        shutil.copy(self.run / "secrets.json", self.run / "city")
        self.ports: dict[str, int] = self.inventory["ports"]
        self.machines = {
            name: self._machine(name, one["address"]) for name, one in self.inventory["machines"].items()
        }
        self.passwords: dict[str, str] = json.loads((self.run / "passwords.json").read_text())
        self.trust = ssl.create_default_context(cafile=str(self.run / "ca.pem"))
        self.ends = threading.Event()

    def _machine(self, name: str, address: str) -> Machine:
        folder = self.run / name
        (folder / "var").mkdir()
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, postgres.SYSTEM_USER, postgres.SYSTEM_USER)
        (folder / "var").chmod(0o700)
        units = sorted(folder.glob("balaikota-*.service"))
        return Machine(
            name, address, folder, {unit.stem.removeprefix("balaikota-"): Service(unit) for unit in units}
        )

    def of(self, service: str) -> list[Machine]:
        return [machine for machine in self.machines.values() if service in machine.services]

    def start(self, *names: str) -> None:
        for name in names:
            for machine in self.of(name):
                machine.start(name)

    def tend(self) -> None:
        for machine in self.machines.values():
            for name, service in machine.services.items():
                service.tend()
                if name == "worker" and service.process:
                    stand_alone(service.process.pid)

    def wait(self, seconds: float) -> Iterator[float]:
        """Seconds since it began, for as long as there is patience; what fell meanwhile is started again."""
        began = time.monotonic()
        while (passed := time.monotonic() - began) < seconds:
            self.tend()
            yield passed
            time.sleep(0.1)

    def members(self, without: str = "") -> dict[str, dict[str, Any]]:
        """What Patroni says of each database machine, from the first that answers; one that just woke knows old things."""
        for machine in (one for one in self.of("database") if one.name != without):
            with suppress(OSError, ValueError):
                where = f"https://{machine.address}:{self.ports['patroni']}/cluster"
                with urllib.request.urlopen(where, timeout=2, context=self.trust) as answer:
                    return {member["name"]: member for member in json.load(answer)["members"]}
        return {}

    def leader(self) -> str:
        return next((name for name, one in self.members().items() if one["role"] == "leader"), "")

    def await_whole(self, seconds: float = 180, *, without: str = "") -> float:
        """Until one leads (not `without`), one follows in step and the third follows too; how long that took."""
        said: dict[str, dict[str, Any]] = {}
        for passed in self.wait(seconds):
            said = self.members(without)
            if (
                said.get(without, {}).get("role") != "leader"
                and sorted((one["role"], one["state"]) for one in said.values()) == WHOLE
            ):
                return passed
        raise AssertionError(f"not whole after {seconds:.0f} s: {said}")

    def once(self, machine: str, service: str) -> None:
        """Run a unit of the kind `oneshot` to its end."""
        one = self.machines[machine].services[service]
        one.start()
        one.is_wanted = False
        assert one.process is not None
        if one.process.wait(600):
            raise AssertionError(one.unit.with_suffix(".log").read_text()[-3000:])

    def address(self, machine: str, door: str, account: str) -> str:
        """How psycopg reaches the database by this machine's gate."""
        place = f"{self.machines[machine].address}:{self.ports[door]}"
        return (
            f"postgresql://balaikota_{account}:{self.passwords[account]}@{place}/balaikota?connect_timeout=5"
        )

    def stop(self) -> None:
        for machine in self.machines.values():
            machine.kill()


def stand_alone(pid: int) -> None:
    """A worker gives way to the pages beside it (`give_way`); on a machine of its own there is nobody to give way to."""
    with suppress(OSError):
        session = Path(f"/proc/{pid}/autogroup")
        if session.read_text().split()[-1] != "0":
            session.write_text("0")


WHOLE = [("leader", "running"), ("replica", "streaming"), ("sync_standby", "streaming")]


def programs() -> Path:
    """The folder with etcd, HAProxy and PgBouncer, from Debian's packages, unpacked where any user may enter."""
    CACHE.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [ROOT / "tools/debs.sh", *PACKAGES], env={**os.environ, "XDG_CACHE_HOME": str(CACHE)}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return Path(done.stdout.strip()) / "bin"


def bring_patroni(folder: Path) -> None:
    uv = [str(ROOT / ".venv/bin/python"), "-m", "uv"]
    subprocess.run([*uv, "venv", "-q", "--python", "/usr/bin/python3", folder / "patroni"], check=True)
    subprocess.run(
        [
            *uv,
            "pip",
            "install",
            "-q",
            "--link-mode",
            "copy",
            "--python",
            folder / "patroni/bin/python",
            PATRONI,
        ],
        check=True,
    )
