"""A catalogue of as many products as wanted: sellers, products, and their cards as the city itself writes them.

Invented, the same every time. Titles are what sellers of each category say (the examples of `categories.toml`), with a
kind, a maker and a size; descriptions are made of syllables, so that the index is as wide as a real one's.
"""

import multiprocessing
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

import psycopg
from django.db import connection
from django.utils import timezone

from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.lexicon.methods import lexicon
from balaikota.foundation.regions import queries as regions
from balaikota.products.categories import queries as categories
from balaikota.products.display import actions as display
from balaikota.products.display import methods
from balaikota.products.display.methods import Facts
from balaikota.products.display.models import Card
from balaikota.products.exposure import methods as order
from balaikota.products.listings.models import Product
from balaikota.products.vocabulary import actions as vocabulary

SYLLABLES = [sign + sound for sign in "bcdghjklmnprstwy" for sound in "aiu"]
KINDS = ("pedas", "original", "balado", "manis", "premium", "spesial", "asli Medan", "jumbo", "hemat", "rumahan",
         "kampung", "wanita", "pria", "anak", "polos", "motif Melayu", "ukir", "merah", "hitam", "organik",
         "tanpa gula", "madu")  # fmt: skip
SIZES = ("", "100 g", "250 g", "500 g", "1 kg", "isi 10", "ukuran L", "per lusin", "")
PER_SELLER = 25


def grow(size: int, address: str, *, begin: int = 0) -> float:
    """Products from number `begin` up to `size`; how many seconds it took. `address` is a superuser's."""
    began = time.perf_counter()
    with psycopg.connect(address) as link:
        link.execute(
            "set session_replication_role = replica"
        )  # the rows are right: millions of look-ups less
        link.execute("set maintenance_work_mem = '768MB'")
        link.execute("drop index cards_by_lexeme")
        sellers = _sellers(link, begin // PER_SELLER, size // PER_SELLER)
        rows, rounds = _rows(begin, size, sellers), Counter[Any]()
        titles: set[str] = set()
        lexicon()  # read here: the children share the line to the database and must not use it
        with multiprocessing.get_context("fork").Pool() as cores:
            while batch := list(islice(rows, 20_000)):
                drawn = cores.map(_drawn, [facts for _key, facts, _leaf, _when in batch], chunksize=500)
                _copy(link, Product, [_product(*each) for each in batch])
                cards = [
                    _card(key, facts, when, rounds, told)
                    for (key, facts, _leaf, when), told in zip(batch, drawn, strict=True)
                ]
                _copy(link, Card, cards, leave=("id",))
                titles.update(word for _key, facts, _leaf, _when in batch for word in facts.title.split())
        link.execute(
            "create index cards_by_lexeme on display_card using gin (lexemes) with (fastupdate = off)"
        )
        link.commit()
        link.autocommit = True
        for table in ("display_card", "listings_product", "register_enterprise"):
            link.execute(f"vacuum analyze {table}")
    vocabulary.learn(titles)
    display.recount()
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return time.perf_counter() - began


def fill_shop(titles: list[str], address: str) -> None:
    """These titles as products, written as the city writes them; behind a bar a seller and a kecamatan may be named."""
    villages = list(regions.villages_of_city())
    with psycopg.connect(address) as link:
        link.execute("set session_replication_role = replica")
        rounds: Counter[Any] = Counter()
        for at, told in enumerate(titles):
            title, seller, place = [*(part.strip() for part in told.split("|")), "", ""][:3]
            village = next(
                (each for each in villages if each.parent.name == place), villages[at % len(villages)]
            )
            own = {"id": uuid.UUID(int=at + 1, version=4), "number": f"UMK-T{at:06}", "source": "import",
                   "name": seller or f"Usaha Nomor {at}", "kelurahan_id": village.code, "village": village}  # fmt: skip
            leaf = categories.guess(title) or categories.leaves()[0]
            facts = replace(_facts(f"t{at:07}", title, leaf, own, Random(at), ["kata"]), permits=())
            key = uuid.UUID(int=at + 1, version=4)
            when = timezone.now()
            _copy(link, Enterprise, [own])
            _copy(link, Product, [_product(key, facts, leaf, when)])
            _copy(link, Card, [_card(key, facts, when, rounds, _drawn(facts))], leave=("id",))
    vocabulary.learn(told.split("|")[0] for told in titles)
    display.recount()


def _copy(link: Any, model: Any, rows: list[dict[str, Any]], leave: tuple[str, ...] = ()) -> None:
    """Rows of a model by field; what a row does not say is the model's default."""
    fields = [each for each in model._meta.concrete_fields if each.attname not in leave]
    plain = {each.attname: each.get_db_prep_save(each.get_default(), connection) for each in fields}
    names = ", ".join(f'"{each.column}"' for each in fields)
    with link.cursor().copy(f"copy {model._meta.db_table} ({names}) from stdin") as copy:
        for row in rows:
            copy.write_row([row.get(each.attname, plain[each.attname]) for each in fields])


def _sellers(link: Any, begin: int, until: int) -> list[dict[str, Any]]:
    """Businesses with number, name and kelurahan, the same for the same number."""
    villages = list(regions.villages_of_city())
    made = []
    for at in range(until):
        dice = Random(at)
        village = dice.choice(villages)
        made.append({
            "id": uuid.UUID(int=dice.getrandbits(128), version=4), "number": f"UMK-B{at:06}", "source": "import",
            "name": f"{dice.choice(('Dapur', 'Rumah', 'Usaha', 'Karya', 'Toko'))} {_word(dice).capitalize()} {_word(dice)}",
            "kelurahan_id": village.code, "village": village,
        })  # fmt: skip
    _copy(link, Enterprise, made[begin:])
    return made


def _word(dice: Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=dice.choice((2, 3, 3, 4))))


