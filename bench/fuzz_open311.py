"""GeoReport v2 (https://wiki.open311.org/GeoReport_v2) as OpenAPI, from docs/open311.md: for fuzzing only."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
MAYBE: dict[str, Any] = {"type": ["string", "null"]}
REQUEST = {
    "type": "object",
    "required": ["service_request_id", "status", "service_code"],
    "properties": {
        "service_request_id": TEXT, "status": {"enum": ["open", "closed"]}, "service_code": TEXT, "description": MAYBE,
        "lat": {"type": ["number", "null"]}, "long": {"type": ["number", "null"]}, "requested_datetime": TEXT,
    },
}  # fmt: skip
ERRORS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["code", "description"],
        "properties": {"code": {"type": "integer"}, "description": TEXT},
    },
}


def _many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _answers(schema: dict[str, Any]) -> dict[str, Any]:
    def said(schema: dict[str, Any]) -> dict[str, Any]:
        return {"description": "-", "content": {"application/json": {"schema": schema}}}

    return {
        "200": said(schema),
        "400": said(ERRORS),
        "403": said(ERRORS),
        "404": said(ERRORS),
        "429": said(ERRORS),
    }


def _asked(*names: str, place: str = "query", **schema: Any) -> list[dict[str, Any]]:
    kind = schema or TEXT
    return [{"name": name, "in": place, "required": place == "path", "schema": kind} for name in names]


_FILTERS = [
    *_asked("service_request_id", "service_code", "status", "start_date", "end_date", "updated_after", "updated_before", "q"),
    *_asked("page", "page_size", type="integer"), *_asked("extensions", type="string", enum=["true", "false", "x"]),
    *_asked("jurisdiction_id"),
]  # fmt: skip
_FORM = {
    "type": "object",
    "required": ["service_code"],
    "properties": {
        "service_code": {"enum": ["jalan-rusak", "sampah", "x"]}, "lat": {"type": ["number", "string"]},
        "long": {"type": ["number", "string"]}, "address_string": TEXT, "address_id": TEXT, "description": TEXT, "email": TEXT,
        "phone": TEXT, "first_name": TEXT, "last_name": TEXT, "account_id": TEXT, "device_id": TEXT, "media_url": TEXT,
        "idempotency_key": TEXT, "attribute[ukuran]": TEXT, "attribute[ukuran][]": TEXT,
    },
}  # fmt: skip
_TAKEN = {
    "type": "object",
    "required": ["service_request_id", "service_notice"],
    "properties": {"service_request_id": TEXT},
}


def _paths(shelf: str) -> dict[str, Any]:
    token = {"type": "object", "properties": {"token": TEXT, "service_request_id": TEXT}}
    return {
        f"{shelf}/services.json": {"get": {"responses": _answers(_many({"type": "object"}))}},
        f"{shelf}/services/{{code}}.json": {
            "get": {"parameters": _asked("code", place="path"), "responses": _answers({"type": "object"})}
        },
        f"{shelf}/requests.json": {
            "get": {"parameters": _FILTERS, "responses": _answers(_many(REQUEST))},
            "post": {
                "parameters": _asked("Idempotency-Key", place="header"),
                "requestBody": {
                    "required": True,
                    "content": {"application/x-www-form-urlencoded": {"schema": _FORM}},
                },
                "responses": _answers(_many(_TAKEN)),
            },
        },
        f"{shelf}/requests/{{number}}.json": {
            "get": {"parameters": _asked("number", place="path"), "responses": _answers(_many(REQUEST))}
        },
        f"{shelf}/tokens/{{token}}.json": {
            "get": {"parameters": _asked("token", place="path"), "responses": _answers(_many(token))}
        },
    }


DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Open311 GeoReport v2", "version": "2"},
    "paths": {
        "/open311/discovery.json": {
            "get": {"responses": _answers({"type": "object", "required": ["endpoints"]})}
        },
        **_paths("/open311/v2"),
        **_paths("/open311/test/v2"),
    },
}
