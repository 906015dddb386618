"""The inventory of `deploy/` becomes configuration that fits together: nobody is asked at a door that is not there."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from deploy.write import EVERYWHERE, ROLES, TEMPLATES, write

from balaikota.config import walls

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("machines")
    write(tomllib.loads((ROOT / "deploy/inventory.toml").read_text()), folder)
    return folder


def test_each_machine_gets_what_its_roles_need_and_nothing_stays_unsaid(machines: Path) -> None:
    used = {*EVERYWHERE, *(file for files in ROLES.values() for file in files)}
    assert {path.name for path in TEMPLATES.iterdir()} == used
    written = [path for path in machines.glob("*/*") if path.suffix not in (".pem", ".key")]
    assert len(written) > 30
    for path in written:
        text = path.read_text()
        assert not re.search(r"(?m)^\s*@|\$\{?[a-z]", text.replace('"$1"', "")), path


def test_the_gate_knows_every_database_machine_and_asks_patroni_who_may_write(machines: Path) -> None:
    gate = (machines / "app1/gate.cfg").read_text()
    for number in (1, 2, 3):
        assert gate.count(f"server db{number} 10.0.0.1{number}:5432") == 2
    write_door, read_door = gate.split("listen read")
    assert "OPTIONS /primary" in write_door
    assert write_door.count("on-marked-down shutdown-sessions") == 3
    assert "OPTIONS /replica" in read_door
    assert "shutdown-sessions" not in read_door


def test_pages_go_through_the_pooler_and_whoever_listens_past_it(machines: Path) -> None:
    pooler = (machines / "app1/pooler.ini").read_text()
    assert "host=127.0.0.1 port=5000" in pooler
    assert "pool_mode = transaction" in pooler
    assert "@127.0.0.1:6432/balaikota?pooler=transaction" in (machines / "app1/web.env").read_text()
    assert "@127.0.0.1:5000/balaikota?sslmode=verify-ca" in (machines / "app1/worker.env").read_text()


def test_public_pages_read_the_copies_and_nothing_else_does(machines: Path) -> None:
    copies = "DATABASE_REPLICA_URL=postgresql://balaikota_app:"
    assert copies in (web := (machines / "app1/web.env").read_text())
    assert "@127.0.0.1:5001/balaikota?sslmode=verify-ca" in web
    assert "DATABASE_REPLICA_URL" not in (machines / "app1/worker.env").read_text()


def test_the_visitor_behind_the_second_wall_is_made_with_the_other_roles(machines: Path) -> None:
    said = (machines / "db1/roles.sql").read_text()
    for line in walls.mend().rstrip(";").split("; "):
        assert line in said


def test_an_acknowledged_write_lies_on_two_disks(machines: Path) -> None:
    told = yaml.safe_load((machines / "db2/patroni.yml").read_text())
    dcs = told["bootstrap"]["dcs"]
    assert dcs["synchronous_mode"] is dcs["synchronous_mode_strict"] is True
    assert dcs["loop_wait"] + 2 * dcs["retry_timeout"] <= dcs["ttl"] < 60
    accounts = told["postgresql"]["authentication"]
    assert {one["username"] for one in accounts.values()} == {"postgres", "replication", "rewind"}
    assert all(one["sslmode"] == "verify-ca" for one in accounts.values())
    assert all(line.startswith("hostssl ") for line in told["postgresql"]["pg_hba"])
    assert yaml.safe_load((machines / "db2/etcd.yml").read_text())["initial-cluster"].count("https://") == 3


def test_passwords_and_keys_are_made_once(machines: Path) -> None:
    made = [
        machines / "passwords.json",
        machines / "secrets.json",
        machines / "ca.pem",
        machines / "db1/machine.pem",
    ]
    before = [path.read_bytes() for path in made]
    write(tomllib.loads((ROOT / "deploy/inventory.toml").read_text()), machines)
    assert [path.read_bytes() for path in made] == before


def test_haproxy_takes_what_is_written(machines: Path) -> None:
    haproxy = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")
    if haproxy is None:
        pytest.skip("HAProxy is not installed")
    config = machines / "app1/gate.cfg"
    text = config.read_text().replace("/etc/balaikota", str(machines / "app1"))
    config.with_name("here.cfg").write_text(text)
    subprocess.run([haproxy, "-c", "-q", "-f", config.with_name("here.cfg")], check=True)
