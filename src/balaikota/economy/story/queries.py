"""What the figures say: one story for a year, a reference and a day of knowledge."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.accounts.models import Area, Industry, Release
from balaikota.economy.measures import methods as measures
from balaikota.economy.shifts import methods as shifts
from balaikota.economy.story import methods
from balaikota.economy.structure import methods as structure
from balaikota.economy.structure.methods import Span
from balaikota.kit.errors import found

Tables = dict[str, dict[str, Decimal]]
PUBLISHED = Path(__file__).parent / "data" / "published_lq.csv"
REST = "sisa-"


@dataclass(frozen=True)
class Asked:
    """What the visitor chose; whatever is unknown falls back to the newest, the province, and today."""

    year: str = ""
    begin: str = ""
    reference: str = ""
    as_of: date | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        return cls(
            query.get("tahun", ""), query.get("dari", ""), query.get("acuan", ""), _day(query.get("per", ""))
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass
class Story:
    """The city in a span of years beside a reference."""

    city: Area
    asked: Asked
    names: dict[str, Industry] = field(default_factory=dict)

    @cached_property
    def tables(self) -> Tables:
        return accounts.table(self.city.code, self.asked.as_of)

    @cached_property
    def years(self) -> list[str]:
        """Years whose growth can be computed."""
        return list(self.tables)[1:]

    @cached_property
    def timeline(self) -> list[tuple[str, Decimal | None]]:
        """Every year with its growth."""
        rates = measures.yearly([measures.total(values) for values in self.tables.values()])
        return list(zip(self.tables, rates, strict=True))[1:]

    @cached_property
    def year(self) -> str:
        return self.asked.year if self.asked.year in self.years else (self.years[-1] if self.years else "")

    @cached_property
    def begin(self) -> str:
        """Where the span for the leading industries begins: as asked, or with the first year there is."""
        early = [year for year in self.tables if year < self.year]
        return self.asked.begin if self.asked.begin in early else (early[0] if early else "")

    @cached_property
    def before(self) -> dict[str, Decimal]:
        return self.tables[str(int(self.year) - 1)]

    @cached_property
    def after(self) -> dict[str, Decimal]:
        return self.tables[self.year]

    @cached_property
    def rate(self) -> Decimal:
        rate = measures.growth(measures.total(self.before), measures.total(self.after))
        return rate if rate is not None else Decimal(0)

    @cached_property
    def parts(self) -> list[methods.Part]:
        """Every industry's part in the year, the largest first."""
        moved, large = measures.contributions(self.before, self.after), measures.shares(self.after)
        parts = [
            methods.Part(
                code,
                self.names[code].short,
                moved[code],
                measures.growth(self.before[code], self.after[code]),
                large[code],
            )
            for code in moved
        ]
        return sorted(parts, key=lambda part: part.contribution, reverse=True)

    @cached_property
    def announced(self) -> dict[str, accounts.Known]:
        return accounts.series(accounts.Key(self.city.code, accounts.GROWTH), as_of=self.asked.as_of)

    @cached_property
    def references(self) -> list[tuple[str, str]]:
        """What the city may be held against: those above it, whole and without it."""
        above, rows = self.city.parent, []
        while above is not None:
            if len(accounts.table(above.code, self.asked.as_of)) > 1:
                rows += [(above.code, above.name), (REST + above.code, _("%s tanpa kota ini") % above.name)]
            above = above.parent
        return rows

    @cached_property
    def reference(self) -> str:
        codes = [code for code, _name in self.references]
        return self.asked.reference if self.asked.reference in codes else (codes[0] if codes else "")

    @property
    def reference_name(self) -> str:
        return dict(self.references).get(self.reference, "")

    @cached_property
    def reference_tables(self) -> Tables:
        return self.tables_of(self.reference)

    def tables_of(self, code: str) -> Tables:
        """A reference's tables; of the rest, each year without the city."""
        whole = accounts.table(code.removeprefix(REST), self.asked.as_of)
        if not code.startswith(REST):
            return whole
        return {
            year: structure.rest_of(values, self.tables[year])
            for year, values in whole.items()
            if year in self.tables
        }

    def reference_rate(self, code: str) -> Decimal | None:
        tables, before = self.tables_of(code), str(int(self.year) - 1)
        if self.year not in tables or before not in tables:
            return None
        return measures.growth(measures.total(tables[before]), measures.total(tables[self.year]))

    @cached_property
    def span(self) -> Span | None:
        """City and reference in the first and last year of the span, when both know both."""
        here, there = self.tables, self.reference_tables
        if not self.begin or not {self.begin, self.year} <= there.keys():
            return None
        return Span(here[self.begin], here[self.year], there[self.begin], there[self.year])

    @cached_property
    def sentences(self) -> list[str]:
        said = self.announced.get(self.year)
        told = [
            methods.headline(self.year, self.city.name, self.rate, self.parts),
            methods.breadth(self.parts),
        ]
        told += [methods.beside(self.city.name, self.rate, name, self.reference_rate(code))
                 for code, name in self.references if not code.startswith(REST)]  # fmt: skip
        told.append(methods.announced(self.rate, said.used if said else None, len(self.parts)))
        return [sentence for sentence in told if sentence]

    def ahead(self, wanted: str, years: str) -> str:
        """What a target asks of the coming years; nothing when it is no number."""
        try:
            level, span = Decimal(wanted.replace(".", "").replace(",", ".")), int(years)
        except (ArithmeticError, ValueError):
            return ""
        if not (0 < level < 10**12 and 0 < span <= 100):
            return ""
        rate = measures.growth_needed(measures.total(self.after), level, span)
        return methods.ahead(self.city.name, rate, level, span)

    @cached_property
    def sources(self) -> list[Release]:
        """The releases the numbers of this story come from."""
        codes = {
            each.release
            for code in (self.city.code, *self._reference_codes())
            for each in accounts.known(accounts.Key(code), self.asked.as_of)
            if each.period in self.tables and each.item
        }
        codes |= {each.release for each in self.announced.values()}
        return accounts.cited(codes)

    def _reference_codes(self) -> set[str]:
        return {code.removeprefix(REST) for code, _name in self.references}

    @cached_property
    def is_verified(self) -> bool:
        return all(each.is_verified for each in self.sources)


