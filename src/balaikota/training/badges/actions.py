"""Signing a badge once, letting it fall with its certificate, and keeping the lists fresh."""

import secrets
import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from balaikota.foundation.audit import actions as audit
from balaikota.training.badges import methods, queries
from balaikota.training.badges.contract import Signer
from balaikota.training.badges.models import Badge, Key, StatusList
from balaikota.training.certificates.models import Certificate


@transaction.atomic
def adopt(signer: Signer) -> Key:
    """From now on this key signs. Older ones stay published: what they signed stands."""
    row, is_new = Key.objects.get_or_create(kid=signer.kid, defaults={"public": signer.public})
    if is_new:
        audit.record("badges.key_adopted", row, by=None, kid=row.kid)
    return row


@transaction.atomic
def issue_waiting(signer: Signer, most: int = 500) -> int:
    """The one credential of every certificate that stands and has none; of jobs at once the second finds none left."""
    row, key = _open_list(), queries.key_named(signer.kid)
    taken = queries.taken_places(row)
    locked = queries.waiting().select_for_update(no_key=True, of=("self",))
    alike: dict[uuid.UUID, queries.Held] = {}
    made = []
    for certificate in locked[:most]:
        cohort = certificate.enrolment.cohort
        alike[cohort.pk] = alike.get(cohort.pk) or queries.held(cohort)
        made.append(_signed(certificate, alike[cohort.pk], row, taken, signer))
    for badge in made:
        badge.key = key
    Badge.objects.bulk_create(made)
    StatusList.objects.filter(pk=row.pk).update(taken=F("taken") + len(made))
    about = [(badge, badge.certificate.enrolment.person_id) for badge in made]
    audit.record_each("badges.issued", about, by=None)
    return len(made)


def _signed(
    certificate: Certificate, alike: queries.Held, row: StatusList, taken: set[int], signer: Signer
) -> Badge:
    """Its place in the list is drawn by chance, so that neighbours tell nothing."""
    place = secrets.randbelow(methods.PLACES)
    while place in taken:
        place = secrets.randbelow(methods.PLACES)
    taken.add(place)
    badge_id = uuid.uuid4()
    url = queries.here(reverse("badges:badge", args=[badge_id]))
    said = methods.credential(queries.facts(certificate, alike, url, row, place))
    return Badge(
        id=badge_id, certificate=certificate, status_list=row, place=place,
        token=signer.sign(said, said["iss"]),
    )  # fmt: skip


def _open_list() -> StatusList:
    """The list that takes new badges, locked; one is filled to the half, or until the city moves."""
    rows = StatusList.objects.select_for_update(no_key=True).order_by("-number")
    row, here = rows.first(), queries.here()
    if row is None or row.taken >= methods.PLACES // 2 or row.address != here:
        # Two jobs that open a list at once: the second waits for the number and finds it taken.
        StatusList.objects.bulk_create(
            [StatusList(number=row.number + 1 if row else 1, address=here)], ignore_conflicts=True
        )
        row = rows[0]
    return row


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
    until, issuer = at + queries.BELIEVED, methods.did(row.address)
    url = row.address + row.get_absolute_url()
    said = methods.status_list(url, issuer, queries.revoked_places(row), at, until)
    row.token, row.signed_at, row.valid_until = signer.sign(said, issuer), at, until
    row.save(update_fields=["token", "signed_at", "valid_until"])
    audit.record("badges.list_signed", row, by=None, number=row.number)
