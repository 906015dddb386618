"""Signing what was asked for, and what was left waiting."""

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.documents import actions, contract, queries
from balaikota.kit.reactions import every, on

log = structlog.get_logger()


class LocalSigner(contract.Signer):
    """The city's own certificate: good for seeing that a paper is unchanged, certified by nobody."""

    statement = _("Ditandatangani secara elektronik dengan sertifikat lokal, belum tersertifikasi PSrE.")
    is_certified = False

    def sign(self, pdf: bytes, order: contract.Order) -> bytes:
        # Here, not above: every process reads this module, but only the worker signs; pyHanko loads slowly.
        from balaikota.foundation.documents.gateway import LocalCertificates

        certificates = LocalCertificates(settings.SIGNING_FOLDER)
        return certificates.sign(pdf, agency_code=order.agency_code, agency=order.agency, reason=order.reason)


class BsreSigner(contract.Signer):
    """BSrE's e-sign server, in the name of the agency's official. Never asked twice by itself."""

    statement = _("Ditandatangani secara elektronik dengan sertifikat yang diterbitkan BSrE, BSSN.")
    is_certified = True
    repeats = False

    def sign(self, pdf: bytes, order: contract.Order) -> bytes:
        from balaikota.foundation.documents import gateway  # as above

        server = gateway.EsignServer(settings.BSRE_URL, settings.BSRE_USER, settings.BSRE_PASSWORD)
        signatory = gateway.signatory_of(settings.SIGNING_FOLDER / "bsre.json", order.agency_code)
        signed = gateway.esign(server, signatory, pdf)
        log.info("paper signed", signer="bsre", agency=order.agency_code)
        return signed


contract.register_signer(BsreSigner() if settings.BSRE_URL else LocalSigner())


@on("documents.requested", urgent=True)
def sign(event_id: int) -> None:
    actions.issue(queries.letter_of(event_id))


@on("documents.released", urgent=True)
def sign_after_all(event_id: int) -> None:
    actions.issue(queries.letter_of(event_id))


@every("* * * * *")
def sign_what_waits(timestamp: int) -> None:
    """After a signer's bad hour every letter gets its turn; one that fails does not hold up the rest."""
    for letter in queries.left_waiting():
        try:
            actions.issue(letter)
        except Exception:  # noqa: S112 - noted on the letter itself by `issue`
            continue
