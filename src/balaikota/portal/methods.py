"""Life events: why a person comes to the city hall, each with the services it needs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
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


def icons() -> list[dict[str, str]]:
    """The city hall's mark for home screens, drawn once from `balai.svg`."""
    drawn = (("balai.svg", "any", "image/svg+xml", "any"), ("icon-192.png", "192x192", "image/png", "any"),
             ("icon-512.png", "512x512", "image/png", "any"),
             ("icon-maskable-512.png", "512x512", "image/png", "maskable"))  # fmt: skip
    names = ("src", "sizes", "type", "purpose")
    return [
        dict(zip(names, (staticfiles_storage.url(f"kit/img/{file}"), *facts), strict=True))
        for file, *facts in drawn
    ]


def shortcuts() -> list[dict[str, str]]:
    """What a long press on the mark offers."""
    offered = ((_("Lapor"), "/lapor/"), (_("Darurat"), "/darurat/"), (_("Permohonan saya"), "/permohonan/"))
    return [{"name": str(name), "url": url} for name, url in offered]
