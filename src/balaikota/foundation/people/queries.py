"""Finding persons and households. A NIK or nomor KK is found by its blind index and by nothing else."""

import base64
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people import contract, methods
from balaikota.foundation.people.models import (
    AnggotaKeluarga,
    Assurance,
    FormerIdentity,
    KartuKeluarga,
    Person,
    Shdk,
    StatusKawin,
)
from balaikota.kit import prepared
from balaikota.kit.devices import device
from balaikota.kit.secrets import blind_index, unseal

if TYPE_CHECKING:
    from datetime import date

SAMPLE_DOMAIN = "contoh.balaikota.invalid"
SIGN_IN_SALT = "people.sign_in"
SIGNED_IN_BY_LINK = "signed_in_by_link"
COUPLE = {Shdk.KEPALA_KELUARGA, Shdk.SUAMI, Shdk.ISTRI}


def person(person_id: uuid.UUID | str) -> Person | None:
    return Person.objects.filter(pk=person_id).first()


def others_than(known: Any, *, most: int) -> list[uuid.UUID]:
    """Keys of people who are not among `known` (a subquery of keys), in a fixed order."""
    return list(Person.objects.exclude(pk__in=known).order_by("pk").values_list("pk", flat=True)[:most])


def by_nik(nik: str) -> Person | None:
    """The person recorded with this NIK. A placeholder number never finds anyone."""
    number = methods.clean_number(nik)
    if methods.is_placeholder(number):
        return None
    return Person.objects.filter(nik_index=blind_index("nik", number)).first()


DEAD = """select nik_index from people_person
    where nik_index = any(%(indexes)s::text[]) and meninggal_on is not null"""


def closed_among(niks: Iterable[str]) -> set[str]:
    """Which of these numbers belong to somebody whose death is recorded; one query for all."""
    known = {blind_index("nik", methods.clean_number(nik)): nik for nik in niks}
    return {known[index] for (index,) in (prepared.rows(DEAD, {"indexes": list(known)}) if known else ())}


def by_contact(contact: str) -> Person | None:
    """The person who signs in with this e-mail address or phone number."""
    if "@" in contact:
        return Person.objects.filter(email__iexact=contact.strip()).first()
    phone = methods.clean_phone(contact)
    return Person.objects.filter(phone=phone).first() if phone else None


def each_by_nik_or_contact(lines: Sequence[str]) -> list[Person | None]:
    """Whom each line means, by NIK or by the contact they sign in with; one query, however many there are."""
    numbers = {line: methods.clean_number(line) for line in lines}
    niks = {
        line: blind_index("nik", number)
        for line, number in numbers.items()
        if not methods.is_placeholder(number)
    }
    contacts = {
        line: line.strip().lower() if "@" in line else methods.clean_phone(line) or "" for line in lines
    }
    named = Q(email__in=contacts.values()) | Q(phone__in=contacts.values())
    rows = Person.objects.filter(Q(nik_index__in=niks.values()) | named)
    known = {key: row for row in rows for key in (row.nik_index, row.email, row.phone) if key}
    return [known.get(niks.get(line, "")) or known.get(contacts[line]) for line in lines]


def with_keys(keys: Any) -> QuerySet[Person]:
    """These people; `keys` may be a query."""
    return Person.objects.filter(pk__in=keys)


def household_of(person: Person) -> KartuKeluarga | None:
    """The household this person belongs to today."""
    return KartuKeluarga.objects.filter(anggota__person=person, anggota__until_on=None).first()


def household_by_number(nomor_kk: str) -> KartuKeluarga | None:
    number = methods.clean_number(nomor_kk)
    return KartuKeluarga.objects.filter(nomor_kk_index=blind_index("kk", number)).first()


def _standing(kk: KartuKeluarga) -> QuerySet[AnggotaKeluarga]:
    return AnggotaKeluarga.objects.filter(kartu_keluarga=kk, until_on=None).select_related("person")


def members(kk: KartuKeluarga) -> list[AnggotaKeluarga]:
    """Who belongs to this household today: the head first, then spouses, then the others by birth."""
    return _in_order(_standing(kk))


FAMILY = prepared.Planned(
    lambda person: AnggotaKeluarga.objects.filter(
        kartu_keluarga__anggota__person=person, kartu_keluarga__anggota__until_on=None, until_on=None
    ).select_related("person", "kartu_keluarga"),
    "person",
)


