"""Letters and the marks on them, made one way of many (Unicode Standard Annex 15)."""

import unicodedata
from typing import Literal

#: Annex 15 (section 13, Stream-Safe Text Format) finds no use for more in any language. Python sorts a row of them by
#: looking at each pair: half a million on one letter kept a server busy for hours.
MOST_MARKS = 30


def composed(text: str, form: Literal["NFC", "NFKC", "NFKD"] = "NFC") -> str:
    """The text in a normal form; of a longer row of marks the first thirty are kept."""
    return text if text.isascii() else unicodedata.normalize(form, _calm(text))


def _calm(text: str) -> str:
    if len(text) <= MOST_MARKS:
        return text
    kept, row = [], 0
    for sign in text:
        row = row + 1 if unicodedata.combining(sign) else 0
        if row <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
