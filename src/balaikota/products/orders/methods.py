"""Prices of so many, answer times in words, and messages for WhatsApp. Pure."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balaikota.kit.rupiah import written

#: From so many answered orders on a seller's answer time is shown: of fewer it says nothing.
ENOUGH = 5
HOUR, DAY = 3600, 86_400
#: How long a buyer's telephone and address stay with an order that has ended: for a complaint about what was bought. No
#: law names a time, so it is our own (UU 27/2022 pasal 42 and 43: as long as the purpose); the cart says it.
CONTACTS_KEPT = timedelta(days=365)


def price_of(basis: str, price: int | None, wholesale: Sequence[Sequence[int]], count: int) -> int | None:
    """Rupiah for one unit when so many are ordered; None when the seller has to say it first.

    `wholesale` is [[least quantity, rupiah], …]: the step with the largest quantity that is reached counts.
    """
    if basis != "fixed" or price is None:
        return None
    reached = [(least, rupiah) for least, rupiah in wholesale if count >= least]
    return max(reached)[1] if reached else price


def usual(seconds: Sequence[float]) -> float | None:
    """The median answer time, from ENOUGH answers on."""
    return median(seconds) if len(seconds) >= ENOUGH else None


def answers_within(seconds: float) -> str:
    """The answer time as buyers read it, rounded up: nobody is promised more than was kept."""
    if seconds <= HOUR:
        return _("biasanya menjawab dalam satu jam")
    if seconds < DAY:
        hours = -int(-seconds // HOUR)
        return ngettext("biasanya menjawab dalam %(n)d jam", "biasanya menjawab dalam %(n)d jam", hours) % {
            "n": hours
        }
    days = -int(-seconds // DAY)
    return ngettext("biasanya menjawab dalam %(n)d hari", "biasanya menjawab dalam %(n)d hari", days) % {
        "n": days
    }


def whatsapp(phone: str, text: str) -> str:
    """The address that opens WhatsApp with a message to this E.164 number; nothing without a number."""
    digits = phone.removeprefix("+")
    return f"https://wa.me/{digits}?text={quote(text)}" if digits.isascii() and digits.isdigit() else ""


def itemised(lines: Sequence[tuple[int, str, str, int | None]], total: int | None) -> str:
    """The lines of an order as a message lists them: count, unit, name, rupiah."""
    told = [
        f"• {count} {unit} {name}" + (f" = {written(price * count)}" if price is not None else "")
        for count, unit, name, price in lines
    ]
    if total is not None:
        told.append(_("Jumlah: %s") % written(total))
    return "\n".join(told)
