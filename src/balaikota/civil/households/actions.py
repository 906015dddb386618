"""Writing family cards: every change prints the next version, and nothing printed is written over.

Other rooms call these with their own case: `add_member`, `remove_member`, `change_head`, `new_household`, `split`.
A card that needs a number (`new_household`, `split`, `change_head`) waits for it: see `give_number`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.deeds import actions as deeds
from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Paper
from balaikota.civil.households import methods, queries, rules
from balaikota.civil.households.models import Biodata, KKMenunggu, Sebab, Tempat, VersiKK
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents.models import Letter, State
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import methods as people_methods
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.kit.errors import Refusal, require

Plan = dict[str, Any]
KK_PAPER = "kartu-keluarga"


@transaction.atomic
def renew(kk: KartuKeluarga, case: Case, *, sebab: Sebab, by: Person) -> VersiKK:
    """Print the family card as it is now; the verify page of the version before says it was replaced."""
    return _print(kk, case, sebab=sebab, after=queries.current(kk), by=by)


def _print(kk: KartuKeluarga, case: Case, *, sebab: Sebab, after: VersiKK | None, by: Person) -> VersiKK:
    kk = people_queries.locked_household(kk)
    anggota = queries.members_on_paper(kk)
    require(bool(anggota), _("Tidak ada anggota pada KK ini, jadi tidak ada yang dicetak."), status=409)
    require(
        rules.has_one_head(row["shdk"] for row in anggota),
        _("Satu KK mempunyai tepat satu kepala keluarga. Tetapkan kepala keluarganya lebih dahulu."),
        status=409,
    )
    head = queries.head_of(kk)
    paper = Paper(KK_PAPER, str(_("Kartu Keluarga")), queries.paper(kk, anggota))
    letter = deeds.request_paper(case, paper, subject=head, by=by)
    if after is not None:
        _supersede(after.letter, letter, by=by)
    versi = VersiKK.objects.create(
        kartu_keluarga=kk, version=queries.next_version(kk), nomor_kk=kk.nomor_kk,
        nomor_kk_index=kk.nomor_kk_index, anggota=anggota, sebab=sebab, case=case, letter=letter, by=by,
    )  # fmt: skip
    audit.record("households.printed", versi, by=by, subject=head, case=case.number, why=str(sebab))
    return versi


def _supersede(old: Letter, new: Letter, *, by: Person) -> None:
    """A paper that is out is replaced; one not signed yet never comes out, and its number says why."""
    old.refresh_from_db(fields=["state"])
    if old.state == State.ISSUED:
        documents.replace(old, new, by=by)
    elif old.state == State.WAITING:
        documents.revoke(old, reason=_("Diganti versi berikutnya sebelum ditandatangani."), by=by)


# --- who is on it ---------------------------------------------------------------------------------


def _seat(kk: KartuKeluarga, tempat: Tempat, from_on: date, *, by: Person) -> None:
    """A new row from this day on; the one before, on whichever card, ends."""
    shdk, status = tempat.shdk, tempat.status_kawin
    people.join_household(kk, tempat.person, shdk=shdk, status_kawin=status, from_on=from_on, by=by)


@transaction.atomic
def add_member(kk: KartuKeluarga, case: Case, tempat: Tempat, *, from_on: date, by: Person) -> VersiKK:
    """Give a person a place on this card and print it; their place on another card ends."""
    _seat(kk, tempat, from_on, by=by)
    audit.record("households.grown", kk, by=by, subject=tempat.person, case=case.number)
    return renew(kk, case, sebab=Sebab.TAMBAH_ANGGOTA, by=by)


@transaction.atomic
def remove_member(
    kk: KartuKeluarga, case: Case, person: Person, *, on: date, sebab: Sebab, by: Person
) -> VersiKK | None:
    """End someone's place; `on` is their last day. None when nobody is left: the card then ends too."""
    kk = people_queries.locked_household(kk)
    rows = people_queries.members(kk)
    mine = next((row for row in rows if row.person_id == person.pk), None)
    if mine is None:
        raise Refusal(_("Orang ini tidak tercatat pada KK ini."), status=422)
    left = [row for row in rows if row.person_id != person.pk]
    require(
        mine.shdk != Shdk.KEPALA_KELUARGA or not left,
        _("Kepala keluarga tidak dikeluarkan begitu saja: gunakan penggantian kepala keluarga."),
        status=409,
    )
    people.leave_household(person, on=on, by=by)
    if sebab == Sebab.KEMATIAN:
        _widow(kk, mine, on=on, by=by)
    audit.record("households.shrunk", kk, by=by, subject=person, case=case.number, why=str(sebab))
    if left:
        return renew(kk, case, sebab=sebab, by=by)
    _end(kk, _("Tidak ada lagi anggota pada KK ini."), by=by)
    return None


