"""How a figure is written for programs. Pure.

SDMX-CSV 2.0: https://github.com/sdmx-twg/sdmx-csv · DCAT 3: https://www.w3.org/TR/vocab-dcat-3/
CL_FREQ, CL_OBS_STATUS: https://sdmx.org/?page_id=3215 (A normal, P provisional).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from balaikota.kit import exports

FLOW = "BALAIKOTA:EKONOMI(1.0.0)"
DIMENSIONS = ("FREQ", "REF_AREA", "INDICATOR", "ACTIVITY", "PRICES", "BASE", "TIME_PERIOD")
ATTRIBUTES = ("UNIT", "OBS_STATUS", "OBS_CORRECTED", "RELEASE", "RELEASED_ON", "KNOWN_ON", "NOTE")
PLAIN = ("wilayah", "nama_wilayah", "indikator", "rincian", "dasar_harga", "tahun_dasar", "periode", "nilai",
         "pembetulan", "satuan", "status", "rilis", "penerbit", "tanggal_rilis", "diketahui_sejak", "terverifikasi",
         "catatan")  # fmt: skip
#: BPS marks as SDMX observation status; a revised figure is a normal one of a later vintage.
STATUS = {"": "A", "r": "A", "*": "P", "**": "P"}
PRICES = {"ADHB": "Atas dasar harga berlaku", "ADHK": "Atas dasar harga konstan", "_Z": "Tidak berlaku"}
FREQUENCIES = {"A": "tahunan", "Q": "triwulanan"}


@dataclass(frozen=True)
class Point:
    """One figure of one release, every value as text."""

    wilayah: str
    nama_wilayah: str
    indikator: str
    rincian: str
    dasar_harga: str
    tahun_dasar: str
    periode: str
    nilai: str
    pembetulan: str
    satuan: str
    status: str
    rilis: str
    penerbit: str
    tanggal_rilis: str
    diketahui_sejak: str
    terverifikasi: str
    catatan: str


def as_csv(points: Iterable[Point]) -> str:
    """RFC 4180 with a head; decimal points."""
    return written(PLAIN, ([getattr(point, name) for name in PLAIN] for point in points))


def as_sdmx(points: Iterable[Point]) -> str:
    """SDMX-CSV 2.0: one observation a line, its dataflow before it; `_T` is the total, `_Z` not applicable."""
    head = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, "OBS_VALUE", *ATTRIBUTES)
    return written(head, (_observation(point) for point in points))


def _observation(point: Point) -> list[str]:
    is_quarter = "Q" in point.periode
    period = point.periode.replace("Q", "-Q")
    return [
        "dataflow", FLOW, "I", "Q" if is_quarter else "A", point.wilayah, point.indikator, activity(point.rincian),
        point.dasar_harga or "_Z", point.tahun_dasar or "_Z", period, point.nilai, point.satuan, STATUS[point.status],
        point.pembetulan, point.rilis, point.tanggal_rilis, point.diketahui_sejak, point.catatan,
    ]  # fmt: skip


def activity(item: str) -> str:
    """SDMX codes hold no comma: M,N is M_N."""
    return item.replace(",", "_") or "_T"


def written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return exports.as_csv([head, *rows])


def code_list(rows: Iterable[tuple[str, str, str]]) -> str:
    """Code, name, and the code above it."""
    return written(("CODE", "NAME", "PARENT"), rows)


def dcat(address: str, city: str, changed: str, ways: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    """The catalogue: one dataset, a distribution for each way it is written (title, address, media type)."""
    page = f"{address}/ekonomi/terbuka/"
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/", "xsd": "http://www.w3.org/2001/XMLSchema#", "@language": "id",
        },
        "@id": f"{page}katalog.jsonld", "@type": "dcat:Catalog", "dct:title": f"Data ekonomi {city}",
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": f"Pemerintah {city}"},
        "dcat:dataset": [{
            "@id": f"{page}#ekonomi", "@type": "dcat:Dataset", "dct:title": f"Angka ekonomi {city} dan pembandingnya",
            "dct:description": "PDRB menurut lapangan usaha, pertumbuhan, kemiskinan, pengangguran, IPM, dan harga; "
                               "setiap rilis disimpan, tidak ada yang ditimpa.",
            "dct:modified": {"@value": changed, "@type": "xsd:date"}, "dcat:version": changed,
            "dct:rights": "Fakta BPS dengan menyebut BPS; sumber setiap angka tertulis di sampingnya.",
            "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/IND"},
            "dcat:landingPage": {"@id": page},
            "dcat:distribution": [
                {"@id": way, "@type": "dcat:Distribution", "dct:title": title, "dcat:downloadURL": {"@id": way},
                 "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{kind}"}}
                for title, way, kind in ways
            ],
        }],
    }  # fmt: skip


Asked = dict[str, Any]


def _asked(name: str, said: str, **schema: Any) -> Asked:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": said,
        "schema": {"type": "string", **schema},
    }


SIEVE = [
    _asked("wilayah", "Kode Kemendagri wilayah, misalnya 12.71"),
    _asked("indikator", "Misalnya pdrb atau pertumbuhan"),
    _asked("per", "Hanya yang diketahui pada tanggal ini", format="date"),
]
STORY = [
    _asked("tahun", "Tahun yang diceritakan", pattern="^[0-9]{4}$"),
    _asked("acuan", "Kode wilayah acuan; sisa-KODE untuk acuan tanpa kota"),
    _asked("per", "Seperti diketahui pada tanggal ini", format="date"),
]
ENDINGS = ("svg", "png", "csv", "xlsx")
ABOUT = "Angka publik. Boleh dipakai siapa saja; sebut BPS dan rilisnya."


def openapi(address: str, charts: Sequence[str]) -> dict[str, Any]:
    """OpenAPI 3.1 of everything under /ekonomi/ that programs may ask for."""
    place = [_in_path("bagan", charts), _in_path("bentuk", ENDINGS), *STORY]
    answers = {
        "200": {"description": "Gambar atau tabelnya"},
        "404": {"description": "Tidak ada bagan atau angka seperti itu"},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Ekonomi kota", "version": "1.0.0", "description": ABOUT},
        "servers": [{"url": address}],
        "paths": {
            "/ekonomi/terbuka/angka.csv": _get("csv", SIEVE, _answer("text/csv", {"type": "string"})),
            "/ekonomi/terbuka/angka.sdmx.csv": _get(
                "sdmx", SIEVE, _answer("application/vnd.sdmx.data+csv", {"type": "string"})
            ),
            "/ekonomi/terbuka/angka.json": _get("json", SIEVE, _answer("application/json", _points())),
            "/ekonomi/bagan/{bagan}.{bentuk}": _get("chart", place, answers),
        },
    }


def _in_path(name: str, values: Sequence[str]) -> Asked:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "enum": [*values]}}


def _get(name: str, asked: Sequence[Asked], answers: dict[str, Any]) -> dict[str, Any]:
    return {"get": {"operationId": name, "parameters": [*asked], "responses": answers}}


def _answer(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"200": {"description": "Angka", "content": {kind: {"schema": schema}}}}


def _points() -> dict[str, Any]:
    point = {
        "type": "object",
        "properties": {name: {"type": "string"} for name in PLAIN},
        "required": [*PLAIN],
    }
    return {
        "type": "object",
        "required": ["versi", "angka"],
        "properties": {"versi": {"type": "string"}, "angka": {"type": "array", "items": point}},
    }
