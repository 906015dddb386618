"""Reading categories: as a tree, one by its code or slug, and the one a seller's words mean."""

from balaikota.products.categories import methods
from balaikota.products.categories.models import Category

#: Where a product lies of which nothing is known yet.
UNCLASSIFIED = "LNY-03"


def tree() -> list[Category]:
    """The first level in its order, each with `.children.all()` at hand. Two queries."""
    return list(Category.objects.filter(parent=None).prefetch_related("children"))


def leaves() -> list[Category]:
    """Those a product may lie in."""
    return list(Category.objects.exclude(parent=None).select_related("parent"))


def category(code_or_slug: str) -> Category | None:
    rows = Category.objects.select_related("parent")
    return rows.filter(code=code_or_slug.upper()).first() or rows.filter(slug=code_or_slug).first()


def guessed(text: str, *, most: int = 4) -> list[Category]:
    """The categories these words seem to mean, the likeliest first."""
    rows = leaves()
    examples = {row.code: [*row.examples, *row.name.replace("&", ",").split(",")] for row in rows}
    known = sorted({word for each in examples.values() for phrase in each for word in methods.words(phrase)})
    said = methods.respelled(methods.words(text)[:12], known)
    scored = [(methods.score(said, examples[row.code]), row) for row in rows]
    likely = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].place))
    return [row for _score, row in likely[:most]]


def guess(text: str) -> Category | None:
    """The likeliest of them, by the examples sellers type."""
    return next(iter(guessed(text, most=1)), None)
