"""Writing moves: the history row, its letter, and what becomes of the family cards on both sides.

A mover's place on a card of this city ends on the day of the move. Whoever stays keeps the card while its head
stays; else they get one under a new head, which waits for its number (`households.new_household`).
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.deeds import actions as deeds
from balaikota.civil.households import actions as households
from balaikota.civil.households import queries as cards
from balaikota.civil.households.models import Sebab, Tempat
from balaikota.civil.moves import methods, queries, rules
from balaikota.civil.moves.models import Arah, Klasifikasi, Perpindahan, Peserta
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import AnggotaKeluarga, KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.kit.errors import Refusal, require

Row = dict[str, Any]
#: Within one kecamatan a card keeps its number when the whole household moves (rule move-kknum).
SAME_NUMBER = (Klasifikasi.SATU_KELURAHAN, Klasifikasi.ANTAR_KELURAHAN)


# --- leaving --------------------------------------------------------------------------------------


@transaction.atomic
def move_out(case: Case, *, by: Person) -> Perpindahan:
    """SKPWNI: the movers leave their card on the day of the move and report at the destination."""
    kk, movers = _leaving(case, by=by)
    answers = case.answers
    places = _from_here(answers) | {
        "ke_wilayah": answers["tujuan_kab_kota"],
        "ke_alamat": queries.written_destination(answers),
    }
    move = _write(case, Arah.KELUAR, movers, places, kk=kk, by=by)
    _leave(case, kk, movers, move.on, by=by)
    return move


@transaction.atomic
def move_abroad(case: Case, *, by: Person) -> Perpindahan:
    """SKPLN: as `move_out`; without anyone left the card ends, which is how it is withdrawn."""
    kk, movers = _leaving(case, by=by)
    answers = case.answers
    places = _from_here(answers) | {
        "ke_alamat": f"{answers['alamat_tujuan_ln']}, {answers['negara_tujuan']}",
        "negara": answers["negara_tujuan"],
    }
    move = _write(case, Arah.LUAR_NEGERI, movers, places, kk=kk, by=by)
    _leave(case, kk, movers, move.on, by=by)
    return move


@transaction.atomic
def move_inside(case: Case, *, by: Person) -> Perpindahan:
    """Another address in this city: no letter; the card follows, or a new one waits for its number."""
    kk, movers = _leaving(case, by=by)
    answers = case.answers
    places = _from_here(answers) | {
        "ke_wilayah": answers["tujuan_kelurahan"],
        "ke_alamat": queries.address_here(answers, "tujuan"),
    }
    move = _write(case, Arah.DALAM_KOTA, movers, places, kk=kk, by=by)
    if kk is None:
        return move
    is_whole = len(movers) == len(people_queries.members(kk))
    if is_whole and answers["status_kk_pindah"] == "kk_baru" and move.klasifikasi in SAME_NUMBER:
        people.move_household(kk, by=by, **queries.new_address(answers))
        households.renew(kk, case, sebab=Sebab.PINDAH, by=by)
    else:
        _leave(case, kk, movers, move.on, by=by)
        _settle_in(case, _with_a_head(answers, movers), move.on, by=by)
    return move


def _leaving(case: Case, *, by: Person) -> tuple[KartuKeluarga | None, list[Tempat]]:
    """The card that is left, locked, and who leaves it. A card the city does not hold changes nothing here."""
    kk = people_queries.household_by_number(case.answers["pemohon_no_kk"])
    if kk is None:
        return None, _people_of(case, [], by=by)
    kk = people_queries.locked_household(kk)
    family = people_queries.members(kk)
    require(
        rules.are_members([case.applicant], family),
        _("Kepindahan diajukan oleh anggota kartu keluarga itu sendiri."),
        status=422,
    )
    movers = _people_of(case, family, by=by)
    require(
        rules.are_members([each.person for each in movers], family),
        _("Ada orang dalam daftar yang pindah yang tidak tercatat pada kartu keluarga ini."),
        status=422,
    )
    return kk, movers


def _people_of(case: Case, family: list[AnggotaKeluarga], *, by: Person) -> list[Tempat]:
    """The people the form names. What the register says of a member goes before what was typed."""
    standing = {row.person_id: row for row in family}
    found = []
    for typed in case.answers["anggota_pindah"]:
        person = _person(case, typed, by=by)
        row = standing.get(person.pk)
        if row is None:
            elsewhere = people_queries.household_of(person)
            require(elsewhere is None, _still_on_a_card(bool(family)), status=422)
        shdk = Shdk(row.shdk if row else typed["shdk"])
        status = row.status_kawin if row else typed.get("status_kawin") or cards.status_of(person)
        found.append(Tempat(person, shdk, StatusKawin(status)))
    return found


def _still_on_a_card(is_leaving: bool) -> str:
    if is_leaving:
        return _("Ada orang dalam daftar yang pindah yang tidak tercatat pada kartu keluarga ini.")
    return _("Ada orang dalam daftar yang masih tercatat pada kartu keluarga lain di kota ini.")


def _person(case: Case, typed: Row, *, by: Person) -> Person:
    """The person with this NIK; one the city never met is recorded."""
    person = people_queries.by_nik(typed["nik"])
    if person is None:
        born = typed.get("tanggal_lahir")
        return people.record_person(
            name=typed["nama"],
            nik=typed["nik"],
            tanggal_lahir=date.fromisoformat(born) if born else None,
            jenis_kelamin=typed.get("jenis_kelamin") or "",
            by=by,
            is_sample=case.is_sample,
        )
    require(
        rules.is_same_person(person, typed["nama"]),
        _("Sebuah NIK dalam daftar tercatat atas nama lain. Minta pemohon memperbaikinya."),
        status=422,
    )
    return person


def _from_here(answers: Row) -> Row:
    return {
        "dari_wilayah": answers["asal_kelurahan"],
        "dari_alamat": queries.address_here(answers, "asal"),
    }


def _leave(case: Case, kk: KartuKeluarga | None, movers: list[Tempat], on: date, *, by: Person) -> None:
    """End the movers' places; whoever stays gets a card that is right, and an empty card ends."""
    if kk is None:
        return
    rows = {row.person_id: row for row in people_queries.members(kk)}
    gone = {each.person.pk for each in movers}
    stayers = [row for pk, row in rows.items() if pk not in gone]
    *first, last = sorted(movers, key=lambda each: each.shdk == Shdk.KEPALA_KELUARGA)
    for each in first:
        people.leave_household(each.person, on=methods.last_day(rows[each.person.pk].from_on, on), by=by)
    last_day = methods.last_day(rows[last.person.pk].from_on, on)
    if not stayers:
        households.remove_member(kk, case, last.person, on=last_day, sebab=Sebab.PINDAH, by=by)
        return
    people.leave_household(last.person, on=last_day, by=by)
    if rules.need_a_head(stayers):
        _settle_stayers(case, kk, stayers, on, by=by)
    else:
        households.renew(kk, case, sebab=Sebab.PINDAH, by=by)


