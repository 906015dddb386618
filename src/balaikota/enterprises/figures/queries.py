"""The measures, their tables by kecamatan and sector, and the businesses behind them."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.enterprises.figures import methods, rules
from balaikota.enterprises.figures.contract import Measure
from balaikota.enterprises.figures.methods import TOTAL, UNKNOWN, Cell
from balaikota.enterprises.figures.models import Edition
from balaikota.enterprises.production import queries as production
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.statistics import queries as statistics
from balaikota.kit.errors import found

YEAR, MONTHS, PAGE = timedelta(days=365), 3, 50
CODE = "umkm-{}"
GROUPS = (
    ("jumlah", gettext_lazy("Berapa usaha")),
    ("nilai", gettext_lazy("Nilai yang bertambah")),
    ("pembinaan", gettext_lazy("Pembinaan")),
    ("izin", gettext_lazy("Izin, dihitung tersendiri")),
    ("ukuran", gettext_lazy("Ukuran menurut PP 7/2021")),
    ("ukuran-lama", gettext_lazy("Ukuran menurut UU 20/2008")),
)
NOTES = {
    "izin": gettext_lazy("Mengumpulkan izin belum berarti usahanya naik kelas; lihat nilai yang bertambah."),
    "ukuran-lama": gettext_lazy(
        "Batasnya lain, jadi tidak dapat dijumlahkan atau dibandingkan dengan PP 7/2021."
    ),
}
BUSINESSES = gettext_lazy("usaha")
#: What an edition keeps, by the code of the measure.
Told = dict[str, dict[str, Any]]


# --- months ---------------------------------------------------------------------------------------


def month_before(day: date, many: int = 1) -> str:
    """The full month so many before the one a day lies in: `2026-10` for the 29th of November 2026."""
    number = day.year * 12 + day.month - 1 - many
    return f"{number // 12}-{number % 12 + 1:02d}"


# --- the measures ---------------------------------------------------------------------------------


def _counted() -> QuerySet[Enterprise]:
    return register.described()


def _sold() -> QuerySet[Enterprise]:
    month = month_before(timezone.localdate())
    return (
        _counted().annotate(amount=Max("sales__amount", filter=Q(sales__period=month))).exclude(amount=None)
    )


def _growing() -> QuerySet[Enterprise]:
    """Who told both spans of three full months, and sold more in the later one."""
    today = timezone.localdate()
    late = [month_before(today, n) for n in range(1, MONTHS + 1)]
    early = [month_before(today, n) for n in range(MONTHS + 1, 2 * MONTHS + 1)]
    grown = [
        pk
        for pk, sold in register.monthly_sales(early[-1], late[0]).items()
        if all(month in sold for month in (*late, *early))
        and sum(sold[month] for month in late) > sum(sold[month] for month in early)
    ]
    return _counted().filter(pk__in=grown)


def _climbed() -> QuerySet[Enterprise]:
    since = timezone.now() - YEAR
    return _counted().filter(stays__ending="passed", stays__left_at__gte=since).distinct()


def _of_size(code: str, field: str = "size") -> Any:
    return lambda: _counted().filter(**{field: code})


def _coached() -> QuerySet[Enterprise]:
    return _counted().filter(stays__isnull=False, stays__left_at=None).distinct()


def measures() -> list[Measure]:
    """Every number of the page, in its order."""
    return [*_of_count_and_value(), *_of_coaching_and_permits(), *_sizes()]


def _of_count_and_value() -> list[Measure]:
    return [
        Measure(
            "terdaftar", "jumlah", gettext_lazy("Usaha tercatat"),
            gettext_lazy("Usaha dalam register kota yang berjalan atau berhenti sementara. Rencana, yang tutup, dan "
                         "catatan ganda yang sudah digabung tidak dihitung."),
            BUSINESSES, _counted,
        ),
        Measure(
            "penjualan-bulan", "nilai", gettext_lazy("Penjualan sebulan"),
            gettext_lazy("Jumlah penjualan bulan penuh terakhir dari usaha yang melaporkannya, bukan perkiraan seluruh "
                         "kota. Bila beberapa sumber melaporkan, dipakai yang tertinggi."),
            gettext_lazy("rupiah"), _sold, is_sum=True,
        ),
        Measure(
            "penjualan-dilaporkan", "nilai", gettext_lazy("Usaha yang melaporkan penjualan"),
            gettext_lazy("Usaha dengan angka penjualan untuk bulan penuh terakhir, dari pemilik, buku kas, petugas, "
                         "atau katalog."),
            BUSINESSES, _sold,
        ),
        Measure(
            "penjualan-naik", "nilai", gettext_lazy("Usaha dengan penjualan naik"),
            gettext_lazy("Usaha yang melaporkan enam bulan penuh terakhir dan penjualan tiga bulan terakhirnya lebih "
                         "besar daripada tiga bulan sebelumnya. Tidak disesuaikan dengan musim atau harga."),
            BUSINESSES, _growing,
        ),
        Measure(
            "perbaikan", "nilai", gettext_lazy("Usaha dengan perbaikan terukur"),
            gettext_lazy("Usaha yang satu hal dalam produksinya diukur sebelum dan sesudah diubah, dan membaik."),
            BUSINESSES, lambda: _counted().filter(pk__in=production.improved()),
        ),
    ]  # fmt: skip


def _of_coaching_and_permits() -> list[Measure]:
    return [
        Measure(
            "dibina", "pembinaan", gettext_lazy("Usaha yang sedang dibina"),
            gettext_lazy("Usaha yang hari ini berada di satu tahap tangga pembinaan."), BUSINESSES, _coached,
        ),
        Measure(
            "naik-tahap", "pembinaan", gettext_lazy("Usaha yang naik tahap"),
            gettext_lazy("Usaha yang dalam 365 hari terakhir naik sedikitnya satu tahap, semua syaratnya terbukti. "
                         "Kehadiran tidak dihitung."),
            BUSINESSES, _climbed,
        ),
        Measure(
            "ber-nib", "izin", gettext_lazy("Usaha dengan NIB tercatat"),
            gettext_lazy("Usaha yang nomor NIB-nya tercatat di register."),
            BUSINESSES, lambda: _counted().exclude(nib=""),
        ),
    ]  # fmt: skip


def _sizes() -> list[Measure]:
    definitions = {
        "ukuran": gettext_lazy("Menurut keterangan terakhir: penjualan setahun bila disebut, selain itu modal tanpa "
                               "tanah dan bangunan (PP 7/2021 pasal 35–36). Yang belum menyebut keduanya tidak ikut."),
        "ukuran-lama": gettext_lazy("Keterangan yang sama menurut batas UU 20/2008, yang sudah tidak berlaku."),
    }  # fmt: skip
    names = {
        "mikro": gettext_lazy("Mikro"),
        "kecil": gettext_lazy("Kecil"),
        "menengah": gettext_lazy("Menengah"),
    }
    return [
        Measure(f"{group}-{code}", group, names[code], definitions[group], BUSINESSES, _of_size(code, field))
        for group, field in (("ukuran", "size"), ("ukuran-lama", "size_before"))
        for code in names
    ]


def measure(code: str) -> Measure:
    return found(next((each for each in measures() if each.code == code), None))


def source() -> str:
    return _("Register usaha %s") % regions.city().name


# --- counting -------------------------------------------------------------------------------------


def counts(measure: Measure) -> dict[Cell, int]:
    """How many businesses by kecamatan and sector."""
    rows = (
        measure.rows()
        .order_by()
        .values("kelurahan__parent_id", "kbli__version", two=Substr("kbli__code", 1, 2))
    )
    table: dict[Cell, int] = defaultdict(int)
    for row in rows.annotate(n=Count("pk", distinct=True)):
        sector = methods.sector_of(row["kbli__version"], row["two"])
        table[row["kelurahan__parent_id"] or UNKNOWN, sector] += row["n"]
    return dict(table)


def amounts(measure: Measure) -> dict[Cell, int]:
    """The same with each business's amount instead of one; totals too."""
    table: dict[Cell, int] = defaultdict(int)
    fields = ("kelurahan__parent_id", "kbli__version", "kbli__code", "amount")
    for district, version, code, amount in measure.rows().values_list(*fields):
        row, column = district or UNKNOWN, methods.sector_of(version, code)
        for cell in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            table[cell] += amount
    return dict(table)


