"""Refuses a half-configured server. Runs before every preparation; `doctor` repeats it."""

import os
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from balaikota.kit import colours

HERE = {"127.0.0.1", "localhost", "::1"}


@register
def configuration(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Faults of the settings that no single room can see."""
    host = urlsplit(settings.ADDRESS).hostname or ""
    return [*_address(host), *(() if host in HERE else _public(host)), *_keys(), *_city(), *_watched()]


def _address(host: str) -> Iterator[CheckMessage]:
    if not host:
        yield _wrong("E001", "BALAIKOTA_ADDRESS bukan alamat.", "Contoh: https://layanan.kota.example")


def _public(host: str) -> Iterator[CheckMessage]:
    """What an address others can reach must have."""
    if settings.DEMO:
        yield _wrong(
            "E002",
            f"Kota contoh memberi tautan masuk kepada siapa saja, padahal alamatnya {settings.ADDRESS}.",
            "Setel BALAIKOTA_DEMO=0, atau jalankan hanya di 127.0.0.1.",
        )
    if not settings.SECURE:
        yield _wrong(
            "E003", "Alamat umum tanpa HTTPS.", "Setel BALAIKOTA_ADDRESS=https://… di balik proksi TLS."
        )
    if not {host, f".{host.partition('.')[2]}"} & set(settings.ALLOWED_HOSTS):
        yield _wrong(
            "E004", f"{host} tidak ada di BALAIKOTA_HOSTS.", f"Setel BALAIKOTA_HOSTS={host},localhost"
        )
    yield from _sealed_lines()
    if not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        hint = "Setel BALAIKOTA_PROXIES=1 bila satu proksi TLS berdiri di depan."
        yield Warning("Semua pengunjung terlihat beralamat sama.", hint=hint, id="config.W003")
    if not settings.CLAMAV:
        hint = "Pasang clamav-daemon, lalu setel BALAIKOTA_CLAMAV=unix:/run/clamav/clamd.ctl"
        yield Warning("Unggahan tidak dipindai virus.", hint=hint, id="config.W004")
    if urlsplit(settings.PACKAGES_ADDRESS).hostname == host:
        hint = "Setel BALAIKOTA_PACKAGES_ADDRESS ke nama lain, misalnya https://paket.kota.example"
        yield _wrong("E012", "Paket belajar dimainkan di alamat kota sendiri, jadi dapat membacanya.", hint)
    if not settings.EMAIL_URL:
        hint = "Setel BALAIKOTA_EMAIL_URL=smtp://pengguna:sandi@server:587?tls=1"
        yield Warning("Surel belum dikirim; hanya ditulis ke map mail.", hint=hint, id="config.W001")


def _sealed_lines() -> Iterator[CheckMessage]:
    """Letters with codes, and rows, leave the machine only over TLS whose certificate is looked at."""
    if settings.EMAIL_URL and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        yield _wrong(
            "E009", "Surel dikirim tanpa TLS.", "Tambahkan ?tls=1 atau ?ssl=1 pada BALAIKOTA_EMAIL_URL."
        )
    database = settings.DATABASES["default"]
    place, sealed = str(database["HOST"]), database["OPTIONS"].get("sslmode") in ("verify-full", "verify-ca")
    if not (not place or place.startswith("/") or place in HERE or sealed):
        yield _wrong("E010", f"Basis data di {place} dihubungi tanpa TLS yang diperiksa.",
                     "Tambahkan ?sslmode=verify-full&sslrootcert=… pada DATABASE_URL.")  # fmt: skip
    scanner = settings.CLAMAV
    if scanner and not scanner.startswith("unix:") and scanner.rpartition(":")[0] not in HERE:
        yield _wrong("E011", f"Unggahan dikirim terbuka ke pemindai di {scanner}.",
                     "Jalankan clamd di mesin ini, lewat soket unix.")  # fmt: skip


def _keys() -> Iterator[CheckMessage]:
    if len(settings.SECRET_KEY) < 40:
        yield _wrong(
            "E005", "SECRET_KEY terlalu pendek.", "Hapus BALAIKOTA_SECRET_KEY, atau isi 50 huruf acak."
        )
    if settings.DATA_KEY_ID not in settings.DATA_KEYS:
        yield _wrong("E006", "Kunci data yang berlaku tidak ada.", "Pulihkan secrets.json dari cadangan.")


def _city() -> Iterator[CheckMessage]:
    """What the city brings of its own."""
    if settings.CITY_FOLDER and not settings.CITY_FOLDER.is_dir():
        yield _wrong("E007", f"Map kota {settings.CITY_FOLDER} tidak ada.", "Perbaiki BALAIKOTA_CITY_FOLDER.")
        return
    try:
        faults = colours.weak()
    except (colours.UnusableColours, tomllib.TOMLDecodeError) as fault:
        hint = 'Tulis seperti: band = "#123a6b" di bawah [light] atau [dark]; nama warna ada di docs/another-city.md.'
        yield _wrong("E008", f"Warna kota tidak dapat dipakai: {fault}", hint)
        return
    for theme, one, other, found, least in faults:
        told = f"{one} di atas {other} ({theme}) hanya {found}:1, sedikitnya {least}:1."
        yield Warning(f"Warna kota sukar dibaca: {told}", hint="Gelapkan atau terangkan.", id="config.W002")


def _watched() -> Iterator[CheckMessage]:
    """What was asked for and cannot be done; the city goes on without it."""
    for name, package in {"OTEL_EXPORTER_OTLP_ENDPOINT": "opentelemetry", "SENTRY_DSN": "sentry_sdk"}.items():
        if os.environ.get(name) and not find_spec(package):
            hint = "Pasang balaikota[watch] (docs/operating.md)."
            yield Warning(f"{name} disetel, tetapi paketnya tidak terpasang.", hint=hint, id="config.W005")


def _wrong(number: str, sentence: str, mend: str) -> Error:
    return Error(sentence, hint=mend, id=f"config.{number}")