def _settle_stayers(
    case: Case, kk: KartuKeluarga, stayers: list[AnggotaKeluarga], on: date, *, by: Person
) -> None:
    """The head left. Rules move-minors and out-minors: a relative for children; else one of those who stay."""
    answers = case.answers
    if answers.get("pengganti") == "ikut_kk_kerabat":
        _take_in(case, kk, stayers, on, by=by)
        return
    if answers.get("pengganti") == "kerabat_kepala":
        relative = _relative(answers)
        heirs = [Tempat(relative, Shdk.KEPALA_KELUARGA, cards.status_of(relative))]
        heirs += [Tempat(row.person, Shdk.FAMILI_LAIN, StatusKawin(row.status_kawin)) for row in stayers]
    elif answers.get("status_kk_tidak_pindah") == "numpang_kk":
        return  # they apply for a place on the other card themselves, with its head's consent
    else:
        head = people_queries.by_nik(answers.get("kepala_baru_nik") or "")
        require(
            rules.may_head(head, stayers),
            _(
                "Kepala keluarga ikut pindah. Minta pemohon menyebut kepala keluarga baru di antara yang tinggal."
            ),
            status=422,
        )
        heirs = _headed(head, [Tempat(r.person, Shdk(r.shdk), StatusKawin(r.status_kawin)) for r in stayers])
    households.new_household(case, cards.address(kk), heirs, sebab=Sebab.GANTI_KEPALA, by=by)


