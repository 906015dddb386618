"""Keys of the register that are asked once a statement (kit.keys) promise what PostgreSQL's own promise."""

import threading
import uuid
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.apps import apps
from django.db import IntegrityError, close_old_connections, connection, transaction

from balaikota.enterprises.register.models import Condition, Enterprise, Owner, Source, Ware
from balaikota.foundation.regions.models import Region
from balaikota.kit import keys

OPEN = [
    field
    for model in apps.get_models()
    for field in model._meta.local_fields
    if field.is_relation and not getattr(field, "db_constraint", True)
]


def a_business(number: str, **facts: object) -> Enterprise:
    return Enterprise.objects.create(name="Dapur Contoh", number=number, source=Source.IMPORT, **facts)


@pytest.mark.parametrize("field", OPEN, ids=str)
def test_every_key_without_a_constraint_is_kept_by_triggers(field, city: None) -> None:
    table, parent = field.model._meta.db_table, field.related_model._meta.db_table
    name = keys.name_of(table, field.column)
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgname, tgrelid::regclass::text from pg_trigger where tgname like %s and tgenabled = 'O'",
            [name.replace("_", r"\_") + r"\_on\_%"],
        )
        found = dict(cursor.fetchall())
    assert found == {
        f"{name}_on_insert": table, f"{name}_on_update": table,
        f"{name}_on_delete": parent, f"{name}_on_change": parent,
    }  # fmt: skip


@pytest.mark.parametrize("model", [Owner, Ware, Condition])
def test_nothing_belongs_to_a_business_that_is_not_there(model, city: None) -> None:
    facts = {"source": Source.IMPORT} if model is Condition else {"name": "keripik"}
    kept = model(enterprise=a_business("UMK-1"), **facts)
    kept.save()
    lost = model(enterprise_id=uuid.uuid4(), **facts)
    with pytest.raises(IntegrityError, match="points to nothing"), transaction.atomic():
        model.objects.bulk_create([model(enterprise_id=kept.enterprise_id, **facts), lost])
    with pytest.raises(IntegrityError, match="points to nothing"), transaction.atomic():
        model.objects.filter(pk=kept.pk).update(enterprise_id=uuid.uuid4())
    assert list(model.objects.values_list("pk", flat=True)) == [kept.pk]


def test_a_business_lies_in_a_kelurahan_that_is_there_or_in_none(city: None) -> None:
    a_business("UMK-1")
    with pytest.raises(IntegrityError, match="points to nothing"), transaction.atomic():
        a_business("UMK-2", kelurahan_id="99.99.99.9999")
    with pytest.raises(IntegrityError, match="points to nothing"), transaction.atomic():
        a_business("UMK-3", kbli_id=9_999_999)
    assert Enterprise.objects.count() == 1


@pytest.mark.parametrize("statement", ["delete from", "update"])
def test_nobody_removes_what_is_pointed_to(statement: str, city: None) -> None:
    region = Region.objects.create(code="98", level=1, name="Contoh")
    business = a_business("UMK-1", kelurahan=region)
    owner = Owner.objects.create(enterprise=business, name="Ibu Contoh")
    away = {
        "delete from": ["delete from regions_region where code = '98'", "delete from register_enterprise"],
        "update": [
            "update regions_region set code = '97' where code = '98'",
            "update register_enterprise set id = gen_random_uuid()",
        ],
    }
    for line in away[statement]:
        with pytest.raises(IntegrityError, match="still point here"), transaction.atomic():
            connection.cursor().execute(line)
    assert Owner.objects.get().enterprise == business
    owner.delete()
    business.delete()
    region.delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["written", "removed"])
def test_who_writes_and_who_removes_at_once_wait_for_each_other(first: str, city: None) -> None:
    """Whoever comes first wins; never does an owner stay behind without a business."""
    business = a_business("UMK-1")
    said: list[str] = []

    def write() -> None:
        Owner.objects.create(enterprise_id=business.pk, name="Ibu Contoh")

    def remove() -> None:
        connection.cursor().execute("delete from register_enterprise where id = %s", [business.pk])

    turns = [write, remove] if first == "written" else [remove, write]
    begun, other = threading.Event(), None
    with transaction.atomic():
        turns[0]()
        other = threading.Thread(target=_aside, args=(turns[1], begun, said))
        other.start()
        begun.wait(20)
        _until_somebody_waits()
    other.join(20)
    assert said == ["refused"]
    assert (Enterprise.objects.count(), Owner.objects.count()) == ((1, 1) if first == "written" else (0, 0))


def _aside(turn: Callable[[], None], begun: threading.Event, said: list[str]) -> None:
    try:
        begun.set()
        with suppress(IntegrityError):
            turn()
            said.append("done")
        said.extend([] if said else ["refused"])
    finally:
        close_old_connections()
        connection.close()


def _until_somebody_waits() -> None:
    """The other one has come to the lock: PostgreSQL says so."""
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks where not granted")
            if cursor.fetchone() != (0,):
                return
        threading.Event().wait(0.05)
    raise AssertionError("nobody waits")
