"""Writing tables for programs that compute: what somebody typed never becomes a formula there."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

#: With these a cell begins that a spreadsheet computes (OWASP, "CSV Injection"), also in their wide forms.
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def guarded(cell: Any) -> str:
    """The cell as text, with an apostrophe before what would be a formula. A negative number is none."""
    text = "" if cell is None else str(cell)
    is_number = text[:1] == "-" and text[1:].isascii() and text[1:].replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_BEGINS) and not is_number else text


def csv_lines(rows: Iterable[Iterable[Any]], delimiter: str = ",") -> Iterator[str]:
    """RFC 4180, line by line as they come; a cell of a table with tabs keeps no tab or line break."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    for row in rows:
        cells = [guarded(cell) for cell in row]
        writer.writerow([" ".join(cell.split()) for cell in cells] if delimiter == "\t" else cells)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def as_csv(rows: Iterable[Iterable[Any]]) -> str:
    return "".join(csv_lines(rows))