def _widow(kk: KartuKeluarga, gone: Any, *, on: date, by: Person) -> None:
    """The surviving spouse on the same card becomes cerai mati (rule head-spouse)."""
    spouse = queries.spouse_row(kk, gone)
    if spouse is not None:
        _seat(kk, Tempat(spouse.person, Shdk(spouse.shdk), StatusKawin.CERAI_MATI), on, by=by)


def _end(kk: KartuKeluarga, reason: str, *, by: Person) -> None:
    last = queries.current(kk)
    if last is not None and last.letter.state in (State.ISSUED, State.WAITING):
        documents.revoke(last.letter, reason=reason, by=by)


@transaction.atomic
def change_element(
    kk: KartuKeluarga, case: Case, persons: Sequence[Person], *, elemen: str, menjadi: str, by: Person
) -> VersiKK:
    """Change one element of these members. The NIK stays (Permendagri 108/2019 pasal 15); a name is not ours."""
    if (
        elemen == "nama"
    ):  # the deeds have changed it before they opened this case; alone, nobody changes it here
        sentence = _("Nama diubah lewat pembetulan akta atau perubahan nama.")
        require(case.parent_id is not None, sentence, status=422)
        return renew(kk, case, sebab=Sebab.UBAH_DATA, by=by)
    if elemen == "alamat":  # another spelling of the same place; another place is a move
        people.move_household(kk, by=by, alamat=menjadi.strip(), kelurahan_code=kk.kelurahan_id)
        return renew(kk, case, sebab=Sebab.UBAH_DATA, by=by)
    rows = {row.person_id: row for row in people_queries.members(kk)}
    for person in persons:
        if person.pk not in rows:
            raise Refusal(_("Orang ini tidak tercatat pada KK ini."), status=422)
        _change_one(kk, case, rows[person.pk], elemen=elemen, menjadi=menjadi, by=by)
    return renew(kk, case, sebab=Sebab.UBAH_DATA, by=by)


def _change_one(kk: KartuKeluarga, case: Case, row: Any, *, elemen: str, menjadi: str, by: Person) -> None:
    if elemen in methods.OF_PERSON:
        people.change(row.person, basis=case.number, by=by, **{elemen: methods.typed(elemen, menjadi)})
    elif elemen in methods.OF_PLACE:
        place = Tempat(row.person, Shdk(row.shdk), StatusKawin(row.status_kawin))
        place = replace(place, **{elemen: methods.chosen(elemen, menjadi)})
        _seat(kk, place, timezone.localdate(), by=by)
    else:
        note_biodata(row.person, case, {elemen: menjadi}, by=by)


@transaction.atomic
def note_biodata(person: Person, case: Case, rincian: Plan, *, by: Person) -> Biodata:
    """The next version of someone's biodata: what was known, with these changes laid over it."""
    people_queries.locked(person)
    before = queries.biodata(person)
    row = Biodata.objects.create(
        person=person,
        case=case,
        by=by,
        version=before.version + 1 if before else 1,
        rincian=(before.rincian if before else {}) | rincian,
    )
    audit.record("households.biodata_noted", row, by=by, subject=person, fields=sorted(rincian))
    return row


@transaction.atomic
def record_biodata(case: Case, *, by: Person) -> Person:
    """A person who was in no register is recorded from F-1.01. The NIK comes from SIAK, not from here."""
    answers = case.answers
    person = registers.recorded(answers.get("nik_anggota"), answers["nama_lengkap"])
    if person is None:
        person = people.record_person(
            name=answers["nama_lengkap"],
            nik=answers.get("nik_anggota"),
            tempat_lahir=answers["tempat_lahir"],
            tanggal_lahir=date.fromisoformat(answers["tanggal_lahir"]),
            jenis_kelamin=answers["jenis_kelamin"],
            kewarganegaraan=answers.get("kewarganegaraan", "wni").upper(),
            by=by,
            is_sample=case.is_sample,
        )
    note_biodata(person, case, methods.rincian(answers), by=by)
    return person


@transaction.atomic
def take_in(kk: KartuKeluarga, relatives: KartuKeluarga, case: Case, *, on: date, by: Person) -> VersiKK:
    """Children whose head has died go to a relative's card; their own card ends."""
    rows = people_queries.members(people_queries.locked_household(kk))
    for row in rows:
        if row.shdk == Shdk.KEPALA_KELUARGA:
            people.leave_household(row.person, on=on, by=by)
        else:
            place = Tempat(row.person, Shdk.FAMILI_LAIN, StatusKawin(row.status_kawin))
            _seat(relatives, place, timezone.localdate(), by=by)
    _end(kk, _("Anggotanya pindah ke KK kerabat."), by=by)
    audit.record("households.taken_in", relatives, by=by, case=case.number)
    return renew(relatives, case, sebab=Sebab.TAMBAH_ANGGOTA, by=by)


