"""Publishing figures."""

from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.statistics import queries, rules
from balaikota.foundation.statistics.models import Figure, Reading
from balaikota.kit.errors import require

# The model's precision: what is kept must equal what was published, or a repeat would not be recognised.
STEP = Decimal("0.000001")


class Meaning(TypedDict, total=False):
    """What a figure counts, how, and by whom. All four the first time, or when they change."""

    name: str
    definition: str
    unit: str
    source: str


@transaction.atomic
def publish(code: str, period: str, value: Decimal | float, **meaning: Unpack[Meaning]) -> Reading:
    """Publish a value for a period. The same value again changes nothing; another one is added beside it."""
    require(
        rules.is_period(period),
        _("Periode ditulis sebagai tahun, bulan, atau tanggal, misalnya 2026, 2026-11, atau 2026-11-25."),
        status=422,
    )
    figure = _figure(code, meaning)
    exact = Decimal(str(value)).quantize(STEP)
    standing = queries.history(code, period).first()
    if standing and standing.value == exact:
        return standing
    reading = Reading.objects.create(figure=figure, period=period, value=exact)
    audit.record("statistics.published", reading, by=None, figure=code, period=period, value=str(exact))
    return reading


def _figure(code: str, meaning: Meaning) -> Figure:
    """The locked figure, made or brought up to date with its meaning."""
    require(
        queries.locked(code) is not None
        or all(meaning.get(key) for key in ("name", "definition", "unit", "source")),
        _("Angka yang pertama kali diumumkan memerlukan nama, definisi, satuan, dan sumber."),
        status=422,
    )
    figure, _made = Figure.objects.update_or_create(code=code, defaults=dict(meaning))
    return figure
