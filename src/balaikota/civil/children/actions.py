"""Writing the registers of recognition and legitimation, and the notes on the birth deed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.deeds import actions as deeds
from balaikota.civil.deeds import methods as words
from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Akta, Jenis, Paper
from balaikota.engine.cases.models import Case
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require

Answers = dict[str, Any]


@transaction.atomic
def recognise(case: Case, *, by: Person) -> Akta:
    """Pengakuan anak: an entry of its own, and a note on the birth deed, which now also names the father."""
    answers = case.answers
    text = f"telah diakui oleh ayahnya, {answers['ayah_kandung_nama']}, dengan persetujuan ibu kandung"
    paper = Paper("kutipan-akta-pengakuan-anak", _("Kutipan Akta Pengakuan Anak"), kutipan(answers))
    return _enter(case, Jenis.PENGAKUAN_ANAK, paper, text, "Recognised by the father.", by=by)


@transaction.atomic
def legitimate(case: Case, *, by: Person) -> Akta:
    """Pengesahan anak: after the parents' marriage was recorded."""
    answers = case.answers
    marriage = f"nomor {answers['akta_kawin_nomor']} tanggal {words.day_of(answers['akta_kawin_tanggal'])}"
    parents = f"{answers['ayah_kandung_nama']} dan {answers['ibu_kandung_nama']}"
    text = f"telah disahkan sebagai anak {parents} (akta perkawinan {marriage})"
    paper = Paper("kutipan-akta-pengesahan-anak", _("Kutipan Akta Pengesahan Anak"), kutipan(answers))
    return _enter(case, Jenis.PENGESAHAN_ANAK, paper, text, "Legitimated by the parents' marriage.", by=by)


def _enter(case: Case, jenis: Jenis, paper: Paper, text: str, english: str, *, by: Person) -> Akta:
    answers = case.answers
    birth, child = _birth_deed(answers, answers["subjek1_nama"])
    father = registers.recorded(answers.get("ayah_kandung_nik"), answers.get("ayah_kandung_nama"))
    mother = registers.recorded(answers.get("ibu_kandung_nik"), answers.get("ibu_kandung_nama"))
    pihak = {"anak": child, "ayah": father, "ibu": mother}
    akta = deeds.enter(case, jenis, paper, rincian=answers, pihak=pihak, subject=child, by=by)
    note = words.note(f"{text}; {akta.get_jenis_display()} nomor {akta.nomor}", english, timezone.localdate())
    if birth is not None:
        deeds.annotate(birth, case, note, by=by, pihak={"ayah": father} if father else None)
    return akta


@transaction.atomic
def note_adoption(case: Case, *, by: Person) -> None:
    """Pengangkatan anak: a note on the birth deed. The names of the biological parents stay (rule ado-names)."""
    answers = case.answers
    birth, child = _birth_deed(answers, answers["anak_nama"])
    parents = [answers[name] for name in ("ayah_angkat_nama", "ibu_angkat_nama") if answers.get(name)]
    text = f"berdasarkan {words.ruling(answers)}, diangkat sebagai anak oleh {' dan '.join(parents)}"
    note = words.note(text, "Adopted by court order.", timezone.localdate())
    if birth is not None:
        adopters = {
            f"{who}_angkat": registers.recorded(
                answers.get(f"{who}_angkat_nik"), answers.get(f"{who}_angkat_nama")
            )
            for who in ("ayah", "ibu")
        }
        deeds.annotate(birth, case, note, by=by, pihak={peran: one for peran, one in adopters.items() if one})
    else:
        rows = [
            ("Nomor akta kelahiran", answers["akta_lahir_nomor"]),
            ("Diterbitkan oleh", answers["akta_lahir_dinas"]),
            ("Catatan", text),
        ]
        deeds.state(
            case,
            _("Surat Keterangan Pencatatan Sipil"),
            _("Pada akta berikut dicatat:"),
            rows,
            subject=child,
            by=by,
        )
    _join_the_card(case, child, by=by)


def _join_the_card(case: Case, child: Person | None, *, by: Person) -> None:
    """The child moves to the card of the adoptive parents in a linked case (kk-first), when the city has it."""
    answers = case.answers
    born = child.tanggal_lahir.isoformat() if child and child.tanggal_lahir else None
    shown = {
        "pemohon_nama": case.applicant.name,
        "pemohon_nik": case.applicant.nik,
        "pemohon_no_kk": answers.get("pelapor_no_kk"),
        "nama_lengkap": answers["anak_nama"],
        "jenis_kelamin": child.jenis_kelamin if child else None,
        "tempat_lahir": child.tempat_lahir if child else None,
        "tanggal_lahir": born,
        "shdk": "anak",
        "akta_lahir_nomor": answers["akta_lahir_nomor"],
        "nama_ibu": answers["ibu_kandung_nama"],
        "nama_ayah": answers.get("ayah_kandung_nama"),
    }
    deeds.open_softly("kk-tambah-anggota", case, shown, by=by)


def _birth_deed(answers: Answers, name: str) -> tuple[Akta | None, Person | None]:
    """The birth deed, if this city holds it, and the child. A deed about another child stops everything."""
    birth = registers.current(Jenis.KELAHIRAN, answers["akta_lahir_nomor"])
    child = registers.about(answers, birth, name)
    same = birth is None or (child is not None and birth.subject_id == child.pk)
    require(
        same,
        _("Akta kelahiran dengan nomor ini tercatat atas nama anak lain. Minta pemohon memperbaikinya."),
        status=422,
    )
    return birth, child


def kutipan(answers: Answers) -> dict[str, Any]:
    """What the certificate of recognition or legitimation says."""
    born = date.fromisoformat(answers["anak_tanggal_lahir"])
    issued = f"{answers['akta_lahir_dinas']}, {words.day_of(answers['akta_lahir_tanggal'])}"
    return {
        "anak_nama": answers["subjek1_nama"],
        "anak_tanggal_lahir": words.date_short(born),
        "ayah_nama": answers["ayah_kandung_nama"],
        "ibu_nama": answers["ibu_kandung_nama"],
        "akta_lahir": f"{answers['akta_lahir_nomor']}, {issued}",
        "dasar": words.ruling(answers) if answers.get("penetapan_nomor") else "",
    }
