"""What may be written in a book, and when."""

from datetime import date

from balaikota.enterprises.books.models import Book, Entry, Kind

OPENING = (Kind.OPEN_STOCK, Kind.OPEN_TOOL, Kind.OPEN_RECEIVABLE, Kind.OPEN_PAYABLE, Kind.OPEN_LOAN)
NEEDS_MONTHS = (Kind.TOOL, Kind.OPEN_TOOL, Kind.PREPAID)


def may_write_on(book: Book, on: date, *, closed: set[str], today: date) -> bool:
    """From the day the book was opened to today, in a month that is not closed."""
    return book.opened_on <= on <= today and f"{on:%Y-%m}" not in closed


def may_reverse(entry: Entry, *, is_reversed: bool) -> bool:
    """Once, and a reversal is not taken back itself: write the entry anew."""
    return entry.reverses_id is None and not is_reversed


def may_close(last_day: date, *, today: date) -> bool:
    """A month that is over."""
    return last_day < today
