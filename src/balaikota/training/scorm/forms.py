"""What the player's page posts: all values of a package, as JSON."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit.errors import Refusal


@dataclass(frozen=True)
class Saying:
    values: dict[str, Any]
    sequence: int
    is_last: bool


def saying(body: bytes) -> Saying:
    try:
        said = json.loads(body)
        values, sequence, is_last = said["values"], said["sequence"], said["is_last"]
    except (ValueError, KeyError, TypeError, RecursionError):
        values, sequence, is_last = None, None, None
    whole = (
        isinstance(values, dict) and type(sequence) is int and 0 < sequence < 2**31 and type(is_last) is bool
    )
    if not whole:
        raise Refusal(_("Kiriman paket tidak dapat dibaca. Muat ulang halaman ini."), status=422)
    return Saying(values, sequence, is_last)
