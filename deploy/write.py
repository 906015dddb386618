"""`python -m deploy.write INVENTORY FOLDER`: for each machine of the inventory a folder with all it needs to run.

Passwords, the city's keys and the authority of the machines' certificates are made once and stay in FOLDER: keep it as
you keep a backup. Templates are `string.Template`; a line that begins with `@word` is repeated for each machine with
that role (or each thing of that name), none included.
"""

import json
import re
import secrets
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

from balaikota.config import home
from deploy import certificates

TEMPLATES = Path(__file__).parent / "templates"
#: What a machine needs for each of its roles.
ROLES = {
    "etcd": ("etcd.yml", "balaikota-etcd.service"),
    "database": ("patroni.yml", "roles.sh", "roles.sql", "balaikota-database.service"),
    "gate": (
        "gate.cfg",
        "pooler.ini",
        "pooler-users.txt",
        "balaikota-gate.service",
        "balaikota-pooler.service",
    ),
    "front": ("front.cfg", "balaikota-front.service"),
    "web": ("city.env", "web.env", "balaikota-web.service"),
    "worker": (
        "city.env",
        "worker.env",
        "owner.env",
        "balaikota-worker.service",
        "balaikota-prepare.service",
    ),
}
EVERYWHERE = ("machine.env",)
ACCOUNTS = ("postgres", "replication", "rewind", "owner", "app")
SEALED = {True: ("hostssl", "?sslmode=verify-ca&sslrootcert="), False: ("host", "")}
REPEATED = re.compile(r"^([ ]*)@(\w+) (.*)$")

Words = dict[str, str]


def write(inventory: dict[str, Any], folder: Path) -> None:
    """Write the folder of each machine. What was made before (passwords, keys, certificates) stays as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.secrets(folder)
    passwords = _passwords(folder / "passwords.json")
    for name, machine in inventory["machines"].items():
        place = folder / name
        place.mkdir(exist_ok=True)
        certificates.issue(folder, place, name, machine["address"])
        words = _words(inventory, passwords, name)
        for file in dict.fromkeys(
            [*EVERYWHERE, *(file for role in machine["roles"] for file in ROLES[role])]
        ):
            target = place / file
            target.write_text(filled((TEMPLATES / file).read_text(), words, _repeated(inventory)))
            target.chmod(0o750 if file.endswith(".sh") else 0o640)


def filled(template: str, words: Words, repeated: dict[str, list[Words]]) -> str:
    """The template with its words; a repeated line once for each, or not at all."""
    return "".join(Template(line).substitute(more) for line, more in _lines(template, words, repeated))


def _lines(template: str, words: Words, repeated: dict[str, list[Words]]) -> Iterator[tuple[str, Words]]:
    for line in template.splitlines(keepends=True):
        if found := REPEATED.match(line):
            indent, each, rest = found.groups()
            yield from ((f"{indent}{rest}\n", words | more) for more in repeated[each])
        else:
            yield line, words


def _words(inventory: dict[str, Any], passwords: Words, name: str) -> Words:
    """All that a template may say about one machine. Paths may name it in their turn."""
    machine = {"node": name, "address": inventory["machines"][name]["address"]}
    said = {**inventory["paths"], "front": inventory["city"]["front"]}
    words = machine | {key: Template(value).substitute(machine) for key, value in said.items()}
    for prefix, table in (
        ("bin_", inventory["programs"]), ("port_", inventory["ports"]), ("user_", inventory["users"]),
        ("password_", passwords),
    ):  # fmt: skip
        words |= {prefix + key: Template(str(value)).substitute(machine) for key, value in table.items()}
    city, database, port = inventory["city"], inventory["database"], inventory["ports"]
    host, sslmode = SEALED[database["sealed"]]
    etcd = {name: one["address"] for name, one in inventory["machines"].items() if "etcd" in one["roles"]}
    return words | {
        "roles": " ".join(inventory["machines"][name]["roles"]),
        "city_address": city["address"],
        "processes": str(city["processes"]),
        "shared_buffers": database["shared_buffers"],
        "watchdog": database["watchdog"],
        "host": host,
        "sslmode": sslmode and f"{sslmode}{words['etc']}/ca.pem",
        "etcd_hosts": ",".join(f"{address}:{port['etcd']}" for address in etcd.values()),
        "etcd_peers": ",".join(
            f"{name}=https://{address}:{port['etcd_peer']}" for name, address in etcd.items()
        ),
    }


def _repeated(inventory: dict[str, Any]) -> dict[str, list[Words]]:
    machines, city = inventory["machines"], inventory["city"]
    of_role = {
        role: [
            {"peer": name, "peer_address": one["address"]}
            for name, one in machines.items()
            if role in one["roles"]
        ]
        for role in ROLES
    }
    return of_role | {
        "sealed": [{}] if inventory["database"]["sealed"] else [],
        "public": [{}] if city["address"].startswith("https://") else [],
        "environment": [{"key": key, "value": value} for key, value in city["environment"].items()],
    }


def _passwords(place: Path) -> Words:
    """Of the database's accounts; an account that is new to this folder gets one."""
    known: Words = json.loads(place.read_text()) if place.exists() else {}
    made = {account: known.get(account) or secrets.token_hex(24) for account in ACCOUNTS}
    place.touch(mode=0o600)
    place.write_text(json.dumps(made, indent=1))
    return made


def main() -> None:
    """Read the inventory and write the folder that the command line names."""
    if len(sys.argv) != 3:
        sys.exit("python -m deploy.write INVENTORY FOLDER")
    inventory, folder = Path(sys.argv[1]), Path(sys.argv[2])
    write(tomllib.loads(inventory.read_text()), folder)
    print(f"{folder}: one folder for each machine; passwords and keys are in it, keep it safe.")


if __name__ == "__main__":
    main()
