"""The information centre of the demo city: places that do not exist, two in each kecamatan, plainly sample."""

from datetime import timedelta
from itertools import cycle, islice
from random import Random

from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region
from balaikota.information.alerts import actions as alerts
from balaikota.information.alerts import queries as alert_queries
from balaikota.information.places import actions, queries
from balaikota.information.places.methods import ALL_DAY, Facts, Spans, spans_of
from balaikota.information.places.models import Kind, Place

Week = dict[int, Spans]
OFFICE: Week = dict.fromkeys(range(4), spans_of("08.00-12.00, 13.00-16.00")) | {
    4: spans_of("08.00-11.30, 14.00-16.00")
}
CLINIC: Week = dict.fromkeys(range(5), spans_of("08.00-14.00")) | {5: spans_of("08.00-12.00")}
MARKET: Week = dict.fromkeys(range(7), spans_of("05.00-13.00"))
NIGHT_MARKET: Week = dict.fromkeys(range(7), spans_of("17.00-01.00"))
ALWAYS: Week = dict.fromkeys(range(7), ALL_DAY)
PARK: Week = dict.fromkeys(range(7), spans_of("06.00-22.00"))
SCHOOL: Week = dict.fromkeys(range(5), spans_of("07.00-14.00"))
LIBRARY: Week = dict.fromkeys(range(6), spans_of("08.30-17.00"))

#: What stands in a kecamatan beside its office, in turn: kind, name, hours, closed on days off, telephone.
Beside = tuple[Kind, str, Week, bool, str]
THE_OFFICE: Beside = (Kind.VILLAGE, "Kantor Kecamatan", OFFICE, True, "")
BESIDE: tuple[Beside, ...] = (
    (Kind.CLINIC, "Puskesmas", CLINIC, True, ""),
    (Kind.PARK, "Taman", PARK, False, ""),
    (Kind.MARKET, "Pasar", MARKET, False, ""),
    (Kind.SCHOOL, "SD Negeri", SCHOOL, True, ""),
    (Kind.FIRE, "Pos Pemadam", ALWAYS, False, "112"),
    (Kind.LIBRARY, "Perpustakaan", LIBRARY, True, ""),
    (Kind.HOSPITAL, "Rumah Sakit", ALWAYS, False, "112"),
    (Kind.POLICE, "Pos Polisi", ALWAYS, False, "112"),
    (Kind.SPORT, "Lapangan", PARK, False, ""),
    (Kind.MARKET, "Pasar Malam", NIGHT_MARKET, False, ""),
)
ACCESS = (("landai", "parkir"), ("landai", "toilet", "laktasi"), (), ("landai", "lift", "isyarat"))
ABOUT = "Tempat rekaan di kota contoh. Alamat, jam dan letaknya bukan yang sebenarnya."


def show_places(cast: dict[str, Person]) -> None:
    """Once: an office and one other place in each kecamatan, all at invented addresses."""
    if queries.standing().filter(is_sample=True).exists():
        return
    editor, publisher = cast["fitri"], cast["rahmat"]
    made: list[Place] = []
    for n, (district, beside) in enumerate(zip(regions.districts_of_city(), cycle(BESIDE), strict=False)):
        made += [_place(n, district, THE_OFFICE), _place(n + 50, district, beside)]
    for place in islice(made, 0, None, 3):
        actions.check(place, by=publisher)
    tomorrow = queries.now().date() + timedelta(days=1)
    actions.set_day(made[0], on=tomorrow, spans=spans_of("10.00-12.00"), reason="rapat pegawai", by=editor)
    actions.close(made[-1], why="Contoh tempat yang sudah tidak ada.", by=publisher)


def _place(n: int, district: Region, beside: Beside) -> Place:
    kind, name, week, keeps, phone = beside
    dice = Random(f"tempat {n}")  # noqa: S311 - the same city every time
    village = dice.choice(list(regions.children(district.code)))
    facts = Facts(
        name=f"{name} {district.name} (contoh)",
        kind=str(kind),
        address=f"Jalan Contoh Nomor {n % 50 * 2 + 1}",
        kelurahan=village.code,
        lat=village.lat,
        lon=village.lon,
        phone=phone,
        about=ABOUT,
        access=ACCESS[n % len(ACCESS)],
        keeps_holidays=keeps,
        week=week,
    )
    return actions.add(facts, by=None, is_sample=True)


FLOOD = {
    "kind": "banjir",
    "level": "siaga",
    "title_id": "Air sungai naik (contoh peringatan)",
    "title_en": "River rising (sample alert)",
    "text_id": "Ini contoh. Warga di tepi sungai menyiapkan surat penting dan obat, dan memindahkan kendaraan.",
    "text_en": "This is a sample. Residents along the river get papers and medicine ready, and move vehicles.",
    "link": "",
    "starts_at": None,
    "ends_at": None,
}


def tell_history(cast: dict[str, Person]) -> None:
    """One warning that is over; none stands when the demo city opens."""
    if alert_queries.history()[0]:
        return
    codes = [row.code for row in regions.districts_of_city()[:3]]
    alert = alerts.raise_alert(FLOOD, codes, by=cast["rahmat"], is_sample=True)
    alerts.end(alert, by=cast["rahmat"])