def family_of(person: Person) -> tuple[KartuKeluarga | None, list[AnggotaKeluarga]]:
    """The household this person belongs to today and its members in their order, by one query."""
    family = _in_order(FAMILY(person=person.pk))
    return (family[0].kartu_keluarga if family else None), family


def _in_order(rows: Iterable[AnggotaKeluarga]) -> list[AnggotaKeluarga]:
    order = {Shdk.KEPALA_KELUARGA: 0, Shdk.SUAMI: 1, Shdk.ISTRI: 1, Shdk.ANAK: 2}

    def place(row: AnggotaKeluarga) -> "tuple[int, bool, date | int]":
        born = row.person.tanggal_lahir
        return order.get(Shdk(row.shdk), 3), born is None, born or row.pk

    return sorted(rows, key=place)


def parents_in(kk: KartuKeluarga) -> list[Person]:
    """The head of the household and a husband or wife: those who may be the parents of a child in it."""
    return [row.person for row in members(kk) if row.shdk in COUPLE]


def is_married_couple(kk: KartuKeluarga, a: Person, b: Person) -> bool:
    """Does this KK print both as husband and wife with a recorded marriage (kawin tercatat)?"""
    return _are_couple(kk, a, b, [StatusKawin.KAWIN_TERCATAT])


def is_shown_as_couple(kk: KartuKeluarga, a: Person, b: Person) -> bool:
    """Does this KK print both as husband and wife, their marriage recorded or not (the base of F-2.04)?"""
    return _are_couple(kk, a, b, [StatusKawin.KAWIN_TERCATAT, StatusKawin.KAWIN_BELUM_TERCATAT])


def _are_couple(kk: KartuKeluarga, a: Person, b: Person, states: list[StatusKawin]) -> bool:
    rows = list(_standing(kk).filter(Q(person=a) | Q(person=b), shdk__in=COUPLE, status_kawin__in=states))
    return a != b and len(rows) == 2 and any(row.shdk in (Shdk.SUAMI, Shdk.ISTRI) for row in rows)


def former(person: Person, element: str = "") -> list[FormerIdentity]:
    """What this person's data said before, the newest change first."""
    rows = FormerIdentity.objects.filter(person=person).order_by("-at")
    return list(rows.filter(element=element) if element else rows)


def locked(person: Person) -> Person:
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def locked_household(kk: KartuKeluarga) -> KartuKeluarga:
    return KartuKeluarga.objects.select_for_update(no_key=True).get(pk=kk.pk)


def membership_of(person: Person) -> AnggotaKeluarga | None:
    """This person's place in a household today, locked."""
    return AnggotaKeluarga.objects.select_for_update(no_key=True).filter(person=person, until_on=None).first()


def last_status_of(person: Person) -> str | None:
    """The marital status on the last card this person was on; None when they were on none."""
    rows = AnggotaKeluarga.objects.filter(person=person).order_by("-from_on", "-pk")
    return rows.values_list("status_kawin", flat=True).first()


def sample_person(who: str) -> Person | None:
    """One of the cast, by first name (`sari`) or full address; never a real person."""
    address = who.lower() if "@" in who else f"{who.lower()}@{SAMPLE_DOMAIN}"
    return Person.objects.filter(email=address).first() if address.endswith(f"@{SAMPLE_DOMAIN}") else None


def sign_in_token(person: Person) -> str:
    """Signs in as this sample person, for a day. The view refuses it anywhere but in a demo city."""
    return signing.dumps(str(person.pk), salt=SIGN_IN_SALT)


def signed_in_as(token: str) -> Person | None:
    """The sample person a sign-in link names, while it is fresh."""
    if not settings.DEMO:
        return None
    try:
        person_id = signing.loads(token, salt=SIGN_IN_SALT, max_age=timedelta(days=1))
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=person_id, email__endswith=f"@{SAMPLE_DOMAIN}", is_active=True).first()


def sign_in_link(who: str) -> str:
    """The address that signs in as one of the cast (`balaikota be WHO`)."""
    person = sample_person(who)
    if person is None or not settings.DEMO:
        raise LookupError(f"no sample person called {who!r}")
    return f"{settings.ADDRESS}/masuk/sebagai/{sign_in_token(person)}/"


