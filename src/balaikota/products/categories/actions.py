"""Loading categories."""

import tomllib
from typing import Any

from django.db import transaction

from balaikota.products.categories import methods
from balaikota.products.categories.models import Category


@transaction.atomic
def load() -> int:
    """Bring in `data/categories.toml`; what stands keeps its row and gets what the file says now. Says how many stand."""
    file = methods.DATA / "categories.toml"
    place = 0
    for row in tomllib.loads(file.read_text(encoding="utf-8"))["categories"]:
        children = row.pop("children")
        place += 1
        parent = _laid(row, None, place)
        for child in children:
            place += 1
            _laid(child, parent, place)
    return place


def _laid(row: dict[str, Any], parent: Category | None, place: int) -> Category:
    said = {"parent": parent, "place": place, "permit_track": row.pop("track", "")}
    category, _made = Category.objects.update_or_create(code=row.pop("code"), defaults=row | said)
    return category