def value(measure: Measure) -> tuple[int, int]:
    """The number for the whole city, and of how many businesses it is made."""
    many = measure.rows().count()
    return (amounts(measure).get((TOTAL, TOTAL), 0), many) if measure.is_sum else (many, many)


def period_of(measure: Measure, day: date) -> str:
    """Counts are of a day; a sum is of the month before it."""
    return month_before(day) if measure.is_sum else day.isoformat()


def edition() -> Edition | None:
    """What everybody sees today."""
    return Edition.objects.order_by("-on").first()


def open_to_all(measure: Measure) -> dict[str, Any]:
    """What an edition keeps of a number: nothing small, and of a sum no table."""
    number, many = value(measure)
    cells = {} if measure.is_sum else methods.shown(counts(measure), exact=False)
    return {
        "value": None if 0 < many < methods.SMALLEST else number,
        "many": many if not 0 < many < methods.SMALLEST else None,
        "cells": [[row, column, each.count] for (row, column), each in cells.items()],
    }


def table(measure: Measure, *, exact: bool, told: Told | None = None) -> dict[Cell, methods.Shown]:
    """What this reader sees: by their post the numbers of now, else those of the last edition. Sums stay with posts."""
    if not exact:
        cells = (told if told is not None else last_told()).get(measure.code, {}).get("cells", [])
        return {(row, column): methods.Shown(count) for row, column, count in cells}
    if measure.is_sum:
        return {cell: methods.Shown(each) for cell, each in amounts(measure).items()}
    return methods.shown(counts(measure), exact=True)


