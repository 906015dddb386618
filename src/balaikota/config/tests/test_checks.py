"""A half-configured server is refused before it opens, with the mend."""

from pathlib import Path
from typing import Any

import pytest

from balaikota.config import checks, doctor


def told(settings: Any) -> set[str]:
    return {message.id for message in checks.configuration(None)}


@pytest.fixture
def public(settings: Any) -> Any:
    """A city at a public address that has everything it needs."""
    settings.ADDRESS, settings.SECURE, settings.DEMO = "https://layanan.kota.example", True, False
    settings.ALLOWED_HOSTS = ["layanan.kota.example"]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.CLAMAV = 1, "unix:/run/clamav/clamd.ctl"
    settings.EMAIL_URL, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "smtp://surel.example", True, False
    return settings


def test_a_whole_city_is_told_nothing(public: Any) -> None:
    assert told(public) == set()


def test_a_public_city_is_told_what_it_lacks(public: Any) -> None:
    public.DEMO, public.SECURE, public.CLAMAV, public.EMAIL_URL = True, False, "", ""
    public.ALLAUTH_TRUSTED_PROXY_COUNT, public.ALLOWED_HOSTS = 0, ["localhost"]
    assert told(public) == {
        *("config.E002", "config.E003", "config.E004"),
        *("config.W001", "config.W003", "config.W004"),
    }


def test_whoever_asks_for_traces_without_the_package_is_told(
    public: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://jejak.kota.example:4318")
    assert told(public) == set()
    monkeypatch.setattr(checks, "find_spec", lambda name: None)
    assert told(public) == {"config.W005"}


def test_nothing_leaves_a_public_city_in_the_open(public: Any) -> None:
    public.EMAIL_USE_TLS, public.CLAMAV = False, "10.0.0.9:3310"
    public.DATABASES = {"default": {"HOST": "basis.kota.example", "OPTIONS": {"sslmode": "require"}}}
    assert told(public) == {"config.E009", "config.E010", "config.E011"}
    public.DATABASES = {"default": {"HOST": "basis.kota.example", "OPTIONS": {"sslmode": "verify-full"}}}
    public.EMAIL_USE_SSL, public.CLAMAV = True, "127.0.0.1:3310"
    assert told(public) == set()


def test_a_city_on_a_laptop_is_asked_for_none_of_it(settings: Any) -> None:
    settings.ADDRESS, settings.SECURE, settings.DEMO = "http://127.0.0.1:8000", False, True
    assert told(settings) == set()


def test_doctor_says_whether_the_log_leaves_the_machine(
    public: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = tmp_path / "journal-upload.conf"
    monkeypatch.setattr(doctor, "JOURNAL_UPLOAD", setup)
    assert [line.state for line in doctor._log_elsewhere(tmp_path)] == [doctor.NOTE]
    setup.write_text("[Upload]\n# URL=\n")
    assert [line.state for line in doctor._log_elsewhere(tmp_path)] == [doctor.NOTE]
    setup.write_text("[Upload]\nURL=https://catatan.kota.example:19532\n")
    assert [line.state for line in doctor._log_elsewhere(tmp_path)] == [doctor.OK]
