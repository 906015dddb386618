"""The parts of a proposal, and what it still lacks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from balaikota.kit import rupiah
from balaikota.kit.typed import Unfit

FIGURES_MOST = 8
LONGEST = 6000
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Part:
    """One part of the proposal: how it is asked for, and how much of it there must be to turn it in."""

    name: str
    label: str | Promise
    hint: str | Promise
    kind: str = "text"  # text, line, month, rupiah
    rows: int = 4
    fewest: int = 20

    @property
    def most(self) -> int:
        return LONGEST if self.kind == "text" else 160 if self.kind == "line" else 20


PARTS = (
    Part("title", _("Judul rancangan"), _("Pendek, dan menyebut perubahannya."), "line", fewest=5),
    Part("problem", _("Masalah"), _("Angka, sumber, tempat, waktu, dan siapa yang dirugikan; lalu akar masalahnya.")),
    Part("own_figures", _("Angka unit sendiri"),
         _("Angka dari catatan unit Anda, masing-masing dengan sumber dan tanggalnya.")),
    Part("sector_link", _("Kaitan dengan sektor unggulan"),
         _("Mengapa masalah ini menghambat sektor itu, dan apa yang tidak dikatakan angkanya.")),
    Part("idea", _("Gagasan dan pokok perubahan"),
         _("Keadaan sebelum dan sesudah, tahapannya, dan mengapa unit Anda berwenang."), rows=6),
    Part("goal", _("Tujuan"), _("Apa yang berubah bila berhasil."), rows=2),
    Part("measure", _("Ukuran hasil"), _("Satuan, nilai awal, sasaran, pembanding, sumber data, dan tanggal ukur.")),
    Part("benefit", _("Manfaat"), _("Bagi siapa, dan seberapa besar."), rows=3),
    Part("trial", _("Uji coba"), _("Tempat, tahapan, penanggung jawab, dan cara mundur bila gagal.")),
    Part("trial_from", _("Uji coba sejak bulan"), _("Tahun dan bulan, misalnya 2026-04."), "month"),
    Part("trial_until", _("Uji coba sampai bulan"), _("Tahun dan bulan, misalnya 2026-10."), "month"),
    Part("budget", _("Biaya uji coba (rupiah)"), _("Tulis 0 bila tidak memerlukan anggaran tambahan."), "rupiah"),
)  # fmt: skip
NAMES = tuple(part.name for part in PARTS)


@dataclass(frozen=True)
class Proposal:
    """What becomes of the parts when they leave this room."""

    title: str
    problem: str
    design: str
    goal: str
    benefit: str
    trial_from: str
    trial_until: str
    budget: int


def faults(parts: Mapping[str, str], *, has_sector: bool, figures: int) -> dict[str, str]:
    """What still lacks before it can be turned in, by part; each sentence says how to mend it."""
    told = {part.name: fault for part in PARTS if (fault := _fault(part, parts.get(part.name, "").strip()))}
    begins, ends = parts.get("trial_from", "").strip(), parts.get("trial_until", "").strip()
    if "trial_from" not in told and "trial_until" not in told and begins > ends:
        told["trial_until"] = say("Uji coba berakhir sesudah mulai.")
    if not figures:
        told["figures"] = say("Pilih sedikitnya satu angka kota yang menjadi dasar masalahnya.")
    if not has_sector:
        told["sector"] = say("Pilih sektor yang menjadi dasar rancangan ini.")
    return told


def _fault(part: Part, said: str) -> str:
    if part.kind == "month":
        wrong = say("Bulan ditulis sebagai tahun dan bulan, misalnya 2026-04.")
        return "" if _MONTH.fullmatch(said) else wrong
    if part.kind == "rupiah":
        wrong = say("Biaya ditulis dengan angka, misalnya 25000000 atau 25.000.000; 0 bila tidak ada.")
        return "" if rupiah_in(said) is not None else wrong
    if len(said) < part.fewest:
        return say("Tulis sedikitnya %d huruf.") % part.fewest
    return ""


def rupiah_in(text: str) -> int | None:
    """As everywhere in the city; a bare 0 is certain here, since the form asks for it."""
    try:
        return 0 if text.strip() == "0" else rupiah.whole(text, least=0)
    except Unfit:
        return None


def proposal(parts: Mapping[str, str], sector: Mapping[str, Any]) -> Proposal:
    """The parts of a project that was turned in, as the form of an innovation asks for them."""
    said = {name: parts.get(name, "").strip() for name in NAMES}
    about = say("Sektor: %(name)s. %(link)s") % {"name": sector.get("name", ""), "link": said["sector_link"]}
    problem = "\n\n".join((said["problem"], said["own_figures"], about))
    design = "\n\n".join((said["idea"], said["trial"]))
    goal = "\n\n".join((said["goal"], said["measure"]))
    return Proposal(
        said["title"], problem[:LONGEST], design[:LONGEST], goal[:LONGEST], said["benefit"],
        said["trial_from"], said["trial_until"], rupiah_in(said["budget"]) or 0,
    )  # fmt: skip
