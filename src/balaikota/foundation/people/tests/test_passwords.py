"""Which passwords the city takes: any signs, any length, and none that a stranger would try first."""

import re
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import PASSWORD

from balaikota.foundation.people import methods
from balaikota.foundation.people.models import Person


def faults(password: str) -> set[str]:
    try:
        validate_password(password, Person(name="Melati Putri", email="melati@contoh.id"))
    except ValidationError as refused:
        return {fault.code for fault in refused.error_list}
    return set()


@pytest.mark.parametrize(
    "password", ["1234567890", "Qwertyuiop", "iloveyou123", "PASSWORD1234", " 1q2w3e4r5t "]
)
def test_what_leaked_elsewhere_is_refused(password: str) -> None:
    assert "password_breached" in faults(password)


def test_at_least_three_thousand_that_are_long_enough_are_known(settings: Any) -> None:
    from balaikota.foundation.people.forms import NotBreached

    known = NotBreached(settings.PASSWORDS_THAT_LEAKED).passwords
    assert len(known) >= 3_000
    assert all(len(each) >= 10 for each in known)


@pytest.mark.parametrize(
    "password",
    ["balaikota2026", "Dukcapil.Petugas!", "walikota-1234", "admin.Kelurahan.99", "katasandi#2026"],
)
def test_the_names_of_the_city_alone_are_no_password(password: str) -> None:
    assert "password_city_words" in faults(password)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "warga senang soto udang",
        "semuahurufkecilsaja",
        "  spasi di kedua ujung  ",
        "ꦱꦸꦫꦏꦂꦠ ꦲꦢꦶꦤꦶꦁꦫꦠ",
        "panjang " * 16,
        "7391 4820 5517 2206",
        "j8#2!9@Q4$7z%3",
    ],
)
def test_any_signs_and_any_length_will_do(password: str) -> None:
    kept = Person(name="Melati Putri", email="melati@contoh.id")
    assert faults(password) == set()
    kept.set_password(password)
    assert kept.check_password(password)
    changed = {password.strip(), password.upper(), password[:64]} - {password}
    assert not any(kept.check_password(other) for other in changed)


@given(st.text(max_size=60))
def test_whatever_is_left_of_a_password_was_in_it(password: str) -> None:
    left = methods.beyond_city_words(password)
    assert len(left) <= len(password.lower())
    assert methods.beyond_city_words("kopi" + "zzz" + "pahit") == "kopizzzpahit"


@pytest.mark.django_db
def test_a_refusal_says_how_to_mend_it_and_keeps_the_rest(client: Client) -> None:
    given_ = {"name": "Melati Putri", "contact": "melati@contoh.id", "password1": "balaikota2026"}
    page = client.post("/daftar/", given_).content.decode()
    assert "Tambahkan kata-kata Anda sendiri" in page
    assert 'value="Melati Putri"' in page


@pytest.mark.django_db
def test_the_field_hides_what_is_typed_and_lets_managers_paste(client: Client) -> None:
    for address, name, kind in [
        ("/masuk/", "password", "current-password"),
        ("/daftar/", "password1", "new-password"),
    ]:
        page = client.get(address).content.decode()
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
        assert 'type="password"' in field
        assert f'autocomplete="{kind}"' in field
        assert "maxlength" not in field
        assert "onpaste" not in page


def test_a_password_is_kept_as_argon2id() -> None:
    person = Person(name="Melati")
    person.set_password(PASSWORD)
    assert person.password.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
