"""Overwriting what a row declares as personal (`personal = (…)`), so that every room erases in the same way."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from balaikota.kit.fields import SealedJSONField, SealedTextField


def blanked(row: models.Model) -> list[str]:
    """Empty every field the row's model declares as personal; answers their names, for `save(update_fields=…)`."""
    names = list(row.personal)  # type: ignore[attr-defined]
    for name in names:
        setattr(row, name, _nothing(row._meta.get_field(name)))
    return names


def _nothing(field: Any) -> Any:
    """The emptiest value the column takes. A field without one is a mistake of its model."""
    if field.null:
        return None
    if isinstance(field, SealedJSONField | models.JSONField):
        return field.get_default() if field.has_default() else {}
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, SealedTextField | models.CharField | models.TextField):
        return ""
    raise TypeError(f"{field} is declared personal and cannot be emptied")


def pointing_at(model: type[models.Model]) -> list[tuple[Any, str]]:
    """Every model with a key to this one, and that key's name; also those without a way back (`+`)."""
    relations = model._meta.get_fields(include_hidden=True)
    return [
        (relation.related_model, relation.field.name)
        for relation in relations
        if isinstance(relation, models.ForeignObjectRel)
    ]
