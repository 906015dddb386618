"""Who may speak to the case API, how often, and how the API describes itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.engine.partners import actions, queries
from balaikota.engine.partners.api import api
from balaikota.engine.partners.models import Partner, Token
from balaikota.engine.partners.tests.conftest import Ask

pytestmark = pytest.mark.django_db


# --- who speaks -----------------------------------------------------------------------------------


def test_without_a_token_that_holds_there_is_no_answer(
    ask: Ask, client: Client, token: str, partner: Partner
) -> None:
    assert client.get("/api/v1/layanan").status_code == 401
    assert ask("layanan", secret="mitra_tebakan").status_code == 401
    assert ask("layanan", secret="").status_code == 401
    assert ask("layanan").status_code == 200
    row = Token.objects.get()
    actions.revoke_token(row, by=cast.hasan())
    refused = ask("layanan")
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")


def test_a_token_ends_by_itself(ask: Ask, token: str) -> None:
    Token.objects.update(until_at=timezone.now())
    assert ask("layanan").status_code == 401


def test_a_new_token_leaves_the_old_one_a_week(ask: Ask, token: str, partner: Partner) -> None:
    newer = actions.issue_token(partner, by=cast.hasan())
    assert ask("layanan").status_code == ask("layanan", secret=newer).status_code == 200
    old = Token.objects.order_by("made_at").first()
    assert old is not None
    assert timedelta(days=6) < old.until_at - timezone.now() <= timedelta(days=7)


def test_a_stopped_partner_is_told_so_at_once(ask: Ask, partner: Partner) -> None:
    actions.suspend(partner, by=cast.hasan())
    assert (ask("layanan").status_code, "dihentikan" in ask("layanan").json()["detail"]) == (403, True)
    actions.resume(partner, by=cast.hasan())
    assert ask("layanan").status_code == 200


def test_too_much_in_a_minute_is_refused_with_patience(ask: Ask, partner: Partner) -> None:
    Partner.objects.update(per_minute=3)
    told = [ask("layanan").status_code for _ in range(5)]
    assert told == [200, 200, 200, 429, 429]
    assert ask("layanan")["Retry-After"] == "60"
    Token.objects.update(minute_at=timezone.now() - timedelta(minutes=2))
    assert ask("layanan").status_code == 200


# --- the description ------------------------------------------------------------------------------


def test_the_description_of_the_api_is_only_read(client: Client) -> None:
    assert client.head("/api/v1/openapi.json").status_code == 200
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        assert client.generic(method, "/api/v1/openapi.json").status_code == 405


def test_openapi_names_every_operation_and_each_reads_or_writes(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    operations = {(path, method) for path, each in schema["paths"].items() for method in each}
    assert len(operations) == 8
    submit = schema["paths"]["/api/v1/permohonan"]["post"]
    assert set(submit["responses"]) == {"201", "400", "401", "403", "404", "422", "429"}
    assert list(submit["responses"]["422"]["content"]) == ["application/problem+json"]
    assert "Idempotency-Key" in [each["name"] for each in submit["parameters"]]
    for _prefix, router in api._routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                assert operation.view_func.access in ("reads", "writes"), operation.path


def test_a_body_that_is_no_json_is_refused_as_the_description_says(client: Client, token: str) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    sent = {"Authorization": f"Bearer {token}", "Idempotency-Key": "kunci-satu"}
    answer = client.post("/api/v1/permohonan", '"$', content_type="application/json", headers=sent)
    described = schema["paths"]["/api/v1/permohonan"]["post"]["responses"]
    assert list(described[str(answer.status_code)]["content"]) == [answer["Content-Type"]]
    assert answer.status_code == 400


def test_the_page_of_operations_needs_no_foreign_script(client: Client) -> None:
    page = client.get("/api/v1/").content.decode()
    for path in ("/api/v1/layanan", "/api/v1/permohonan/{number}/pencabutan", "/api/v1/berkas"):
        assert path in page
    assert "cdn" not in page
    assert "Idempotency-Key" in page


def test_our_own_fault_is_a_problem_with_a_number_and_no_words_of_ours(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("1271215703859992")

    monkeypatch.setattr(queries, "scopes", fail)
    answer = ask("layanan")
    assert answer.status_code == 500
    assert "1271215703859992" not in answer.content.decode()
    assert answer["X-Request-Id"] in answer.json()["detail"]
