"""The charts of the pages, each with the rows of its table; and the pages in the search box."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.added import queries as added
from balaikota.economy.added.models import Edition, Sum
from balaikota.economy.measures import methods as measures
from balaikota.economy.shifts import methods as shifts
from balaikota.economy.story import queries as stories
from balaikota.economy.story.queries import Asked, Standing, Story
from balaikota.economy.tables.methods import Chart, Column, Rows, spoken
from balaikota.foundation.search.contract import Entry, Source
from balaikota.kit import sitemap
from balaikota.kit.errors import found

POINTS, PERCENT, BILLION = gettext_lazy("poin persen"), gettext_lazy("persen"), gettext_lazy("miliar rupiah")


def version() -> str:
    """Changes when figures are released or corrected, and when a year of value added is made public."""
    return f"{accounts.version()}-{added.version()}"


def waterfall(told: Story) -> Chart:
    """What each industry added to the growth of the year."""
    rows: Rows = [
        {
            "name": part.name,
            "value": part.contribution,
            "growth": part.growth,
            "share": part.share,
            "said": spoken(part.contribution),
        }
        for part in told.parts
    ]
    rows.append(
        {
            "name": _("Seluruh kota"),
            "value": told.rate,
            "growth": told.rate,
            "share": Decimal(100),
            "said": spoken(told.rate),
            "is_whole": True,
        }
    )
    columns = [
        Column("name", _("Lapangan usaha")),
        Column("value", _("Sumbangan"), str(POINTS)),
        Column("growth", _("Pertumbuhan"), str(PERCENT)),
        Column("share", _("Pangsa"), str(PERCENT)),
    ]
    title = _("Dari mana pertumbuhan %(year)s datang") % {"year": told.year}
    tells = told.sentences[0]
    method = _(
        "Sumbangan = (nilai tahun ini − nilai tahun lalu) ÷ jumlah tahun lalu × 100, harga konstan. "
        "Semua sumbangan berjumlah sama dengan pertumbuhan kota."
    )
    return Chart(
        "sumbangan", title, tells, columns, rows, "waterfall", method, _cited(told), {"unit": str(POINTS)}
    )


def _cited(told: Story) -> list[str]:
    return [each.code for each in told.sources]


def growth(told: Story) -> Chart:
    """The city beside those above it, by year."""
    areas = [
        (told.city.code, told.city.name),
        *((code, name) for code, name in told.references if not code.startswith(stories.REST)),
    ]
    found_ = {code: _yearly(told.tables_of(code)) for code, _name in areas}
    rows: Rows = [
        {"year": year, **{code: found_[code].get(year) for code, _name in areas}} for year in told.years
    ]
    columns = [Column("year", _("Tahun")), *(Column(code, name, str(PERCENT)) for code, name in areas)]
    tells = _("Pertumbuhan ekonomi setahun menurut tahun: %s.") % "; ".join(
        f"{row['year']} {spoken(row[told.city.code])} %" for row in rows
    )
    method = _(
        "Pertumbuhan = (jumlah 17 lapangan usaha tahun ini ÷ tahun lalu − 1) × 100, harga konstan 2010. "
        "Untuk Indonesia tanpa pajak dikurangi subsidi atas produk."
    )
    return Chart(
        "pertumbuhan",
        _("Pertumbuhan menurut tahun"),
        tells,
        columns,
        rows,
        "columns",
        method,
        _cited(told),
        {"unit": str(PERCENT)},
    )


def _yearly(tables: Mapping[str, Mapping[str, Decimal]]) -> dict[str, Decimal | None]:
    years = list(tables)
    return dict(zip(years, measures.yearly([measures.total(tables[year]) for year in years]), strict=True))


CLASSES = ("unggulan", "prospektif", "andalan", "tertinggal")


def _dot(row: Standing) -> dict[str, Any]:
    industry = row.industry
    return {"code": industry.code, "name": industry.short, "lq": row.static, "growth": row.growth,
            "share": row.share, "class": row.leading}  # fmt: skip


def _dot_columns() -> list[Column]:
    return [
        Column("code", _("Kode")),
        Column("name", _("Lapangan usaha")),
        Column("lq", "LQ", "", 4),
        Column("growth", _("Pertumbuhan setahun"), str(PERCENT)),
        Column("share", _("Pangsa"), str(PERCENT)),
        Column("class", _("Golongan LQ dan DLQ")),
    ]


def scatter(told: Story, rows: list[Standing]) -> Chart:
    """Specialised or not, fast or not."""
    level = measures.compound(
        measures.total(told.tables[told.begin]),
        measures.total(told.tables[told.year]),
        int(told.year) - int(told.begin),
    )
    span = {"begin": told.begin, "year": told.year, "reference": told.reference_name}
    tells = (
        _(
            "LQ %(year)s terhadap %(reference)s dan pertumbuhan setahun %(begin)s–%(year)s tiap lapangan "
            "usaha."
        )
        % span
    )
    marks = {
        "x": _("LQ: di atas 1, pangsanya lebih besar daripada di acuan"),
        "y": _("Pertumbuhan setahun (persen)"),
        "level": float(level or 0),
        "classes": CLASSES,
    }
    method = _(
        "LQ = pangsa lapangan usaha di kota ÷ pangsanya di acuan. Garis tegak: LQ 1. Garis datar: "
        "pertumbuhan seluruh kota. Besar lingkaran: pangsa."
    )
    return Chart(
        "sektor",
        _("Terkonsentrasi dan tumbuh cepat?"),
        tells,
        _dot_columns(),
        [_dot(row) for row in rows],
        "scatter",
        method,
        _cited(told),
        marks,
    )


def shift(told: Story) -> Chart:
    """The city's change, split into what everybody had, its mix, and its own."""
    found_ = shifts.parts(told.span) if told.span else {}
    rows: Rows = [
        {
            "name": told.names[code].short,
            "national": each.national,
            "mix": each.mix,
            "own": each.competitive,
            "change": each.change,
        }
        for code, each in sorted(found_.items(), key=lambda pair: pair[1].competitive, reverse=True)
    ]
    unit = str(BILLION)
    columns = [
        Column("name", _("Lapangan usaha")),
        Column("national", _("Pertumbuhan acuan"), unit),
        Column("mix", _("Bauran industri"), unit),
        Column("own", _("Daya saing kota"), unit),
        Column("change", _("Seluruh perubahan"), unit),
    ]
    title = _("Daya saing atau arus umum, %(begin)s–%(year)s") % {"begin": told.begin, "year": told.year}
    total = shifts.totals(found_)["competitive"] if found_ else Decimal(0)
    tells = _("Seluruh bagian daya saing kota terhadap %(reference)s: %(total)s miliar rupiah.") % {
        "reference": told.reference_name,
        "total": spoken(total),
    }
    method = _(
        "Shift-share Dunn (1960): perubahan = nilai awal × pertumbuhan acuan + nilai awal × (pertumbuhan "
        "industri di acuan − pertumbuhan acuan) + nilai awal × (pertumbuhan industri di kota − di acuan)."
    )
    marks = {"unit": unit, "parts": ("mix", "own")}
    return Chart("daya-saing", title, tells, columns, rows, "stacks", method, _cited(told), marks)


