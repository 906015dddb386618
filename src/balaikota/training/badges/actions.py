"""Signing a badge once, letting it fall with its certificate, and keeping the lists fresh."""

import secrets
import uuid
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from balaikota.foundation.audit import actions as audit
from balaikota.training.badges import methods, queries
from balaikota.training.badges.contract import Signer
from balaikota.training.badges.models import Badge, Key, StatusList
from balaikota.training.certificates import queries as certificates
from balaikota.training.certificates.models import Certificate


@transaction.atomic
def adopt(signer: Signer) -> Key:
    """From now on this key signs. Older ones stay published: what they signed stands."""
    row, is_new = Key.objects.get_or_create(kid=signer.kid, defaults={"public": signer.public})
    if is_new:
        audit.record("badges.key_adopted", row, by=None, kid=row.kid)
    return row


@transaction.atomic
def issue(certificate: Certificate, signer: Signer) -> Badge | None:
    """The one credential of a certificate that stands. May be said twice; a certificate that fell gets none."""
    certificate = certificates.locked(certificate)
    known = queries.badge_of(certificate)
    if known is not None or not certificate.stands:
        return known
    key, (row, place) = queries.key_named(signer.kid), _free_place()
    badge_id = uuid.uuid4()
    url = queries.here(reverse("badges:badge", args=[badge_id]))
    with translation.override("id"):  # a credential is written in the language of its course
        said = methods.credential(queries.facts(certificate, url, row, place))
    made = Badge.objects.create(
        id=badge_id, certificate=certificate, key=key, status_list=row, place=place,
        token=signer.sign(said, said["iss"]),
    )  # fmt: skip
    audit.record("badges.issued", made, by=None, subject=certificate.enrolment.person)
    return made


def _free_place() -> tuple[StatusList, int]:
    """A place drawn by chance, so that neighbours in a list tell nothing; a list is filled to the half."""
    row = StatusList.objects.select_for_update(no_key=True).order_by("-number").first()
    if row is None or row.taken >= methods.PLACES // 2:
        # Two jobs that open the first list at once: the second waits for the number and finds it taken.
        StatusList.objects.bulk_create(
            [StatusList(number=row.number + 1 if row else 1)], ignore_conflicts=True
        )
        row = StatusList.objects.select_for_update(no_key=True).order_by("-number")[0]
    row.taken += 1
    row.save(update_fields=["taken"])
    place = secrets.randbelow(methods.PLACES)
    while Badge.objects.filter(status_list=row, place=place).exists():
        place = secrets.randbelow(methods.PLACES)
    return row, place


@transaction.atomic
def revoke_fallen(signer: Signer) -> int:
    """What a certificate lost, its badge loses: the bit is set and the list signed anew."""
    at, touched = timezone.now(), {}
    for badge in queries.fallen():
        badge.revoked_at = at
        badge.save(update_fields=["revoked_at"])
        audit.record("badges.revoked", badge, by=None)
        touched[badge.status_list_id] = badge.status_list
    for row in touched.values():
        _sign(row, signer, at)
    return len(touched)


@transaction.atomic
def renew_lists(signer: Signer, *, everything: bool = False) -> int:
    """Sign what is older than a day, so that a copy somebody kept can be told from today's."""
    at = timezone.now()
    rows = list(StatusList.objects.order_by("number")) if everything else queries.stale_lists(at)
    for row in rows:
        _sign(row, signer, at)
    return len(rows)


def _sign(row: StatusList, signer: Signer, at: datetime) -> None:
    row = StatusList.objects.select_for_update(no_key=True).get(pk=row.pk)
    until, issuer = at + queries.BELIEVED, queries.issuer().did
    url = queries.here(row.get_absolute_url())
    said = methods.status_list(url, issuer, queries.revoked_places(row), at, until)
    row.token, row.signed_at, row.valid_until = signer.sign(said, issuer), at, until
    row.save(update_fields=["token", "signed_at", "valid_until"])
    audit.record("badges.list_signed", row, by=None, number=row.number)
