"""Badges as a library that we did not write verifies them: valid, changed, revoked, stale; and what they never say."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt
import openbadgeslib
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from openbadgeslib.ob3 import status as judged_lists
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found
from balaikota.training.badges import jobs, methods, queries
from balaikota.training.badges.models import Badge, Key, StatusList
from balaikota.training.badges.tests.many import a_judged_class, check_all
from balaikota.training.certificates import actions as certificates
from balaikota.training.certificates import queries as papers
from balaikota.training.classes.models import Session
from balaikota.training.classes.tests.city import Going
from balaikota.training.courses.models import Version


@pytest.fixture
def passed(finished: Going, nurul: Person, tmp_path: Path, settings: Any) -> Going:
    """Two of four have a certificate, and what follows from it is done."""
    settings.SIGNING_FOLDER = tmp_path / "signing"
    certificates.judge(finished.cohort, by=nurul)
    certificates.issue(finished.cohort, by=nurul)
    cast.run_jobs()
    return finished


def badge_of(going: Going, place: int = 0) -> Badge:
    return found(queries.badge_of(found(papers.standing(going.rows[place]))))


def through(client: Client) -> Callable[[str], bytes]:
    """What the library fetches, it fetches from our pages."""

    def download(url: str) -> bytes:
        answer = client.get(urlsplit(url).path)
        assert answer.status_code == 200, url
        return answer.content

    return download


def verified(client: Client, token: str) -> Any:
    """As a stranger does it: the issuer's did:web, the signature, the signed list."""
    download = through(client)
    verifier = OB3Verifier.for_issuer_did(methods.did(settings.ADDRESS), download=download)
    return verifier.verify(token, check_status=True, download=download)


def test_a_library_of_others_finds_it_valid(client: Client, passed: Going) -> None:
    row = badge_of(passed)
    token = client.get(f"{row.get_absolute_url()}kredensial.jwt").content.decode()
    told = verified(client, token)
    assert told.achievement.name == passed.cohort.version.course.name
    assert (told.credits_earned, told.achievement.credits_available) == (16.0, 26.5)
    assert told.raw["credentialSubject"]["achievement"]["inLanguage"] == "id"
    assert told.id.endswith(row.get_absolute_url())
    assert client.get(urlsplit(told.achievement.id).path).json()["id"] == told.achievement.id
    assert client.get(urlsplit(told.issuer.url).path).json()["id"] == told.issuer.id
    keys = client.get("/.well-known/jwks.json").json()["keys"]
    assert [each["kid"] for each in keys] == [row.key.kid]


