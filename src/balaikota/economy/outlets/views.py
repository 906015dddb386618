"""What programs may ask for, told to people."""

from django.http import HttpResponse

from balaikota.economy.outlets import queries
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, page, reads

CODE_LISTS = ("wilayah", "lapangan-usaha", "indikator", "dasar-harga", "frekuensi")


@hot(queries.version)
@reads(anyone=True)
def index(request: Request) -> HttpResponse:
    return page(
        request,
        "outlets/index.html",
        {"lists": CODE_LISTS, "charts": queries.CHARTS, "version": queries.version()},
    )
