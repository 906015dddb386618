#!/usr/bin/env bash
# One machine becomes what its folder says: packages, user, configuration, units. Run by install.sh on the machine itself,
# as root, in the folder that `python -m deploy.write` wrote for it. Safe to repeat; starts nothing.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source-path=SCRIPTDIR source=templates/machine.env
. ./machine.env
has() { [[ " $roles " == *" $1 "* ]]; }
export DEBIAN_FRONTEND=noninteractive

packages=(python3-venv)
if has etcd; then packages+=(etcd-server); fi
if has gate; then packages+=(haproxy pgbouncer); fi
if has front; then packages+=(haproxy); fi
if has database; then packages+=(postgresql-common); fi
apt-get -qq update
apt-get -qq -y install --no-install-recommends "${packages[@]}"
if has database && [ ! -x "$postgresql/postgres" ]; then
    # Debian 12 has PostgreSQL 15; its own package knows how to add the project's archive.
    /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y
    sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    apt-get -qq -y install --no-install-recommends postgresql-18
fi
# Debian's own services of these names would stand at the same doors.
for service in etcd haproxy pgbouncer; do
    systemctl disable --now "$service" 2>/dev/null || true
done

for name in "$user" "$city_user"; do
    id "$name" >/dev/null 2>&1 || useradd --system --home-dir /nonexistent --shell /usr/sbin/nologin "$name"
done
install -d -m 750 -o root -g "$user" "$etc"
install -d -m 711 -o root -g root "$var"
for own in etcd postgresql; do
    if has "${own/postgresql/database}"; then install -d -m 700 -o "$user" -g "$user" "$var/$own"; fi
done
if has database; then chown "$user:$user" "$var"; fi # Patroni renames its data folder and keeps pgpass beside it
for file in *; do
    case $file in
        *.whl | *.lock | machine.* | secrets.json) ;;
        *.service) install -m 644 "$file" /etc/systemd/system/ ;;
        *.sh) install -m 750 -o root -g "$user" "$file" "$etc/" ;;
        *) install -m 640 -o root -g "$user" "$file" "$etc/" ;;
    esac
done
for file in machine.pem machine.key; do
    install -m 640 -o root -g "$user" "$file" "$etc/"
done

[ -x /opt/balaikota/bin/python ] || python3 -m venv /opt/balaikota
if has database; then /opt/balaikota/bin/pip install -q 'patroni[etcd3,psycopg3]==4.1.5'; fi
if has web || has worker; then
    /opt/balaikota/bin/pip install -q -c requirements.lock ./balaikota-*.whl
    install -d -m 700 -o "$city_user" -g "$city_user" "$city"
    install -m 600 -o "$city_user" -g "$city_user" secrets.json "$city/"
    mountpoint -q "$shared" || echo "$(hostname): $shared is not mounted; papers and uploads must be the same on every machine" >&2
    for own in files signing erasures; do
        install -d -m 700 -o "$city_user" -g "$city_user" "$shared/$own"
        ln -sfn "$shared/$own" "$city/$own"
    done
fi
systemctl daemon-reload
