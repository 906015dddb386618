"""Writing the registers: an entry, its later versions, and the paper each gives."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.deeds import contract, methods, queries
from balaikota.civil.deeds.models import Akta, Jenis, Paper, Pihak, Sebab, Status
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents import queries as letters
from balaikota.foundation.documents.models import Letter, State
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require

Content = dict[str, Any]


@transaction.atomic
def request_paper(case: Case, paper: Paper, *, subject: Person | None, by: Person) -> Letter:
    """Ask for a paper of the case's agency, signed by whoever signs for it today."""
    signer = organisations.signer_of(case.desk.agency)
    if signer is None:
        raise Refusal(
            _(
                "Belum ada pejabat yang dapat menandatangani akta hari ini. "
                "Tetapkan pejabat atau pelaksananya dahulu."
            ),
            status=409,
        )
    person, title = signer
    return documents.request_letter(
        paper.kind,
        title=paper.title,
        agency=case.desk.agency,
        about=case,
        subject=subject,
        content=paper.content,
        signed_by=person,
        signer_title=title,
        by=by,
        is_sample=case.is_sample,
    )


@transaction.atomic
def enter(  # noqa: PLR0913 - an entry has this many sides; all are named
    case: Case,
    jenis: Jenis,
    paper: Paper,
    *,
    rincian: Content,
    pihak: Mapping[str, Person | None],
    subject: Person | None,
    by: Person,
    catatan: str = "",
) -> Akta:
    """A new entry in a register. The number of its first kutipan is its own."""
    entered = queries.of_case(case)
    require(entered is None, _("Peristiwa ini sudah tercatat dalam register."), status=409)
    letter = request_paper(case, paper, subject=subject, by=by)
    akta = _write(
        Akta(
            jenis=jenis, nomor=letter.number_text, case=case, letter=letter, subject=subject,
            catatan=catatan, rincian=rincian,
        ),
        pihak,
        by=by,
    )  # fmt: skip
    audit.record("deeds.entered", akta, by=by, subject=subject, case=case.number, register=str(jenis))
    return akta


@transaction.atomic
def amend(  # noqa: PLR0913 - as `enter`
    akta: Akta,
    case: Case,
    *,
    sebab: Sebab,
    catatan: str,
    rincian: Content,
    content: Content,
    by: Person,
    pihak: Mapping[str, Person | None] | None = None,
) -> Akta:
    """The next version of an entry and a new kutipan; the verify page of the old one says it was replaced."""
    akta = queries.locked(akta)
    require(akta.status == Status.BERLAKU, _("Akta ini sudah dibatalkan, jadi tidak dapat diubah lagi."))
    require(
        akta.letter.state == State.ISSUED,
        _("Kutipan akta ini masih menunggu tanda tangan. Tunggu beberapa menit, lalu putuskan lagi."),
        status=409,
    )
    standing = {
        "akta_nomor": akta.nomor,
        "catatan_pinggir": rincian.get("catatan_pinggir", []),
        "kutipan_ke": rincian.get("kutipan_ke", 1),
    }
    paper = Paper(akta.letter.kind, akta.letter.title, content | standing)
    letter = request_paper(case, paper, subject=akta.subject, by=by)
    documents.replace(akta.letter, letter, by=by)
    changed = {"catatan": catatan, "rincian": rincian, "letter": letter}
    new = _next(akta, case, sebab, by=by, pihak=pihak, **changed)
    audit.record("deeds.amended", new, by=by, subject=akta.subject, case=case.number, why=str(sebab))
    return new


@transaction.atomic
def annotate(  # noqa: PLR0913 - as `enter`
    akta: Akta,
    case: Case,
    note: dict[str, str],
    *,
    by: Person,
    sebab: Sebab = Sebab.CATATAN_PINGGIR,
    changed: Content | None = None,
    pihak: Mapping[str, Person | None] | None = None,
) -> Akta:
    """A marginal note (`methods.note`) on an entry, with what it changes in it; the new kutipan prints both."""
    newest = queries.locked(akta)
    rincian = newest.rincian | (changed or {})
    rincian["catatan_pinggir"] = [*rincian.get("catatan_pinggir", []), note]
    sides = {"sebab": sebab, "catatan": note["teks"], "rincian": rincian, "pihak": pihak}
    return amend(newest, case, content=drawn(newest, rincian), by=by, **sides)