@transaction.atomic
def settle(row: Plan, case: Case, *, by: Person) -> Person:
    """The person a row of a form names: found by NIK when the name agrees, else recorded."""
    nik, name = row["nik"], row["nama"]
    known = people_queries.by_nik(nik)
    if known is None:
        born = date.fromisoformat(row["tanggal_lahir"])
        sex = people_methods.sex_in(nik)
        return people.record_person(
            name=name, nik=nik, tanggal_lahir=born, jenis_kelamin=sex, by=by, is_sample=case.is_sample
        )
    require(
        known.name.casefold() == name.casefold(),
        _("NIK pada permohonan ini tercatat atas nama orang lain. Minta pemohon memperbaikinya."),
        status=422,
    )
    return known


# --- a new number ---------------------------------------------------------------------------------


@transaction.atomic
def new_household(
    case: Case, alamat: Plan, anggota: Sequence[Tempat], *, sebab: Sebab, by: Person
) -> KKMenunggu:
    """A card for these people at this address (alamat, rt, rw, lingkungan, kelurahan_code, kode_pos).

    It waits for its number; meanwhile everybody stays on the card they are on.
    """
    return _plan(case, alamat, anggota, sebab=sebab, kk_lama=None, by=by)


@transaction.atomic
def split(
    kk: KartuKeluarga, case: Case, anggota: Sequence[Tempat], *, kepala_lama: Person | None = None, by: Person
) -> KKMenunggu:
    """Some members get a card of their own at the same address; `kepala_lama` heads those who stay, if that changes."""
    today = timezone.localdate()
    head = next((each for each in anggota if each.shdk == Shdk.KEPALA_KELUARGA), None)
    require(
        head is not None and rules.may_split(head.person, head.status_kawin, today),
        _("Yang boleh memisahkan KK berumur 17 tahun atau lebih, atau sudah pernah kawin."),
        status=422,
    )
    leaving = {each.person.pk for each in anggota}
    standing = [row for row in people_queries.members(kk) if row.person_id not in leaving]
    _require_standing(standing, kepala_lama, today)
    return _plan(
        case, queries.address(kk), anggota, sebab=Sebab.PISAH, kk_lama=kk, by=by, kepala_lama=kepala_lama
    )


def _require_standing(rows: Sequence[Any], head: Person | None, today: date) -> None:
    """Those who stay keep a grown head: children are not left alone on a card."""
    require(bool(rows), _("Tidak ada yang tinggal pada KK lama; ini bukan pisah KK."), status=422)
    heads = [row for row in rows if (row.person_id == head.pk if head else row.shdk == Shdk.KEPALA_KELUARGA)]
    require(
        len(heads) == 1 and rules.is_grown(heads[0].person, heads[0].status_kawin, today),
        _(
            "Anggota yang tinggal memerlukan kepala keluarga yang dewasa. "
            "Sebutkan orang dewasa di antara mereka, atau pindahkan anak-anak ke KK kerabat."
        ),
        status=422,
    )


@transaction.atomic
def change_head(
    kk: KartuKeluarga, case: Case, head: Person, *, on: date, sebab: Sebab = Sebab.GANTI_KEPALA, by: Person
) -> KKMenunggu:
    """`head` heads the household after the one before (who died or left; `on` is the last day). New number.

    With `sebab` KEMATIAN or GANTI_KEPALA the old head has died: the spouse becomes cerai mati.
    """
    rows = people_queries.members(people_queries.locked_household(kk))
    old = next((row for row in rows if row.shdk == Shdk.KEPALA_KELUARGA), None)
    staying = [row for row in rows if old is None or row.person_id != old.person_id]
    spouse = queries.spouse_row(kk, old) if old and sebab != Sebab.PINDAH else None
    heirs = [
        Tempat(
            row.person,
            Shdk.KEPALA_KELUARGA if row.person_id == head.pk else Shdk(row.shdk),
            StatusKawin.CERAI_MATI if spouse and row.pk == spouse.pk else StatusKawin(row.status_kawin),
        )
        for row in staying
    ]
    if head.pk not in {row.person_id for row in staying}:
        heirs.insert(0, Tempat(head, Shdk.KEPALA_KELUARGA, queries.status_of(head)))
    is_new = old is None or old.person_id != head.pk
    require(is_new, _("Orang ini sudah kepala keluarga pada KK ini."), status=422)
    _require_grown_head(heirs)
    gone = {"keluar": str(old.person_id), "pada": on.isoformat()} if old else {}
    return _plan(case, queries.address(kk), heirs, sebab=sebab, kk_lama=kk, by=by, gone=gone)


