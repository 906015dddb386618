"""Sums of a plan, planned beside what came of it; and the same as a workbook."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from balaikota.training.courses import methods as jp

if TYPE_CHECKING:
    from balaikota.training.plans.models import Line

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


@dataclass(frozen=True)
class Planned:
    """What a plan, or a line of it, asks for."""

    lines: int
    participants: int
    cost: int
    jp: Decimal = Decimal(0)


def planned(lines: "Iterable[Line]", minutes: dict[Any, Decimal]) -> Planned:
    """The sum of the lines; what a line does not say yet counts as nothing. JP are JP times participants."""
    rows = list(lines)
    taught = [minutes.get(row.version_id, Decimal(0)) * (row.participants or 0) for row in rows]
    return Planned(
        len(rows), sum(row.participants or 0 for row in rows), sum(row.cost or 0 for row in rows),
        jp.exact(sum(taught, Decimal(0))),
    )  # fmt: skip


@dataclass(frozen=True)
class Realised:
    """What came of a line, or of many: classes, seats that are taken, certificates, minutes on them, rupiah spent."""

    classes: int = 0
    enrolled: int = 0
    passed: int = 0
    minutes: Decimal = Decimal(0)
    spent: int = 0
    is_counted: bool = True

    @property
    def jp(self) -> Decimal:
        return jp.exact(self.minutes)

    def __add__(self, other: "Realised") -> "Realised":
        return Realised(
            self.classes + other.classes, self.enrolled + other.enrolled, self.passed + other.passed,
            self.minutes + other.minutes, self.spent + other.spent, self.is_counted and other.is_counted,
        )  # fmt: skip


def realised(rows: Iterable[Realised]) -> Realised:
    return sum(rows, Realised())


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """Percent to one place; nothing of nothing."""
    return (100 * Decimal(part) / Decimal(whole)).quantize(Decimal("0.1")) if whole else None


def month_name(month: int | None) -> str:
    return str(MONTHS[month]) if month else ""


def batch(number: int) -> str:
    """Angkatan I, II, III …: how classes are named."""
    left, told = number, ""
    for sign, value in ROMAN:
        while left >= value:
            left, told = left - value, told + sign
    return _("Angkatan %s") % told


# --- as a workbook --------------------------------------------------------------------------------

Cells = Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook: its first row names the columns."""

    name: str
    head: Cells
    rows: Sequence[Cells]
    width: int = 18


def as_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """Texts are written as texts: what begins like a formula is never computed (ECMA-376)."""
    import xlsxwriter

    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(packed, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        for told in sheets:
            sheet = book.add_worksheet(told.name)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 44)
            sheet.set_column(1, max(len(told.head) - 1, 1), told.width)
            for at, row in enumerate([told.head, *told.rows]):
                for place, value in enumerate(row):
                    _write(sheet, (at, place), value, None if at else bold)
    return packed.getvalue()


def _write(sheet: Any, at: tuple[int, int], value: Any, look: Any) -> None:
    if isinstance(value, int | Decimal):
        sheet.write_number(*at, float(value), look)
    elif value not in (None, ""):
        sheet.write_string(*at, str(value), look)
