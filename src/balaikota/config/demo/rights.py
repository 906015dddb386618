"""What residents of the demo city asked about their own data: one answered by its law, two still running."""

from datetime import timedelta

from django.utils import timezone

from balaikota.engine.breaches import actions as breaches
from balaikota.engine.breaches import queries as known_breaches
from balaikota.engine.rights import actions, methods, queries
from balaikota.engine.rights.models import Outcome
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.notifications import contract
from balaikota.foundation.people.models import Person

ASKED = (
    ("sari", "akses", "Siapa saja yang membuka data anak saya sejak aktanya terbit?"),
    ("budi", "perbaikan", "Nomor telepon lama saya masih tercatat pada permohonan pindah."),
    ("budi", "penghapusan", "Tolong hapus akta kelahiran dan semua draf saya."),
)
ANSWER = (
    "Draf dapat Anda hapus sendiri di Permohonan saya; yang tidak dikirim dihapus menurut jadwal. "
    "Akta kelahiran adalah register negara dan disimpan untuk selamanya; "
    "isinya dapat dibetulkan lewat layanan Pembetulan Akta, gratis."
)


def ask_about_data(cast: dict[str, Person]) -> None:
    """Everything may run twice: who has asked already asks no more."""
    if queries.own(cast["sari"]):
        return
    for who, slug, text in ASKED:
        asked = actions.ask(methods.rights()[slug], text, by=cast[who])
        if slug == "penghapusan":
            actions.answer(asked, Outcome.PARTLY, reason=ANSWER, ground="register", by=cast["hasan"])
    everything = {(group.slug, way.name) for group in contract.groups() for way in contract.channels()}
    notifications.choose(everything - {("lainnya", "email")}, by=cast["budi"])


BREACH = breaches.Told(
    "Nama, alamat, dan nomor telepon pada satu surat pemberitahuan.",
    "Kemarin pagi sebuah surat untuk satu warga terkirim ke alamat tetangganya karena nomor rumah tertukar.",
    "Surat diambil kembali hari itu juga. Alamat dibetulkan, dan petugas kini mencocokkan alamat sebelum mengirim.",
)


def tell_of_a_breach(cast: dict[str, Person]) -> None:
    """One letter in the wrong letterbox, and everybody told on the next day."""
    if known_breaches.desk(cast["hasan"]):
        return
    breach = breaches.note(BREACH, known_at=timezone.now() - timedelta(hours=20), by=cast["hasan"])
    breaches.add_people(breach, [cast["budi"]], by=cast["hasan"])
    breaches.tell_people(breach, by=cast["hasan"])
    breaches.tell_authority(breach, reference="CONTOH/123/2026", by=cast["hasan"])
