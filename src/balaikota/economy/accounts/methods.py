"""Periods and industry names as they are really written. Pure."""

import re

YEAR, QUARTER = re.compile(r"(?:19|20)\d\d"), re.compile(r"((?:19|20)\d\d)Q([1-4])")


def is_period(text: str) -> bool:
    """A year or a quarter, as 2022 or 2022Q3."""
    return bool(YEAR.fullmatch(text) or QUARTER.fullmatch(text))


def quarters_of(first: str, last: str) -> list[str]:
    """Every quarter from the first to the last."""
    begin, end = QUARTER.fullmatch(first), QUARTER.fullmatch(last)
    if begin is None or end is None:
        return []
    numbers = range(int(begin[1]) * 4 + int(begin[2]) - 1, int(end[1]) * 4 + int(end[2]))
    return [f"{number // 4}Q{number % 4 + 1}" for number in numbers]
