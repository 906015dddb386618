"""Every read of inquiries that leaves the room. Offers are read through `offers`, which is empty until the closing time."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.documents.methods import on_paper
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people import contract as home
from balaikota.kit import pdf, prepared
from balaikota.kit.errors import found
from balaikota.kit.rupiah import written
from balaikota.products.listings import queries as listings
from balaikota.products.orders import queries as orders
from balaikota.products.quotations import methods, rules
from balaikota.products.quotations.models import Inquiry, Invitation, Need, Offer, Price, State

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

PAPER = Path(__file__).parent / "typst" / "berita-acara-penawaran.typ"
FOUND = 30


def _inquiries() -> QuerySet[Inquiry]:
    return Inquiry.objects.select_related("agency", "by", "chosen__invitation__enterprise", "chosen_by")


def of_the_office(viewer: "Person") -> QuerySet[Inquiry]:
    """Those of the offices the viewer works in, newest first."""
    rows = _inquiries().filter(agency__in=rules.agencies_of(viewer))
    return rows.annotate(asked=Count("invitations")).order_by("-made_at", "-pk")


def agencies(person: "Person") -> list[Agency]:
    """The offices this person may ask for."""
    return list(organisations.agencies().filter(pk__in=rules.agencies_of(person)))


def needs_of_the_cart(person: "Person") -> str:
    """What lies in the person's cart, one need a line as the form reads it."""
    rows = orders.wanted_by(person)
    return "\n".join(
        f"{each.name.replace(';', ',')}; {each.count}; {each.product.unit[:20]}" for each in rows
    )


def inquiry(number: str, *, viewer: "Person") -> Inquiry:
    """One of the viewer's own office; anybody else's is a 404."""
    return found(of_the_office(viewer).filter(number=number).first())


def locked(inquiry: Inquiry) -> Inquiry:
    rows = Inquiry.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("agency").get(pk=inquiry.pk)


def needs(inquiry: Inquiry) -> list[Need]:
    return list(Need.objects.filter(inquiry=inquiry).order_by("pk"))


def invitations(inquiry: Inquiry) -> list[Invitation]:
    rows = Invitation.objects.filter(inquiry=inquiry).select_related("enterprise__kelurahan__parent")
    return list(rows.order_by("enterprise__name", "pk"))


def count_offers(inquiry: Inquiry) -> int:
    """How many have answered: all that anybody learns before the closing time."""
    return Offer.objects.filter(invitation__inquiry=inquiry).count()


def owns_one(person: "Person", inquiry: Inquiry) -> bool:
    """Does this person own one of the sellers that are asked?"""
    return Invitation.objects.filter(
        inquiry=inquiry, enterprise__in=businesses.owned_by(person).values("pk")
    ).exists()


def offers(inquiry: Inquiry) -> list[Offer]:
    """Every offer, when the closing time is over; before, none for anybody."""
    if not rules.may_read_offers(inquiry):
        return []
    rows = Offer.objects.filter(invitation__inquiry=inquiry).select_related("invitation__enterprise", "by")
    return list(rows.prefetch_related("prices").order_by("invitation__enterprise__name", "pk"))


def comparison(inquiry: Inquiry) -> dict[str, Any]:
    """The offers side by side, as rows of needs; nothing before the closing time."""
    asked, given = needs(inquiry), offers(inquiry)
    told = [methods.Told(each.pk, {row.need_id: row.price for row in each.prices.all()}) for each in given]
    side = methods.compared([(each.pk, each.count) for each in asked], told)
    rows = [
        (need, [(one.prices.get(need.pk), column.sums[place], one.key in side.lowest[place])
                for one, column in zip(told, side.columns, strict=True)])
        for place, need in enumerate(asked)
    ]  # fmt: skip
    return {"needs": asked, "rows": rows, "columns": list(zip(given, side.columns, strict=True))}


# --- sellers --------------------------------------------------------------------------------------


def _asked() -> QuerySet[Invitation]:
    rows = Invitation.objects.exclude(inquiry__state=State.DRAFT)
    return rows.select_related("inquiry__agency", "inquiry__chosen", "enterprise", "offer")


def asked_of(enterprise: Enterprise) -> QuerySet[Invitation]:
    """What this seller was asked, newest first."""
    return _asked().filter(enterprise=enterprise).order_by("-inquiry__sent_at", "-pk")


def invitation(number: str, inquiry_number: str, *, viewer: "Person") -> Invitation:
    """To one of the viewer's own shops; anybody else's is a 404, to officers too."""
    enterprise = businesses.own(number, viewer=viewer)
    return found(asked_of(enterprise).filter(inquiry__number=inquiry_number).first())


def own_prices(invitation: Invitation) -> dict[int, int]:
    """The seller's own prices, by need."""
    return dict(Price.objects.filter(offer__invitation=invitation).values_list("need", "price"))


