"""Refuses a half-configured server. Runs before every preparation; `doctor` repeats it."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

HERE = {"127.0.0.1", "localhost", "::1"}


@register
def configuration(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Faults of the settings that no single room can see."""
    address = urlsplit(settings.ADDRESS)
    host, found = address.hostname or "", list[CheckMessage]()
    is_public = host not in HERE
    if not host:
        found.append(
            _wrong("E001", "BALAIKOTA_ADDRESS bukan alamat.", "Contoh: https://layanan.kota.example")
        )
    if settings.DEMO and is_public:
        found.append(
            _wrong(
                "E002",
                f"Kota contoh memberi tautan masuk kepada siapa saja, padahal alamatnya {settings.ADDRESS}.",
                "Setel BALAIKOTA_DEMO=0, atau jalankan hanya di 127.0.0.1.",
            )
        )
    if is_public and not settings.SECURE:
        found.append(
            _wrong(
                "E003", "Alamat umum tanpa HTTPS.", "Setel BALAIKOTA_ADDRESS=https://… di balik proksi TLS."
            )
        )
    if (
        is_public
        and host not in settings.ALLOWED_HOSTS
        and f".{host.partition('.')[2]}" not in settings.ALLOWED_HOSTS
    ):
        found.append(
            _wrong("E004", f"{host} tidak ada di BALAIKOTA_HOSTS.", f"Setel BALAIKOTA_HOSTS={host},localhost")
        )
    if is_public and not settings.EMAIL_URL:
        found.append(
            Warning(
                "Surel belum dikirim; hanya ditulis ke map mail.",
                hint="Setel BALAIKOTA_EMAIL_URL=smtp://pengguna:sandi@server:587",
                id="config.W001",
            )
        )
    if len(settings.SECRET_KEY) < 40:
        found.append(
            _wrong(
                "E005", "SECRET_KEY terlalu pendek.", "Hapus BALAIKOTA_SECRET_KEY, atau isi 50 huruf acak."
            )
        )
    if settings.DATA_KEY_ID not in settings.DATA_KEYS:
        found.append(
            _wrong("E006", "Kunci data yang berlaku tidak ada.", "Pulihkan secrets.json dari cadangan.")
        )
    return found


def _wrong(number: str, sentence: str, mend: str) -> Error:
    return Error(sentence, hint=mend, id=f"config.{number}")