def test_a_changed_letter_is_refused(client: Client, passed: Going) -> None:
    """The last letter of a part may hold bits that say nothing; all others are tried, a few of each part."""
    token, download = badge_of(passed).token, through(client)
    verifier = OB3Verifier.for_issuer_did(methods.did(settings.ADDRESS), download=download)
    ends = [place for place, letter in enumerate(f"{token}.") if letter == "."]
    for place in {*range(0, len(token), len(token) // 60), *(end - 2 for end in ends)}:
        if token[place] == "." or place + 1 in ends:
            continue
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(OB3VerificationError):
            verifier.verify(token[:place] + other + token[place + 1 :])


def test_a_revoked_or_replaced_certificate_takes_its_badge_along(
    client: Client, passed: Going, nurul: Person
) -> None:
    first, second = badge_of(passed, 0), badge_of(passed, 1)
    certificates.revoke(first.certificate, "Terbukti tidak hadir", by=nurul)
    certificates.replace(second.certificate, "Nama salah ketik", by=nurul)
    cast.run_jobs()
    for row in (first, second):
        with pytest.raises(OB3VerificationError, match="revocation"):
            verified(client, row.token)
    assert verified(client, badge_of(passed, 1).token).credits_earned == 16.0
    assert "sudah dicabut" in client.get(first.get_absolute_url()).content.decode()
    assert Badge.objects.count() == 3


def test_twenty_at_once_are_distinct_and_verifiable(
    client: Client, version: Version, nurul: Person, surya: Person, tmp_path: Path, settings: Any
) -> None:
    """The short form of `make bench NAME=certificates`: counts, not seconds."""
    settings.SIGNING_FOLDER = tmp_path / "signing"
    cohort = a_judged_class(20, nurul)
    assert certificates.issue(cohort, by=nurul) == 20
    cast.run_jobs()
    told = check_all([cohort], settings.SIGNING_FOLDER, through(client))
    assert told.is_right(20), str(told)


def test_a_city_that_moves_leaves_its_earlier_badges_valid(
    client: Client, passed: Going, nurul: Person, settings: Any
) -> None:
    """Badges of both addresses, each with its own list, read where they were signed."""
    before, settings.ALLOWED_HOSTS = badge_of(passed), ["*"]
    old, settings.ADDRESS = settings.ADDRESS, "https://baru.kota.example"
    certificates.replace(badge_of(passed, 1).certificate, "Nama salah ketik", by=nurul)
    cast.run_jobs()
    after = badge_of(passed, 1)
    assert after.status_list.address == settings.ADDRESS != before.status_list.address == old
    for address, row in ((old, before), (settings.ADDRESS, after)):
        told = Client(headers={"host": urlsplit(address).netloc})
        download = through(told)
        verifier = OB3Verifier.for_issuer_did(methods.did(address), download=download)
        assert verifier.verify(row.token, check_status=True, download=download).credits_earned == 16.0


def test_an_old_copy_of_the_list_is_refused(client: Client, passed: Going) -> None:
    row = badge_of(passed)
    at = timezone.now() - timedelta(days=8)
    StatusList.objects.update(signed_at=at)
    kept = jobs._signer()
    said = methods.status_list(
        queries.here(row.status_list.get_absolute_url()), queries.issuer().did, [], at, at + queries.BELIEVED
    )
    StatusList.objects.update(token=kept.sign(said, queries.issuer().did))
    with pytest.raises(OB3VerificationError):
        verified(client, row.token)
    jobs.keep_lists_fresh(0)
    verified(client, row.token)


def test_it_is_dated_by_what_happened_and_signed_once(client: Client, passed: Going) -> None:
    row = badge_of(passed)
    before = row.token
    said = methods.payload_of(before)
    assert said["validFrom"] == methods.stamp(row.certificate.issued_at)
    assert said["awardedDate"] == methods.stamp(row.certificate.result.decided_at)
    last = max(each.ends_at for each in Session.objects.filter(cohort=passed.cohort))
    assert said["credentialSubject"]["activityEndDate"] == methods.stamp(last)
    client.get(f"{row.get_absolute_url()}kredensial.jwt")
    jobs.keep_lists_fresh(0)
    row.refresh_from_db()
    assert row.token == before
    assert Badge.objects.count() == 2


def test_an_upgrade_or_a_new_key_signs_nothing_again(client: Client, passed: Going) -> None:
    """The key has served its year; what it signed stays valid, and the list is signed by the new one."""
    row = badge_of(passed)
    Key.objects.update(made_at=timezone.now() - jobs.TERM - timedelta(days=1))
    jobs.keep_lists_fresh(0)
    assert Key.objects.count() == 2
    assert Badge.objects.filter(key=row.key).count() == 2
    verified(client, row.token)
    newest = Key.objects.order_by("-made_at")[0]
    Path(settings.SIGNING_FOLDER, "badges", f"{newest.kid}.pem").unlink()  # a disk was lost
    jobs.keep_lists_fresh(0)
    assert Key.objects.count() == 3
    verified(client, row.token)


def test_a_certificate_from_before_this_room_gets_its_badge_with_its_own_date(passed: Going) -> None:
    Badge.objects.all().delete()
    jobs.keep_lists_fresh(0)
    row = badge_of(passed)
    assert methods.payload_of(row.token)["validFrom"] == methods.stamp(row.certificate.issued_at)


def test_whoever_failed_or_taught_has_none(
    finished: Going, nurul: Person, tmp_path: Path, settings: Any
) -> None:
    settings.SIGNING_FOLDER = tmp_path / "signing"
    first = Session.objects.filter(cohort=finished.cohort)[0]
    Session.objects.filter(pk=first.pk).update(trainer=finished.people[0])
    certificates.judge(finished.cohort, by=nurul)
    certificates.issue(finished.cohort, by=nurul)
    cast.run_jobs()
    assert [row.certificate.enrolment_id for row in Badge.objects.all()] == [finished.rows[1].pk]


def test_what_it_points_to_speaks_the_language_of_its_course_whoever_asks(
    client: Client, passed: Going
) -> None:
    said = methods.payload_of(badge_of(passed).token)
    parts = (said["credentialSubject"]["achievement"], said["issuer"])
    addresses = (parts[0]["id"], parts[1]["url"])
    for part, address in zip(parts, addresses, strict=True):
        told = client.get(urlsplit(address).path, headers={"Accept-Language": "en"}).json()
        assert told == part | {"@context": methods.OB3}


def test_it_names_nobody_but_can_be_matched(passed: Going) -> None:
    row, person = badge_of(passed), passed.people[0]
    text = str(methods.payload_of(row.token))
    assert person.name not in text
    assert str(person.email) not in text
    kept = {
        each["identityType"]: each
        for each in methods.payload_of(row.token)["credentialSubject"]["identifier"]
    }
    for kind, said in (("name", person.name), ("emailAddress", str(person.email))):
        told = hashlib.sha256((said + kept[kind]["salt"]).encode()).hexdigest()
        assert kept[kind]["identityHash"] == f"sha256${told}"
    assert kept["name"]["salt"] != kept["emailAddress"]["salt"]


def test_it_is_found_beside_the_paper_and_on_the_page_of_the_class(client: Client, passed: Going) -> None:
    row = badge_of(passed)
    letter = found(row.certificate.letter)
    assert (
        row.get_absolute_url()
        in client.get(reverse("documents:verdict", args=[letter.token])).content.decode()
    )
    page = client.get(row.get_absolute_url())
    assert "Lencana ini berlaku" in page.content.decode()
    assert passed.people[0].name not in page.content.decode()
    assert page["X-Robots-Tag"].startswith("noindex")
    client.force_login(passed.people[0])
    assert row.get_absolute_url() in client.get(passed.cohort.get_absolute_url()).content.decode()
    client.force_login(passed.people[2])
    assert "Open Badges" not in client.get(passed.cohort.get_absolute_url()).content.decode()


def test_every_word_of_it_stands_in_the_published_vocabularies(passed: Going) -> None:
    """The contexts of Open Badges 3.0 and VC 2.0, as the library carries them; a word in neither would mean nothing."""
    folder = Path(openbadgeslib.__file__).parent / "ob3" / "contexts"
    known: set[str] = set()
    for name in ("ob-v3p0-context-3.0.3.json", "credentials-v2.json"):
        keys_in(json.loads((folder / name).read_text()), known)
    row = badge_of(passed)
    said, listed = methods.payload_of(row.token), methods.payload_of(row.status_list.token)
    used = keys_in([said, listed], set()) - {"@context", "iss", "nbf", "exp"}
    assert used - known == set()
    assert said["@context"] == [methods.VC, methods.OB3]
    assert said["credentialSubject"]["licenseNumber"] == found(row.certificate.letter).number_text


def keys_in(told: Any, found: set[str]) -> set[str]:
    """Every name in a JSON value."""
    for each in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        keys_in(each, found)
    found |= set(told) if isinstance(told, dict) else set()
    return found


@effort(max_examples=25)
@given(st.sets(st.integers(0, methods.PLACES - 1), max_size=60))
def test_bits_are_read_back_by_others(places: set[int]) -> None:
    assert judged_lists.set_indices(judged_lists.decode_encoded_list(methods.bits(places))) == places


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=30) | st.integers(-(2**53), 2**53), max_size=5))
def test_any_payload_is_read_back_by_others(payload: dict[str, Any]) -> None:
    payload = {
        key: value
        for key, value in payload.items()
        if key not in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")
    }
    key = ec.generate_private_key(ec.SECP256R1())
    token = methods.signed(payload, key, "did:web:contoh#satu")
    assert jwt.decode(token, key.public_key(), algorithms=["ES256"]) == payload == methods.payload_of(token)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://balaikota.medan.go.id", "did:web:balaikota.medan.go.id"),
        ("http://127.0.0.1:8000", "did:web:127.0.0.1%3A8000"),
    ],
)
def test_the_issuer_is_named_by_its_host(address: str, name: str) -> None:
    assert methods.did(address) == name