def has_second_factor(person: Person) -> bool:
    """An authenticator app or a passkey; spare codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=kinds).exists())


def count_factors(person: Person, kind: str) -> int:
    return int(Authenticator.objects.filter(user_id=person.pk, type=kind).count())


def opened_letter(ref: str, sealed: str) -> dict[str, str]:
    """What `actions.post_letter` sealed: `to`, `subject` and `text`."""
    letter: dict[str, str] = json.loads(unseal(base64.b64decode(sealed), bound_to=f"people.letter:{ref}"))
    return letter


def keeps_registers(person: Person) -> bool:
    """Does a post held today let this person look up residents?"""
    return contract.keeps_registers(person)


def visible_to(viewer: Person, person_id: uuid.UUID) -> Person | None:
    """A resident as an officer at work may open them; for everybody else nobody is there."""
    return person(person_id) if contract.keeps_registers(viewer) else None


def is_checked(person: Person) -> bool:
    """Has an officer compared this person with their KTP-el? An account that merely claims a NIK sees no register."""
    return person.assurance >= Assurance.IDENTITY


def nik_index_of(person: uuid.UUID) -> QuerySet[Person, Any]:
    """For a query that looks for this person's NIK in a register."""
    return Person.objects.filter(pk=person).values("nik_index")


def selves(person: Person) -> list[uuid.UUID]:
    """The keys under which this person stands in registers that are never written over: their own, and merged ones."""
    return [person.pk, *contract.other_records(person)]


def records(person: Person) -> list[contract.Section]:
    """What every room keeps of this person. Whoever calls has decided that the viewer may see it."""
    return contract.sections(person)


@dataclass(frozen=True)
class Looks:
    """One page of who opened someone's data, and the address of the next."""

    rows: list[Event]
    next_url: str = ""


def looks_at(subject: Person, *, before: str = "", limit: int = 50) -> Looks:
    """Who opened this person's data and why, newest first."""
    events = audit.looked_at(subject, *contract.other_records(subject))
    rows, further = audit.page_of(events, before=before, most=limit)
    return Looks(rows, f"?sebelum={further}" if further else "")


# --- "Rumah saya" ---------------------------------------------------------------------------------


LOOKS = prepared.Planned(lambda person: audit.looked_at(person)[:3], "person")


def own_looks(person: Person) -> list[contract.Item]:
    """The newest looks at this person's data: who, in which capacity, and why."""
    others = contract.other_records(person)
    rows = audit.looked_at(person, *others)[:3] if others else LOOKS(person=person.pk)
    return [
        contract.Item(event.purpose or _("tanpa tujuan tertulis"), "/akun/siapa-membuka/", at=event.at,
                      note=", ".join(filter(None, [event.by.name if event.by else "", event.capacity])))
        for event in rows
    ]  # fmt: skip


def signed_in() -> list[Person]:
    """Everybody who is signed in on some device."""
    return list(Person.objects.filter(pk__in=UserSession.objects.values("user_id")).order_by("pk"))


SESSIONS = prepared.Planned(
    lambda person: UserSession.objects.filter(user_id=person).order_by("-last_seen_at")[:3], "person"
)


def own_sessions(person: Person) -> list[contract.Item]:
    """Where this person is signed in, the newest use first."""
    rows = SESSIONS(person=person.pk)
    return [
        contract.Item(device(row.user_agent) or _("peramban lain"), "/akun/sesi/", at=row.last_seen_at)
        for row in rows
    ]


def pack(person: Person) -> contract.Pack:
    """What the city knows of who this is, and who looked: for taking home (UU 27/2022 pasal 7, 13 and 32)."""
    kk = household_of(person)
    names = (
        "name",
        "email",
        "phone",
        "nik",
        "tempat_lahir",
        "tanggal_lahir",
        "jenis_kelamin",
        "kewarganegaraan",
    )
    said: dict[str, Any] = {name: getattr(person, name) for name in (*names, "language", "joined_at")}
    if kk is not None and is_checked(person):
        said["kartu_keluarga"] = {
            "nomor_kk": kk.nomor_kk,
            "alamat": kk.alamat,
            "kelurahan": str(kk.kelurahan),
        }
    yield "data-saya.json", _as_json(said)
    looks = [
        {"at": event.at, "by": event.by.name if event.by else "", "as": event.capacity, "why": event.purpose}
        for event in looks_at(person, limit=1_000).rows
    ]
    yield "siapa-membuka-data-saya.json", _as_json(looks)


def _as_json(said: Any) -> bytes:
    return json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