def to_ask(inquiry: Inquiry, words: str) -> list[Enterprise]:
    """Sellers with something on the shelf that are not asked yet, by their name or what they sell."""
    shelf = listings.published().filter(enterprise=OuterRef("pk"))
    rows = businesses.standing().filter(Exists(shelf)).select_related("kelurahan__parent")
    rows = rows.exclude(pk__in=Invitation.objects.filter(inquiry=inquiry).values("enterprise"))
    for word in words.split()[:4]:
        rows = rows.filter(Exists(shelf.filter(name__icontains=word))) | rows.filter(name__icontains=word)
    return list(rows.order_by("name", "number")[:FOUND])


def seller(number: str) -> Enterprise:
    """One with something on the shelf."""
    shelf = listings.published().filter(enterprise=OuterRef("pk"))
    return found(businesses.standing().filter(Exists(shelf), number=number).first())


def panel(enterprise: Enterprise, viewer: "Person") -> dict[str, Any] | None:
    """On the business's page, for its owners: what offices ask."""
    if not businesses.owns(viewer, enterprise):
        return None
    rows = list(asked_of(enterprise)[:5])
    return {"asked": rows} if rows else None


def _open_to(person: uuid.UUID) -> QuerySet[Invitation]:
    shops = businesses.owned_by(person).values("pk")
    asked = _asked().filter(enterprise__in=shops, inquiry__state=State.SENT, inquiry__closes_at__gt=Now())
    return asked.order_by("inquiry__closes_at")[:5]


AT_HOME = prepared.Planned(_open_to, "person")


def own_items(person: "Person") -> list[home.Item]:
    """What offices ask the person's shops and wait to be answered."""
    return [
        home.Item(row.inquiry.title, seller_url(row), note=row.inquiry.agency.name, number=row.inquiry.number,
                  due_at=row.inquiry.closes_at, is_waiting=not hasattr(row, "offer"), tone="wait")
        for row in AT_HOME(person=person.pk)
    ]  # fmt: skip


def seller_url(row: Invitation) -> str:
    return f"/katalog/toko/{row.enterprise.number}/penawaran/{row.inquiry.number}/"


def of_event(event_id: int) -> Inquiry:
    return _inquiries().get(pk=audit.event(event_id).about_id)


def story(inquiry: Inquiry) -> list[tuple[Any, str]]:
    """When what happened; who offered is not said before the closing time, nor afterwards to anybody but in `offers`."""
    names = [(event.at, event.name.partition(".")[2]) for event in audit.story(inquiry)]
    return [(at, f"quotations/events/{name}.html") for at, name in names if name != "opened"]


# --- the minutes ----------------------------------------------------------------------------------


def minutes(inquiry: Inquiry) -> bytes:
    """Who was asked, who answered, the comparison, the choice and why, as PDF."""
    side = comparison(inquiry)
    local = timezone.localtime
    content = {
        "number": inquiry.number, "title": inquiry.title, "agency": inquiry.agency.name, "place": inquiry.place,
        "terms": inquiry.terms, "needed": on_paper(inquiry.needed_on),
        "sent": _moment(inquiry.sent_at), "closed": _moment(inquiry.closes_at),
        "asked": [row.enterprise.name for row in invitations(inquiry)],
        "offers": [_offer_told(offer, column) for offer, column in side["columns"]],
        "rows": [
            [need.name, f"{need.count} {need.unit}", [_sum_told(total) for _price, total, _is_low in cells],
             [is_low for _price, _total, is_low in cells]]
            for need, cells in side["rows"]
        ],
        "chosen": inquiry.chosen.invitation.enterprise.name if inquiry.chosen else "",
        "reason": inquiry.reason, "state": str(inquiry.get_state_display()),
        "chosen_at": _moment(inquiry.chosen_at), "chosen_by": _officer(inquiry.chosen_by),
        "asked_by": _officer(inquiry.by), "drawn": on_paper(local(timezone.now()).date()),
    }  # fmt: skip
    return pdf.draw(PAPER, content, example=inquiry.is_sample)


def _sum_told(total: int | None) -> str:
    return "–" if total is None else written(total)


def _moment(at: Any) -> str:
    here = timezone.localtime(at) if at else None
    return f"{on_paper(here.date())}, {here:%H.%M}" if here else ""


def _officer(person: "Person | None") -> str:
    if person is None:
        return ""
    post = organisations.post_title(person)
    return f"{person.name} ({post})" if post else person.name


def _offer_told(offer: Offer, column: methods.Column) -> dict[str, Any]:
    return {
        "seller": offer.invitation.enterprise.name, "number": offer.invitation.enterprise.number,
        "at": _moment(offer.offered_at), "days": offer.days, "valid": on_paper(offer.valid_until),
        "note": offer.note, "total": written(column.total), "is_whole": column.is_whole,
        "missing": column.missing, "is_cheapest": column.is_cheapest,
    }  # fmt: skip
