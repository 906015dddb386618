"""Sentences written from figures. Each is true for every figure it may be given, and says so when there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balaikota.economy.measures.methods import Maybe, half_up
from balaikota.economy.tables.methods import spoken


@dataclass(frozen=True)
class Part:
    """An industry in one year: how much it moved the whole, how fast it grew, how large it is."""

    code: str
    name: str
    contribution: Decimal
    growth: Maybe
    share: Decimal


def joined(names: Sequence[str]) -> str:
    """a, b, dan c."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s, dan %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def headline(year: str, city: str, rate: Decimal, parts: Sequence[Part]) -> str:
    """What happened and what it came from; a shrinking economy is told from what pulled it down."""
    told = {"year": year, "city": city, "rate": spoken(abs(rate))}
    shown = half_up(rate)
    pulling = sorted(parts, key=lambda part: part.contribution, reverse=shown >= 0)[:3]
    same_way = [part for part in pulling if half_up(part.contribution) * (1 if shown >= 0 else -1) > 0]
    if shown == 0 or not same_way:
        return _plain_headline(told, shown)
    told["drivers"] = joined([_with_points(part) for part in same_way])
    if shown > 0:
        return _("Tahun %(year)s ekonomi %(city)s tumbuh %(rate)s %%, terutama dari %(drivers)s.") % told
    return _("Tahun %(year)s ekonomi %(city)s menyusut %(rate)s %%, terutama karena %(drivers)s.") % told


def _plain_headline(told: dict[str, str], shown: Decimal) -> str:
    if shown == 0:
        return (
            _("Tahun %(year)s ekonomi %(city)s tidak berubah: 0,00 %%.").replace("0,00", spoken(Decimal(0)))
            % told
        )
    if shown > 0:
        return _("Tahun %(year)s ekonomi %(city)s tumbuh %(rate)s %%.") % told
    return _("Tahun %(year)s ekonomi %(city)s menyusut %(rate)s %%.") % told


def _with_points(part: Part) -> str:
    return _("%(name)s (%(points)s poin)") % {"name": part.name, "points": spoken(part.contribution)}


def breadth(parts: Sequence[Part]) -> str:
    """How many industries grew and which did not."""
    known = [part for part in parts if part.growth is not None]
    grew = [part for part in known if half_up(part.growth or Decimal(0)) > 0]
    fell = [part for part in known if half_up(part.growth or Decimal(0)) < 0]
    told = {"n": len(grew), "all": len(parts), "names": joined([part.name for part in fell])}
    if not fell:
        return _("%(n)s dari %(all)s lapangan usaha tumbuh; tidak ada yang menyusut.") % told
    return _("%(n)s dari %(all)s lapangan usaha tumbuh; yang menyusut: %(names)s.") % told


def beside(city: str, rate: Decimal, other: str, other_rate: Maybe) -> str:
    """The city beside somebody else in the same year, compared as both are printed."""
    if other_rate is None:
        return ""
    apart = half_up(rate) - half_up(other_rate)
    told = {"city": city, "other": other, "rate": spoken(other_rate), "apart": spoken(abs(apart))}
    if apart > 0:
        return _("%(other)s: %(rate)s %% pada tahun yang sama; %(city)s %(apart)s poin lebih cepat.") % told
    if apart < 0:
        return _("%(other)s: %(rate)s %% pada tahun yang sama; %(city)s %(apart)s poin lebih lambat.") % told
    return _("%(other)s: %(rate)s %% pada tahun yang sama, sama seperti %(city)s.") % told


def announced(rate: Decimal, said: Maybe, industries: int) -> str:
    """Does the sum of the industries give what was announced?"""
    told = {"n": industries, "rate": spoken(rate)}
    if said is None:
        return (
            _(
                "Dihitung dari jumlah %(n)s lapangan usaha: %(rate)s %%. Angka resmi tahun ini tidak kami temukan."
            )
            % told
        )
    told["said"] = spoken(said)
    if half_up(rate) == said:
        return _("Diumumkan %(said)s %%; jumlah %(n)s lapangan usaha memberi angka yang sama.") % told
    return _("Diumumkan %(said)s %%, tetapi jumlah %(n)s lapangan usaha memberi %(rate)s %%.") % told


def ahead(city: str, rate: Maybe, wanted: Decimal, years: int) -> str:
    """What a target asks of the coming years."""
    if rate is None:
        return ""
    told = {"wanted": spoken(wanted), "years": years, "rate": spoken(rate), "city": city}
    return (
        ngettext(
            "Agar %(city)s mencapai Rp%(wanted)s miliar dalam %(years)s tahun, ekonominya perlu tumbuh %(rate)s %% setahun.",
            "Agar %(city)s mencapai Rp%(wanted)s miliar dalam %(years)s tahun, ekonominya perlu tumbuh %(rate)s %% setahun.",
            years,
        )
        % told
    )


def agreement(static: str, klassen: str, overlay: str, competitive: bool | None) -> tuple[int, int]:
    """How many of the methods that gave an answer call the industry leading, and how many gave one."""
    said = [
        None if not static else static == "unggulan",
        None if not klassen else klassen == "I",
        None if "?" in overlay else overlay == "+++",
        competitive,
    ]
    known = [answer for answer in said if answer is not None]
    return sum(known), len(known)
