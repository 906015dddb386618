"""Recording persons, who they are and with whom they live."""

import base64
import json
from datetime import date, timedelta
from typing import Unpack
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people import contract, methods, queries, rules
from balaikota.foundation.people.contract import Address, Identity, NewAddress
from balaikota.foundation.people.models import (
    AnggotaKeluarga,
    Assurance,
    FormerIdentity,
    KartuKeluarga,
    Person,
    Shdk,
    StatusKawin,
)
from balaikota.kit.errors import Refusal, require
from balaikota.kit.secrets import blind_index, seal


def _keeps_registers(by: Person | None) -> bool:
    return by is not None and contract.keeps_registers(by)


def _only_keepers(by: Person | None, sentence: str) -> None:
    require(rules.may_keep_registers(by, keeps=_keeps_registers(by)), sentence)


@transaction.atomic
def register(
    name: str, *, email: str | None = None, phone: str | None = None, by: Person | None = None,
    is_sample: bool = False,
) -> Person:  # fmt: skip
    """Add someone who will sign in. They choose a password themselves."""
    number = methods.clean_phone(phone) if phone else None
    whole = " ".join(name.split())
    person = Person.objects.create_user(whole, email=email, phone=number, is_sample=is_sample)
    audit.record("people.registered", person, by=by or person, subject=person)
    return person


@transaction.atomic
def give_login(
    person: Person, *, email: str | None = None, phone: str | None = None, by: Person | None
) -> None:
    """Let a recorded person sign in by the contact they name at the desk; the password is their own."""
    _only_keepers(by, _("Akun untuk orang lain dibuka oleh petugas."))
    row = queries.locked(person)
    require(not row.has_login, _("Orang ini sudah mempunyai akun."), status=422)
    row.email, row.phone = (email.lower() if email else None), (methods.clean_phone(phone) if phone else None)
    try:
        with transaction.atomic():
            row.save(update_fields=["email", "phone"])
    except IntegrityError:
        sentence = _("Kontak ini tidak dapat dipakai. Gunakan email atau nomor telepon lain.")
        raise Refusal(sentence, status=422) from None
    person.email, person.phone = row.email, row.phone
    audit.record("people.login_given", row, by=by, subject=row)


@transaction.atomic
def record_person(
    *, name: str, by: Person | None, is_sample: bool = False, **identity: Unpack[Identity]
) -> Person:
    """Record a human being the city knows about, without a login."""
    _only_keepers(by, _("Data penduduk dicatat oleh petugas."))
    nik = identity.pop("nik", None)
    person = Person(name=name, is_sample=is_sample, **identity)
    person.set_unusable_password()
    person.save()
    audit.record("people.recorded", person, by=by, subject=person)
    if nik:
        set_nik(person, nik, by=by)
    return person


@transaction.atomic
def describe(person: Person, *, by: Person | None, **identity: Unpack[Identity]) -> None:
    """Write down what a civil document says about someone (birth place, birth date, sex; the NIK too)."""
    _only_keepers(by, _("Data penduduk dicatat oleh petugas."))
    nik = identity.pop("nik", None)
    row = queries.locked(person)
    for name, value in identity.items():
        setattr(row, name, value)
        setattr(person, name, value)
    row.save(update_fields=list(identity))
    audit.record("people.described", row, by=by, subject=row, fields=sorted(identity))
    if nik:
        set_nik(person, nik, by=by)


@transaction.atomic
def change(person: Person, *, basis: str, by: Person, **elements: str | date) -> list[str]:
    """Change what the city knows of someone (never the NIK: PP 40/2019 pasal 30), keeping what it said before."""
    _only_keepers(by, _("Data penduduk dicatat oleh petugas."))
    row = queries.locked(person)
    changed = {name: value for name, value in elements.items() if getattr(row, name) != value}
    for name, value in changed.items():
        was = getattr(row, name)
        shown = was.isoformat() if isinstance(was, date) else str(was or "")
        FormerIdentity.objects.create(
            person=row, element=name, was=shown, until_on=timezone.localdate(), basis=basis, by=by
        )
        setattr(row, name, value)
        setattr(person, name, value)
    if changed:
        row.save(update_fields=list(changed))
        audit.record("people.changed", row, by=by, subject=row, elements=sorted(changed), basis=basis)
    return sorted(changed)