def _headed(head: Person | None, rows: list[Tempat]) -> list[Tempat]:
    """The same people around another head."""
    was = next(row.shdk for row in rows if head is not None and row.person.pk == head.pk)
    return [
        Tempat(
            row.person,
            Shdk.KEPALA_KELUARGA if row.person == head else methods.relation_to(was, row.shdk),
            row.status_kawin,
        )
        for row in rows
    ]


def _relative(answers: Row) -> Person:
    """The adult who takes the children: somebody the registers know by this NIK and name."""
    person = people_queries.by_nik(answers["wali_nik"])
    if person is None or not rules.is_same_person(person, answers["wali_nama"]):
        raise Refusal(
            _("Kerabat yang mengasuh belum tercatat dengan NIK dan nama itu. Minta pemohon memeriksanya."),
            status=422,
        )
    return person


def _take_in(case: Case, kk: KartuKeluarga, children: list[AnggotaKeluarga], on: date, *, by: Person) -> None:
    """Children move to a relative's card; when that card is not ours their place here just ends."""
    host = people_queries.household_by_number(case.answers["wali_no_kk"])
    if host is not None:
        require(
            rules.are_members([_relative(case.answers)], people_queries.members(host)),
            _("Kerabat yang mengasuh tidak tercatat pada nomor KK itu. Minta pemohon memeriksanya."),
            status=422,
        )
    for number, row in enumerate(children, 1):
        last_day = methods.last_day(row.from_on, on)
        if number < len(children):
            people.leave_household(row.person, on=last_day, by=by)
        else:
            households.remove_member(kk, case, row.person, on=last_day, sebab=Sebab.PINDAH, by=by)
        if host is not None:
            place = Tempat(row.person, Shdk.FAMILI_LAIN, StatusKawin(row.status_kawin))
            households.add_member(host, case, place, from_on=on, by=by)


# --- arriving -------------------------------------------------------------------------------------


@transaction.atomic
def move_in(case: Case, *, by: Person) -> Perpindahan:
    """Arrival by SKPWNI. One of this city's own must name everybody who comes, and bring people once."""
    answers = case.answers
    movers = _people_of(case, [], by=by)
    own = _own_letter(case, movers)
    require_fresh_letter(case)
    places = {
        "dari_wilayah": own.ke_wilayah if own else answers["asal_kab_kota"],
        "dari_alamat": queries.written_origin(answers),
        "nomor_surat": answers["skpwni_nomor"].strip(),
        "melanjutkan": own,
    }
    return _arrive(case, Arah.DATANG, movers, places, by=by)


@transaction.atomic
def move_back(case: Case, *, by: Person) -> Perpindahan:
    """Return from abroad, by this city's SKPLN, another's, or a letter of a mission."""
    answers = case.answers
    movers = _people_of(case, [], by=by)
    own = queries.by_letter(Arah.LUAR_NEGERI, answers["skpln_nomor"])
    if own is not None:
        _require_theirs(own, movers)
    places = {
        "dari_alamat": f"{answers['alamat_asal_ln']}, {answers['negara_asal']}",
        "negara": answers["negara_asal"],
        "nomor_surat": answers["skpln_nomor"].strip(),
        "melanjutkan": own,
    }
    return _arrive(case, Arah.DARI_LUAR_NEGERI, movers, places, by=by)


def _arrive(case: Case, arah: Arah, movers: list[Tempat], places: Row, *, by: Person) -> Perpindahan:
    answers = case.answers
    places |= {
        "ke_wilayah": answers["tujuan_kelurahan"],
        "ke_alamat": queries.address_here(answers, "tujuan"),
    }
    move = _write(case, arah, movers, places, kk=_host(answers), by=by)
    _settle_in(case, movers, move.on, by=by)
    return move


