"""A partner that may apply for one small service, its token, and Sari's consent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests import cast

from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.partners import actions
from balaikota.engine.partners.models import Act, Partner
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person

FORM = """
code = "izin-uji"
name = "Izin uji"
summary = "Layanan kecil untuk pengujian."
desk = "dukcapil"
number_prefix = "UJI"
law = ["UU 25/2009 pasal 20"]

[[pages]]
name = "acara"
title = "Acara"

[[questions]]
name = "nama_acara"
page = "acara"
kind = "text"
label = "Nama acara"
required = true
max_length = 40

[[questions]]
name = "tanggal"
page = "acara"
kind = "date"
label = "Tanggal acara"
required = true

[[questions]]
name = "tamu"
page = "acara"
kind = "integer"
label = "Jumlah tamu"
min = 1
max = 500

[[questions]]
name = "denah"
page = "acara"
kind = "file"
label = "Denah"
accept = ["pdf"]

[[rules]]
id = "izin-ramai"
when = "tamu != null && tamu > 400"
effect = "block"
question = "tamu"
sentence = "Acara dengan lebih dari 400 tamu perlu izin keramaian."

[limit]
hours = 24

[fee]
amount = 0

[[steps]]
name = "verifikasi"
label = "Pemeriksaan"
duty = "verify"

[[steps]]
name = "putusan"
label = "Putusan"
duty = "decide"

[example]
nama_acara = "Pesta Durian"
tanggal = "2026-12-20"
tamu = 100
"""
ANSWERS = {"nama_acara": "Pesta Durian", "tanggal": "2026-12-20", "tamu": 100}
DECLARED = ["benar"]


@pytest.fixture
def service(db: None) -> str:
    return cast.a_service(FORM)


@pytest.fixture
def sari(service: str) -> Person:
    people.confirm_identity(cast.sari(), by=cast.wulan())
    return cast.sari()


@pytest.fixture
def partner(service: str) -> Partner:
    return a_partner("Aplikasi Kecamatan", service)


def a_partner(name: str, service: str, *acts: str) -> Partner:
    hasan = cast.hasan()
    made = actions.enrol(name, purpose="memantau permohonan warga", agreement="PKS 1/2026", by=hasan)
    actions.allow(made, catalogue.service(service), acts or (Act.SUBMIT, Act.READ), by=hasan)
    return made


@pytest.fixture
def token(partner: Partner) -> str:
    return actions.issue_token(partner, by=cast.hasan())


@pytest.fixture
def code(partner: Partner, sari: Person) -> str:
    return a_consent(partner, sari)


def a_consent(partner: Partner, person: Person) -> str:
    return actions.consent(partner.scopes.get(), by=person)


Ask = Callable[..., Any]


@pytest.fixture
def ask(token: str, client: Client) -> Ask:
    """A partner's program: `ask("permohonan", body, key="…")` posts, without a body it gets."""

    def asked(
        path: str, body: Any = None, *, key: str = "", secret: str = token, language: str = "id"
    ) -> Any:
        headers = {"Authorization": f"Bearer {secret}", "Accept-Language": language}
        headers |= {"Idempotency-Key": key} if key else {}
        url = path if path.startswith("/") else f"/api/v1/{path}"
        if body is None:
            return client.get(url, headers=headers)
        return client.post(url, body, content_type="application/json", headers=headers)

    return asked


def applied(ask: Ask, code: str, **more: Any) -> Any:
    body = {"service": "izin-uji", "consent": code, "answers": ANSWERS, "declared": DECLARED}
    return ask("permohonan", body | more.pop("body", {}), key=more.pop("key", "kunci-satu"), **more)
