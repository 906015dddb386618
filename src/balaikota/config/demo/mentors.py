"""What coaches of the demo city did: their meetings, a programme with its waiting list, a clinic, two letters."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from balaikota.enterprises.attestations import actions as attestations
from balaikota.enterprises.clinics import actions as clinics
from balaikota.enterprises.coaching import actions as coaching
from balaikota.enterprises.coaching import queries as mentorings
from balaikota.enterprises.coaching.models import Agreement, Mentoring, Session
from balaikota.enterprises.ladder import queries as rungs
from balaikota.enterprises.programmes import actions as programmes
from balaikota.enterprises.programmes import queries as intakes
from balaikota.enterprises.programmes.models import Cohort
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

Cast = dict[str, Person]
TOOLS = {"name": "Mesin peniris minyak", "quantity": 8, "value": 1_850_000, "source": "APBD contoh 2026"}
MINUTES = (
    (
        "Melihat dapur dan takaran; hasil goreng belum sama tiap kali.",
        "Tulis takaran dan suhu tiap menggoreng",
    ),
    (
        "Menghitung biaya satu bungkus bersama pemilik; upah sendiri belum dihitung.",
        "Hitung ulang HPP dengan upah",
    ),
    ("Label belum memuat tanggal kedaluwarsa dan alamat.", "Perbaiki label dan kirim fotonya"),
    ("Penjualan masih dari tetangga; dicoba titip di dua toko.", "Titipkan sepuluh bungkus di dua toko"),
    ("Buku kas baru terisi separuh bulan.", "Isi buku kas tiap malam selama dua minggu"),
)


# --- meetings -------------------------------------------------------------------------------------


def meet(cast: Cast) -> None:
    """Meetings that were held, with what was agreed, and those of the next days."""
    for number, mentoring in enumerate(list(mentorings.running().order_by("pk"))):
        dice = Random(f"temu {number}")  # noqa: S311 - a plot
        assigned = timezone.now() - timedelta(days=dice.randrange(40, 120))
        Mentoring.objects.filter(pk=mentoring.pk).update(assigned_at=assigned, asked_at=assigned)
        for back in range(dice.randrange(0, 4)):
            _met(mentoring, 7 + 18 * back + dice.randrange(0, 9), dice, cast["rina"])
        if number % 4 == 0:
            day = timezone.localdate() + timedelta(days=number // 4 % 3)
            _plan(mentoring, day, 9 + number // 4 % 7, cast["rina"])


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001


def _plan(mentoring: Mentoring, day: date, hour: int, by: Person) -> Session | None:
    at = _at(day, hour)
    at = at if at > timezone.now() else _at(day + timedelta(days=1), hour)
    try:
        return coaching.plan(mentoring, "visit" if hour != 12 else "office", at, by=by)
    except Refusal:
        return None  # that week of the coach is full: so it is in life


def _met(mentoring: Mentoring, days_ago: int, dice: Random, by: Person) -> None:
    """Planned for later than any cap, held, and then moved back to its day."""
    session = _plan(mentoring, timezone.localdate() + timedelta(days=60 + 7 * mentoring.pk % 350), 9, by)
    if session is None:
        return
    notes, agreed = dice.choice(MINUTES)
    due = timezone.localdate() + timedelta(days=dice.randrange(0, 12))
    coaching.hold(session, coaching.Minutes(notes, 60, [(agreed, due, True)]), by=by)
    at = _at(timezone.localdate() - timedelta(days=days_ago), 9 + dice.randrange(0, 6))
    Session.objects.filter(pk=session.pk).update(planned_at=at, held_at=at + timedelta(hours=1))
    rows = Agreement.objects.filter(session=session)
    is_done = dice.random() < 0.7
    done = at + timedelta(days=5) if is_done else None
    rows.update(due_on=timezone.localdate(at) + timedelta(days=10), done_at=done)


# --- a programme, a clinic, two letters -----------------------------------------------------------


def open_programme(made: list[tuple[Person, Enterprise]], cast: Cast) -> None:
    """Eighteen applied for eight places: selected, somebody gave the place back, the next moved up."""
    today = timezone.localdate()
    told = {
        "name": "Alat produksi camilan, angkatan 1", "field": "produksi", "quota": 8,
        "about": "Mesin peniris atau penyegel kemasan, dan enam kali pendampingan produksi.",
        "opens_on": today - timedelta(days=3), "closes_on": today + timedelta(days=1),
        "starts_on": today + timedelta(days=14), "ends_on": today + timedelta(days=120),
    }  # fmt: skip
    cohort = programmes.publish(told, by=cast["rina"], is_sample=True)
    for owner, enterprise in made:
        programmes.apply(cohort, enterprise, by=owner)
    days = {"opens_on": today - timedelta(days=30), "closes_on": today - timedelta(days=5)}
    Cohort.objects.filter(pk=cohort.pk).update(**days)
    cohort = intakes.cohort(cohort.slug)
    programmes.select(cohort, by=cast["rina"])
    first, *others = [row for row in intakes.applications(cohort) if row.state == "taken"]
    programmes.withdraw(first, by=businesses.people_of(first.enterprise)[0])
    tool = programmes.stock(cohort, TOOLS, by=cast["rina"])
    for number, row in enumerate(others[:4], 1):
        receipt = programmes.Receipt(1, row.enterprise.name, f"BAST contoh {number}/2026", today)
        programmes.give(tool, row, receipt, by=cast["rina"])
    later = told | {"name": "Kemasan dan foto produk, angkatan 2", "field": "pemasaran", "quota": 20}
    later |= {
        "about": "Desain label, dua puluh foto produk, dan pendampingan pemasaran.",
        "closes_on": today + timedelta(days=12),
    }
    programmes.publish(later, by=cast["rina"], is_sample=True)


def announce_clinic(cast: Cast) -> None:
    at = _at(timezone.localdate() + timedelta(days=6), 14)
    told = {
        "title": "Foto produk dengan HP",
        "field": "pemasaran",
        "place": "Rumah Kemasan",
        "at": at,
        "seats": 15,
    }
    clinics.open_clinic(told, by=cast["lina"], is_sample=True)


def write_letters(cast: Cast) -> None:
    """A certificate and a recommendation, for the first whose owner is known and who climbed."""
    for stay in rungs.every_stay().filter(ending="passed").select_related("enterprise").order_by("pk"):
        if businesses.people_of(stay.enterprise):
            attestations.certify(stay.enterprise, by=cast["rina"])
            attestations.recommend(stay.enterprise, "pendaftaran satu merek", by=cast["rina"])
            return