@transaction.atomic
def set_nik(person: Person, nik: str, *, by: Person | None) -> None:
    """Keep this NIK with this person, unless it cannot be one or is not free."""
    row = queries.locked(person)
    require(
        rules.may_set_nik(by, row, keeps=_keeps_registers(by)),
        _("NIK yang sudah diperiksa hanya dapat diubah petugas."),
    )
    number = methods.clean_number(nik)
    for fault in methods.nik_faults(number):
        require(fault.effect != "block", str(fault.sentence), status=422)
    if _keeps_registers(by):
        _free_claimed(number, row, by=by)
    row.nik, row.nik_index = number, blind_index("nik", number)
    try:
        with transaction.atomic():
            row.save(update_fields=["nik", "nik_index"])
    except IntegrityError:
        raise Refusal(
            _(
                "NIK ini belum dapat dipakai di sini. "
                "Bawalah KTP-el atau KK ke loket Disdukcapil; petugas akan membantu."
            ),
            status=422,
        ) from None
    person.nik, person.nik_index = number, row.nik_index
    audit.record("people.nik_set", row, by=by, subject=row)


def _free_claimed(number: str, person: Person, *, by: Person | None) -> None:
    # A stranger may have typed this NIK into an account nobody checked. The officer has the card in hand.
    holder = queries.by_nik(number)
    if holder is not None and holder != person and holder.has_login and holder.assurance < Assurance.IDENTITY:
        holder.nik = holder.nik_index = None
        holder.save(update_fields=["nik", "nik_index"])
        audit.record("people.nik_freed", holder, by=by, subject=holder)


@transaction.atomic
def confirm_contact(person: Person, *, by: Person | None = None, phone: bool = False) -> None:
    """The person has shown that messages to their e-mail address or phone reach them."""
    row = queries.locked(person)
    row.assurance = max(row.assurance, Assurance.CONTACT)
    if phone:
        row.phone_confirmed_at = timezone.now()
    elif row.email:
        _tell_allauth(row)
    row.save(update_fields=["assurance", "phone_confirmed_at"])
    person.assurance, person.phone_confirmed_at = row.assurance, row.phone_confirmed_at
    audit.record(
        "people.contact_confirmed", row, by=by or row, subject=row, channel="phone" if phone else "email"
    )


def _tell_allauth(person: Person) -> None:
    # allauth keeps its own list of addresses; ours, once confirmed, is the one it signs in with.
    others = EmailAddress.objects.filter(user=person).exclude(email=person.email)
    others.update(primary=False)
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def confirm_identity(person: Person, *, by: Person) -> None:
    """An officer has compared the person with their KTP-el."""
    row = queries.locked(person)
    allowed = rules.may_confirm_identity(by, row, keeps=_keeps_registers(by))
    require(allowed, _("Identitas dipastikan petugas di loket, dan bukan untuk diri sendiri."))
    row.assurance = person.assurance = Assurance.IDENTITY
    row.save(update_fields=["assurance"])
    audit.record("people.identity_confirmed", row, by=by, subject=row)


@transaction.atomic
def reveal_nik(person: Person, *, purpose: str, by: Person) -> str:
    """The NIK in full, for an officer who says why; the resident will read it."""
    allowed = rules.may_reveal_nik(by, person, keeps=_keeps_registers(by))
    require(allowed, _("NIK lengkap hanya dibuka petugas untuk pekerjaannya."))
    stated = rules.is_stated(purpose)
    require(
        stated,
        _("Tulis tujuan membuka NIK dengan jelas, paling sedikit tiga kata. Warga akan membacanya."),
        status=422,
    )
    audit.record(
        "people.opened", person, by=by, subject=person, purpose=" ".join(purpose.split())[:300], what="nik"
    )
    return str(person.nik or "")


