"""A service to find and cases to list, as they lie in the city."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.utils import timezone
from tests import cast

from balaikota.engine.catalogue.models import Service


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Hot pages are kept per process; every test starts with none."""
    caches["default"].clear()
    caches["near"].clear()


@pytest.fixture
def akta(db: None) -> Service:
    return Service.objects.create(
        slug="akta-kelahiran",
        name="Akta Kelahiran",
        summary="Daftarkan kelahiran anak.",
        desk=cast.the_desk(),
        life_events=["melahirkan"],
    )


def in_hours(hours: float) -> Any:
    return timezone.now() + timedelta(hours=hours)