@transaction.atomic
def extract_again(akta: Akta, case: Case, *, why: str, by: Person) -> Akta:
    """A second kutipan of an entry that stays as it is (kutipan kedua); the lost or damaged one no longer stands."""
    newest = queries.locked(akta)
    rincian = newest.rincian | {"kutipan_ke": newest.rincian.get("kutipan_ke", 1) + 1}
    sides = {"sebab": Sebab.KUTIPAN_KEDUA, "catatan": why, "rincian": rincian}
    return amend(newest, case, content=drawn(newest, rincian), by=by, **sides)


def drawn(akta: Akta, rincian: Content) -> Content:
    """What the kutipan prints now: drawn by the room that keeps the register, else as it was."""
    register = contract.register_of(akta.jenis)
    return register.content(rincian) if register else dict(letters.whole(akta.letter_id).content)


@transaction.atomic
def cancel(akta: Akta, case: Case, *, catatan: str, by: Person) -> Akta:
    """The entry no longer stands; its versions stay, and the verify page says why: `catatan` names nobody."""
    akta = queries.locked(akta)
    require(akta.status == Status.BERLAKU, _("Akta ini sudah dibatalkan."), status=409)
    documents.revoke(akta.letter, reason=catatan, by=by)
    new = _next(akta, case, Sebab.PEMBATALAN, by=by, catatan=catatan, status=Status.DIBATALKAN)
    audit.record("deeds.cancelled", new, by=by, subject=akta.subject, case=case.number)
    return new


def _next(
    akta: Akta,
    case: Case,
    sebab: Sebab,
    *,
    by: Person,
    pihak: Mapping[str, Person | None] | None = None,
    **changed: Any,
) -> Akta:
    kept = {name: getattr(akta, name) for name in ("jenis", "nomor", "letter", "subject", "rincian")}
    pihak = {row.peran: row.person for row in akta.pihak.all()} | dict(pihak or {})
    return _write(Akta(version=akta.version + 1, sebab=sebab, case=case, **kept | changed), pihak, by=by)


def _write(akta: Akta, pihak: Mapping[str, Person | None], *, by: Person) -> Akta:
    akta.registered_on, akta.registered_by = timezone.localdate(), by
    akta.is_sample = akta.case.is_sample
    akta.save(force_insert=True)
    Pihak.objects.bulk_create(
        Pihak(akta=akta, person=person, peran=peran) for peran, person in pihak.items() if person
    )
    return akta


# --- what the services of this room do ------------------------------------------------------------

STATEMENT = "keterangan-pencatatan-sipil"


def state(
    case: Case, title: str, opening: str, rows: list[tuple[str, str]], *, subject: Person | None, by: Person
) -> Letter:
    """A letter that says what was recorded, for what is no deed of this city's registers."""
    content = {"pembuka": opening, "baris": [list(row) for row in rows]}
    return request_paper(case, Paper(STATEMENT, title, content), subject=subject, by=by)


def open_softly(slug: str, case: Case, answers: Content, *, by: Person) -> Case | None:
    """The linked case that follows, if this city has the service already."""
    if not catalogue.all_services().filter(slug=slug).exists():
        return None
    known = {name: value for name, value in answers.items() if value not in (None, "", [])}
    return cases.open_linked(slug, parent=case, answers=known, by=by)


@transaction.atomic
def change_person(person: Person, case: Case, element: str, value: Any, *, by: Person) -> None:
    """The city's own data follow the deed; the papers of someone with a NIK follow in linked cases (rule kk-first)."""
    was = getattr(person, element)
    if not people.change(person, basis=case.number, by=by, **{element: value}) or not person.nik:
        return
    row = queries.household_row(person)
    answers = methods.form_f106(case.applicant, row, element, was, value) | {"dasar_perubahan": case.number}
    if row["nomor_kk"]:
        open_softly("kk-ubah-data", case, answers, by=by)
    open_softly("ktp-ubah-data", case, answers, by=by)