def story(asked: Asked) -> Story:
    """The city's story; 404 when this city hall has no figures of its city."""
    told = Story(found(accounts.city()), asked, {each.code: each for each in accounts.industries()})
    found(told.years or None)
    return told


def has_a_story(as_of: date | None = None) -> bool:
    """Were two years of the city's industries known on that day?"""
    city = accounts.city()
    return city is not None and len(accounts.table(city.code, as_of)) > 1


# --- leading industries ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """One industry under every method."""

    industry: Industry
    share: Decimal
    static: Decimal
    dynamic: Decimal | None
    growth: Decimal | None
    reference_growth: Decimal | None
    leading: str
    klassen: str
    overlay: str
    parts: shifts.Parts | None
    votes: int
    asked: int
    apart: Decimal | None = None
    was: tuple[int, int] | None = None

    @property
    def is_stable(self) -> bool | None:
        """Would the figures as first printed, or the span one year shorter, have said the same?"""
        return None if self.was is None else self.was == (self.votes, self.asked)


def standings(told: Story, span: Span | None = None, begin: str = "", year: str = "") -> list[Standing]:
    """Every industry that city and reference both have, the most agreed on first."""
    span = span or told.span
    begin, year = begin or told.begin, year or told.year
    if span is None:
        return []
    quotients, moving, parts = (
        structure.lq(span.region_after, span.reference_after),
        structure.dlq(span),
        shifts.parts(span),
    )
    rows = [
        _standing(told, span, (begin, year), code, (quotients[code], moving.get(code), parts.get(code)))
        for code in quotients
    ]
    return sorted(rows, key=lambda row: (-row.votes, -row.static))


def _standing(
    told: Story, span: Span, years: tuple[str, str], code: str, found_: tuple[Any, ...]
) -> Standing:
    static, dynamic, parts = found_
    begin, year = years
    n = int(year) - int(begin)
    here, there = (
        [tables[y] for y in tables if begin <= y <= year] for tables in (told.tables, told.reference_tables)
    )
    rate = measures.compound(span.region.get(code), span.region_after[code], n)
    other = measures.compound(span.reference.get(code), span.reference_after[code], n)
    share, other_share = structure.mean_share(here, code), structure.mean_share(there, code)
    rpr, rps = structure.growth_ratios(span, code)
    leading, overlay = structure.leading_class(static, dynamic), structure.overlay(rpr, rps, static)
    klassen = ""
    if share is not None and other_share is not None and rate is not None and other is not None:
        klassen = structure.klassen(share, other_share, rate, other)
    votes, asked = methods.agreement(
        leading, klassen, overlay, parts.is_specialised and parts.is_ahead if parts else None
    )
    return Standing(told.names[code], measures.shares(span.region_after)[code], static, dynamic, rate, other,
                    leading, klassen, overlay, parts, votes, asked)  # fmt: skip


