"""Signing what was asked for, and what was left waiting."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.documents import actions, contract, queries
from balaikota.kit.reactions import every, on


class LocalSigner(contract.Signer):
    """The city's own certificate: good for seeing that a paper is unchanged, certified by nobody."""

    statement = _("Ditandatangani secara elektronik dengan sertifikat lokal, belum tersertifikasi PSrE.")
    is_certified = False

    def sign(self, pdf: bytes, order: contract.Order) -> bytes:
        # Here, not above: every process reads this module, but only the worker signs; pyHanko loads slowly.
        from balaikota.foundation.documents.gateway import LocalCertificates

        certificates = LocalCertificates(settings.SIGNING_FOLDER)
        return certificates.sign(pdf, agency_code=order.agency_code, agency=order.agency, reason=order.reason)


contract.register_signer(LocalSigner())


@on("documents.requested")
def sign(event_id: int) -> None:
    actions.issue(queries.letter_of(event_id))


@every("* * * * *")
def sign_what_waits(timestamp: int) -> None:
    """After a signer's bad hour every letter gets its turn; one that fails does not hold up the rest."""
    for letter in queries.left_waiting():
        try:
            actions.issue(letter)
        except Exception:  # noqa: S112 - noted on the letter itself by `issue`
            continue
