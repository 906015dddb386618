"""Finding a code: by its digits, or by the words people use for what they do."""

from django.db.models import Q, QuerySet

from balaikota.enterprises.kbli import methods
from balaikota.enterprises.kbli.models import Kbli

CURRENT = "2020"


def kbli(code: str, version: str = CURRENT) -> Kbli | None:
    return Kbli.objects.filter(version=version, code=code).first()


def versions() -> list[str]:
    """The versions this city has, oldest first."""
    return list(Kbli.objects.order_by("version").values_list("version", flat=True).distinct())


def count(version: str) -> int:
    return Kbli.objects.filter(version=version).count()


def search(words: str, version: str = CURRENT) -> QuerySet[Kbli]:
    """Codes that begin with these digits, or whose title has every word."""
    rows = Kbli.objects.filter(version=version).order_by("code")
    typed = words.strip()
    if typed.isdigit():
        return rows.filter(code__startswith=typed)
    wanted = Q()
    for word in typed.split():
        wanted &= Q(title__icontains=word)
    return rows.filter(wanted) if typed else rows.none()


def suggested(said: str, version: str = CURRENT, *, most: int = 6) -> list[Kbli]:
    """The codes these everyday words usually mean, likeliest first; by its digits when a code was typed."""
    typed = said.strip()
    if typed.isdigit():
        return list(search(typed, version)[:most])
    titles = Kbli.objects.filter(version=version).values_list("code", "title")
    codes = methods.ranked(typed[:200], titles, version, most=most)
    rows = {row.code: row for row in Kbli.objects.filter(version=version, code__in=codes)}
    return [rows[code] for code in codes if code in rows]


def keys(version: str = CURRENT) -> dict[str, int]:
    """Each code of a version with its row's key, for many look-ups at once."""
    return dict(Kbli.objects.filter(version=version).values_list("code", "pk"))
