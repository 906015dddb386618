"""Writing about foreigners: residence letters, moving letters, the permits a card rests on."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.deeds import actions as deeds
from balaikota.civil.foreigners import queries, rules
from balaikota.civil.foreigners.models import IzinTinggal, JenisIzin, KepindahanOA
from balaikota.civil.households import actions as households
from balaikota.civil.households.models import Sebab
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import Person, Shdk
from balaikota.kit.errors import require


@transaction.atomic
def issue_sktt(case: Case, *, by: Person) -> IzinTinggal:
    """The residence letter of somebody with an ITAS; it ends with the permit."""
    _require(case, JenisIzin.ITAS, _("SKTT hanya untuk pemegang ITAS."))
    letter = deeds.request_paper(case, queries.residence_letter(case), subject=case.applicant, by=by)
    permit = _keep(case, letter, queries.home_of(case.answers), by=by)
    audit.record("foreigners.sktt_issued", permit, by=by, subject=case.applicant, case=case.number)
    return permit


@transaction.atomic
def grant_card(case: Case, *, by: Person) -> IzinTinggal:
    """A KTP-el for somebody with an ITAP. The card is printed elsewhere; how long it is valid is kept here."""
    _require(case, JenisIzin.ITAP, _("KTP-el hanya untuk pemegang ITAP; pemegang ITAS mendapat SKTT."))
    permit = _keep(case, None, None, by=by)
    audit.record("foreigners.card_granted", permit, by=by, subject=case.applicant, case=case.number)
    return permit


def _require(case: Case, kind: JenisIzin, sentence: str) -> None:
    """A file may lie for days: the permit is looked at once more when it is granted."""
    require(case.answers["jenis_izin"] == kind, sentence, status=422)
    ends = date.fromisoformat(case.answers["itas_itap_berakhir"])
    require(
        rules.is_valid(ends, timezone.localdate()),
        _("Izin tinggal sudah berakhir sejak permohonan diajukan. Minta pemohon memperbarui izinnya dahulu."),
        status=422,
    )


def _keep(case: Case, letter: Letter | None, home: str | None, *, by: Person) -> IzinTinggal:
    answers = case.answers
    if case.applicant.kewarganegaraan != "WNA":
        people.change(case.applicant, basis=case.number, by=by, kewarganegaraan="WNA")
    return IzinTinggal.objects.create(
        person=case.applicant,
        case=case,
        jenis=answers["jenis_izin"],
        nomor=answers["itas_itap_nomor"],
        no_paspor=answers["no_paspor"],
        kebangsaan=answers["kebangsaan"],
        terbit_on=date.fromisoformat(answers["itas_itap_tanggal"]),
        berakhir_on=date.fromisoformat(answers["itas_itap_berakhir"]),
        alamat=home,
        letter=letter,
        is_sample=case.is_sample,
    )


@transaction.atomic
def let_move(case: Case, *, by: Person) -> KepindahanOA:
    """The letter for another kabupaten or kota. With an ITAP the movers leave their family card."""
    answers = case.answers
    _require(case, JenisIzin(answers["jenis_izin"]), "")
    planned = answers.get("rencana_tanggal_pindah")
    on = date.fromisoformat(planned) if planned else timezone.localdate()
    letter = deeds.request_paper(case, queries.moving_letter(case, on), subject=case.applicant, by=by)
    move = KepindahanOA.objects.create(
        person=case.applicant,
        case=case,
        dari_wilayah=answers["asal_kelurahan"],
        ke_wilayah=answers["tujuan_kab_kota"],
        ke_alamat=queries.destination_of(answers),
        on=on,
        letter=letter,
        is_sample=case.is_sample,
    )
    _leave_card(case, on, by=by)
    audit.record("foreigners.moved", move, by=by, subject=case.applicant, case=case.number)
    return move


def _leave_card(case: Case, on: date, *, by: Person) -> None:
    """Only the applicant's own card, and only who is on it; the head last, and not before the others."""
    kk = people_queries.household_of(case.applicant)
    if kk is None:
        return
    named = {row.get("nik") for row in case.answers["anggota_pindah"] if row.get("nik")}
    rows = [row for row in people_queries.members(kk) if row.person.nik in named]
    for row in sorted(rows, key=lambda row: row.shdk == Shdk.KEPALA_KELUARGA):
        last_day = max(row.from_on, on - timedelta(days=1))
        households.remove_member(kk, case, row.person, on=last_day, sebab=Sebab.PINDAH, by=by)


@transaction.atomic
def announce_end(permit: IzinTinggal) -> None:
    """Rule itap-renew: a permit, and the paper that rests on it, ends within 30 days."""
    audit.record("foreigners.permit_ending", permit, by=None, subject=permit.person, case=permit.case.number)