#: Indicators beside PDRB, with how they are called.
SOCIAL = {
    "persentase-penduduk-miskin": gettext_lazy("Penduduk miskin"),
    "tingkat-pengangguran-terbuka": gettext_lazy("Pengangguran terbuka"),
    "ipm": gettext_lazy("Indeks pembangunan manusia"),
}


def social(told: Story) -> Chart:
    """Poverty and unemployment, which growth is for."""
    shown = ("persentase-penduduk-miskin", "tingkat-pengangguran-terbuka")
    found_ = {
        name: accounts.series(accounts.Key(told.city.code, name, "", ""), as_of=told.asked.as_of)
        for name in shown
    }
    years = sorted({year for each in found_.values() for year in each})
    rows: Rows = [
        {"year": year, **{name: each[year].used if year in each else None for name, each in found_.items()}}
        for year in years
    ]
    columns = [Column("year", _("Tahun")), *(Column(name, str(SOCIAL[name]), str(PERCENT)) for name in shown)]
    tells = _("Penduduk miskin dan pengangguran terbuka menurut tahun.")
    sources = sorted({each.release for rows_ in found_.values() for each in rows_.values()})
    method = _(
        "Persentase penduduk miskin: Susenas Maret; pengangguran terbuka: Sakernas Agustus, persen "
        "angkatan kerja. Seperti yang diumumkan BPS."
    )
    return Chart(
        "sosial",
        _("Kemiskinan dan pengangguran"),
        tells,
        columns,
        rows,
        "lines",
        method,
        sources,
        {"unit": str(PERCENT), "zero": True},
    )


# --- one's own comparison -------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """What a visitor compares; its address says all of it, so a link stays."""

    areas: tuple[str, ...]
    item: str
    measure: str

    @classmethod
    def of(cls, query: Any) -> "Choice":
        areas = tuple(dict.fromkeys(query.getlist("wilayah")))[:6]
        return cls(areas, query.get("usaha", ""), query.get("ukuran", ""))


MEASURES = {
    "pertumbuhan": (gettext_lazy("Pertumbuhan setahun"), PERCENT),
    "indeks": (gettext_lazy("Indeks, tahun pertama = 100"), gettext_lazy("indeks")),
    "pangsa": (gettext_lazy("Pangsa dalam PDRB"), PERCENT),
    "nilai": (gettext_lazy("PDRB harga konstan"), BILLION),
}


