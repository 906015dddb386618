"""Last year's cash books of the demo city: every business whose owner has a login closed its twelve months."""

from collections.abc import Iterator
from datetime import date
from random import Random

from django.utils import timezone

from balaikota.economy.added import actions as added
from balaikota.enterprises.books import actions as books
from balaikota.enterprises.books import methods
from balaikota.enterprises.books import queries as kept
from balaikota.enterprises.books.models import Kind
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person


def keep_last_year(cast: dict[str, Person]) -> Iterator[None]:
    """One business a piece; then the year's value added is made public."""
    year = timezone.localdate().year - 1
    for enterprise in (
        businesses.standing().filter(is_sample=True, owners__person__isnull=False).order_by("number")
    ):
        if kept.book_of(enterprise) is None:
            _keep(enterprise, year)
            yield
    added.publish(year)


def _keep(enterprise: Enterprise, year: int) -> None:
    """Each month in two lines: what was sold, and what was bought for it."""
    [owner, *_others] = businesses.people_of(enterprise)
    said = businesses.latest_condition(enterprise)
    monthly = max((said.sales_year if said and said.sales_year else 60_000_000) // 12, 1_000_000)
    dice = Random(enterprise.name)  # noqa: S311 - the same city every time
    book = books.open_book(enterprise, date(year, 1, 1), by=owner)
    for month in range(1, 13):
        sold = int(monthly * dice.uniform(0.8, 1.2)) // 1000 * 1000
        last = methods.month_end(f"{year}-{month:02d}")
        books.record(book, books.Said(Kind.SALE, sold, last, text="Penjualan sebulan"), by=owner)
        bought = int(sold * dice.uniform(0.45, 0.7)) // 1000 * 1000
        books.record(book, books.Said(Kind.MATERIALS, bought, last, text="Belanja sebulan"), by=owner)
        books.close(book, f"{year}-{month:02d}", by=owner)
