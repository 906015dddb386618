"""Every read of the published value added, and the businesses behind it for whoever makes it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.added import methods
from balaikota.economy.added.methods import Keeper
from balaikota.economy.added.models import Edition, Sum
from balaikota.economy.tables.methods import Chart, Column, Rows
from balaikota.enterprises.ladder import queries as ladder
from balaikota.enterprises.production import queries as production
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.regions import queries as regions

MILLION, MOST = 1_000_000, 3


def edition(year: int | None = None) -> Edition | None:
    """Of that year, or the newest."""
    rows = Edition.objects.order_by("-year")
    return (rows.filter(year=year) if year else rows).first()


def years() -> list[int]:
    return list(Edition.objects.order_by("-year").values_list("year", flat=True))


def sums(edition: Edition, kind: Sum.Kind) -> list[Sum]:
    """The groups of one partition, the largest value first; what was merged comes last."""
    rows = Sum.objects.filter(edition=edition, kind=kind)
    return sorted(rows, key=lambda row: (len(row.codes) > 1, -row.value))


def version() -> str:
    return ".".join(map(str, years()))


# --- what it is made of ---------------------------------------------------------------------------


def running() -> list[Enterprise]:
    """The businesses that count today, with what was last said of their workers and sales."""
    return list(register.with_last_said().select_related("kbli", "kelurahan").defer("kelurahan__outline"))


def keepers(year: int, known: Iterable[Enterprise]) -> list[Keeper]:
    """Those of the known businesses whose book of that year is whole."""
    kept = production.whole_years(year)
    return [_keeper(row, *kept[row.pk]) for row in known if row.pk in kept]


def _keeper(row: Any, sales: int, value: int) -> Keeper:
    workers = (row.last_workers_male or 0) + (row.last_workers_female or 0)
    return Keeper(
        industry_of(row), row.kelurahan.parent_id if row.kelurahan else methods.UNKNOWN, sales, value, workers
    )


def last_sales(known: Iterable[Any]) -> list[int]:
    """A year's sales, rupiah, of those who ever said."""
    return [row.last_sales_year for row in known if row.last_sales_year]


def counts(known: Iterable[Enterprise]) -> dict[str, dict[str, int]]:
    """By industry: how many run, how many of those have an NIB on record, how many are coached. In tens, 0 under ten.

    Part of the year's edition: counts of every day would say on which day one came.
    """
    coached, told = ladder.standing_on(), defaultdict[str, Counter[str]](Counter)
    for row in known:
        told[industry_of(row)].update(all=1, nib=bool(row.nib), coached=row.pk in coached)
    return {code: {name: methods.tens(n) for name, n in each.items()} for code, each in told.items()}


def industry_of(row: Enterprise) -> str:
    return methods.industry_of(row.kbli.version, row.kbli.code) if row.kbli else methods.UNKNOWN


# --- what is shown --------------------------------------------------------------------------------


def names() -> dict[str, str]:
    """How each industry and kecamatan is called."""
    known = {each.code: each.short for each in accounts.industries()}
    known |= {each.code: each.name for each in regions.districts_of_city()}
    return known | {methods.UNKNOWN: _("belum diketahui")}


def name_of(row: Sum, known: dict[str, str]) -> str:
    """`Industri pengolahan`, or the names of what was merged."""
    if row.kind == Sum.Kind.ALL:
        return _("Seluruhnya")
    told = sorted(known.get(code, code) for code in row.codes)
    if len(told) <= MOST:
        return ", ".join(told)
    return _("%(first)s dan %(n)s lainnya") % {
        "first": ", ".join(told[: MOST - 1]),
        "n": len(told) - MOST + 1,
    }


def whole(edition: Edition) -> Sum:
    return Sum.objects.get(edition=edition, kind=Sum.Kind.ALL)


def shades(edition: Edition) -> dict[str, int]:
    """Value added in million rupiah of each kecamatan that stands alone, for the map."""
    rows = Sum.objects.filter(edition=edition, kind=Sum.Kind.DISTRICT)
    return {row.codes[0]: row.value // MILLION for row in rows if len(row.codes) == 1}


def chart(edition: Edition, kind: Sum.Kind) -> Chart:
    """One partition as bars; the same rows as its table."""
    known = names()
    rows: Rows = [
        {
            "name": name_of(row, known), "keepers": row.keepers,
            "value": row.value // MILLION, "sales": row.sales // MILLION,
        }
        for row in sums(edition, kind)
    ]  # fmt: skip
    is_industry = kind == Sum.Kind.INDUSTRY
    first = _("Lapangan usaha") if is_industry else _("Kecamatan")
    title = (
        _("Nilai tambah UMKM menurut lapangan usaha")
        if is_industry
        else _("Nilai tambah UMKM menurut kecamatan")
    )
    unit = _("juta rupiah")
    columns = [
        Column("name", first), Column("keepers", _("Usaha"), "", 0),
        Column("value", _("Nilai tambah"), unit, 0), Column("sales", _("Penjualan"), unit, 0),
    ]  # fmt: skip
    tells = _("%(title)s, %(year)s, dari buku kas yang lengkap setahun.") % {
        "title": title,
        "year": edition.year,
    }
    method = _(
        "Nilai tambah = penjualan dikurangi yang dibeli dari luar (SNA 2008, 6.8). Hanya jumlah dari sepuluh usaha ke atas."
    )
    slug = "nilai-tambah-usaha" if is_industry else "nilai-tambah-kecamatan"
    return Chart(
        slug, title, tells, columns, rows, "stacks", method, [], {"unit": unit, "parts": (columns[2].key,)}
    )
