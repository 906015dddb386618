"""Some months of the demo e-Katalog: orders, answers, reviews, a QRIS picture, an inquiry with three offers, a fair.

Played through the rooms' own actions; only moments are moved back afterwards. All are samples.
"""

import io
import uuid
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise, Source
from balaikota.foundation.organisations import queries as offices
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.kit.errors import Refusal
from balaikota.products.listings import queries as listings
from balaikota.products.orders import actions as orders
from balaikota.products.orders import queries as placed
from balaikota.products.orders.models import Order
from balaikota.products.quotations import actions as quotations
from balaikota.products.quotations import queries as inquiries
from balaikota.products.quotations.models import Inquiry, Offer
from balaikota.products.reviews import actions as reviews
from balaikota.products.reviews.models import Review
from balaikota.products.showcase import actions as fairs
from balaikota.products.showcase import queries as shops

Cast = dict[str, Person]
MANY = 48
BUYERS = ("sari", "budi", "dimas", "wulan", "anwar", "fitri", "yusuf", "maria", "laila", "nurul")
#: How it went: what the seller and the buyer did, and about how often.
COURSES = ("received",) * 6 + ("handed_over", "ready", "accepted", "placed", "declined", "cancelled")
WORDS = (
    (5, "Renyah dan tidak berminyak. Sampai dalam keadaan baik."), (5, "Sesuai foto, penjual cepat menjawab."),
    (4, "Enak, kemasannya agak tipis."), (5, ""), (4, "Rasanya pas, porsinya cukup."),
    (3, "Barangnya baik, tetapi siapnya sehari lebih lama dari janji."), (5, "Sudah dua kali pesan, selalu segar."),
    (2, "Isinya remuk separuh karena tidak dikotakkan."),
)  # fmt: skip


def trade(cast: Cast) -> Iterator[None]:
    """Once, an order a piece: whoever finds one leaves everything as it is."""
    if placed.of_buyer(cast["sari"]).exists():
        return
    shelf = [
        row for row in listings.published().order_by("created_at") if businesses.people_of(row.enterprise)
    ]
    if not shelf:
        raise Refusal("nothing is for sale yet")
    buyers = [cast[who] for who in BUYERS if who in cast]
    for place in range(MANY):
        _order(shelf, buyers, place)
        yield
    for seller in {row.enterprise for row in shelf}:
        _tell_months(seller)
    _take_orders(shelf[0].enterprise)
    _ask_for_prices([row.enterprise for row in shelf], cast)
    _hold_a_fair(cast)


def _order(shelf: list[Any], buyers: list[Person], place: int) -> None:
    """The first two sellers have most of the orders, as on any market."""
    dice = Random(f"pesanan {place}")  # noqa: S311 - the same city every time
    product = shelf[dice.randrange(2) if dice.random() < 0.45 else dice.randrange(len(shelf))]
    seller = businesses.people_of(product.enterprise)[0]
    buyer = next(each for each in buyers[place % len(buyers) :] + buyers if each != seller)
    wanted = [placed.wanted(product.code, 0, max(dice.randrange(1, 5), product.least_order))]
    ways = {product.enterprise.number: dice.choice(placed.groups(wanted)[0].ways)[0]}
    told = orders.Said("+6281200000000", "Jl. Contoh No. 7", ways, is_sample=True)
    try:
        (order,) = orders.place(
            wanted, told, key=uuid.uuid5(uuid.NAMESPACE_URL, f"pesanan-{place}"), by=buyer
        )
    except Refusal:
        return  # sold out in this sample city
    course = COURSES[place % len(COURSES)]
    _go(order, course, seller, buyer)
    _move_back(order, (MANY - place) * 3 + dice.randrange(2), dice)
    if course == "received" and dice.random() < 0.7:
        _review(order, buyer, seller, WORDS[place % len(WORDS)])


def _go(order: Order, course: str, seller: Person, buyer: Person) -> None:
    if course == "placed":
        return
    if course == "declined":
        orders.decline(order, "Bahan bakunya sedang kosong.", by=seller)
        return
    prices = {line.pk: 25_000 for line in placed.lines(order) if line.price is None}
    orders.accept(order, prices, delivery_cost=None, message="Terima kasih. Besok siang siap.", by=seller)
    if course == "cancelled":
        orders.cancel(order, "Acaranya batal.", by=buyer)
    if course == "ready":
        orders.make_ready(order, by=seller)
    if course in ("handed_over", "received"):
        orders.hand_over(order, by=seller)
    if course == "received":
        orders.receive(order, by=buyer)


