"""Refuses a half-configured server. Runs before every preparation; `doctor` repeats it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

HERE = {"127.0.0.1", "localhost", "::1"}


@register
def configuration(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Faults of the settings that no single room can see."""
    host = urlsplit(settings.ADDRESS).hostname or ""
    return [*_address(host), *(() if host in HERE else _public(host)), *_keys()]


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
    if not settings.EMAIL_URL:
        hint = "Setel BALAIKOTA_EMAIL_URL=smtp://pengguna:sandi@server:587?tls=1"
        yield Warning("Surel belum dikirim; hanya ditulis ke map mail.", hint=hint, id="config.W001")


def _keys() -> Iterator[CheckMessage]:
    if len(settings.SECRET_KEY) < 40:
        yield _wrong(
            "E005", "SECRET_KEY terlalu pendek.", "Hapus BALAIKOTA_SECRET_KEY, atau isi 50 huruf acak."
        )
    if settings.DATA_KEY_ID not in settings.DATA_KEYS:
        yield _wrong("E006", "Kunci data yang berlaku tidak ada.", "Pulihkan secrets.json dari cadangan.")


def _wrong(number: str, sentence: str, mend: str) -> Error:
    return Error(sentence, hint=mend, id=f"config.{number}")
