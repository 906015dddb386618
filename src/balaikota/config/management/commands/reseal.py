"""`balaikota reseal`: seals anew whatever lies under an older data key, after a new one was added to the secrets.

Add a key to `data_keys`, make its name the `data_key_id`, restart, then run this. It may be run again and stopped at any
time: each row is done by itself. When it finds nothing more, and the queue of letters is empty, the old key may go.
"""

from base64 import b64decode
from collections.abc import Iterator
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand
from django.db import transaction

from balaikota.kit.fields import SealedTextField
from balaikota.kit.secrets import key_of


class Command(BaseCommand):
    help = "Seal every value anew that lies under another data key than the current one."

    def handle(self, *args: Any, **options: Any) -> None:
        done = sum(_sealed_again(model, names) for model, names in _sealed()) + _factors_again()
        self.stdout.write(f"{done} baris disegel ulang dengan kunci {settings.DATA_KEY_ID}.")


def _sealed() -> Iterator[tuple[Any, list[str]]]:
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields if isinstance(field, SealedTextField)]
        if names:
            yield model, names


def _sealed_again(model: Any, names: list[str]) -> int:
    keys = model._base_manager.values_list("pk", flat=True).order_by("pk")
    return sum(_row_again(model, key, names) for key in keys.iterator(chunk_size=1_000))


@transaction.atomic
def _row_again(model: Any, key: Any, names: list[str]) -> bool:
    """Under a lock, so that nothing somebody writes meanwhile is written over."""
    row = (
        model._base_manager.select_for_update(no_key=True, of=("self",))
        .only("pk", *names)
        .filter(pk=key)
        .first()
    )
    raw = {name: row.__dict__.get(name) for name in names} if row is not None else {}
    old = [name for name, value in raw.items() if value and key_of(bytes(value)) != settings.DATA_KEY_ID]
    if old:
        row.save(update_fields=old)
    return bool(old)


@transaction.atomic
def _factors_again() -> int:
    """The secrets of authenticator apps and spare codes, which allauth keeps as text (`people.api.SecondFactors`)."""
    adapter, done = get_adapter(), 0
    for row in Authenticator.objects.select_for_update():
        kept = {name: row.data[name] for name in ("secret", "seed") if name in row.data}
        old = [name for name, text in kept.items() if key_of(b64decode(text)) != settings.DATA_KEY_ID]
        row.data |= {name: adapter.encrypt(adapter.decrypt(kept[name])) for name in old}
        if old:
            row.save(update_fields=["data"])
            done += 1
    return done
