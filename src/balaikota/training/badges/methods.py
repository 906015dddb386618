"""Building and signing credentials: Open Badges 3.0 (1EdTech), VC data model 2.0, Bitstring Status List 1.0 (W3C).

A credential is a compact JWT whose payload is the credential itself (Open Badges 3.0, 8.2.4), signed ES256. A key is
named by its thumbprint (RFC 7638) and found through the issuer's did:web document.
"""

import base64
import gzip
import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey

#: Bits of a list: the least the recommendation allows, so that one badge hides among many.
PLACES = 131_072
VC = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


# --- names and keys -------------------------------------------------------------------------------


def did(address: str) -> str:
    """The issuer's name: did:web of the host; a port is written with %3A."""
    return f"did:web:{quote(urlsplit(address).netloc, safe='.-')}"


def jwk(key: "EllipticCurvePublicKey") -> dict[str, str]:
    """A P-256 public key as JWK (RFC 7518)."""
    numbers = key.public_numbers()
    x, y = (_b64(each.to_bytes(32, "big")) for each in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def thumbprint(public: Mapping[str, str]) -> str:
    """RFC 7638: SHA-256 of the members that are required, in order."""
    told = json.dumps({name: public[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    return _b64(hashlib.sha256(told.encode()).digest())


def did_document(name: str, keys: Sequence[tuple[str, Mapping[str, str]]]) -> dict[str, Any]:
    """Whose signatures count as the issuer's; the key that signs today comes first."""
    found = [
        {
            "id": f"{name}#{kid}",
            "type": "JsonWebKey2020",
            "controller": name,
            "publicKeyJwk": {**public, "kid": kid},
        }
        for kid, public in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
        "id": name,
        "verificationMethod": found,
        "assertionMethod": [each["id"] for each in found],
    }


def key_set(keys: Sequence[tuple[str, Mapping[str, str]]]) -> dict[str, Any]:
    return {"keys": [{**public, "kid": kid, "use": "sig", "alg": "ES256"} for kid, public in keys]}


def signed(payload: Mapping[str, Any], key: "EllipticCurvePrivateKey", kid: str) -> str:
    """A compact JWS, ES256 (RFC 7515, 7518)."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    head = {"alg": "ES256", "kid": kid, "typ": "JWT"}
    said = ".".join(_b64(json.dumps(part, ensure_ascii=False).encode()) for part in (head, payload))
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{said}.{_b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def payload_of(token: str) -> dict[str, Any]:
    """What one of our own tokens says; nothing is checked."""
    middle = token.split(".")[1]
    said: dict[str, Any] = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return said


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


# --- who, what and for how much -------------------------------------------------------------------


def identity(kind: str, said: str) -> dict[str, Any]:
    """Whom a badge is for, as a salted hash: whoever knows the name or e-mail can check it, nobody can read it."""
    salt = secrets.token_hex(16)
    told = hashlib.sha256((said + salt).encode()).hexdigest()
    return {
        "type": "IdentityObject", "hashed": True, "identityHash": f"sha256${told}", "identityType": kind, "salt": salt,
    }  # fmt: skip


@dataclass(frozen=True)
class Issuer:
    """Who issues: its did:web, its address and its name."""

    did: str
    url: str
    name: str

    def profile(self) -> dict[str, Any]:
        return {"id": self.did, "type": ["Profile"], "name": self.name, "url": self.url}


@dataclass(frozen=True)
class Course:
    """What was achieved: one version of a curriculum. `jp` is its own, in JP."""

    url: str
    code: str
    name: str
    about: str
    criteria: str
    jp: float

    def achievement(self, issuer: Issuer) -> dict[str, Any]:
        return {
            "id": self.url, "type": ["Achievement"], "achievementType": "CertificateOfCompletion",
            "name": self.name, "description": self.about or self.name, "humanCode": self.code,
            "criteria": {"narrative": self.criteria}, "creditsAvailable": self.jp, "inLanguage": "id",
            "creator": issuer.profile(),
        }  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What one credential says. `awarded_at` is the decision, `valid_from` the day the certificate was issued."""

    url: str
    issuer: Issuer
    course: Course
    identities: list[dict[str, Any]]
    earned: float
    began_at: datetime | None
    ended_at: datetime | None
    awarded_at: datetime
    valid_from: datetime
    list_url: str
    place: int
    number: str = ""
    evidence: list[tuple[str, str]] = field(default_factory=list)


def credential(facts: Facts) -> dict[str, Any]:
    """The credential with the registered claims beside it. Never a name, NIP or score: it is open to all."""
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"], "identifier": facts.identities, "creditsEarned": facts.earned,
        "achievement": facts.course.achievement(facts.issuer),
    }  # fmt: skip
    if facts.number:
        subject["licenseNumber"] = facts.number
    for name, at in (("activityStartDate", facts.began_at), ("activityEndDate", facts.ended_at)):
        if at is not None:
            subject[name] = stamp(at)
    said = {
        "@context": [VC, OB3],
        "id": facts.url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.course.name,
        "issuer": facts.issuer.profile(),
        "validFrom": stamp(facts.valid_from),
        "awardedDate": stamp(facts.awarded_at),
        "credentialSubject": subject,
        "credentialStatus": {
            "id": f"{facts.list_url}#{facts.place}", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": str(facts.place), "statusListCredential": facts.list_url,
        },
        "iss": facts.issuer.did,
        "jti": facts.url,
        "nbf": int(facts.valid_from.timestamp()),
    }  # fmt: skip
    if facts.evidence:
        said["evidence"] = [{"id": url, "type": ["Evidence"], "name": name} for url, name in facts.evidence]
    return said


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- what has fallen ------------------------------------------------------------------------------


def bits(places: Iterable[int]) -> str:
    """GZIP of the bits, the first the highest of its byte, in multibase base64url."""
    told = bytearray(PLACES // 8)
    for place in places:
        told[place // 8] |= 0x80 >> place % 8
    return f"u{_b64(gzip.compress(bytes(told), mtime=0))}"


def status_list(
    url: str, issuer: str, places: Iterable[int], at: datetime, until: datetime
) -> dict[str, Any]:
    """A list as a credential of its own, dated, so that an old copy is noticed."""
    return {
        "@context": [VC],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": stamp(at),
        "validUntil": stamp(until),
        "credentialSubject": {
            "id": f"{url}#list", "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": bits(places),
        },
        "iss": issuer,
        "jti": url,
        "nbf": int(at.timestamp()),
        "exp": int(until.timestamp()),
    }  # fmt: skip
