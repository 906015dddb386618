"""A hundred and twenty businesses of the demo city, their owners and coaches, twelve months of sales, and one programme.

Played through the rooms' own actions; only dates are moved back afterwards, as for applications. All are samples.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from random import Random
from typing import Any

from django.utils import timezone

from balaikota.config.demo import mentors, names
from balaikota.config.demo.neighbours import GROWN, Town
from balaikota.enterprises.coaching import actions as coaching
from balaikota.enterprises.coaching import queries as mentorings
from balaikota.enterprises.coaching.models import End
from balaikota.enterprises.figures import actions as figures
from balaikota.enterprises.figures.queries import month_before
from balaikota.enterprises.funnel import actions as funnel
from balaikota.enterprises.kbli import actions as kbli
from balaikota.enterprises.kbli import queries as codes
from balaikota.enterprises.ladder import actions as ladder
from balaikota.enterprises.ladder import queries as rungs
from balaikota.enterprises.ladder.models import Stay, Why
from balaikota.enterprises.programmes import queries as intakes
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise, Source
from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.organisations import queries as offices
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region
from balaikota.kit.errors import Refusal

Cast = dict[str, Person]
MANY, WITH_LOGIN = 120, 36


@dataclass(frozen=True)
class Trade:
    """What is sold, as KBLI 2020 and the room of permits know it, and about how much a month (million rupiah)."""

    name: str
    code: str
    ware: str
    permit_class: str
    monthly: int
    field: str = "produksi"


TRADES = (
    Trade("Keripik Ubi {who}", "10794", "keripik ubi pedas", "camilan-kering", 9),
    Trade("Bika Ambon {who}", "10710", "bika ambon pandan", "camilan-kering", 24, "pemasaran"),
    Trade("Kue Basah {who}", "10792", "kue lapis dan lupis", "siap-saji", 7),
    Trade("Kopi Bubuk {who}", "10761", "kopi bubuk Sidikalang", "camilan-kering", 15, "pemasaran"),
    Trade("Mie Gomak {who}", "56103", "mie gomak", "siap-saji", 12),
    Trade("Lontong {who}", "56102", "lontong sayur", "siap-saji", 18, "pembiayaan"),
    Trade("Ikan Asin {who}", "10291", "teri kering", "hewan-segar", 11),
    Trade("Sambal Andaliman {who}", "10772", "sambal andaliman botol", "camilan-kering", 6, "kelembagaan"),
    Trade("Sirup Markisa {who}", "11040", "sirup markisa", "minuman-botol", 8, "kelembagaan"),
    Trade("Ulos {who}", "13122", "ulos tenun", "kriya", 14, "pemasaran"),
    Trade("Konveksi {who}", "14111", "seragam sekolah", "kriya", 32, "pembiayaan"),
    Trade("Sepatu {who}", "15201", "sandal kulit", "kriya", 16),
    Trade("Anyaman {who}", "16291", "keranjang rotan", "kriya", 5, "pemasaran"),
    Trade("Kedai Kelontong {who}", "47112", "kebutuhan harian", "jasa", 28, "pembiayaan"),
    Trade("Penatu {who}", "96200", "cuci kiloan", "jasa", 10, "pemasaran"),
    Trade("Bengkel {who}", "45407", "servis sepeda motor", "jasa", 19, "sdm"),
    Trade("Salon {who}", "96112", "potong rambut", "jasa", 9, "sdm"),
    Trade("Sabun Cuci {who}", "20231", "sabun cuci piring", "jasa", 5, "kelembagaan"),
)
STAGES = (
    "ide",
    "modal-awal",
    "modal-awal",
    "legal",
    "produksi",
    "produksi",
    "izin-produk",
    "kemasan",
    "pasar",
    "keuangan",
)
LEFT = (
    Why.NO_BUYERS,
    Why.NO_CAPITAL,
    Why.NO_BUYERS,
    Why.CLOSED,
    Why.NO_TIME,
    Why.NO_BUYERS,
    Why.JOB,
    Why.SILENT,
)


@dataclass
class Plan:
    """One business to come; the same in every run."""

    place: int
    trade: Trade
    at: Region
    dice: Random
    owner: Person | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def coach_businesses(cast: Cast) -> Iterator[None]:
    """Once: the register, the coaches, the ladder, the programme, and the figures of the day.

    A piece for each business: whoever registers one meanwhile waits for the next number no longer than that.
    """
    if intakes.cohorts().filter(is_sample=True).exists():
        return
    if not codes.count(codes.CURRENT):
        kbli.load_kbli()
    ladder.load_ladder()
    _staff(cast)
    yield
    known = businesses.standing().filter(is_sample=True).exclude(owners__person=cast["tono"]).count()
    made = [(cast["tono"], each) for each in businesses.owned_by(cast["tono"])]
    for plan in _plans(cast):
        if plan.place >= known:
            enterprise = _made(plan, cast)
            _tell_sales(plan, enterprise)
            _climb(plan, enterprise, cast)
            yield
        if plan.owner:
            made += [(plan.owner, each) for each in businesses.owned_by(plan.owner)]
    mentors.meet(cast)
    mentors.open_programme(made, cast)
    mentors.announce_clinic(cast)
    mentors.write_letters(cast)
    funnel.look_round(timezone.now())
    figures.publish(timezone.localdate())


def _staff(cast: Cast) -> None:
    """Two more coaches, and who signs for the office; each coach with fields, kecamatan and a cap."""
    desk, districts = offices.desk("umkm"), [each.code for each in regions.districts_of_city()]
    since, third = timezone.localdate() - timedelta(days=400), max(len(districts) // 3, 1)
    every = ["kelembagaan", "sdm", "produksi", "pembiayaan", "pemasaran"]
    told = (
        ("lina", ["produksi", "kelembagaan", "pemasaran"], districts[:third]),
        ("pendamping-2", every, districts[third : 2 * third]),
        ("pendamping-3", ["pemasaran", "pembiayaan", "sdm"], districts[2 * third :]),
    )
    for number, (who, fields, places) in enumerate(told):
        person = cast.get(who) or _official(who, number, cast)
        if who != "lina" and not offices.holds(person, Duty.COACH):
            known = offices.known_post(f"{who}-umkm")
            post = known or organisations.create_post(desk, f"{who}-umkm", "Pendamping UMKM", [Duty.COACH])
            organisations.appoint(person, post, from_on=since, decree=f"SK contoh {who}")
            offices.forget_tenures(person)
        coaching.set_up(person, fields, places, 14, by=cast["lina"] if who == "lina" else cast["rina"])
    if offices.signer_of(desk.agency) is None:
        known = offices.known_post("kepala-dinkop-ukm")
        post = known or organisations.create_post(desk, "kepala-dinkop-ukm", "Kepala Dinas", [Duty.SIGN])
        organisations.appoint(_official("kadis-ukm", 9, cast), post, from_on=since, decree="SK contoh kadis")


def _official(who: str, number: int, cast: Cast) -> Person:
    town = Town(f"umkm-{who}", 900 + number, cast["wulan"])
    return town.applicant(names.parent(town.dice, names.GROUPS[number], False), woman=False, years=GROWN)


# --- the register ---------------------------------------------------------------------------------


def _plans(cast: Cast) -> Iterator[Plan]:
    """Kecamatan in turn, some with many businesses; the first few owners have a login."""
    villages: dict[str | None, list[Region]] = {}
    for village in regions.villages_of_city():
        villages.setdefault(village.parent_id, []).append(village)
    crowded = list(villages)[:4]
    turns = cycle([*villages, *crowded, *crowded])
    for place, trade in zip(range(MANY), cycle(TRADES), strict=False):
        dice = Random(f"umkm {place}")  # noqa: S311 - the same city every time
        at = dice.choice(villages[next(turns)])
        owner = None
        if place < WITH_LOGIN:
            woman = dice.random() < 0.65
            town = Town(f"umkm-{place}", 700 + place, cast["wulan"])
            owner = town.applicant(
                names.parent(dice, dice.choice(names.GROUPS), woman), woman=woman, years=GROWN
            )
        yield Plan(place, trade, at, dice, owner)


def _made(plan: Plan, cast: Cast) -> Enterprise:
    """Registered by the owner who has a login, or recorded by Joko in the field."""
    dice, woman = plan.dice, plan.dice.random() < 0.6
    name = plan.owner.name if plan.owner else names.parent(dice, dice.choice(names.GROUPS), woman)
    facts = {
        "kbli": codes.kbli(plan.trade.code), "kelurahan": plan.at, "started_year": 2026 - dice.randrange(0, 12),
        "address": f"Jl. Contoh No. {dice.randrange(1, 120)}", "story": f"Kami membuat {plan.trade.ware} di rumah sendiri.",
        "nib": f"9{dice.randrange(10**11, 10**12)}" if dice.random() < 0.55 else "",
        "lat": plan.at.lat and plan.at.lat + dice.uniform(-0.004, 0.004),
        "lon": plan.at.lon and plan.at.lon + dice.uniform(-0.004, 0.004),
    }  # fmt: skip
    said = {
        "workers_male": dice.randrange(0, 3), "workers_female": dice.randrange(1, 5),
        "capital": dice.randrange(3, 60) * 1_000_000, "sales_year": _yearly(plan) if dice.random() < 0.9 else None,
    }  # fmt: skip
    entry = register.Entry(plan.trade.name.format(who=name.split()[0]), facts, said, is_sample=True)
    if plan.owner:
        enterprise = register.register(entry, by=plan.owner)
    else:
        sex = {"jenis_kelamin": "perempuan" if woman else "laki-laki"}
        enterprise = register.record(entry, register.OwnerEntry(name, facts=sex), by=cast["joko"])
    enterprise.wares.create(
        name=plan.trade.ware, permit_class=plan.trade.permit_class, monthly=dice.randrange(80, 900)
    )
    days = dice.randrange(20, 500)
    Enterprise.objects.filter(pk=enterprise.pk).update(registered_at=timezone.now() - timedelta(days=days))
    return enterprise


def _yearly(plan: Plan) -> int:
    many = 220 if plan.place % 29 == 5 else 12  # a few that grew far
    return plan.trade.monthly * many * 1_000_000


def _tell_sales(plan: Plan, enterprise: Enterprise) -> None:
    """Twelve full months for two thirds of them; some grow, some shrink, a few stopped half a year ago."""
    if plan.place % 3 == 2:
        return
    today, drift = timezone.localdate(), plan.dice.uniform(-0.02, 0.04)
    last = 6 if plan.place % 20 == 4 else 1
    for back in range(12, last - 1, -1):
        amount = plan.trade.monthly * 1_000_000 * (1 + drift * (12 - back)) * plan.dice.uniform(0.85, 1.15)
        orders = int(amount // 25_000)
        register.tell_sales(
            enterprise,
            month_before(today, back),
            int(amount // 1000) * 1000,
            source=Source.OWNER,
            orders=orders,
        )


# --- the ladder -----------------------------------------------------------------------------------


def _climb(plan: Plan, enterprise: Enterprise, cast: Cast) -> None:
    """Two in three are coached: each starts where the answers point, and climbs while everything is shown."""
    if plan.place % 3 == 1:
        return
    start = STAGES[plan.place % len(STAGES)]
    by = plan.owner or cast["joko"]
    ladder.diagnose(enterprise, _answers(start), by=by)
    coaching.request(enterprise, plan.trade.field, "Ingin pesanan bertambah.", by=by)
    for _step in range(plan.dice.randrange(0, 4)):
        _show(enterprise, cast["lina"])
        try:
            ladder.climb(enterprise, by=cast["lina"])
        except Refusal:
            break
    if plan.place % 8 == 3:
        ladder.leave(enterprise, LEFT[plan.place // 8 % len(LEFT)], by=by)
        mentoring = mentorings.current(enterprise)
        if mentoring is not None:
            coaching.end(mentoring, End.LEFT, by=cast["rina"])
    _move_stays_back(enterprise, plan.dice)


def _answers(start: str) -> dict[str, str]:
    """Yes to everything below the stage one starts at."""
    up = rungs.ladder()
    below = up.stages[: up.codes.index(start)]
    return {question.code: "ya" for stage in below for question in stage.questions}


def _show(enterprise: Enterprise, coach: Person) -> None:
    """Bring and accept the papers that are missing on this stage."""
    told = rungs.next_step(enterprise)
    stage = told[0] if told else None
    for each in rungs.shown(enterprise, stage) if stage else ():
        if not each.is_met and each.test.paper:
            paper = ladder.bring(enterprise, each.test.code, f"{each.test.name}: foto contoh", None, by=coach)
            ladder.check(paper, accept=True, by=coach)


def _move_stays_back(enterprise: Enterprise, dice: Random) -> None:
    """As if each stage had taken some weeks; the last began lately."""
    at = timezone.now() - timedelta(days=dice.randrange(5, 40))
    for stay in reversed(list(rungs.stays(enterprise))):
        began = at - timedelta(days=dice.randrange(15, 60))
        left = at if stay.left_at else None
        Stay.objects.filter(pk=stay.pk).update(entered_at=began, left_at=left)
        at = began