@transaction.atomic
def correct(case: Case, *, by: Person) -> None:
    """Pembetulan: the part named by `bagian_salah` becomes `seharusnya`, in the entry and on a new kutipan."""
    answers = case.answers
    part, should_be = (
        answers["bagian_salah"],
        methods.corrected(answers["bagian_salah"], answers["seharusnya"]),
    )
    named = answers.get("bagian_lainnya") or part.replace("_", " ")
    today = timezone.localdate()
    text = f"{named} dibetulkan menjadi {answers['seharusnya']} (permohonan {case.number})"
    note = methods.note(text, "A clerical error was corrected.", today)
    akta = queries.current(answers["akta_jenis"], answers["akta_nomor"])
    if akta is None:
        _state_note(case, answers["akta_nomor"], text, subject=None, by=by)
        return
    register = contract.register_of(akta.jenis)
    blank = register.blanks.get(part) if register else None
    new = annotate(
        akta, case, note, by=by, sebab=Sebab.PEMBETULAN, changed={blank: should_be} if blank else None
    )
    element = methods.ELEMENTS.get(part)
    if element and new.subject:
        value = date.fromisoformat(str(should_be)) if element == "tanggal_lahir" else should_be
        change_person(new.subject, case, element, value, by=by)


@transaction.atomic
def rename(case: Case, *, by: Person) -> None:
    """Perubahan nama: a note on every deed in force that prints the name, and the person's name itself."""
    answers = case.answers
    old, new = answers["nama_lama"], answers["nama_baru"]
    akta = queries.current(Jenis.KELAHIRAN, answers["akta_lahir_nomor"])
    person = queries.about(answers, akta, old)
    _same_person(akta, person)
    text = f"berdasarkan {methods.ruling(answers)}, nama {old} diubah menjadi {new}"
    note = methods.note(text, f"By court order the name {old} was changed to {new}.", timezone.localdate())
    touched = queries.standing_of(person) if person else []
    for each in touched:
        annotate(each, case, note, by=by)
    if akta is None or not touched:
        _state_note(case, answers["akta_lahir_nomor"], text, subject=person, by=by)
    if person:
        change_person(person, case, "name", new, by=by)


def _same_person(akta: Akta | None, person: Person | None) -> None:
    """A deed of this city is about whoever the case says, under the name the city knows; else nothing is written."""
    if akta is None:
        return
    same = person is not None and akta.subject_id == person.pk
    sentence = _(
        "Akta dengan nomor ini tercatat atas nama lain daripada nama lama atau NIK pada permohonan. "
        "Minta pemohon memperbaikinya, atau tolak permohonan ini."
    )
    require(same, sentence, status=422)


@transaction.atomic
def annul(case: Case, *, by: Person) -> None:
    """Pembatalan: the entry is cancelled; a letter says so, also for a deed that this city does not hold."""
    answers = case.answers
    ground = (
        methods.ruling(answers, "putusan")
        if answers["jalur"] == "pengadilan"
        else "contrarius actus kantor penerbit"
    )
    text = f"Dibatalkan berdasarkan {ground}"
    akta = queries.current(answers["akta_jenis"], answers["akta_nomor"])
    if akta is not None:
        cancel(akta, case, catatan=text, by=by)
    _state_note(case, answers["akta_nomor"], text, subject=akta.subject if akta else None, by=by)


@transaction.atomic
def replace_lost(case: Case, *, by: Person) -> None:
    """Kutipan kedua, of the entry with this number, or of the only one about a person of this name and birth date."""
    answers = case.answers
    number, jenis = answers.get("akta_nomor"), answers["akta_jenis"]
    if number:
        found = [akta for akta in [queries.current(jenis, number)] if akta]
    else:
        born = date.fromisoformat(answers["subjek_tanggal_lahir"])
        found = queries.named_like(jenis, answers["subjek1_nama"], born)
    require(
        len(found) == 1,
        _("Ada beberapa akta yang cocok. Minta pemohon menuliskan nomor aktanya.")
        if found
        else _(
            "Akta ini tidak ada dalam register digital kota. Cari di buku register kertas; "
            "bila terbit di kota lain, tolak dengan menyebut kantor penerbitnya."
        ),
        status=409,
    )
    extract_again(found[0], case, why=f"kutipan sebelumnya {answers['sebab']}", by=by)


