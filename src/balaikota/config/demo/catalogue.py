"""Some seventy products of the demo businesses in the e-Katalog, with drawn photos, in every state.

Played through the rooms' own actions by the owners, or by Joko who helps those without a login. All are samples.
"""

import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from balaikota.config.demo.stills import still
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.products.categories import actions as categories
from balaikota.products.listings import actions as listings
from balaikota.products.listings import queries
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product

Cast = dict[str, Person]
MANY = 64
FILE = Path(__file__).parent / "catalogue.toml"


@dataclass(frozen=True)
class Model:
    """What a business of this trade sells: words, price and unit, and how its photo is drawn."""

    trade: str
    name: str
    category: str
    price: int
    unit: str
    story: str
    shape: str
    colour: list[int]
    net: list[str] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


ENDINGS = ("", " kemasan kecil", " isi banyak", " istimewa")


def fill_the_shelf(cast: Cast) -> None:
    """Once: whoever finds a product leaves everything as it is."""
    if queries.published().exists():
        return
    categories.load()
    for seed, (model, shop) in enumerate(_pairs()[:MANY]):
        _offer(model, shop, seed, cast)
    _look_at_some(cast)


def _pairs() -> list[tuple[Model, Enterprise]]:
    """Each model with the first four businesses of its trade, the kinds mixed as on a market."""
    models = [Model(**row) for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["models"]]
    shops = list(businesses.standing().order_by("registered_at", "number"))
    fitting = {
        model.name: [shop for shop in shops if shop.name.startswith(model.trade)][:4] for model in models
    }
    return [
        (model, fitting[model.name][turn])
        for turn in range(4)
        for model in models
        if turn < len(fitting[model.name])
    ]


def _offer(model: Model, shop: Enterprise, seed: int, cast: Cast) -> None:
    dice = Random(f"katalog {seed}")  # noqa: S311 - the same city every time
    owner = next(iter(businesses.people_of(shop)), None) or cast["joko"]
    name = f"{model.name}{ENDINGS[seed % 4]}"
    fields: dict[str, Any] = {
        "name": name, "category": model.category, "unit": model.unit, "description": model.story,
        "price": model.price * dice.randrange(85, 120) // 100 // 500 * 500, "deliveries": ["pickup", "seller_courier"],
        "stock": dice.randrange(4, 90) if not model.more.get("availability") else None,
    }  # fmt: skip
    fields |= model.more
    if model.net:
        fields |= {"net_amount": Decimal(model.net[0]), "net_unit": model.net[1]}
    if seed % 16 == 7:  # a few sellers say little, and some show no photo
        fields = {each: fields[each] for each in ("name", "category", "unit", "price")}
    shots = [] if seed % 13 == 12 else [_photo(model, shop, seed, owner)]
    product = listings.write(shop, Said(fields, pictures=shots), by=owner, is_sample=True)
    if seed % 11 != 10:
        listings.publish(product, by=owner)


def _photo(model: Model, shop: Enterprise, seed: int, by: Person) -> Any:
    red, green, blue = model.colour
    drawn = still(model.shape, (red, green, blue), model.name if model.shape != "bowl" else "", seed)
    return pictures.receive(drawn, by=by).pk


def _look_at_some(cast: Cast) -> None:
    """Rina has looked at half of them: most are right, some are to be mended, one was taken off, one is hidden."""
    rina = cast["rina"]
    for number, check in enumerate(list(queries.to_check())[: MANY // 2]):
        if number % 9 == 5:
            listings.check(check, {"description": "Tulis beratnya dan tahan berapa hari."}, by=rina)
        else:
            listings.check(check, {}, by=rina)
    shown = list(queries.published().order_by("created_at"))
    listings.suspend(shown[3], "Foto sama dengan produk usaha lain. Kirim foto buatan sendiri.", by=rina)
    _as_owner(shown[5], cast)


def _as_owner(product: Product, cast: Cast) -> None:
    """What was found right is renamed, which waits for an officer; another product is put away for a while."""
    owner = next(iter(businesses.people_of(product.enterprise)), None) or cast["joko"]
    listings.change(product, Said({"name": f"{product.name} asli Medan"}), by=owner)
    for other in queries.of_seller(product.enterprise).exclude(pk=product.pk).filter(state="published")[:1]:
        listings.hide(other, by=owner)
