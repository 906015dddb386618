"""What the other server is told, and how it answers. No tables."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Endpoint:
    """How a server is reached. `inside`: private addresses and plain http too, for rehearsals."""

    url: str
    format: str = "json"
    jurisdiction_id: str = ""
    api_key: str = ""
    inside: bool = False
    seconds: float = 15


@dataclass(frozen=True)
class Parcel:
    """A report as it leaves: no name, no contact, only what everybody may read. `reference` is our number."""

    reference: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Receipt:
    """What a server gave for a report: its number, or a token for it."""

    remote_id: str = ""
    token: str = ""


@dataclass(frozen=True)
class News:
    """What a server says of a report today."""

    status: str
    notes: str = ""
