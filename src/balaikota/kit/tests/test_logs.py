"""No NIK gets into the log, not even inside an exception."""

import io
import json
import logging
import logging.config
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from balaikota.kit.logs import Lines, without_numbers


@pytest.mark.parametrize(
    "typed", ["1271011201909991", "1271 0112 0190 9991", "1271.0112.0190.9991", "1271-0112-0190-9991"]
)
def test_a_number_is_gone_however_it_is_spaced(typed: str) -> None:
    assert without_numbers({"a": [f"NIK {typed}!"]}) == {"a": ["NIK ••••!"]}


def test_other_numbers_stay() -> None:
    assert without_numbers("AKT-2026-00001, 12345678901234567") == "AKT-2026-00001, 12345678901234567"


def test_an_exception_that_quotes_a_nik_is_logged_without_it() -> None:
    handler = logging.StreamHandler(io.StringIO())
    config = settings.LOGGING["formatters"]["json"]
    logging.config.dictConfig(
        {"version": 1, "disable_existing_loggers": False, "formatters": {"json": dict(config)}, "handlers": {},
         "incremental": False}
    )  # fmt: skip
    options = {name: value for name, value in config.items() if name != "()"}
    handler.setFormatter(config["()"](**options))
    logger = logging.getLogger("uji.log")
    logger.addHandler(handler)
    try:
        int("1271011201909991x")
    except ValueError:
        logger.exception("gagal membaca 1271011201909991")
    line = handler.stream.getvalue()
    assert "1271011201909991" not in line
    assert "••••" in json.loads(line)["event"]
    assert "ValueError" in line


def test_a_log_on_a_full_disk_undoes_nothing_of_what_it_tells() -> None:
    with Path("/dev/full").open("w") as full:
        Lines(full).warning("satu baris")
        with suppress(OSError):
            full.close()
