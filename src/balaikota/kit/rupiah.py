"""The one reader and the one writer of amounts: "Rp 15.000,-", "15rb", "1,5 jt", "15-20rb", "3 for 10rb", "Nego".

What can mean two things is never guessed: it comes back for review with a sentence and, where there is one, the
likeliest amount to ask about. Whatever `written` and `str(Amount)` print, `read` reads back. Whole rupiah.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit.composing import composed
from balaikota.kit.typed import Unfit

MOST = 10**15
#: No price is longer; what is longer is some other text, or an attack on whoever reads it.
LONGEST = 200
#: An amount below this without "Rp" before it may mean thousands: it is asked about.
LEAST = 100


class Basis(StrEnum):
    """How firm a price is."""

    FIXED = "fixed"
    FROM = "from"
    NEGOTIABLE = "negotiable"
    ON_REQUEST = "on_request"


@dataclass(frozen=True)
class Amount:
    """What was read: a value or a range in rupiah, for so many of a unit. `review` or `refusal` says why there is none."""

    value: int | None = None
    most: int | None = None
    basis: Basis = Basis.FIXED
    quantity: int = 1
    unit: str = ""
    review: str = ""
    refusal: str = ""
    guess: int | None = None

    @property
    def is_certain(self) -> bool:
        return not self.review and not self.refusal

    def __str__(self) -> str:
        if not self.is_certain:
            return self.review or self.refusal
        if self.value is None:
            return "Nego" if self.basis == Basis.NEGOTIABLE else "Hubungi penjual"
        told = written(self.value) + (f"–{written(self.most)}" if self.most is not None else "")
        told = f"mulai {told}" if self.basis == Basis.FROM else told
        if self.unit or self.quantity > 1:
            many = f"{self.quantity} " if self.quantity > 1 else ""
            told = f"{told}/{many}{self.unit or 'buah'}"
        return f"{told} (nego)" if self.basis == Basis.NEGOTIABLE else told


class _Doubt(Exception):
    def __init__(self, sentence: str, guess: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.guess = sentence, guess


def written(amount: int | Decimal) -> str:
    """Rupiah as the city writes it: Rp15.000."""
    whole = f"{Decimal(amount):,.0f}".replace(",", ".")
    return f"-Rp{whole[1:]}" if whole.startswith("-") else f"Rp{whole}"


def read(typed: Any, *, least: int = LEAST) -> Amount:
    """What was typed or stood in a cell. Never raises; look at `is_certain`."""
    if isinstance(typed, bool) or typed is None:
        return Amount(refusal=_("Isi jumlahnya, misalnya Rp15.000."))
    if isinstance(typed, int):
        typed = max(-MOST, min(typed, MOST))  # printing one without end takes without end
    if isinstance(typed, float | Decimal) and math.isfinite(typed):
        typed = str(int(typed)) if typed == int(typed) else str(typed)
    if len(str(typed)) > LONGEST:
        return Amount(review=_("Jumlah ini tidak terbaca. Tulis seperti Rp15.000."))
    text = _normal(str(typed))
    if quick := _PRINTED.fullmatch(text):
        return _bounded(int(quick[2].replace(".", "")), is_marked=bool(quick[1]), least=least)
    try:
        return _read(text, least)
    except _Doubt as doubt:
        return Amount(review=doubt.sentence, guess=doubt.guess)
    except Unfit as unfit:
        return Amount(refusal=unfit.sentence)


def whole(typed: Any, *, least: int = LEAST) -> int:
    """One certain amount, or `Unfit` with a sentence that says how to mend it. For a form and for a cell of a list."""
    amount = read(typed, least=least)
    if amount.refusal:
        raise Unfit(amount.refusal)
    if amount.review:
        raise Unfit(_asked(amount))
    if amount.value is None or amount.most is not None or amount.quantity > 1:
        raise Unfit(_("Tulis satu jumlah saja, misalnya Rp15.000 atau 1,5 juta."))
    return amount.value


def _asked(amount: Amount) -> str:
    if amount.guess is None:
        return amount.review
    return _("%(why)s Maksudnya %(guess)s?") % {"why": amount.review, "guess": written(amount.guess)}


# --- the parts of a price -------------------------------------------------------------------------

_PRINTED = re.compile(r"(rp\.?\s?)?(\d{1,3}(?:\.\d{3})+|\d{3,15})(?:,-{1,2}|,00)?", re.ASCII)
_DASH = re.compile(r"(?<=\d)\s?[,.]\s?[-=]+(?=$|[\s/)])")
_NEGATIVE = re.compile(
    r"(?:rp\.?|idr)?\s?-\s?(?:rp\.?|idr)?\s?\d.*|\(\s?(?:rp\.?|idr)?\s?\d[\d.,\s]*\)|minus\b.*"
)
_NEGO = re.compile(r"\(?\b(?:bisa |masih |harga )?nego(?:siasi|tiable)?\b\)?")
_ASK = re.compile(
    r"(?:harga )?(?:tanya|hubungi|chat|call|dm|wa|japri|menghubungi|on request|by request)\b[^\d]*"
)
_FROM = re.compile(r"(?:mulai(?: dari)?|mulai harga|harga mulai|dari|start(?:ing)?(?: from)?|from)\s+(?=\S)")
_FOR = re.compile(r"(\d{1,4})\s?(?:for|buat|untuk|dapat)\s+(.+)", re.ASCII)
_UNITS = ("pcs|pc|buah|bh|biji|bungkus|bks|pak|pack|pouch|sachet|saset|botol|btl|toples|kotak|box|dus|karton|lusin"
          "|kodi|gross|rim|set|pasang|lembar|lbr|helai|potong|ptg|porsi|gelas|cup|mangkok|piring|ikat|papan|tampah"
          "|loyang|ekor|batang|butir|tusuk|karung|sak|kg|kilo|kilogram|ons|gram|gr|g|liter|ltr|lt|ml|meter|m|jam"
          "|hari|minggu|bulan|tahun|orang|unit|paket")  # fmt: skip
_COUNTED = re.compile(rf"(\d{{1,4}})\s?({_UNITS})\s?[:=@]?\s+(.+)", re.ASCII)
_PER = re.compile(r"(.+?)\s?(?:/|\bper\b|\btiap\b)\s?(\d{1,4})?\s?([a-z]+)", re.ASCII)
_GETS = re.compile(r"(.+?)\s?(?:\bdapat|\bdpt)\s(\d{1,4})\s?([a-z]*)", re.ASCII)
_RANGE = re.compile(r"\s?(?:-|~|\bs/d\b|\bs\.d\.?|\bsd\b|\bsampai\b|\bhingga\b)\s?")


def _normal(typed: str) -> str:
    """Lower case, single plain spaces, one kind of dash."""
    text = composed(typed, "NFKC").lower()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return " ".join(text.split())


def _read(text: str, least: int) -> Amount:
    if not text or text in ("-", "--"):
        raise Unfit(_("Isi jumlahnya, misalnya Rp15.000."))
    text = _DASH.sub("", text)
    if _NEGATIVE.fullmatch(text):
        raise Unfit(_("Jumlah tidak boleh kurang dari nol."))
    if _ASK.fullmatch(text):
        return Amount(basis=Basis.ON_REQUEST)
    if text in ("gratis", "free", "cuma-cuma"):
        return Amount(value=0)
    basis, text = _basis(text)
    if not text:
        return Amount(basis=basis)
    return replace(_counted(text.removeprefix("@").strip(), least), basis=basis)


def _basis(text: str) -> tuple[Basis, str]:
    if _NEGO.search(text):
        return Basis.NEGOTIABLE, " ".join(_NEGO.sub(" ", text).split()).strip(" ,;")
    if match := _FROM.match(text):
        return Basis.FROM, text[match.end() :]
    return Basis.FIXED, text


def _counted(text: str, least: int) -> Amount:
    """Three for so much; so much for one kilogram."""
    if match := _FOR.fullmatch(text):
        return replace(_span(match[2], least), quantity=_many(match[1]))
    if match := _COUNTED.fullmatch(text):
        return replace(_span(match[3], least), quantity=_many(match[1]), unit=match[2])
    if match := _PER.fullmatch(text) or _GETS.fullmatch(text):
        if match[3] in _SCALES or match[3] in _DIGITS:
            raise _Doubt(_("Ada dua jumlah. Tulis satu saja."))
        return replace(_span(match[1], least), quantity=_many(match[2] or "1"), unit=match[3])
    return _span(text, least)


def _many(digits: str) -> int:
    if int(digits) < 1:
        raise _Doubt(_("Banyaknya tidak boleh nol."))
    return int(digits)


def _span(text: str, least: int) -> Amount:
    parts = _RANGE.split(text)
    if len(parts) == 1:
        return _bounded(*_single(text), least=least)
    if len(parts) > 2 or not all(parts):
        raise _Doubt(_("Jumlah ini tidak terbaca. Tulis seperti Rp15.000."))
    first, second = parts
    scaled = _SCALED.fullmatch(_unmarked(second)[0])
    if scaled and _BARE.fullmatch(_unmarked(first)[0]):
        first = f"{first}{scaled[2]}"
    low, high = (_bounded(*_single(each), least=least) for each in (first, second))
    for each in (low, high):
        if not each.is_certain:
            raise _Doubt(each.review or each.refusal)
    if low.value is None or high.value is None or low.value >= high.value:
        raise _Doubt(_("Jumlah terkecil harus ditulis lebih dulu: Rp15.000–Rp20.000."))
    return Amount(value=low.value, most=high.value)


def _bounded(value: int, is_marked: bool, *, least: int) -> Amount:
    if value >= MOST:
        return Amount(refusal=_("Jumlah ini terlalu besar. Periksa angkanya."))
    if value == 0 and not is_marked:
        return Amount(review=_("Nol di sini bisa berarti gratis, belum ada, atau “tanya dulu”."))
    if value < least and not is_marked:
        sentence = _("Angka sekecil ini bisa berarti rupiah atau ribuan rupiah.")
        return Amount(review=sentence, guess=value * 1000)
    return Amount(value=value)


# --- one number -----------------------------------------------------------------------------------

_SCALES = {"rb": 10**3, "rbu": 10**3, "ribu": 10**3, "rebu": 10**3, "k": 10**3, "jt": 10**6, "jta": 10**6, "juta": 10**6,
           "miliar": 10**9, "milyar": 10**9, "mlyr": 10**9, "triliun": 10**12, "trilyun": 10**12}  # fmt: skip
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_SCALED = re.compile(rf"(\d+(?:[.,]\d{{1,2}})?)\s?({_SCALE})", re.ASCII)
_AMBIGUOUS = re.compile(rf"(\d+)[.,](\d{{3}})\s?({_SCALE})", re.ASCII)
_BARE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?", re.ASCII)
_COMPOUND = re.compile(rf"(?:\d{{1,3}}\s?(?:{_SCALE})\s?){{2,4}}", re.ASCII)
_MARK = re.compile(r"(?:rp\.?|idr|rupiah)\s?")
_AFTER = re.compile(r"\s?(?:rupiah|idr)$")
_FORMS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"\d+", re.ASCII), "", ""),
    (re.compile(r"\d{1,3}(?:\.\d{3})+(?:,0{1,2})?", re.ASCII), ".", ","),
    (re.compile(r"\d{1,3}(?:,\d{3})+\.0{1,2}|\d{1,3}(?:,\d{3}){2,}", re.ASCII), ",", "."),
    (re.compile(r"\d{1,3}(?: \d{3})+", re.ASCII), " ", ","),
    (re.compile(r"\d+,00", re.ASCII), "", ","),
    (re.compile(r"\d{4,}\.00?", re.ASCII), "", "."),
)
_MISTAKEN = str.maketrans("oqli|", "00111")
_SLANG = {"goceng": 5_000}
#: Words that name a bare number in some talk and thousands in other: the likelier is asked about.
_LOOSE = {"gocap": 50_000, "cepek": 100_000, "gopek": 500_000, "ceban": 10_000, "noban": 20_000, "goban": 50_000,
          "seceng": 1_000, "noceng": 2_000, "jigo": 25_000}  # fmt: skip


def _unmarked(text: str) -> tuple[str, bool]:
    match = _MARK.match(text)
    bare = text[match.end() :] if match else text
    shorter = _AFTER.sub("", bare)
    return shorter.strip(), match is not None or shorter != bare


def _single(text: str) -> tuple[int, bool]:
    """The amount, and whether it was marked as rupiah or by its scale, so that it cannot mean thousands."""
    bare, is_marked = _unmarked(text.strip())
    if (plain := _plain(bare)) is not None:
        return plain, is_marked
    for reader in (_scaled, _compound, _slang, _worded):
        if (value := reader(bare)) is not None:
            return value, is_marked or value >= LEAST
    raise _why_not(bare)


def _plain(bare: str) -> int | None:
    for form, grouping, decimal in _FORMS:
        if form.fullmatch(bare):
            number = bare.split(decimal, maxsplit=1)[0] if decimal else bare
            return int(number.replace(grouping, "") if grouping else number)
    return None


def _scaled(bare: str) -> int | None:
    match = _SCALED.fullmatch(bare)
    if match is None:
        return None
    value = Decimal(match[1].replace(",", ".")) * _SCALES[match[2]]
    if value != int(value):
        raise _Doubt(_("Rupiah tidak berpecahan. Periksa angkanya."))
    return int(value)


def _compound(bare: str) -> int | None:
    """2 juta 500 ribu: each part smaller than the one before it."""
    if not _COMPOUND.fullmatch(bare):
        return None
    parts = [(int(n), _SCALES[scale]) for n, scale in re.findall(rf"(\d+)\s?({_SCALE})", bare)]
    scales = [scale for _n, scale in parts]
    if scales != sorted(set(scales), reverse=True):
        raise _Doubt(_("Ada dua jumlah. Tulis satu saja."))
    return sum(n * scale for n, scale in parts)


def _slang(bare: str) -> int | None:
    if bare in _LOOSE:
        raise _Doubt(_("Kata ini dipakai untuk lebih dari satu jumlah."), _LOOSE[bare])
    return _SLANG.get(bare)


def _why_not(bare: str) -> _Doubt:
    """The sentence for what could not be read, with the likeliest amount where there is one."""
    mended = bare.translate(_MISTAKEN)
    if mended != bare and re.search(r"\d", bare) and (guess := _plain(mended)) is not None:
        return _Doubt(_("Ada huruf di antara angka (huruf O, bukan nol?)."), guess)
    if _AMBIGUOUS.fullmatch(bare):
        return _Doubt(_("Titik atau koma di sini bisa pemisah ribuan atau pecahan."))
    if re.fullmatch(r"\d{1,3},\d{3}", bare, re.ASCII):
        guess = int(bare.replace(",", ""))
        return _Doubt(_("Koma di sini bisa pemisah ribuan (cara Inggris) atau pecahan."), guess)
    if re.fullmatch(r"[\d.,]+e[+-]?\d+", bare, re.ASCII):
        return _Doubt(_("Angka ini sudah dibulatkan oleh lembar kerja. Tulis lengkap angkanya."))
    if re.fullmatch(r"\d+[.,]\d+", bare, re.ASCII):
        return _Doubt(_("Rupiah tidak berpecahan. Periksa angkanya."))
    return _Doubt(_("Jumlah ini tidak terbaca. Tulis seperti Rp15.000."))


# --- in words -------------------------------------------------------------------------------------

_DIGITS = {"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
           "sembilan": 9}  # fmt: skip
_ONES = {"sepuluh": ("satu", "puluh"), "sebelas": ("satu", "belas"), "seratus": ("satu", "ratus"),
         "seribu": ("satu", "ribu"), "sejuta": ("satu", "juta")}  # fmt: skip
_WITHIN: dict[str, Callable[[int], int]] = {
    "belas": lambda digit: digit + 10,
    "puluh": lambda digit: digit * 10,
    "ratus": lambda digit: digit * 100,
}
_RANK = {"belas": 10, "puluh": 10, "ratus": 100}


class _Group:
    """The number before one scale: "dua ratus lima puluh", "satu setengah"."""

    def __init__(self) -> None:
        self.sum, self.digit, self.rank = Fraction(0), -1, 1000

    def take(self, word: str) -> bool:
        """Whether the word may stand here."""
        if word in _DIGITS or re.fullmatch(r"[1-9]", word, re.ASCII):
            is_free = self.digit < 0 and self.rank > 1
            self.digit = _DIGITS[word] if word in _DIGITS else int(word)
            return is_free
        if word == "setengah":
            is_free = self.rank >= 1
            self.sum, self.digit, self.rank = self.total + Fraction(1, 2), -1, 0
            return is_free
        if word not in _WITHIN or self.digit < 1 or self.rank <= _RANK[word]:
            return False
        self.sum += _WITHIN[word](self.digit)
        self.rank, self.digit = (1 if word == "belas" else _RANK[word]), -1
        return True

    @property
    def total(self) -> Fraction:
        return self.sum + max(self.digit, 0)


def _worded(bare: str) -> int | None:
    """Lima belas ribu; setengah juta; dua juta lima ratus ribu."""
    words = [part for word in bare.split() for part in _ONES.get(word, (word,))]
    known = {*_DIGITS, *_SCALES, *_WITHIN, "setengah"}
    if not words or not all(word in known or re.fullmatch(r"[1-9]", word, re.ASCII) for word in words):
        return None
    total, group, last = Fraction(0), _Group(), MOST
    for word in words:
        if word not in _SCALES:
            if not group.take(word):
                return None
            continue
        scale = _SCALES[word]
        if scale >= last or group.total == 0:
            return None
        total, group, last = total + group.total * scale, _Group(), scale
    total += group.total
    return int(total) if total.denominator == 1 else None
