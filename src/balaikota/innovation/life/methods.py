"""The criteria of PP 38/2017 Art. 6, which stage may follow which, the next step, and where a dot lies in the portfolio."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: All five must hold (derived).
CRITERIA: dict[str, Promise] = {
    "pembaharuan": _("Mengandung pembaharuan seluruh atau sebagian unsur"),
    "manfaat": _("Memberi manfaat bagi daerah dan/atau masyarakat"),
    "tidak_membebani": _("Tidak membebani atau membatasi masyarakat secara tidak sah"),
    "kewenangan": _("Urusan pemerintahan yang menjadi kewenangan daerah"),
    "replikasi": _("Dapat direplikasi"),
}


@dataclass(frozen=True)
class Proposal:
    """What PP 38/2017 wants a proposal to say."""

    title: str
    bentuk: str
    urusan: str
    inisiator: str
    problem: str
    design: str
    goal: str
    benefit: str
    trial_from: str
    trial_until: str
    is_digital: bool = False
    budget: int = 0
    service: str = ""
    kbli: str = ""
    criteria: dict[str, str] = field(default_factory=dict)


FOLLOWS: dict[str, tuple[str, ...]] = {
    "draft": ("proposed",),
    "proposed": ("returned", "unfit", "fit"),
    "returned": ("proposed",),
    "fit": ("trial", "stopped"),
    "trial": ("adopted", "stopped"),
    "adopted": ("stopped",),
    "unfit": (),
    "stopped": (),
}
WAY = ("proposed", "fit", "trial", "adopted")


def may_follow(before: str, after: str) -> bool:
    return after in FOLLOWS[before]


def number(year: int, serial: int) -> str:
    return f"INV-{year}-{serial:04d}"


def missing_criteria(said: Mapping[str, str]) -> list[str]:
    """Criteria without a reason; a proposal needs one for each."""
    return [name for name in CRITERIA if len(said.get(name, "").strip()) < 10]


def steps(stage: str, labels: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The way from proposal to adoption, with what is done and what is now."""
    at = {"returned": 0, "unfit": 0, "stopped": len(WAY)}.get(stage, WAY.index(stage) if stage in WAY else 0)
    told = []
    for place, name in enumerate(WAY):
        state = "done" if place < at or stage == "adopted" else "now" if place == at else "next"
        told.append({"label": labels[name], "state": state})
    return told


def next_step(stage: str, *, has_plan: bool, is_locked: bool, verdict: str) -> Promise:
    """What the team does next."""
    if stage == "draft":
        return _("Periksa isinya, jelaskan kelima kriteria, lalu kirim kepada tim penilai.")
    if stage == "proposed":
        return _("Menunggu pemeriksaan tim penilai.")
    if stage == "returned":
        return _("Lengkapi usulan menurut catatan penilai, lalu kirim lagi.")
    if stage == "fit":
        return (
            _("Tulis rencana pengukuran, kunci, lalu mulai uji coba.")
            if not is_locked
            else _("Mulai uji coba.")
        )
    if stage == "trial" and not verdict:
        return _("Jalankan uji coba; hasilnya dihitung dari catatan kota.")
    if stage == "trial":
        return _("Baca hasilnya, lalu terapkan dengan dasar hukum atau hentikan dengan pelajaran.")
    return _("Tidak ada yang menunggu.") if has_plan or stage != "adopted" else _("Ukur pengaruhnya.")


# --- the portfolio --------------------------------------------------------------------------------

WIDE, HIGH, EDGE = 640, 300, 46


@dataclass(frozen=True)
class Dot:
    """One innovation in the picture: how far along (x), how strong the proof (y), how dear (size), how good (tone)."""

    x: float
    y: float
    size: float
    tone: str
    title: str
    url: str


def dots(rows: Iterable[Mapping[str, Any]]) -> list[Dot]:
    """Places in the picture; those of one stage and level stand beside each other."""
    taken: dict[tuple[int, int], int] = {}
    told = []
    for row in rows:
        stage = WAY.index(row["stage"]) if row["stage"] in WAY else len(WAY)
        level = int(row["level"])
        place = taken[stage, level] = taken.get((stage, level), -1) + 1
        x = EDGE + (stage + 0.5) * (WIDE - EDGE) / (len(WAY) + 1) + (place % 5 - 2) * 20
        y = HIGH - EDGE - level * (HIGH - 2 * EDGE) / 5 - (place // 5) * 8
        size = 5 + min(9, (row["budget"] / 1_000_000) ** 0.5 / 4)
        told.append(Dot(round(x, 1), round(y, 1), round(size, 1), row["tone"], row["title"], row["url"]))
    return told


def tone(verdict: str) -> str:
    return {"shown": "ok", "worse": "stop", "": "none"}.get(verdict, "wait")


#: What happened, as the page tells it.
TOLD: dict[str, Promise] = {
    "life.sketched": _("Rancangan dibawa dari proyek aksi."),
    "life.proposed": _("Diusulkan."),
    "life.returned": _("Dikembalikan untuk dilengkapi."),
    "life.unfit": _("Dinyatakan tidak layak."),
    "life.fit": _("Dinyatakan layak dan ditetapkan."),
    "life.planned": _("Rencana pengukuran ditulis."),
    "life.trial": _("Uji coba dimulai."),
    "life.adopted": _("Diterapkan."),
    "life.stopped": _("Dihentikan."),
    "life.joined": _("Tim bertambah atau perannya ditulis ulang."),
    "life.rewarded": _("Mendapat penghargaan."),
}
