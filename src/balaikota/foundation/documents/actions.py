"""Issuing letters. First the signed file lies on the disk, then the letter says that it is issued."""

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.documents import contract, methods, rules
from balaikota.foundation.documents.models import Letter, NumberGap, NumberSeries, State
from balaikota.foundation.files import actions as files
from balaikota.foundation.regions import queries as regions
from balaikota.kit import pdf
from balaikota.kit.erasing import blanked
from balaikota.kit.errors import require
from balaikota.kit.outbound import NotTaken, Unsure

if TYPE_CHECKING:
    from balaikota.foundation.organisations.models import Agency
    from balaikota.foundation.people.models import Person

log = structlog.get_logger()
#: A signer answers, or is given up, well within this.
STILL_ASKING = timedelta(minutes=5)


@transaction.atomic
def request_letter(  # noqa: PLR0913 - a letter has this many sides; all are named
    kind: str,
    *,
    title: str,
    agency: "Agency",
    about: models.Model,
    subject: "Person | None",
    content: dict[str, Any],
    signed_by: "Person",
    signer_title: str,
    by: "Person | None",
    is_sample: bool = False,
) -> Letter:
    """Draw the number and ask for the signature. The letter waits until a job has drawn and signed it.

    `title` stands on the public verify page: it names the paper, never a person.
    """
    paper = contract.paper_of(kind)
    series, number = _next_number(agency, kind, timezone.localdate().year)
    letter = Letter.objects.create(
        kind=kind,
        title=title,
        series=series,
        number=number,
        number_text=paper.number_text(number, office=agency.code, year=series.year),
        agency=agency,
        subject=subject,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        content=content,
        signed_by=signed_by,
        signer_title=signer_title,
        is_sample=is_sample,
    )
    audit.record("documents.requested", letter, by=by, subject=subject, kind=kind, number=letter.number_text)
    return letter


def issue(letter: Letter) -> Letter:
    """Draw, sign, store, and only then say that it is issued. May run twice; a failure leaves it waiting.

    No transaction is held while the signer is asked: it may be on the other side of the country. A signer that
    must not be asked twice is asked once; when nobody knows how that ended, the letter is held for the operator.
    """
    if letter.state != State.WAITING or letter.held_at is not None:
        return letter
    at, signer = timezone.now(), contract.signer()
    _note_attempt(letter, at)
    try:
        drawn = _drawn(letter, signer, at)
        if not signer.repeats and not _begin(letter, at):
            return letter
        return _issued(letter, signer.sign(drawn, _order(letter, at)), at)
    except Unsure as fault:
        _hold(letter, fault.why)
        return letter
    except NotTaken as fault:
        _note_refusal(letter, fault)
        if fault.is_final:
            return letter
        raise
    except Exception as error:
        _note_failure(letter, error)
        raise


@transaction.atomic
def ask_again(letter: Letter, *, by: "Person") -> None:
    """The operator says that a held letter was not signed, or that signing it twice does no harm."""
    require(rules.may_release(by), _("Surat tertahan hanya diurus oleh pengelola sistem."))
    row = _locked(letter.pk)
    require(row.held_at is not None, _("Surat ini tidak tertahan lagi."), status=409)
    row.held_at, row.asked_at, row.last_error = None, None, ""
    row.save(update_fields=["held_at", "asked_at", "last_error"])
    audit.record("documents.released", row, by=by, subject=row.subject)


@transaction.atomic
def replace(letter: Letter, new: Letter, *, by: "Person | None" = None) -> None:
    """The new letter takes the place of this one; the verify page says so from now on."""
    letter = _locked(letter.pk)
    require(rules.may_replace(letter, new), _("Surat ini tidak dapat diganti dengan surat itu."))
    letter.state, letter.replaced_by = State.REPLACED, new
    letter.save(update_fields=["state", "replaced_by"])
    audit.record("documents.replaced", letter, by=by, subject=letter.subject, replaced_by=new.number_text)


@transaction.atomic
def revoke(letter: Letter, *, reason: str, by: "Person | None") -> None:
    """This letter no longer stands. One still waiting leaves its number unused, and explained."""
    letter = _locked(letter.pk)
    require(rules.may_revoke(letter), _("Surat ini sudah tidak berlaku."))
    require(bool(reason.strip()), _("Tuliskan alasan pencabutan."), status=422)
    if letter.state == State.WAITING:
        NumberGap.objects.get_or_create(
            series=letter.series, number=letter.number, defaults={"reason": reason[:300], "by": by}
        )
    letter.state, letter.revoked_at, letter.revoked_reason = State.REVOKED, timezone.now(), reason[:300]
    letter.save(update_fields=["state", "revoked_at", "revoked_reason"])
    audit.record("documents.revoked", letter, by=by, subject=letter.subject)


@transaction.atomic
def erase_copy(letter: Letter, *, by: "Person | None" = None) -> None:
    """Destroy the city's copy: content and file. Number, state and hash stay, so that it can still be verified."""
    letter = _locked(letter.pk)
    require(letter.state != State.WAITING, _("Surat ini masih menunggu tanda tangan."), status=409)
    letter.save(update_fields=blanked(letter))
    if letter.file is not None:
        files.erase(letter.file, by=by)
    audit.record("documents.copy_erased", letter, by=by, subject=letter.subject)