def require_fresh_letter(case: Case) -> None:
    """Rule in-skp: a letter of another city brings people here once."""
    answers = case.answers
    origin, number = answers["asal_kab_kota"], answers["skpwni_nomor"]
    require(
        origin == settings.CITY or not queries.is_used(number, origin),
        _(
            "SKPWNI dengan nomor ini sudah dipakai untuk pindah datang. Periksa nomornya; "
            "Disdukcapil penerbit surat dapat memastikannya. Permohonan Anda tetap tersimpan."
        ),
        status=422,
    )


def _own_letter(case: Case, movers: list[Tempat]) -> Perpindahan | None:
    """This city's own SKPWNI, when the arrival says it comes from here."""
    if case.answers["asal_kab_kota"] != settings.CITY:
        return None
    own = queries.by_letter(Arah.KELUAR, case.answers["skpwni_nomor"])
    if own is None:
        raise Refusal(_("SKPWNI dengan nomor ini tidak pernah kami terbitkan."), status=422)
    _require_theirs(own, movers)
    return own


def _require_theirs(own: Perpindahan, movers: list[Tempat]) -> None:
    require(queries.is_open(own), _("Surat pindah ini sudah dipakai untuk kembali."), status=409)
    named = {one.person_id for one in queries.travellers_of(own)}
    require(
        all(each.person.pk in named for each in movers),
        _("Ada orang dalam daftar yang tidak tertulis pada surat pindah itu."),
        status=422,
    )


def _with_a_head(answers: Row, movers: list[Tempat]) -> list[Tempat]:
    """Some of a family make their own card: one alone heads it, of several the one they named."""
    if answers["status_kk_pindah"] != "kk_baru" or any(m.shdk == Shdk.KEPALA_KELUARGA for m in movers):
        return movers
    named = people_queries.by_nik(answers.get("kepala_pindah_nik") or "")
    head = movers[0].person if len(movers) == 1 else named
    require(
        head is not None and any(each.person == head for each in movers),
        _("Yang membuat KK baru menyebut kepala keluarganya. Minta pemohon melengkapi NIK-nya."),
        status=422,
    )
    return _headed(head, movers)


def _host(answers: Row) -> KartuKeluarga | None:
    number = answers.get("tumpang_no_kk")
    return people_queries.household_by_number(number) if number else None


def _settle_in(case: Case, movers: list[Tempat], on: date, *, by: Person) -> None:
    """A card of their own that waits for its number, or a place on the card they named, if it is ours."""
    answers = case.answers
    if answers["status_kk_pindah"] == "kk_baru":
        address = queries.new_address(answers)
        households.new_household(case, address, movers, sebab=Sebab.PINDAH, by=by)
        return
    host = _host(answers)
    for each in movers if host else ():
        place = Tempat(each.person, Shdk.FAMILI_LAIN, each.status_kawin)
        households.add_member(host, case, place, from_on=on, by=by)  # type: ignore[arg-type]


# --- the history ----------------------------------------------------------------------------------


def _write(
    case: Case, arah: Arah, movers: list[Tempat], places: Row, *, kk: KartuKeluarga | None, by: Person
) -> Perpindahan:
    """One row with those who moved, and its letter if this kind of move has one."""
    answers = case.answers
    move = Perpindahan(case=case, arah=arah, alasan=answers["alasan_pindah"], kartu_keluarga=kk, **places)
    move.on = methods.day_of_move(answers.get("rencana_tanggal_pindah"), timezone.localdate())
    move.klasifikasi = methods.classify(move.dari_wilayah, move.ke_wilayah) or ""
    move.is_sample = case.is_sample
    if (paper := queries.paper(move, movers)) is not None:
        move.letter = deeds.request_paper(case, paper, subject=case.applicant, by=by)
    move.save(force_insert=True)
    Peserta.objects.bulk_create(
        Peserta(perpindahan=move, person=each.person, shdk=each.shdk) for each in movers
    )
    audit.record(
        "moves.recorded", move, by=by, subject=case.applicant, case=case.number, way=str(arah),
        kind=str(move.klasifikasi), people=len(movers),
    )  # fmt: skip
    return move


@transaction.atomic
def remind(move: Perpindahan) -> None:
    """Rule out-valid: nobody has arrived anywhere by this letter; its holder hears it once more."""
    audit.record("moves.reminded", move, by=None, subject=move.case.applicant, case=move.case.number)
