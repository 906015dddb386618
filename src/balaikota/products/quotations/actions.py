"""Asking for prices, answering, choosing. Prices never stand in an event: the chain is read before the closing time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.kit.series import draw
from balaikota.products.quotations import queries, rules
from balaikota.products.quotations.models import (
    Inquiry,
    Invitation,
    Need,
    NumberSeries,
    Offer,
    Price,
    State,
)


@dataclass(frozen=True)
class Asked:
    """What an office needs. `needs` are (name, how many, unit)."""

    title: str
    place: str
    needed_on: date
    closes_at: datetime
    needs: list[tuple[str, int, str]]
    terms: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class Offered:
    """What a seller answers; `prices` by need, in rupiah for one unit."""

    prices: dict[int, int]
    days: int
    valid_until: date
    note: str = ""


@transaction.atomic
def draft(asked: Asked, agency: Agency, *, by: Person) -> Inquiry:
    """Write an inquiry for one's own office; nobody is asked yet."""
    require(agency.pk in rules.agencies_of(by), _("Penawaran diminta oleh pegawai perangkat daerah itu."))
    require(bool(asked.needs), _("Tulis apa yang diperlukan."), status=422)
    require(asked.closes_at > timezone.now(), _("Batas penawaran harus di depan."), status=422)
    year = timezone.localdate().year
    facts: dict[str, Any] = {
        name: getattr(asked, name)
        for name in ("title", "place", "needed_on", "closes_at", "terms", "is_sample")
    }
    number = f"PNW-{year}-{draw(NumberSeries, year)[0]:04d}"
    inquiry = Inquiry.objects.create(number=number, agency=agency, by=by, **facts)
    Need.objects.bulk_create(
        Need(inquiry=inquiry, name=name, count=count, unit=unit) for name, count, unit in asked.needs
    )
    audit.record("quotations.drafted", inquiry, by=by, number=number)
    return inquiry


def _of_the_office(inquiry: Inquiry, by: Person) -> Inquiry:
    inquiry = queries.locked(inquiry)
    require(rules.is_of_the_office(by, inquiry), _("Ini diurus perangkat daerah yang meminta."))
    return inquiry


@transaction.atomic
def invite(inquiry: Inquiry, enterprise: Enterprise, *, by: Person) -> None:
    """This seller will be asked. Nobody asks their own business."""
    inquiry = _of_the_office(inquiry, by)
    require(inquiry.state == State.DRAFT, _("Permintaan ini sudah dikirim."), status=409)
    require(not businesses.owns(by, enterprise), _("Anda tidak dapat meminta penawaran dari usaha sendiri."))
    _row, is_new = Invitation.objects.get_or_create(inquiry=inquiry, enterprise=enterprise)
    if is_new:
        audit.record("quotations.invited", inquiry, by=by, enterprise=enterprise.number)


@transaction.atomic
def uninvite(inquiry: Inquiry, enterprise: Enterprise, *, by: Person) -> None:
    inquiry = _of_the_office(inquiry, by)
    require(inquiry.state == State.DRAFT, _("Permintaan ini sudah dikirim."), status=409)
    gone, _rows = Invitation.objects.filter(inquiry=inquiry, enterprise=enterprise).delete()
    if gone:
        audit.record("quotations.uninvited", inquiry, by=by, enterprise=enterprise.number)


@transaction.atomic
def send(inquiry: Inquiry, *, by: Person) -> None:
    """Ask them. From now on nothing of the inquiry changes."""
    inquiry = _of_the_office(inquiry, by)
    require(inquiry.state == State.DRAFT, _("Permintaan ini sudah dikirim."), status=409)
    require(
        inquiry.closes_at > timezone.now(),
        _("Batas penawarannya sudah lewat. Buat permintaan baru."),
        status=422,
    )
    may = rules.may_send(inquiry, queries.invitations(inquiry))
    require(may, _("Pilih sedikitnya dua penjual, agar ada yang dibandingkan."), status=422)
    inquiry.state, inquiry.sent_at = State.SENT, timezone.now()
    inquiry.save(update_fields=["state", "sent_at"])
    audit.record("quotations.sent", inquiry, by=by, number=inquiry.number)


@transaction.atomic
def offer(invitation: Invitation, offered: Offered, *, by: Person) -> Offer:
    """A seller's price, given or changed until the closing time. Later ones are refused, by the city's clock."""
    inquiry = queries.locked(invitation.inquiry)
    require(businesses.owns(by, invitation.enterprise), _("Penawaran ditulis oleh pemilik toko."))
    late = _("Batas penawarannya sudah lewat. Penawaran tidak diterima lagi.")
    require(inquiry.is_open, late, status=409)
    known = {need.pk for need in queries.needs(inquiry)}
    prices = {key: price for key, price in offered.prices.items() if key in known and price > 0}
    require(bool(prices), _("Tulis harga untuk setidaknya satu barang."), status=422)
    facts = {"days": offered.days, "valid_until": offered.valid_until, "note": offered.note, "by": by}
    row, is_new = Offer.objects.get_or_create(invitation=invitation, defaults=facts)
    if not is_new:
        for name, value in (facts | {"offered_at": timezone.now(), "times": row.times + 1}).items():
            setattr(row, name, value)
        row.save()
    Price.objects.filter(offer=row).delete()
    Price.objects.bulk_create(Price(offer=row, need_id=key, price=price) for key, price in prices.items())
    audit.record("quotations.offered", inquiry, by=by, times=row.times)
    return row


@transaction.atomic
def choose(inquiry: Inquiry, offer: Offer, reason: str, *, by: Person) -> None:
    """The office takes one offer and says why."""
    inquiry = _of_the_office(inquiry, by)
    require(inquiry.state == State.SENT, _("Permintaan ini sudah ditutup."), status=409)
    require(inquiry.is_over, _("Penawaran dibuka sesudah batasnya lewat."), status=409)
    may = rules.may_choose(by, inquiry, owns_one=queries.owns_one(by, inquiry))
    require(may, _("Anda memiliki salah satu usaha yang ditanya. Rekan Anda yang memilih."))
    require(bool(reason.strip()), _("Tulis alasan memilihnya; itu masuk berita acara."), status=422)
    require(
        offer.pk in {each.pk for each in queries.offers(inquiry)},
        _("Pilih penawaran dari daftar."),
        status=422,
    )
    inquiry.state, inquiry.chosen, inquiry.reason = State.CHOSEN, offer, reason.strip()
    inquiry.chosen_at, inquiry.chosen_by = timezone.now(), by
    inquiry.save(update_fields=["state", "chosen", "reason", "chosen_at", "chosen_by"])
    audit.record("quotations.chosen", inquiry, by=by, enterprise=offer.invitation.enterprise.number)


@transaction.atomic
def call_off(inquiry: Inquiry, reason: str, *, by: Person) -> None:
    """Nothing is taken, and why is said to those who were asked."""
    inquiry = _of_the_office(inquiry, by)
    is_open = inquiry.state in (State.DRAFT, State.SENT)
    require(is_open, _("Permintaan ini sudah ditutup."), status=409)
    require(bool(reason.strip()), _("Tulis alasannya secara singkat."), status=422)
    inquiry.state, inquiry.reason = State.CALLED_OFF, reason.strip()
    inquiry.save(update_fields=["state", "reason"])
    audit.record("quotations.called_off", inquiry, by=by)