def last_told() -> Told:
    """By measure; empty while there was no edition."""
    newest = edition()
    told: Told = newest.told if newest else {}
    return told


# --- pages ----------------------------------------------------------------------------------------


def districts() -> dict[str, str]:
    return {each.code: each.name for each in regions.districts_of_city()} | {
        UNKNOWN: _("Kecamatan belum diketahui")
    }


def columns() -> dict[str, str]:
    return methods.sectors() | {UNKNOWN: _("KBLI belum diketahui")}


def sees_exact(viewer: Person | None) -> bool:
    return viewer is not None and rules.may_see_exact(viewer)


def page_of_city(viewer: Person | None) -> dict[str, Any]:
    """Every number once, in its group, and the map of the first."""
    exact, groups = sees_exact(viewer), []
    every, told = measures(), last_told()
    for group, title in GROUPS:
        cards = [_card(each, exact=exact, told=told) for each in every if each.group == group]
        groups.append({"title": title, "note": NOTES.get(group, ""), "cards": cards})
    seen = table(every[0], exact=exact, told=told)
    shades = {row: each.count for (row, column), each in seen.items() if column == TOTAL and each.count}
    shades.pop(TOTAL, None)
    shades.pop(UNKNOWN, None)
    names = districts()
    return {
        "groups": groups, "shades": shades, "source": source(), "at": _at(exact=exact), "exact": exact,
        "rows": _rows_of(seen, names), "columns": list(columns().values()), "announced": methods.announced(),
    }  # fmt: skip


def _card(measure: Measure, *, exact: bool, told: Told) -> dict[str, Any]:
    if exact:
        return {"measure": measure, "value": value(measure)[0]}
    if measure.is_sum:
        made = statistics.latest(CODE.format(measure.code))
        return {"measure": measure, "value": int(made.value) if made else None}
    return {"measure": measure, "value": told.get(measure.code, {}).get("value")}


def _at(*, exact: bool) -> datetime | None:
    """The moment of which the numbers are that this reader sees."""
    newest = None if exact else edition()
    return timezone.now() if exact else newest.made_at if newest else None


def _rows_of(seen: dict[Cell, methods.Shown], names: dict[str, str]) -> list[dict[str, Any]]:
    """The table as it is drawn: a kecamatan a row, a sector a column, totals at the ends; empty rows left out."""
    held = {row for row, _column in seen}
    order = [*sorted((code for code in held - {TOTAL, UNKNOWN}), key=lambda code: names.get(code, code))]
    order += [code for code in (UNKNOWN, TOTAL) if code in held]
    return [
        {
            "code": code, "name": _("Seluruh kota") if code == TOTAL else names.get(code, code),
            "cells": [seen.get((code, column), methods.Shown(0)) for column in (*columns(), TOTAL)],
            "is_total": code == TOTAL,
        }
        for code in order
    ]  # fmt: skip


def page_of_measure(measure: Measure, viewer: Person | None, district: str, after: int) -> dict[str, Any]:
    """One number: its definition, how it came, the table, and the businesses behind it for who may see them."""
    exact, told = sees_exact(viewer), last_told()
    seen = table(measure, exact=exact, told=told)
    shades = {row: each.count for (row, column), each in seen.items() if column == TOTAL and each.count}
    names = districts()
    context = {
        "measure": measure, "card": _card(measure, exact=exact, told=told), "source": source(), "at": _at(exact=exact),
        "rows": _rows_of(seen, names), "columns": list(columns().values()), "exact": exact,
        "has_hidden": any(each.count is None for each in seen.values()), "smallest": methods.SMALLEST,
        "shades": {row: n for row, n in shades.items() if row not in (TOTAL, UNKNOWN)},
        "readings": list(statistics.series(CODE.format(measure.code)))[-30:],
        "district": names.get(district, ""), "district_code": district,
        "may_see_rows": viewer is not None and rules.may_see_rows(viewer),
    }  # fmt: skip
    if viewer is not None and context["may_see_rows"]:
        context |= _behind(measure, viewer, district if district in names else "", after)
    return context


def _behind(measure: Measure, viewer: Person, district: str, after: int) -> dict[str, Any]:
    """The businesses themselves, as far as this viewer may open them."""
    rows = (
        measure.rows()
        .filter(pk__in=register.visible_to(viewer).values("pk"))
        .select_related("kelurahan__parent", "kbli")
    )
    if district:
        rows = rows.filter(kelurahan__parent=None if district == UNKNOWN else district)
    shown = list(rows.order_by("number")[after : after + PAGE + 1])
    more = f"?kecamatan={district}&sesudah={after + PAGE}" if len(shown) > PAGE else ""
    return {"businesses": shown[:PAGE], "next_url": more}


def version() -> str:
    """Changes with the edition, and with nothing else: a page that changed would tell that somebody came."""
    newest = Edition.objects.order_by("-on").values_list("pk", flat=True).first()
    return str(newest)
