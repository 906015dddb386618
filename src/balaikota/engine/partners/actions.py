"""Every write about partners: who they are, what residents allow them, and what they do in a resident's name."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import F, When
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import methods as case_methods
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue.models import Service
from balaikota.engine.partners import methods, queries, rules
from balaikota.engine.partners.methods import Application, Unaccepted
from balaikota.engine.partners.models import Act, Consent, Partner, Scope, Submission, Token
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require
from balaikota.kit.secrets import blind_index

# --- partners and their tokens --------------------------------------------------------------------


def _only_operators(by: Person) -> None:
    require(rules.may_manage(by), _("Mitra hanya diatur oleh pengelola sistem."))


@transaction.atomic
def enrol(name: str, *, purpose: str, agreement: str, per_minute: int = 60, by: Person) -> Partner:
    """Make a partner known. It can do nothing yet: scopes and a token follow."""
    _only_operators(by)
    slug = slugify(name)[:50]
    require(bool(slug), _("Nama mitra harus berisi huruf."), status=422)
    require(queries.known_partner(slug) is None, _("Mitra dengan nama ini sudah ada."), status=409)
    said = {"purpose": purpose, "agreement": agreement, "per_minute": per_minute}
    partner = Partner.objects.create(slug=slug, name=name, is_sample=by.is_sample, **said)
    audit.record("partners.enrolled", partner, by=by, partner=slug)
    return partner


@transaction.atomic
def issue_token(partner: Partner, *, by: Person) -> str:
    """A new secret, told this once. Older ones end within a week, so that the partner can change over."""
    _only_operators(by)
    partner, now, secret = queries.locked(partner), timezone.now(), methods.new_token()
    live = Token.objects.filter(partner=partner, revoked_at=None, until_at__gt=now + rules.OVERLAP)
    live.update(until_at=now + rules.OVERLAP)
    Token.objects.create(
        partner=partner,
        index=blind_index("partner-token", secret),
        hint=secret[-4:],
        made_by=by,
        until_at=now + rules.LIFETIME,
    )
    audit.record("partners.token_issued", partner, by=by, partner=partner.slug)
    return secret


@transaction.atomic
def revoke_token(token: Token, *, by: Person) -> None:
    """From now on this secret opens nothing."""
    _only_operators(by)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        audit.record("partners.token_revoked", token.partner, by=by, hint=token.hint)


@transaction.atomic
def allow(partner: Partner, service: Service, acts: Sequence[str], *, by: Person) -> Scope:
    """Say what a partner may do for one service; said again, it replaces what was said before."""
    _only_operators(by)
    wanted = [act for act in Act if act in acts]
    require(bool(wanted), _("Pilih sedikitnya satu hal yang boleh dilakukan mitra."), status=422)
    scope, _is_new = Scope.objects.update_or_create(
        partner=partner, service=service, defaults={"acts": wanted}
    )
    audit.record("partners.allowed", partner, by=by, service=service.slug, acts=[str(act) for act in wanted])
    return scope


@transaction.atomic
def forbid(scope: Scope, *, by: Person) -> None:
    """Take a service away from a partner."""
    _only_operators(by)
    audit.record("partners.forbidden", scope.partner, by=by, service=scope.service.slug)
    scope.delete()


@transaction.atomic
def suspend(partner: Partner, *, by: Person) -> None:
    """Stop a partner at once; its tokens and scopes stay for the day it goes on."""
    _turn(partner, "partners.suspended", by, is_suspended=True)


@transaction.atomic
def resume(partner: Partner, *, by: Person) -> None:
    """Let a stopped partner go on."""
    _turn(partner, "partners.resumed", by, is_suspended=False)


def _turn(partner: Partner, name: str, by: Person, *, is_suspended: bool) -> None:
    _only_operators(by)
    partner = queries.locked(partner)
    if partner.is_suspended != is_suspended:
        partner.is_suspended = is_suspended
        partner.save(update_fields=["is_suspended"])
        audit.record(name, partner, by=by, partner=partner.slug)


@transaction.atomic
def admit(secret: str) -> Token:
    """Who speaks? Counts the request, then refuses what is unknown, ended, stopped, or too much."""
    now, minute = timezone.now(), timezone.now().replace(second=0, microsecond=0)
    token = queries.token(secret)
    if token is None or not rules.is_known(token):
        raise Refusal(_("Token tidak dikenal atau sudah tidak berlaku."), status=401)
    require(not token.partner.is_suspended, _("Akses mitra ini sedang dihentikan oleh kota."))
    _count(token, minute)
    sentence = _("Terlalu banyak permintaan pada menit ini. Coba lagi menit berikutnya.")
    token.refresh_from_db(fields=["minute_at", "in_minute"])
    require(rules.is_within(token, minute) and token.until_at > now, sentence, status=429)
    return token


def _count(token: Token, minute: datetime) -> None:
    """One step in the database: of fifty requests at once none is missed."""
    again = models.Case(When(minute_at=minute, then=F("in_minute") + 1), default=1)
    Token.objects.filter(pk=token.pk).update(in_minute=again, minute_at=minute)


# --- consent --------------------------------------------------------------------------------------


@transaction.atomic
def consent(scope: Scope, *, by: Person) -> str:
    """Let a partner apply once for one service in one's own name. The code is told this once."""
    sentence = _("Identitas Anda perlu diperiksa petugas sebelum Anda memberi izin kepada mitra.")
    require(rules.may_consent(by), sentence)
    may = rules.may_use(scope.partner, scope, Act.SUBMIT)
    require(may, _("Mitra ini tidak dapat mengajukan layanan itu."))
    code, now = methods.new_consent_code(), timezone.now()
    row = Consent.objects.create(
        person=by,
        partner=scope.partner,
        service=scope.service,
        acts=scope.acts,
        index=queries.consent_index(code),
        given_at=now,
        until_at=now + rules.CONSENT_LASTS,
    )
    said = {"partner": scope.partner.name, "service": scope.service.slug}
    audit.record("partners.consented", row, by=by, subject=by, acts=scope.acts, **said)
    return code


