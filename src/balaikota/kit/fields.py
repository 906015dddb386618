"""Model fields whose values lie sealed in the database, bound to their row. See `kit.secrets`."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from balaikota.kit.secrets import seal, unseal


class _Opening:
    """Opens the sealed value the first time it is asked for."""

    def __init__(self, field: "SealedTextField") -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        value = row.__dict__[name]
        if isinstance(value, bytes | memoryview):
            value = self.field.opened(bytes(value), row)
            row.__dict__[name] = value
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedTextField(models.BinaryField):  # type: ignore[type-arg]  # Django's fields take none at run time
    """Text that is readable only through its own row. Needs a primary key before saving (use UUIDs)."""

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opening(self))

    def place(self, row: models.Model) -> str:
        return f"{row._meta.db_table}.{self.column}:{row.pk}"

    def opened(self, sealed: bytes, row: models.Model) -> Any:
        return unseal(sealed, bound_to=self.place(row)).decode()

    def plain(self, value: Any) -> bytes:
        return str(value).encode()

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if value is None:
            return None
        return seal(self.plain(value), bound_to=self.place(model_instance))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, bytes | memoryview):
            raise TypeError(
                f"{self.name} is sealed to its row: save the row, do not filter or update by value"
            )
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.name} is sealed and is not serialised")


class SealedJSONField(SealedTextField):
    """A JSON value that is readable only through its own row."""

    def opened(self, sealed: bytes, row: models.Model) -> Any:
        return json.loads(unseal(sealed, bound_to=self.place(row)))

    def plain(self, value: Any) -> bytes:
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).encode()
