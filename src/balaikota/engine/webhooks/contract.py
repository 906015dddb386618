"""What becomes of one call to a partner's server."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parcel:
    """Everything a call needs; the secret has already signed it."""

    url: str
    body: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Receipt:
    """Taken, or why not, in one word of ours; never a quotation of the answer."""

    is_taken: bool
    why: str = ""
