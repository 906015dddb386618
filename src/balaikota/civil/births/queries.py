"""What the form of a birth may know beforehand."""

from typing import Any

from django.conf import settings

from balaikota.civil.births import methods
from balaikota.civil.households import queries as households
from balaikota.foundation.people.models import Person

Facts = dict[str, Any]


def birth_facts(person: Person) -> Facts:
    """What CEL reads as `fakta`: the family, the city, and what it may levy for a late report."""
    return households.family_facts(person) | {
        "anak": {"kewarganegaraan": "wni"},
        "wilayah": {"kode": settings.CITY},
        "denda": _fine(),
    }


def _fine() -> Facts:
    fine = methods.late_birth_fine(settings.CITY)
    if fine is None:
        return {"ada": False}
    return {
        "ada": True,
        "sesudah_hari": fine["birth_after_days"],
        "paling_banyak": fine["birth_at_most"],
        "dasar": fine["basis"],
        "keyakinan": fine["confidence"],
    }