@transaction.atomic
def look_up(nik: str, *, purpose: str, by: Person) -> Person | None:
    """An officer looks for a resident by NIK and says why. Others are refused before anyone is looked for."""
    require(_keeps_registers(by), _("Pencarian warga hanya untuk petugas."))
    require(
        rules.is_stated(purpose), _("Tulis tujuannya dengan jelas, paling sedikit tiga kata."), status=422
    )
    person = queries.by_nik(nik)
    if person is not None:
        audit.record("people.opened", person, by=by, subject=person, purpose=purpose, what="lookup")
    return person


@transaction.atomic
def make_household(
    *, by: Person | None, is_sample: bool = False, **address: Unpack[Address]
) -> KartuKeluarga:
    """Open a household under its nomor KK."""
    _only_keepers(by, _("Kartu Keluarga dicatat oleh petugas."))
    number = methods.clean_number(address["nomor_kk"])
    for fault in methods.kk_faults(number, timezone.localdate()):
        require(fault.effect != "block", str(fault.sentence), status=422)
    lines = {name: str(address.get(name, "")) for name in ("alamat", "rt", "rw", "lingkungan", "kode_pos")}
    kk = KartuKeluarga(
        nomor_kk=number, nomor_kk_index=blind_index("kk", number), is_sample=is_sample, **lines
    )
    kk.kelurahan_id = address["kelurahan_code"]
    try:
        with transaction.atomic():
            kk.save()
    except IntegrityError:
        sentence = _("Nomor KK ini sudah tercatat. Cari Kartu Keluarganya, lalu tambahkan anggota.")
        raise Refusal(sentence, status=422) from None
    audit.record("people.household_made", kk, by=by)
    return kk


@transaction.atomic
def move_household(kk: KartuKeluarga, *, by: Person | None, **address: Unpack[NewAddress]) -> None:
    """The whole household lives elsewhere from now on; number and members stay."""
    _only_keepers(by, _("Kartu Keluarga dicatat oleh petugas."))
    row = queries.locked_household(kk)
    written = {"kelurahan_id": address["kelurahan_code"]}
    written |= {name: str(value) for name, value in address.items() if name != "kelurahan_code"}
    for name, value in written.items():
        setattr(row, name, value)
        setattr(kk, name, value)
    row.save(update_fields=list(written))
    audit.record("people.household_moved", row, by=by)


@transaction.atomic
def join_household(
    kk: KartuKeluarga, person: Person, *, shdk: Shdk, status_kawin: StatusKawin, from_on: date,
    by: Person | None,
) -> AnggotaKeluarga:  # fmt: skip
    """Give a person their place in a household from a day on; their place elsewhere ends the day before."""
    _only_keepers(by, _("Anggota keluarga dicatat oleh petugas."))
    queries.locked_household(kk)
    before = queries.membership_of(person)
    if before is not None:
        _close(before, last_day=max(before.from_on, from_on - timedelta(days=1)))
    place = AnggotaKeluarga(
        kartu_keluarga=kk, person=person, shdk=shdk, status_kawin=status_kawin, from_on=from_on
    )
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError:
        raise Refusal(_("Kartu Keluarga ini sudah mempunyai kepala keluarga."), status=422) from None
    audit.record("people.household_joined", kk, by=by, subject=person, shdk=str(shdk))
    return place


@transaction.atomic
def leave_household(person: Person, *, on: date, by: Person | None) -> None:
    """`on` is the last day in the household (a move, a death, a split)."""
    _only_keepers(by, _("Anggota keluarga dicatat oleh petugas."))
    place = queries.membership_of(person)
    if place is None:
        raise Refusal(_("Orang ini tidak tercatat pada Kartu Keluarga mana pun."), status=422)
    _close(place, last_day=on)
    audit.record("people.household_left", place.kartu_keluarga, by=by, subject=person, on=on.isoformat())


