"""Life events: why a person comes to the city hall; and what people usually mean by a few words."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.lexicon.methods import Asked, understood
from balaikota.foundation.organisations.models import Duty

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
#: How somebody says it, and what is looked for besides the services.
SAID: dict[str, tuple[Promise, str]] = {
    "melahirkan": (_("Saya baru melahirkan"), "bayi lahir"),
    "dewasa": (_("Saya genap 17 tahun"), "17 tahun"),
    "menikah": (_("Saya mau menikah"), "nikah"),
    "pindah": (_("Saya pindah rumah"), "pindah"),
    "bercerai": (_("Saya bercerai"), "cerai"),
    "kehilangan": (_("Dokumen saya hilang atau rusak"), "dokumen hilang"),
    "usaha": (_("Saya mau buka usaha"), "usaha"),
    "meninggal": (_("Keluarga saya meninggal"), "meninggal"),
}


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


# --- what people usually mean ---------------------------------------------------------------------

USUAL = Path(__file__).parent / "data" / "usual.toml"


@dataclass(frozen=True)
class Act:
    """A page where something is done about what was searched for."""

    path: str
    title: str
    about: str


@lru_cache(maxsize=1)
def _usual() -> tuple[dict[str, tuple[str, str]], list[dict[str, Any]]]:
    told = tomllib.loads(USUAL.read_text(encoding="utf-8"))
    pins = {
        understood(text).key: one["entry"].split(":", 1) for one in told["usual"] for text in one["asked"]
    }
    return {key: (kind, name) for key, (kind, name) in pins.items()}, told["act"]


def pins(text: str) -> list[tuple[str, str]]:
    """Kind and key of what people usually mean by these words, if that is known."""
    pin = _usual()[0].get(understood(text).key)
    return [pin] if pin else []


def acts(asked: Asked) -> list[Act]:
    """What can be done about these words, in the reader's language."""
    asks = {ask.removeprefix("C") for term in asked.terms for ask in term.asks}
    language = "en" if get_language() == "en" else "id"
    found = [one for one in _usual()[1] if asks.intersection(one["words"])]
    return [Act(one["path"], one[language], one[f"about_{language}"]) for one in found]


#: Where goods of the city's small businesses are looked for.
BUY = "/katalog/cari/"


def buy(text: str) -> Act:
    """The same words in the e-Katalog."""
    title = str(_("Cari “%s” di e-Katalog")) % text.strip()
    about = str(_("Produk usaha kecil kota ini, langsung dari penjualnya."))
    return Act(f"{BUY}?{urlencode({'q': text.strip()})}", title, about)


#: What officers work with, each with the duties that need it.
TOOLS: tuple[tuple[str, Promise, set[str]], ...] = (
    ("/meja/", _("Meja kerja"), {Duty.IDENTIFY, Duty.VERIFY, Duty.DECIDE, Duty.HEAD}),
    ("/loket/", _("Loket"), {Duty.IDENTIFY}),
    ("/meja/informasi/", _("Redaksi"), {Duty.EDIT, Duty.PUBLISH}),
    ("/meja/tempat/", _("Daftar tempat"), {Duty.EDIT, Duty.PUBLISH}),
    ("/meja/peringatan/", _("Peringatan"), {Duty.PUBLISH}),
    ("/meja/pengaduan/", _("Meja pengaduan"), {Duty.COORDINATE, Duty.RESPOND}),
    ("/meja/pelatihan/", _("Meja pelatihan"), {Duty.TRAIN}),
    ("/penerusan/", _("Penerusan"), {Duty.COORDINATE, Duty.OPERATE}),
    ("/umkm/", _("Daftar UMKM"), {Duty.SURVEY, Duty.COACH, Duty.PROGRAMME}),
    ("/bengkel/", _("Bengkel"), {Duty.OPERATE, Duty.HEAD}),
    ("/jabatan/", _("Jabatan"), {Duty.OPERATE, Duty.HEAD}),
    ("/mitra/", _("Mitra"), {Duty.OPERATE}),
    ("/jejak/", _("Jejak"), {Duty.AUDIT}),
    ("/meja/mesin/", _("Ruang mesin"), {Duty.OPERATE}),
    ("/umkm/pendampingan/", _("Pendampingan"), {Duty.COACH, Duty.PROGRAMME}),
    ("/meja/ekonomi/", _("Angka ekonomi"), {Duty.OPERATE}),
    ("/katalog/petugas/", _("Petugas e-Katalog"), {Duty.SURVEY, Duty.PROGRAMME}),
    ("/katalog/petugas/pasar/", _("Pasar e-Katalog"), {Duty.READ_FIGURES, Duty.PROGRAMME}),
    ("/umkm/kota/", _("UMKM dalam angka"), {Duty.READ_FIGURES, Duty.PROGRAMME}),
)


def tools(duties: set[str]) -> list[tuple[str, Promise]]:
    """The tools these duties need; whose duties need none yet is shown the desk."""
    needed = [(address, label) for address, label, wanted in TOOLS if wanted & duties]
    return needed or [(TOOLS[0][0], TOOLS[0][1])]