@transaction.atomic
def record_event(case: Case, *, by: Person) -> None:
    """Peristiwa penting lainnya: a note on the birth deed; the NIK stays whatever changes (rule other-nik)."""
    answers = case.answers
    akta = queries.current(Jenis.KELAHIRAN, answers["akta_lahir_nomor"])
    person = queries.about(answers, akta, answers["subjek1_nama"])
    _same_person(akta, person)
    sex = answers.get("jenis_kelamin_baru")
    what = (
        f"jenis kelamin diubah menjadi {sex}" if sex else f"dicatat peristiwa: {answers['peristiwa_uraian']}"
    )
    text = f"berdasarkan {methods.ruling(answers)}, {what}"
    note = methods.note(text, "A vital event was recorded by court order.", timezone.localdate())
    if akta is not None:
        annotate(akta, case, note, by=by)
    else:
        _state_note(case, answers["akta_lahir_nomor"], text, subject=person, by=by)
    if person and sex:
        change_person(person, case, "jenis_kelamin", sex, by=by)


@transaction.atomic
def change_citizenship(case: Case, *, by: Person) -> None:
    """A note on the birth and the marriage deed; for deeds of another state or city a letter of report (F-2.11)."""
    answers = case.answers
    numbers = ((Jenis.KELAHIRAN, "akta_lahir_nomor"), (Jenis.PERKAWINAN, "akta_kawin_nomor"))
    held = [
        akta
        for jenis, name in numbers
        if answers.get(name) and (akta := queries.current(jenis, answers[name]))
    ]
    person = queries.about(answers, held[0] if held else None, answers["subjek1_nama"])
    ground = methods.decree(answers)
    text = f"berdasarkan {ground}, kewarganegaraan {answers['subjek1_nama']} menjadi {answers['wn_baru']}"
    note = methods.note(text, "A change of citizenship was recorded.", timezone.localdate())
    for akta in held:
        annotate(akta, case, note, by=by)
    if not held:
        _state_note(
            case,
            answers.get("akta_lahir_nomor") or answers.get("akta_kawin_nomor") or "–",
            text,
            subject=person,
            by=by,
        )
    if person:
        change_person(
            person, case, "kewarganegaraan", "WNA" if answers["arah"] == "wni_ke_wna" else "WNI", by=by
        )


@transaction.atomic
def report_from_abroad(case: Case, *, by: Person) -> None:
    """Surat keterangan pelaporan: what another state recorded, reported here."""
    answers = case.answers
    person = queries.about(answers, None, answers["subjek1_nama"])
    mission = (
        f"{answers['surat_perwakilan_nomor']}, {answers['perwakilan']}"
        if answers.get("sudah_lapor")
        else "belum dilaporkan"
    )
    rows = [
        ("Nama", answers["subjek1_nama"]),
        ("Peristiwa", answers["peristiwa"].replace("_", " ")),
        ("Dicatat di", answers["negara"]),
        (
            "Bukti negara setempat",
            f"nomor {answers['bukti_nomor']} tanggal {methods.day_of(answers['bukti_tanggal'])}",
        ),
        ("Pelaporan ke Perwakilan RI", mission),
    ]
    opening = _(
        "Telah dilaporkan kepada kami peristiwa penting yang terjadi di luar wilayah Negara Kesatuan Republik Indonesia:"
    )
    state(case, _("Surat Keterangan Pelaporan"), opening, rows, subject=person, by=by)


def _state_note(case: Case, number: str, text: str, *, subject: Person | None, by: Person) -> None:
    """The note as a letter of its own, to be kept with a kutipan that this city cannot draw again."""
    opening = _("Pada akta berikut dicatat:")
    rows = [("Nomor akta", number), ("Catatan", text), ("Permohonan", case.number)]
    state(case, _("Surat Keterangan Pencatatan Sipil"), opening, rows, subject=subject, by=by)