@transaction.atomic
def record_death(person: Person, *, on: date | None, by: Person | None) -> None:
    """Note the day of death: login and NIK close with it. None takes a wrong record back and opens them."""
    _only_keepers(by, _("Kematian dicatat oleh petugas."))
    row = queries.locked(person)
    row.meninggal_on, row.is_active = on, on is None
    row.save(update_fields=["meninggal_on", "is_active"])
    person.meninggal_on, person.is_active = row.meninggal_on, row.is_active
    audit.record("people.died" if on else "people.found_alive", row, by=by, subject=row)


def _close(place: AnggotaKeluarga, *, last_day: date) -> None:
    place.until_on = last_day
    place.save(update_fields=["until_on"])


@transaction.atomic
def sign_up(person: Person, *, name: str, email: str, phone: str, password: str) -> Person:
    """A resident opens an account, by e-mail or by phone; the contact is still to be confirmed."""
    person.name, person.email, person.phone = name, email or None, phone or None
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise Refusal(_("Pendaftaran belum berhasil. Ulangi sebentar lagi."), status=422) from None
    audit.record("people.registered", person, by=person, subject=person)
    return person


@transaction.atomic
def choose_password(person: Person, password: str) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record("people.password_chosen", person, by=person, subject=person)


@transaction.atomic
def change_phone(person: Person, phone: str) -> None:
    person.phone, person.phone_confirmed_at = phone, None
    person.save(update_fields=["phone", "phone_confirmed_at"])
    audit.record("people.phone_changed", person, by=person, subject=person)


@transaction.atomic
def choose_language(person: Person, language: str) -> None:
    person.language = language
    person.save(update_fields=["language"])
    audit.record("people.language_chosen", person, by=person, subject=person, language=language)


@transaction.atomic
def note_sign_in(person: Person, how: list[str]) -> None:
    audit.record("people.signed_in", person, by=person, subject=person, how=how)


@transaction.atomic
def note_security_change(person: Person, what: str) -> None:
    audit.record("people.security_changed", person, by=person, subject=person, what=what)


@transaction.atomic
def post_letter(to: str, subject: str, text: str) -> None:
    """Queue a letter about signing in. It may hold a code, so it lies sealed in the queue."""
    ref = uuid4().hex
    letter = json.dumps({"to": to, "subject": subject, "text": text}).encode()
    sealed = base64.b64encode(seal(letter, bound_to=f"people.letter:{ref}")).decode()
    task = app.configure_task("balaikota.foundation.people.jobs.send_letter", queue="letters")
    task.defer(ref=ref, sealed=sealed)


@transaction.atomic
def follow_session(before: str, after: str) -> None:
    """The session that showed once more who is there goes on under a new key; it is still the same device."""
    UserSession.objects.filter(session_key=before).update(session_key=after)


@transaction.atomic
def end_sessions(person: Person, *, because: str) -> int:
    """Sign this person out on every device at once, from the machine itself. Says how many there were."""
    rows = list(UserSession.objects.filter(user_id=person.pk))
    for row in rows:
        row.end()
    audit.record(
        "people.sessions_ended", person, by=None, subject=person, purpose=because[:300], count=len(rows)
    )
    return len(rows)


@transaction.atomic
def take_off_factors(person: Person, *, because: str) -> None:
    """Whoever lost phone and spare codes, and has shown their KTP-el again at a desk, sets up anew; they are told."""
    require(bool(because.strip()), _("Tulis siapa yang mencocokkan KTP-el-nya, dan kapan."), status=422)
    Authenticator.objects.filter(user_id=person.pk).delete()
    audit.record("people.factors_taken_off", person, by=None, subject=person, purpose=because[:300])
    end_sessions(person, because=because)
    told = _(
        "Pengaman kedua akun Anda dilepas di kantor. Bila Anda tidak memintanya, hubungi kantor kelurahan."
    )
    if person.email:
        post_letter(person.email, _("Pengaman kedua dilepas"), told)
