"""Secrets a partner or a resident copies, what a request says, and an OpenAPI document as rows of a page. Pure."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from balaikota.kit.errors import Refusal

TOKEN_MARK, CONSENT_MARK = "mitra_", "izin-"
#: Nobody mixes these up when copying a code by hand: no 0 O 1 I L U.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_token() -> str:
    """256 random bits for a program."""
    return TOKEN_MARK + secrets.token_urlsafe(32)


def new_consent_code() -> str:
    """About 78 random bits, in groups a person can copy: `izin-7KQ4-…`."""
    drawn = [secrets.choice(LETTERS) for _ in range(16)]
    return CONSENT_MARK + "-".join("".join(drawn[at : at + 4]) for at in range(0, 16, 4))


def as_typed_code(code: str) -> str:
    """A consent code as somebody copied it: capitals, spaces and hyphens do not matter."""
    return "".join(sign for sign in code.upper() if sign.isalnum()).removeprefix("IZIN")


@dataclass(frozen=True)
class Application:
    """What a partner sends: for which service, with whose consent, what was answered and declared."""

    service: str
    consent: str
    answers: dict[str, Any]
    declared: list[str]
    key: str

    def canonical(self) -> str:
        """The same for the same request, whatever the order of its names."""
        said = {"service": self.service, "consent": as_typed_code(self.consent), "answers": self.answers}
        return json.dumps(said | {"declared": sorted(self.declared)}, sort_keys=True, ensure_ascii=False)


class Unaccepted(Refusal):
    """The answers cannot be submitted yet. `faults` says why, by the question's name."""

    def __init__(self, sentence: str, faults: dict[str, list[str]]) -> None:
        super().__init__(sentence, status=422)
        self.faults = faults


def operations(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The operations of an OpenAPI document, in its order, for a page that lists them."""
    rows = []
    for path, methods_ in schema["paths"].items():
        for method, operation in methods_.items():
            body = operation.get("requestBody", {}).get("content", {})
            media: str = next(iter(body), "")
            about: dict[str, Any] = body.get(media, {})
            rows.append(
                {
                    "id": operation["operationId"],
                    "method": method.upper(),
                    "path": path,
                    "summary": operation.get("summary", ""),
                    "description": operation.get("description", ""),
                    "fields": [*_parameters(operation), *_fields(schema, media, about.get("schema", {}))],
                    "statuses": list(operation.get("responses", {})),
                }
            )
    return rows


def _parameters(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands in the address or a header."""
    return [
        {
            "name": each["name"],
            "place": each["in"],
            "description": each.get("description") or each["schema"].get("description", ""),
            "is_required": each.get("required", False),
        }
        for each in operation.get("parameters", [])
    ]


def _fields(schema: dict[str, Any], media: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    """The properties of a request body with what is said about each."""
    name = body.get("$ref", "").rpartition("/")[2]
    whole = schema["components"]["schemas"].get(name, body)
    wanted = whole.get("required", [])
    return [
        {
            "name": name,
            "place": media,
            "description": about.get("description", ""),
            "is_required": name in wanted,
        }
        for name, about in whole.get("properties", {}).items()
    ]
