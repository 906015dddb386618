"""Open311 in the demo city: the sample partner may report for practice, and one office outside the city is known."""

from balaikota.complaints.forwarding import actions as forwarding
from balaikota.complaints.forwarding import queries as relays
from balaikota.complaints.georeport import actions, queries
from balaikota.complaints.georeport.models import Reach
from balaikota.config.demo.partners import SLUG
from balaikota.engine.partners import queries as partners
from balaikota.foundation.people.models import Person

OFFICE = "Balai Jalan Nasional (contoh)"
#: A name that is reserved for ever and answers to nobody (RFC 2606).
SERVER = "https://jalan-nasional.invalid/open311/v2"


def connect(cast: dict[str, Person]) -> None:
    """Everything may run twice: what is there stays as it is."""
    hasan = cast["hasan"]
    partner = partners.known_partner(SLUG)
    if partner is not None and queries.access(partner) is None:
        actions.open_access(partner, Reach.TEST, by=hasan)
    if relays.server_named(OFFICE) is None:
        said = {"name": OFFICE, "url": SERVER, "other_code": "jalan", "is_open": True}
        forwarding.arrange(None, said, by=hasan)