@transaction.atomic
def take_back(consent: Consent, *, by: Person) -> None:
    """The partner can no longer use this consent, nor see the case it opened; the case itself goes on."""
    consent = queries.locked_consent(consent)
    require(consent.person_id == by.pk, _("Izin ini bukan milik Anda."))
    if consent.revoked_at is None:
        consent.revoked_at = timezone.now()
        consent.save(update_fields=["revoked_at"])
        audit.record("partners.consent_taken_back", consent, by=by, subject=by, partner=consent.partner.name)


# --- in a resident's name -------------------------------------------------------------------------


@transaction.atomic
def submit(partner: Partner, sent: Application) -> Submission:
    """Apply in a resident's name, by the same questions, rules and declarations as on the pages.

    The same key gives the same case. What cannot be submitted leaves nothing behind: `Unaccepted` says why.
    """
    digest = blind_index("partner-request", sent.canonical())
    row, is_new = Submission.objects.get_or_create(partner=partner, key=sent.key, defaults={"digest": digest})
    if not is_new:
        is_same = row.digest == digest
        sentence = _("Idempotency-Key ini sudah dipakai untuk kiriman lain. Pakai kunci baru.")
        require(is_same, sentence, status=422)
        return row
    consent = _usable(partner, sent.consent)
    service = consent.service
    require(service.slug == sent.service, _("Izin warga ini untuk layanan lain."))
    may = rules.may_use(partner, queries.scope(partner, service), Act.SUBMIT)
    require(may, _("Mitra ini tidak dapat mengajukan layanan itu."))
    row.case, row.consent = _apply(consent, sent), consent
    row.save(update_fields=["case", "consent"])
    said = {"partner": partner.name, "purpose": partner.purpose}
    audit.record("partners.submitted", row.case, by=None, subject=consent.person, **said)
    return row


def _usable(partner: Partner, code: str) -> Consent:
    """The consent behind a code, locked. Unknown, another's, used, ended: the partner is told the same of all."""
    consent = queries.consent_by_code(partner, code)
    is_used = consent is not None and queries.is_used(consent)
    if consent is None or not rules.is_usable(consent, timezone.now(), is_used=is_used):
        raise Refusal(_("Izin warga tidak dikenal, sudah dipakai, ditarik, atau lewat waktunya."))
    return consent


def _apply(consent: Consent, sent: Application) -> Case:
    person = consent.person
    draft = cases.start_draft(consent.service, by=person, afresh=True)
    definition = case_queries.definition_of(draft)
    cases.save_page(draft, definition.pages[0].name if definition.pages else "", sent.answers, by=person)
    draft.refresh_from_db()
    view = case_queries.seen(draft)
    faults = queries.faults(view, sent, person)
    if faults:
        raise Unaccepted(_("Isian belum dapat diajukan. Perbaiki yang disebut, lalu kirim lagi."), faults)
    return cases.submit(draft, declared=case_methods.needed_declarations(view), by=person)


def keep_file(partner: Partner, code: str, upload: "UploadedFile[bytes]") -> StoredFile:
    """Keep a file for an application to come, as if the resident had uploaded it: inspected and cleaned."""
    with transaction.atomic():
        person = _usable(partner, code).person
    return files.receive(upload, owner=person, by=person)


@transaction.atomic
def withdraw(submission: Submission) -> None:
    """Take an open application back in the resident's name, as they allowed."""
    partner, consent, case = submission.partner, submission.consent, submission.case
    if consent is None or case is None:
        raise Refusal(_("Permohonan ini tidak ada."), status=404)
    may = rules.may_use(partner, queries.scope(partner, consent.service), Act.SUBMIT)
    require(may, _("Mitra ini tidak dapat mencabut permohonan layanan itu."))
    cases.withdraw(case, by=consent.person)
    said = {"partner": partner.name, "purpose": partner.purpose}
    audit.record("partners.withdrawn", case, by=None, subject=consent.person, **said)
