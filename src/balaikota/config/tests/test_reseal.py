"""A data key that somebody may have seen is replaced, and nothing that lay under it is lost."""

import base64
import os
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.db import connection

from balaikota.foundation.people.models import Person
from balaikota.kit import secrets

pytestmark = pytest.mark.django_db


def key_under_which(person: Person) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select nik from people_person where id = %s", [person.pk])
        return secrets.key_of(bytes(cursor.fetchone()[0]))


def resealed() -> str:
    out = StringIO()
    call_command("reseal", stdout=out)
    return out.getvalue()


def test_a_new_key_takes_over_and_the_old_one_may_go(sari: Person, budi: Person, settings: Any) -> None:
    nik, secret = Person.objects.get(pk=sari.pk).nik, generate_totp_secret()
    TOTP.activate(sari, secret)
    old = settings.DATA_KEY_ID
    settings.DATA_KEYS = settings.DATA_KEYS | {"k2": base64.b64encode(os.urandom(32)).decode()}
    settings.DATA_KEY_ID = "k2"
    assert key_under_which(sari) == old, "what lay there still lies under the old key"
    assert Person.objects.get(pk=sari.pk).nik == nik, "and can be read"
    assert "kunci k2" in resealed()
    assert resealed().startswith("0 baris"), "and says when there is nothing more, factors too"
    assert key_under_which(sari) == "k2"
    settings.DATA_KEYS = {"k2": settings.DATA_KEYS["k2"]}
    secrets._key.cache_clear()
    assert Person.objects.get(pk=sari.pk).nik == nik
    factor = Authenticator.objects.get(user=sari, type="totp").wrap()
    assert factor.validate_code(_code(secret))
    assert Person.objects.get(pk=budi.pk).name == budi.name


def test_run_again_it_finds_nothing_more(sari: Person, settings: Any) -> None:
    before = key_under_which(sari)
    assert resealed().startswith("0 baris")
    assert key_under_which(sari) == before == settings.DATA_KEY_ID


def _code(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}"