def _require_grown_head(anggota: Sequence[Tempat]) -> None:
    heads = [each for each in anggota if each.shdk == Shdk.KEPALA_KELUARGA]
    require(
        len(heads) == 1,
        _("Satu KK mempunyai tepat satu kepala keluarga. Pilih satu anggota sebagai kepala keluarga."),
        status=422,
    )
    require(
        rules.is_grown(heads[0].person, heads[0].status_kawin, timezone.localdate()),
        _(
            "Kepala keluarga berumur 17 tahun atau lebih, atau sudah pernah kawin. Anak-anak tidak ditinggal "
            "sendiri: seorang kerabat dewasa masuk sebagai kepala keluarga, atau mereka pindah ke KK kerabat."
        ),
        status=422,
    )


def _plan(  # noqa: PLR0913 - all are named
    case: Case,
    alamat: Plan,
    anggota: Sequence[Tempat],
    *,
    sebab: Sebab,
    kk_lama: KartuKeluarga | None,
    by: Person,
    kepala_lama: Person | None = None,
    gone: Plan | None = None,
) -> KKMenunggu:
    _require_grown_head(anggota)
    rencana = {
        "alamat": alamat,
        "anggota": [
            {"person": str(each.person.pk), "shdk": str(each.shdk), "status_kawin": str(each.status_kawin)}
            for each in anggota
        ],
        "kepala_lama": str(kepala_lama.pk) if kepala_lama else "",
    } | (gone or {})
    waiting = KKMenunggu.objects.create(case=case, kk_lama=kk_lama, sebab=sebab, rencana=rencana, by=by)
    audit.record("households.number_wanted", waiting, by=by, subject=case.applicant, case=case.number)
    return waiting


@transaction.atomic
def give_number(waiting: KKMenunggu, nomor_kk: str, *, by: Person) -> VersiKK:
    """The officer types the number SIAK gave: the card is made, its people move to it, both cards are printed."""
    waiting = queries.locked_waiting(waiting)
    require(waiting.versi is None, _("KK ini sudah mendapat nomor."), status=409)
    require(rules.may_give_number(by, waiting.case), _("Nomor KK dicatat petugas meja layanan ini."))
    case, plan, today = waiting.case, waiting.rencana, timezone.localdate()
    address = plan["alamat"] | {"nomor_kk": nomor_kk}
    kk = people.make_household(by=by, is_sample=case.is_sample, **address)
    left = _move_in(kk, plan, today, by=by)
    # A household under a new head is the same one: its old paper gives way to the new one.
    goes_on = waiting.kk_lama if plan.get("keluar") else None
    after = queries.current(goes_on) if goes_on else None
    versi = _print(kk, case, sebab=Sebab(waiting.sebab), after=after, by=by)
    for old in left:
        if old != goes_on:
            _tidy(old, case, plan, by=by)
    waiting.versi = versi
    waiting.save(update_fields=["versi"])
    audit.record("households.number_given", waiting, by=by, subject=case.applicant, case=case.number)
    return versi


def _move_in(kk: KartuKeluarga, plan: Plan, today: date, *, by: Person) -> list[KartuKeluarga]:
    """Everybody of the plan takes their place; the head who died or left lets go of theirs. The cards left."""
    gone = queries.person(plan["keluar"]) if plan.get("keluar") else None
    if gone is not None and people_queries.membership_of(gone) is not None:
        people.leave_household(gone, on=date.fromisoformat(plan["pada"]), by=by)
    left: list[KartuKeluarga] = []
    for place in plan["anggota"]:
        person = queries.person(place["person"])
        before = people_queries.household_of(person)
        if before is not None and before not in left:
            left.append(before)
        says = Tempat(person, Shdk(place["shdk"]), StatusKawin(place["status_kawin"]))
        _seat(kk, says, today, by=by)
    return left


def _tidy(kk: KartuKeluarga, case: Case, plan: Plan, *, by: Person) -> None:
    """The card that was left: printed for those who stay, or ended when nobody does."""
    rows = people_queries.members(kk)
    if not rows:
        _end(kk, _("Semua anggota pindah ke KK lain."), by=by)
        return
    head = next((row for row in rows if str(row.person_id) == plan["kepala_lama"]), None)
    if head is not None:
        place = Tempat(head.person, Shdk.KEPALA_KELUARGA, StatusKawin(head.status_kawin))
        _seat(kk, place, timezone.localdate(), by=by)
    renew(kk, case, sebab=Sebab.KURANG_ANGGOTA, by=by)
