#!/usr/bin/env bash
# Debian packages without root: fetched with apt into a folder of one's own, unpacked there, never installed.
# `tools/debs.sh chromium poppler-utils …` prints the folder: put its bin/ on PATH, its lib/ on LD_LIBRARY_PATH, and
# its root/ in DEBIAN_ROOT.
set -euo pipefail
home=${XDG_CACHE_HOME:-$HOME/.cache}/balaikota/debian-$(. /etc/os-release && echo "$VERSION_ID")
done_for=$home/.done-$(echo "$*" | cksum | cut -d' ' -f1)
if [ ! -e "$done_for" ]; then
    mkdir -p "$home"/{lists/partial,archives/partial,root,bin}
    apt=(apt-get -qq -o Debug::NoLocking=1 -o "Dir::State::lists=$home/lists" -o "Dir::Cache=$home"
        -o "Dir::Cache::archives=$home/archives" -o APT::Sandbox::User= -o APT::Install-Recommends=0)
    "${apt[@]}" update >&2
    "${apt[@]}" -y --download-only install "$@" >&2
    for deb in "$home"/archives/*.deb; do
        dpkg-deb -x "$deb" "$home/root"
    done
    # Links to absolute places (Java's settings in /etc) must stay inside the folder.
    find "$home/root" -type l -lname '/*' | while read -r link; do
        ln -sfn "$home/root$(readlink "$link")" "$link"
    done
    library=/usr/lib/$(uname -m)-linux-gnu
    reach="$home/root$library:$home/root/lib/${library##*/}:$home/root$library/pulseaudio"
    cat >"$home/fonts.conf" <<XML
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>$home/root/usr/share/fonts</dir><dir>/usr/share/fonts</dir><cachedir>$home/fontcache</cachedir>
  <include ignore_missing="yes">$home/root/etc/fonts/conf.d</include>
</fontconfig>
XML
    for program in usr/lib/chromium/chromium usr/lib/jvm/*/bin/java usr/bin/{pdftotext,pdftoppm,etcd} \
        usr/sbin/{haproxy,pgbouncer}; do
        for found in "$home/root/"$program; do
            [ -x "$found" ] || continue
            printf '#!/bin/sh\nLD_LIBRARY_PATH=%s FONTCONFIG_FILE=%s exec %s "$@"\n' "$reach" "$home/fonts.conf" "$found" \
                >"$home/bin/${found##*/}"
            chmod +x "$home/bin/${found##*/}"
        done
    done
    # What runs outside the folder may borrow only what is put here (Playwright's node: libatomic).
    mkdir -p "$home/lib" && cp -L "$home/root$library"/libatomic.so.1 "$home/lib/" 2>/dev/null || true
    rm -rf "$home"/archives "$home"/lists
    touch "$done_for"
fi
echo "$home"
