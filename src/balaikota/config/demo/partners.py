"""A sample partner of the demo city: it may apply for two services; its server does not exist."""

from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.partners import actions, queries
from balaikota.engine.partners.models import Act
from balaikota.engine.webhooks import actions as webhooks
from balaikota.engine.webhooks.models import Kind
from balaikota.foundation.people.models import Person

NAME, SLUG = "Aplikasi Kecamatan (contoh)", "aplikasi-kecamatan-contoh"
SERVICES = ("akta-kelahiran", "ktp-hilang")
#: A name that is reserved for ever and answers to nobody (RFC 2606).
SERVER = "https://kecamatan.invalid/kabar"


def enrol(cast: dict[str, Person]) -> None:
    """Everything may run twice: a partner that is there stays as it is."""
    if queries.known_partner(SLUG) is not None:
        return
    hasan = cast["hasan"]
    purpose, agreement = "memantau permohonan warga kecamatan", "Perjanjian contoh 01/2026"
    partner = actions.enrol(NAME, purpose=purpose, agreement=agreement, by=hasan)
    for service in catalogue.services().filter(slug__in=SERVICES):
        actions.allow(partner, service, [Act.SUBMIT, Act.READ], by=hasan)
    actions.issue_token(partner, by=hasan)
    webhooks.subscribe(partner, SERVER, [Kind.CORRECTION_ASKED, Kind.DECIDED], by=hasan)
