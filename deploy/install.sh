#!/usr/bin/env bash
# A city hall on the machines of an inventory, over ssh, as root:
#   make wheel && deploy/install.sh my-city.toml /root/my-city
# Writes /root/my-city anew from the inventory, brings each machine its folder, starts the city from the bottom up. Safe to
# repeat: a later run brings a new release; databases are left running, pages and jobs begin anew, one machine after the other.
set -euo pipefail
inventory=$(realpath "$1") folder=$(realpath -m "$2")
cd "$(dirname "$0")/.."
wheels=(dist/balaikota-*.whl)
[ -f "${wheels[-1]}" ] || { echo "No wheel in dist/: make wheel" >&2; exit 1; }

PYTHONPATH=src python3 -m deploy.write "$inventory" "$folder"

machines() { # role …: "name address" of each machine that has one of them; without a role all
    python3 - "$inventory" "$@" <<'PYTHON'
import sys, tomllib
with open(sys.argv[1], "rb") as file:
    for name, machine in tomllib.load(file)["machines"].items():
        if not sys.argv[2:] or set(sys.argv[2:]) & set(machine["roles"]):
            print(name, machine["address"])
PYTHON
}

on_each() { # role, command: on each machine of this role, one after the other
    local name address
    while read -r name address; do
        echo "$name: $2"
        ssh -n "root@$address" "$2"
    done < <(machines "$1")
}

while read -r name address; do
    echo "$name ($address)"
    ssh -n "root@$address" "rm -rf /root/balaikota.new"
    scp -q -r "$folder/$name" "root@$address:/root/balaikota.new"
    scp -q deploy/machine.sh "root@$address:/root/balaikota.new/"
done < <(machines)
while read -r name address; do
    scp -q "${wheels[-1]}" requirements.lock "$folder/secrets.json" "root@$address:/root/balaikota.new/"
done < <(machines web worker)
while read -r name address; do
    echo "$name: packages and configuration"
    ssh -n "root@$address" "bash /root/balaikota.new/machine.sh && rm -r /root/balaikota.new"
done < <(machines)

on_each etcd "systemctl enable --now --no-block balaikota-etcd" # the first waits for the second
on_each database "systemctl enable --now balaikota-database"
on_each gate "systemctl enable balaikota-gate balaikota-pooler && systemctl restart balaikota-gate balaikota-pooler"
read -r name address < <(machines worker)
echo "$name: tables, rights, regions, services"
ssh -n "root@$address" "systemctl start balaikota-prepare"
on_each worker "systemctl enable balaikota-worker && systemctl restart balaikota-worker"
on_each web "systemctl enable balaikota-web && systemctl restart balaikota-web"
on_each front "systemctl enable balaikota-front && systemctl restart balaikota-front"