def _rows(
    begin: int, size: int, sellers: list[dict[str, Any]]
) -> Iterator[tuple[uuid.UUID, Facts, Any, datetime]]:
    dice = Random(begin + 7)
    words = [_word(dice) for _at in range(12_000)]
    leaves = categories.leaves()
    goods = [(leaf, example) for leaf in leaves for example in leaf.examples]
    now = timezone.now()
    first = begin // PER_SELLER
    for at in range(begin, size):
        seller = sellers[first + (at - begin) % (len(sellers) - first)]
        leaf, example = dice.choice(goods)
        title = (
            f"{example.capitalize()} {dice.choice(KINDS)} {dice.choice(words)} {dice.choice(SIZES)}".strip()
        )
        facts = _facts(f"b{at:07}", title, leaf, seller, dice, words)
        when = now - timedelta(seconds=37 * at)
        yield uuid.UUID(int=dice.getrandbits(128), version=4), facts, leaf, when


def _facts(code: str, title: str, leaf: Any, seller: dict[str, Any], dice: Random, words: list[str]) -> Facts:
    village = seller["village"]
    ways = tuple(way for way in methods.DELIVERIES if dice.random() < 0.4)
    return Facts(
        code=code, url=f"/katalog/p/{code}/", title=title, seller=seller["id"], seller_name=seller["name"],
        category=leaf.code, category_name=leaf.name, parent=leaf.parent_id, district=village.parent.code,
        district_name=village.parent.name, kelurahan=village.code, kelurahan_name=village.name,
        description=" ".join(dice.choices(words, k=40)), price=dice.randrange(5, 400) * 500, unit=leaf.units[0],
        availability=dice.choice(("in_stock", "in_stock", "made_to_order")), deliveries=ways,
        permits=tuple(code for code in ("halal", "pirt", "merek") if dice.random() < 0.2),
        picture=f"/gambar/{uuid.UUID(int=dice.getrandbits(128))}/320.webp" if dice.random() < 0.9 else "",
    )  # fmt: skip


def _product(key: uuid.UUID, facts: Facts, leaf: Any, when: Any) -> dict[str, Any]:
    return {
        "id": key, "code": facts.code, "enterprise_id": facts.seller, "name": facts.title, "unit": facts.unit,
        "description": facts.description, "category_id": leaf.code, "price": facts.price, "state": "published",
        "published_at": when, "availability": facts.availability, "is_sample": True,
    }  # fmt: skip


def _drawn(facts: Facts) -> tuple[str, str, str]:
    return methods.card(facts), methods.vector(facts), methods.names(facts)


def _card(
    key: uuid.UUID, facts: Facts, when: Any, rounds: Counter[Any], told: tuple[str, str, str]
) -> dict[str, Any]:
    """As `display.actions` writes it, and ranked as it ranks: the newest first, which is how they come here."""
    html, lexemes, names = told
    point = order.point_of(facts.seller)
    turn = lap = order.ROUNDS
    if facts.is_complete:
        turn, lap = (
            min(rounds[where], order.ROUNDS - 1) for where in (facts.seller, (facts.seller, facts.category))
        )
        rounds[facts.seller] += 1
        rounds[facts.seller, facts.category] += 1
    return {
        "product_id": key, "seller_id": facts.seller, "code": facts.code, "title": facts.title,
        "html": html, "lexemes": lexemes, "names": names,
        "category": facts.category, "parent": facts.parent, "district": facts.district,
        "kelurahan": facts.kelurahan, "price": facts.price, "marks": facts.marks, "point": point,
        "turn": turn << 16 | point, "lap": lap << 16 | point, "is_complete": facts.is_complete, "published_at": when,
    }  # fmt: skip