def _move_back(order: Order, days: int, dice: Random) -> None:
    """As if it had been ordered so many days ago; open ones stay within the days that the clock allows."""
    row = placed.locked(order)
    is_open = row.closed_at is None
    at = timezone.now() - timedelta(days=min(days, 4) if is_open else days, hours=dice.randrange(8))
    answered = at + timedelta(minutes=dice.randrange(20, 360))
    moments = {"placed_at": at, "answered_at": row.answered_at and answered}
    moments["ready_at"] = row.ready_at and answered + timedelta(hours=20)
    moments["handed_over_at"] = row.handed_over_at and answered + timedelta(hours=26)
    moments["closed_at"] = row.closed_at and min(answered + timedelta(hours=44), timezone.now())
    Order.objects.filter(pk=order.pk).update(**moments)


def _tell_months(seller: Enterprise) -> None:
    """The moments were moved back: the register hears of each month anew."""
    first = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    after = first + timedelta(days=32)
    for back in range(6):
        amount, count = placed.sold_in(seller, first, after)
        if count or not back:
            register.tell_sales(seller, f"{first:%Y-%m}", amount, source=Source.CATALOGUE, orders=count)
        first, after = (first - timedelta(days=1)).replace(day=1), first


def _review(order: Order, buyer: Person, seller: Person, said: tuple[int, str]) -> None:
    lines = placed.lines(order)
    for row in reviews.review(order, {lines[0].pk: said}, by=buyer):
        if said[0] < 4:
            reviews.answer(row, "Maaf atas kejadian ini. Berikutnya kami kotakkan.", by=seller)
        closed = placed.locked(order).closed_at
        Review.objects.filter(pk=row.pk).update(at=closed)


def _take_orders(enterprise: Enterprise) -> None:
    """The first seller shows a telephone and a picture of a QRIS code that says it is a sample."""
    owner, drawn = businesses.people_of(enterprise)[0], io.BytesIO()
    segno.make("CONTOH: bukan QRIS sungguhan", error="m").save(drawn, kind="png", scale=14, border=4)
    upload = SimpleUploadedFile("qris-contoh.png", drawn.getvalue(), "image/png")
    picture = pictures.receive(upload, by=owner)
    orders.arrange(enterprise, whatsapp="+6281200000001", is_open=True, qris=picture, by=owner)


def _ask_for_prices(sellers: list[Enterprise], cast: Cast) -> None:
    """The office of small businesses asks three sellers; the time is over and it has not chosen yet."""
    asked_by, now = cast["rina"], timezone.now()
    agency = offices.desk("umkm").agency
    needs = [("Camilan kotak", 120, "kotak"), ("Kue basah", 240, "buah"), ("Minuman botol", 120, "botol")]
    asked = quotations.Asked(
        "Konsumsi rapat koordinasi UMKM", "Kantor dinas, lantai 2", timezone.localdate() + timedelta(days=6),
        now + timedelta(days=2), needs, "Tanpa pengawet. Dibayar sesudah diterima.", is_sample=True,
    )  # fmt: skip
    inquiry = quotations.draft(asked, agency, by=asked_by)
    chosen = list(dict.fromkeys(sellers))[:3]
    for seller in chosen:
        quotations.invite(inquiry, seller, by=asked_by)
    quotations.send(inquiry, by=asked_by)
    keys = [need.pk for need in inquiries.needs(inquiry)]
    prices = ((14_500, 2_500, 4_000), (15_000, 2_250, 3_800), (13_000, 2_750, 0))
    for turn, seller in enumerate(chosen):
        (row,) = [each for each in inquiries.asked_of(seller) if each.inquiry_id == inquiry.pk]
        offered = quotations.Offered(
            dict(zip(keys, prices[turn], strict=True)), 2 + turn, timezone.localdate() + timedelta(days=20)
        )
        quotations.offer(row, offered, by=businesses.people_of(seller)[0])
    Inquiry.objects.filter(pk=inquiry.pk).update(
        made_at=now - timedelta(days=4), sent_at=now - timedelta(days=4), closes_at=now - timedelta(hours=6)
    )
    Offer.objects.filter(invitation__inquiry=inquiry).update(offered_at=now - timedelta(days=2))


def _hold_a_fair(cast: Cast) -> None:
    on = timezone.localdate() + timedelta(days=12)
    fair = fairs.announce(
        "Bazar UMKM akhir tahun",
        "Lapangan Merdeka",
        on,
        on + timedelta(days=2),
        by=cast["rina"],
        is_sample=True,
    )
    for place, seller in enumerate(shops.sellers().order_by("registered_at")[:8], start=1):
        fairs.seat(fair, seller, f"A{place}", by=cast["rina"])