@transaction.atomic
def explain_gap(series: NumberSeries, number: int, reason: str, *, by: "Person") -> NumberGap:
    """Say why a number of a series has no letter."""
    require(0 < number <= series.last, _("Nomor itu belum pernah diambil."), status=422)
    require(
        not series.letters.filter(number=number).exclude(state=State.REVOKED).exists(),
        _("Nomor itu dipakai sebuah surat."),
        status=422,
    )
    gap = NumberGap.objects.create(series=series, number=number, reason=reason[:300], by=by)
    audit.record("documents.gap_explained", series, by=by, number=number)
    return gap


def _next_number(agency: "Agency", kind: str, year: int) -> tuple[NumberSeries, int]:
    """The next number of this office, kind and year. Others wait here until this transaction has ended, so a
    number given back by a rollback is the next one's and leaves no hole."""
    NumberSeries.objects.bulk_create(
        [NumberSeries(agency=agency, kind=kind, year=year)], ignore_conflicts=True
    )
    series = NumberSeries.objects.select_for_update(no_key=True).get(agency=agency, kind=kind, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series, series.last


def _locked(letter_id: uuid.UUID) -> Letter:
    return Letter.objects.select_for_update(no_key=True).get(pk=letter_id)


@transaction.atomic
def _note_attempt(letter: Letter, at: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(attempts=F("attempts") + 1, tried_at=at)


@transaction.atomic
def _note_failure(letter: Letter, error: Exception) -> None:
    """Its kind only: an error's words may quote the letter."""
    Letter.objects.filter(pk=letter.pk, state=State.WAITING).update(last_error=type(error).__name__[:300])
    log.warning("letter not signed", letter=str(letter.pk), error=type(error).__name__)


@transaction.atomic
def _begin(letter: Letter, at: datetime) -> bool:
    """Write down that the paper is about to leave. False when it left before: then nobody knows, and it is held."""
    row = _locked(letter.pk)
    if row.state != State.WAITING or row.held_at is not None:
        return False
    if row.asked_at is not None:
        if row.asked_at < at - STILL_ASKING:  # else another worker may be waiting for the answer
            _hold(row, "interrupted")
        return False
    row.asked_at = at
    row.save(update_fields=["asked_at"])
    return True


@transaction.atomic
def _hold(letter: Letter, why: str) -> None:
    changed = {"held_at": timezone.now(), "last_error": why}
    if Letter.objects.filter(pk=letter.pk, state=State.WAITING).update(**changed):
        audit.record("documents.held", letter, by=None, subject=letter.subject, why=why)
    log.warning("letter held", letter=str(letter.pk), why=why)


@transaction.atomic
def _note_refusal(letter: Letter, fault: NotTaken) -> None:
    """Nothing was signed; what asking again cannot mend waits for the operator."""
    waiting = Letter.objects.filter(pk=letter.pk, state=State.WAITING)
    waiting.update(asked_at=None, last_error=fault.why[:300])
    if fault.is_final:
        _hold(letter, fault.why)
    log.warning("letter not signed", letter=str(letter.pk), error=fault.why)


def _drawn(letter: Letter, signer: contract.Signer, at: datetime) -> bytes:
    template = contract.paper_of(letter.kind).template
    return pdf.draw(template, _on_paper(letter, signer, at), example=letter.is_sample, at=at)


def _order(letter: Letter, at: datetime) -> contract.Order:
    return contract.Order(
        agency_code=letter.agency.code,
        agency=letter.agency.name,
        signer_title=letter.signer_title,
        reason=f"{letter.title} nomor {letter.number_text}",
        at=at,
    )


def _on_paper(letter: Letter, signer: contract.Signer, at: datetime) -> dict[str, Any]:
    """What the templates may use: `letter` is the same for all, `content` is the room's own."""
    address, city = verify_address(letter), regions.city().name
    return {
        "letter": {
            "title": letter.title,
            "number": letter.number_text,
            "agency": letter.agency.name,
            "agency_address": letter.agency.address,
            "agency_phone": letter.agency.phone,
            "city": city,
            "place": methods.place_of(city),
            "date": methods.on_paper(timezone.localdate(at)),
            "signed_by": letter.signed_by.name if letter.signed_by else "",
            "signer_title": letter.signer_title,
            "statement": str(signer.statement),
            "address": address,
            "verify": _here(reverse("documents:verify")),
            "token": letter.token,
            "qr": methods.qr(address),
        },
        "content": letter.content,
    }


def verify_address(letter: Letter) -> str:
    """Where anyone who holds the paper can ask whether it stands."""
    return _here(reverse("documents:verdict", args=[letter.token]))


def _here(path: str) -> str:
    return str(settings.ADDRESS).rstrip("/") + path


@transaction.atomic
def _issued(letter: Letter, signed: bytes, at: datetime) -> Letter:
    """The one step after which it is out. Of two jobs that signed at once, the second finds it done."""
    letter = _locked(letter.pk)
    if letter.state != State.WAITING:
        return letter
    name = f"{letter.title} {letter.number_text.replace('/', '-')}.pdf"
    file = files.store_bytes(
        signed, name=name, content_type="application/pdf", about=letter, owner=letter.subject
    )
    letter.file, letter.sha256, letter.state, letter.issued_at = file, file.sha256, State.ISSUED, at
    letter.last_error, letter.held_at = "", None
    letter.save(update_fields=["file", "sha256", "state", "issued_at", "last_error", "held_at"])
    audit.record("documents.issued", letter, by=None, subject=letter.subject, sha256=file.sha256)
    return letter