def comparison(choice: Choice, told: Story) -> Chart:
    """Areas beside each other in one measure; unknown choices fall back to the city and those above it."""
    known = {area.code: area.name for area in accounts.areas_with_levels()}
    areas = [code for code in choice.areas if code in known] or [
        told.city.code,
        *(c for c, _n in told.references if not c.startswith(stories.REST)),
    ]
    measure = choice.measure if choice.measure in MEASURES else "pertumbuhan"
    item = choice.item if choice.item in told.names else ""
    series = {code: _measured(code, item, measure, told) for code in areas}
    years = sorted({year for each in series.values() for year, value in each.items() if value is not None})
    rows: Rows = [{"year": year, **{code: each.get(year) for code, each in series.items()}} for year in years]
    label, unit = MEASURES[measure]
    what = str(told.names[item]) if item else _("seluruh lapangan usaha")
    title = f"{label}: {what}"
    columns = [
        Column("year", _("Tahun")),
        *(Column(code, known.get(code, code), str(unit)) for code in areas),
    ]
    method = _(
        "Dihitung dari PDRB 17 lapangan usaha, harga konstan 2010; tahun yang tidak diketahui dibiarkan "
        "kosong."
    )
    return Chart("banding", title, title, columns, rows, "lines", method, _cited(told), {"unit": str(unit)})


def _measured(code: str, item: str, measure: str, told: Story) -> dict[str, Decimal | None]:
    table, totals = accounts.table(code, told.asked.as_of), accounts.levels(code, told.asked.as_of)
    levels: dict[str, Decimal | None] = (
        {year: values.get(item) for year, values in table.items()} if item else dict(totals)
    )
    if measure == "nilai":
        return levels
    if measure == "pangsa":
        return {year: measures.share(value, totals[year]) for year, value in levels.items()}
    if measure == "indeks":
        first = next((value for value in levels.values() if value), None)
        return {year: measures.share(value, first) for year, value in levels.items()}
    return _in_a_row(levels)


def _in_a_row(levels: dict[str, Decimal | None]) -> dict[str, Decimal | None]:
    """Growth on the year before; none after a year that is not known."""
    return {year: measures.growth(levels.get(str(int(year) - 1)), value) for year, value in levels.items()}


# --- by name --------------------------------------------------------------------------------------

BUILDERS: dict[str, Callable[[Story], Chart]] = {
    "sumbangan": waterfall,
    "pertumbuhan": growth,
    "sektor": lambda told: scatter(told, stories.standings(told)),
    "daya-saing": shift,
    "sosial": social,
}


def of_businesses(edition: Edition) -> list[Chart]:
    """The two partitions of what small businesses add; one that holds everybody in one group says nothing more."""
    drawn = [added.chart(edition, kind) for kind in (Sum.Kind.INDUSTRY, Sum.Kind.DISTRICT)]
    return [each for each in drawn if len(each.rows) > 1]


def chart(slug: str, query: Any) -> Chart:
    """A chart by its name and what was asked; 404 when there is none such, or nothing to draw."""
    if slug.startswith("nilai-tambah-"):
        year = query.get("tahun", "")
        edition = found(added.edition(int(year) if year.isdecimal() and len(year) == 4 else None))
        return found(next((each for each in of_businesses(edition) if each.slug == slug), None))
    told = stories.story(Asked.of(query))
    if slug == "banding":
        drawn = comparison(Choice.of(query), told)
    else:
        drawn = found(BUILDERS.get(slug))(told)
    found(drawn.rows or None)
    return drawn


class Pages(Source):
    """The pages of the economy in the search box."""

    kind = "economy"
    label = gettext_lazy("Ekonomi")

    def entries(self) -> Iterator[Entry]:
        words = (
            "pertumbuhan ekonomi",
            "pdrb",
            "sektor unggulan",
            "inflasi",
            "kemiskinan",
            "pengangguran",
            "ipm",
        )
        yield Entry("economy", "ekonomi", reverse("dashboard:index"), _("Ekonomi kota"),
                    _("Pertumbuhan, sektor unggulan, dan angka yang dapat diunduh."), words)  # fmt: skip


PAGES = ("index", "sectors", "businesses", "checks", "compare", "ways")


def _open_pages() -> tuple[str, ...]:
    """A city without figures of its own has the first page only, which says so."""
    return PAGES if stories.has_a_story() else PAGES[:1]


def count() -> int:
    return len(_open_pages())


def for_sitemap(start: int, stop: int) -> list[sitemap.Place]:
    return [sitemap.Place(reverse(f"dashboard:{name}")) for name in _open_pages()[start:stop]]
