"""Sixty complaints of the demo city: in every kecamatan, in every state, with drawn pictures for photos.

Played through the rooms' own actions; only the dates are moved back afterwards, as for applications.
"""

import io
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from balaikota.complaints.handling import actions as handling
from balaikota.complaints.handling import queries as desks
from balaikota.complaints.reports import actions as reports
from balaikota.complaints.reports import queries
from balaikota.complaints.reports.models import Evidence, Reason, Report
from balaikota.complaints.topics import actions as topics
from balaikota.complaints.topics import queries as known
from balaikota.complaints.topics.models import Kind
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region

Cast = dict[str, Person]
MANY = 60
FIXED = "Sudah dikerjakan regu kami pagi ini. Foto terlampir."
#: Topic, what a resident says of it, and how far it came; in turn over the kecamatan.
TOLD = (
    ("jalan-rusak", "Lubang besar di tengah jalan, kemarin pengendara motor jatuh.", "confirmed"),
    ("sampah", "Sampah sudah seminggu tidak diangkut, baunya sampai ke sekolah.", "fixed"),
    ("lampu-jalan", "Lampu jalan mati sejak tiga malam, gelap sekali di tikungan.", "verified"),
    ("drainase", "Parit mampet, airnya naik ke jalan tiap hujan.", "taken_up"),
    ("pohon", "Pohon miring, dahannya menyentuh kabel listrik.", "confirmed"),
    ("jalan-rusak", "Aspal terkelupas sepanjang dua puluh meter di depan pasar.", "asked"),
    ("sampah", "Tumpukan sampah di samping jembatan makin tinggi.", "reopened"),
    ("banjir", "Genangan semata kaki setiap hujan sebentar, padahal parit ada.", "late"),
    ("parkir", "Jukir meminta lima ribu tanpa karcis.", "sent"),
    ("trotoar", "Ubin pemandu tunanetra lepas, kursi roda tidak bisa lewat.", "fixed"),
    ("pencemaran", "Asap pembakaran sampah tiap sore masuk ke rumah.", "not_found"),
    ("jalan-rusak", "Jalan amblas di dekat gorong-gorong.", "handed_over"),
    ("taman", "Ayunan di taman patah, anak hampir terluka.", "confirmed"),
    ("lampu-lalu-lintas", "Lampu merah mati, simpang jadi kacau pagi hari.", "sent"),
    ("drainase", "Penutup parit hilang di depan puskesmas.", "confirmed"),
    ("ketertiban", "Pedagang menutup seluruh badan jalan sore hari.", "verified"),
    ("sampah", "TPS penuh, truk tidak datang sejak Senin.", "taken_up"),
    ("jalan-rusak", "Jalan nasional berlubang di kilometer dua.", "forwarded"),
    ("nyamuk", "Banyak yang demam berdarah di gang kami, mohon diasapi.", "sent"),
    ("lainnya", "Spanduk lama bergantungan di kabel.", "postponed"),
    ("drainase", "Gorong-gorong tersumbat sampah plastik.", "fixed"),
    ("sampah", "Orang buang sampah dari mobil, hubungi saya di 0812-0000-1234 untuk rekamannya.", "withheld"),
    ("jalan-rusak", "Lubang di depan rumah ibadah, tambalannya lepas lagi.", "reopened"),
    ("pohon", "Ranting menutup rambu dan lampu jalan.", "private"),
)  # fmt: skip
COLOURS = {
    "jalan-rusak": (92, 92, 96), "sampah": (121, 94, 62), "lampu-jalan": (24, 30, 58), "drainase": (74, 92, 88),
    "pohon": (58, 96, 60), "banjir": (88, 116, 132), "trotoar": (168, 150, 128), "taman": (96, 140, 84),
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """One complaint to come."""

    place: int
    slug: str
    text: str
    state: str
    at: Region
    days_ago: int


def hear_complaints(cast: Cast) -> Iterator[None]:
    """Once, one complaint a piece: what residents report, and what the coordinator and two units did about it."""
    topics.load_topics()
    heard = queries.everything().filter(is_sample=True).count()
    for plan in _plans()[heard:]:
        report = _sent(plan, cast)
        PLAYED[plan.state](report, cast)
        _move_back(Report.objects.get(pk=report.pk), plan.days_ago)
        yield


def _plans() -> list[Plan]:
    """The same in every run: kecamatan in turn, each with another of its kelurahan."""
    dice = Random(11)  # noqa: S311 – a plot, no secret
    villages: dict[str | None, list[Region]] = {}
    for village in regions.villages_of_city():
        villages.setdefault(village.parent_id, []).append(village)
    turns = cycle(villages.values())
    plans = []
    for place, (slug, text, state) in zip(range(MANY), cycle(TOLD), strict=False):
        at = dice.choice(next(turns))
        days_ago = 40 if state == "late" else dice.randrange(1, 25)
        plans.append(Plan(place, slug, text, state, at, days_ago))
    return plans


def _sent(plan: Plan, cast: Cast) -> Report:
    dice, topic = Random(plan.place), known.topic(plan.slug) or known.topics()[0]  # noqa: S311 - the same every time
    reporter = (cast["sari"], None, cast["budi"], None, cast["tono"])[plan.place % 5]
    point = (plan.at.lat or 0) + dice.uniform(-0.003, 0.003), (plan.at.lon or 0) + dice.uniform(-0.003, 0.003)
    photos = tuple(_photo(plan.slug, plan.place * 10 + n, reporter) for n in range(1 + plan.place % 2))
    letter = reports.Letter(
        topic,
        plan.text,
        lat=point[0] if plan.at.lat else None,
        lon=point[1] if plan.at.lon else None,
        address=f"Jl. Contoh No. {dice.randrange(1, 90)}",
        kelurahan=plan.at,
        is_private=plan.state == "private",
        is_anonymous=plan.place % 7 == 0,
        is_sample=True,
        pictures=photos,
    )
    report = reports.send(letter, by=reporter)
    for _voice in range(dice.randrange(6) if plan.state != "private" else 0):
        reports.join(report, key=uuid.uuid4(), by=None)
    return report


def _photo(slug: str, seed: int, by: Person | None, *, mended: bool = False) -> uuid.UUID:
    """A drawing of the trouble, or of the place once it is mended. Plainly no photograph."""
    dice, size = Random(seed + 5000 * mended), (960, 720)  # noqa: S311 - a drawing
    ground = COLOURS.get(slug, (110, 104, 96))
    drawn = Image.new("RGB", size, (190, 208, 214))
    pen = ImageDraw.Draw(drawn)
    horizon = dice.randrange(180, 420)
    pen.rectangle([0, horizon, *size], fill=ground)
    for _house in range(dice.randrange(3, 7)):
        left, wide, high = dice.randrange(-60, 900), dice.randrange(90, 260), dice.randrange(60, 240)
        tone = tuple(dice.randrange(120, 235) for _ in range(3))
        pen.rectangle([left, horizon - high, left + wide, horizon], fill=tone)
    for _thing in range(4 if mended else 14):
        x, y, wide = dice.randrange(960), dice.randrange(horizon, 720), dice.randrange(40, 260)
        shade = dice.randrange(60, 110) if mended else dice.randrange(-80, 90)
        tone = tuple(max(0, min(255, part + shade + dice.randrange(-20, 20))) for part in ground)
        pen.ellipse([x - wide, y - wide // 3, x + wide, y + wide // 3], fill=tone)
    packed = io.BytesIO()
    drawn.resize((640, 480)).save(packed, "JPEG", quality=82)
    upload = SimpleUploadedFile("contoh.jpg", packed.getvalue(), content_type="image/jpeg")
    return pictures.receive(upload, by=by).pk


# --- how far it came ------------------------------------------------------------------------------


def _worker(report: Report, cast: Cast) -> Person | None:
    return {"dinas-pu": cast["yusuf"], "dlh": cast["maria"], "diskominfo": cast["dewi"]}.get(
        report.unit.agency.code
    )


def sent(report: Report, cast: Cast) -> None:
    """It waits for the coordinator."""


def verified(report: Report, cast: Cast) -> None:
    handling.verify(report, report.topic, Kind(report.kind), by=cast["dewi"])


def postponed(report: Report, cast: Cast) -> None:
    handling.postpone(
        report, "Sebutkan nama jalan dan patokannya, supaya regu dapat menemukannya.", by=cast["dewi"]
    )


def forwarded(report: Report, cast: Cast) -> None:
    handling.forward(report, "Balai jalan nasional", reason="Ruas ini jalan nasional.", by=cast["dewi"])


def taken_up(report: Report, cast: Cast) -> None:
    verified(report, cast)
    if worker := _worker(report, cast):
        handling.take_up(report, by=worker)
        handling.note_progress(report, "Sudah ditinjau. Alat dan bahan dijadwalkan minggu ini.", by=worker)


def asked(report: Report, cast: Cast) -> None:
    taken_up(report, cast)
    if worker := _worker(report, cast):
        handling.ask(report, "Sebelah mana dari pasar? Regu kami tidak menemukannya.", by=worker)


def handed_over(report: Report, cast: Cast) -> None:
    verified(report, cast)
    other = desks.unit("pengaduan-dlh") or desks.units()[0]
    if other.pk != report.unit_id:
        reason = "Penyebabnya sampah di gorong-gorong; dibersihkan dahulu oleh lingkungan hidup."
        reports.hand_over(report, other, reason=reason, by=cast["dewi"])


def fixed(report: Report, cast: Cast) -> None:
    taken_up(report, cast)
    if worker := _worker(report, cast):
        seed = int(report.number.rsplit("-", 1)[1])
        proof = [_photo(report.topic.slug, seed, worker, mended=True)]
        handling.complete(report, Reason.DIPERBAIKI, FIXED, proof, by=worker)


def confirmed(report: Report, cast: Cast) -> None:
    fixed(report, cast)
    if Evidence.objects.filter(report=report).exists():
        reports.confirm(report, by=None, code=queries.code_of(report))


def reopened(report: Report, cast: Cast) -> None:
    fixed(report, cast)
    if Evidence.objects.filter(report=report).exists():
        reports.reopen(report, "Baru sehari sudah begitu lagi.", by=None, code=queries.code_of(report))


def not_found(report: Report, cast: Cast) -> None:
    taken_up(report, cast)
    if worker := _worker(report, cast):
        said = "Dua kali ditinjau pada sore hari, tidak ada yang membakar sampah."
        handling.complete(report, Reason.TIDAK_DITEMUKAN, said, by=worker)


PLAYED: dict[str, Callable[[Report, Cast], None]] = {
    "sent": sent, "withheld": sent, "verified": verified, "private": verified, "postponed": postponed,
    "forwarded": forwarded, "taken_up": taken_up, "late": taken_up, "asked": asked, "handed_over": handed_over,
    "fixed": fixed, "confirmed": confirmed, "reopened": reopened, "not_found": not_found,
}  # fmt: skip


def _move_back(report: Report, days_ago: int) -> None:
    """As if it had been sent so many days ago and the city had taken its usual time; events keep the real time."""
    now, day = timezone.now(), timedelta(days=1)
    report.sent_at = now - days_ago * day - timedelta(minutes=37 * (days_ago + report.voices))
    report.started_at = report.sent_at if report.rounds == 1 else now - 2 * day
    moved: dict[str, Any] = {"sent_at": report.sent_at, "started_at": report.started_at}
    moved |= {"verify_by": queries.verify_by(report.sent_at), "due_at": queries.due_at(report)}
    passed = {"verified_at": 0.1, "taken_up_at": 0.3, "closed_at": 0.7, "settled_at": 0.8}
    for name, part in passed.items():
        if getattr(report, name):
            moved[name] = report.sent_at + (now - report.sent_at) * part
    moved["updated_at"] = max(value for name, value in moved.items() if name not in ("verify_by", "due_at"))
    Report.objects.filter(pk=report.pk).update(**moved)
    if report.closed_at:
        Evidence.objects.filter(report=report).update(at=moved["closed_at"], taken_at=moved["closed_at"])
