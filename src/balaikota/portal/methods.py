"""Life events: why a person comes to the city hall, each with the services it needs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: In the order of a life. The slug is what service files write under `life_events`; also the icon's name.
LIFE_EVENTS: dict[str, Promise] = {
    "melahirkan": _("Anak lahir"),
    "dewasa": _("Genap 17 tahun"),
    "menikah": _("Menikah"),
    "pindah": _("Pindah alamat"),
    "bercerai": _("Bercerai"),
    "kehilangan": _("Dokumen hilang atau rusak"),
    "usaha": _("Membuka usaha"),
    "meninggal": _("Keluarga meninggal"),
}
OTHER = "lainnya"


@dataclass(frozen=True)
class LifeEvent:
    """One reason to come, and what can be done about it."""

    slug: str
    label: str | Promise
    services: list[Any] = field(default_factory=list)


def by_life_event(services: Iterable[dict[str, Any]]) -> list[LifeEvent]:
    """Services under each of their life events; those without one, or with an unknown one, at the end."""
    groups = {slug: LifeEvent(slug, label) for slug, label in LIFE_EVENTS.items()}
    rest = LifeEvent(OTHER, _("Layanan lain"))
    for service in services:
        known = [slug for slug in service["life_events"] if slug in groups]
        for slug in known:
            groups[slug].services.append(service)
        if not known:
            rest.services.append(service)
    return [group for group in (*groups.values(), rest) if group.services]