def with_stability(told: Story) -> list[Standing]:
    """The standings, each beside two other answers: against the reference without the city, and a year earlier.

    A leader of one year only, or only because the city meets itself in its province, is none.
    """
    rows = standings(told)
    if told.span is None:
        return rows
    was, apart = _a_year_earlier(told, told.span), _without_itself(told, told.span)
    return [replace(row, was=was.get(row.industry.code), apart=apart.get(row.industry.code)) for row in rows]


def _a_year_earlier(told: Story, span: Span) -> dict[str, tuple[int, int]]:
    before = str(int(told.year) - 1)
    here, there = told.tables, told.reference_tables
    if before not in there or before <= told.begin:
        return {}
    shorter = Span(span.region, here[before], span.reference, there[before])
    return {row.industry.code: (row.votes, row.asked) for row in standings(told, shorter, told.begin, before)}


def _without_itself(told: Story, span: Span) -> dict[str, Decimal]:
    """LQ against the rest; for a reference that is the rest already, the same."""
    if told.reference.startswith(REST):
        return structure.lq(span.region_after, span.reference_after)
    return structure.lq(span.region_after, structure.rest_of(span.reference_after, span.region_after))


# --- checks ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Check:
    """A year of an area: what was announced, what the parts give as printed, and what they give corrected."""

    area: Area
    year: str
    announced: Decimal
    raw: Decimal
    used: Decimal
    gap: Decimal
    suspects: list[tuple[str, Decimal, Decimal]]

    @property
    def is_good(self) -> bool:
        return self.gap == 0


def checks() -> list[Check]:
    """Every year in which an announced growth meets a sum of industries."""
    rows: list[Check] = []
    for area in accounts.areas_with_industries():
        printed, used = accounts.table(area.code, raw=True), accounts.table(area.code)
        said = accounts.series(accounts.Key(area.code, accounts.GROWTH))
        for before, year in zip(printed, list(printed)[1:], strict=False):
            if year in said:
                rows.append(
                    _check(
                        area,
                        year,
                        said[year].used,
                        (printed[before], printed[year], used[before], used[year]),
                    )
                )
    return rows


def _check(area: Area, year: str, said: Decimal, four: tuple[dict[str, Decimal], ...]) -> Check:
    raw_before, raw, used_before, used = four
    as_printed = measures.growth(measures.total(raw_before), measures.total(raw)) or Decimal(0)
    mended = measures.growth(measures.total(used_before), measures.total(used)) or Decimal(0)
    gap = measures.gap(as_printed, said) or Decimal(0)
    suspects = (
        []
        if gap == 0
        else [(code, raw[code], other) for code, other in measures.one_digit_off(raw_before, raw, said)]
    )
    return Check(area, year, said, as_printed, mended, gap, _told_apart(area, year, suspects, raw_before))


def _told_apart(area: Area, year: str, suspects: list[Any], before: Mapping[str, Decimal]) -> list[Any]:
    """Of the cells whose one wrong digit would explain it, those whose own announced growth says so too; else all."""
    kept = []
    for code, raw, other in suspects:
        said = accounts.series(accounts.Key(area.code, accounts.GROWTH), item=code).get(year)
        rate = measures.growth(before[code], other)
        if said is not None and rate is not None and measures.half_up(rate) == said.used:
            kept.append((code, raw, other))
    return kept or suspects


def published_quotients() -> list[dict[str, Any]]:
    """Quotients that others printed beside their inputs, each held against those inputs."""
    rows: list[dict[str, Any]] = []
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        for told in csv.DictReader(file):
            inputs = [
                Decimal(told[name]) for name in ("region", "region_whole", "reference", "reference_whole")
            ]
            printed = Decimal(told["published"])
            rows.append(
                {
                    "name": told["name"],
                    "source": told["source"],
                    "inputs": inputs,
                    "printed": printed,
                    "right": structure.lq_fault(inputs, printed),
                }
            )
    return rows
