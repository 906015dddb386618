"""Writing what changed in the records, and asking the centre about a NIK."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.deeds import actions as deeds
from balaikota.civil.deeds.methods import date_short
from balaikota.civil.households import actions as households
from balaikota.civil.households.models import Sebab
from balaikota.civil.records import methods, queries, rules
from balaikota.civil.records.contract import Balasan
from balaikota.civil.records.models import Jawaban, Pemeriksaan
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import KartuKeluarga, Person
from balaikota.kit.errors import Refusal, require

#: Services that print one kind of lost paper again, by what was lost (rule vul-all). The KK is printed here.
REPRINTS = {"ktp": "ktp-hilang", "kia": "kia-hilang-rusak", "akta": "kutipan-kedua"}


@transaction.atomic
def change_elements(case: Case, *, by: Person) -> None:
    """F-1.06: each change is written to the register that keeps it; the card is printed, the paper says what."""
    kk = _own_card(case)
    for row in case.answers["perubahan"]:
        _change(case, kk, row, by=by)
    deeds.request_paper(case, queries.change_paper(case), subject=case.applicant, by=by)
    changed = sorted({row["elemen"] for row in case.answers["perubahan"]})
    audit.record("records.changed", case, by=by, subject=case.applicant, case=case.number, elements=changed)


def _own_card(case: Case) -> KartuKeluarga:
    """Changes are made on the KK first (rule kk-first), and for one's own household."""
    kk = people_queries.household_by_number(case.answers["pemohon_no_kk"])
    if kk is None or not rules.is_on_card(case.applicant, people_queries.members(kk)):
        raise Refusal(
            _("Pemohon tidak tercatat pada kartu keluarga dengan nomor itu. Minta pemohon memeriksanya."),
            status=422,
        )
    return kk


def _change(case: Case, kk: KartuKeluarga, row: dict[str, Any], *, by: Person) -> None:
    person = people_queries.by_nik(row["untuk_nik"])
    if person is None or not rules.is_on_card(person, people_queries.members(kk)):
        raise Refusal(_("Ada NIK pada perubahan yang tidak tercatat pada kartu keluarga ini."), status=422)
    element, value = row["elemen"], " ".join(row["menjadi"].split())
    if element == "nama":
        people.change(person, basis=case.number, by=by, name=value)
        households.renew(kk, case, sebab=Sebab.UBAH_DATA, by=by)
    elif element == "alamat":  # another spelling of the same place; another place is a move
        people.move_household(kk, by=by, alamat=value, kelurahan_code=kk.kelurahan_id)
        households.renew(kk, case, sebab=Sebab.UBAH_DATA, by=by)
    else:
        households.change_element(kk, case, [person], elemen=element, menjadi=value, by=by)


@transaction.atomic
def reprint(case: Case, *, by: Person) -> None:
    """Rule vul-all: the card is printed again here, the other papers by cases of their own."""
    answers = case.answers
    kk = people_queries.household_by_number(answers["pemohon_no_kk"])
    if answers.get("hilang_kk") and kk and rules.is_on_card(case.applicant, people_queries.members(kk)):
        households.renew(kk, case, sebab=Sebab.BENCANA, by=by)
    known = {name: answers.get(name) for name in ("pemohon_nama", "pemohon_nik", "pemohon_no_kk")}
    for lost, slug in REPRINTS.items():
        if answers.get(f"hilang_{lost}") and queries.is_offered(slug):
            cases.open_linked(slug, parent=case, answers=known, by=by)
    deeds.request_paper(case, queries.reprint_paper(case), subject=case.applicant, by=by)
    audit.record("records.reprinted", case, by=by, subject=case.applicant, case=case.number)


# --- the centre -----------------------------------------------------------------------------------


@transaction.atomic
def confirm_active(case: Case, *, by: Person) -> None:
    """The NIK is found in the centre: a dated proof for the agency that refused it (rule sync-cause-agency)."""
    require(
        rules.is_settled(queries.check_of(case)),
        _("Pusat belum menjawab bahwa NIK ini aktif. Permohonan tetap terbuka dan ditanyakan lagi sendiri."),
        status=409,
    )
    on = date_short(timezone.localdate())
    deeds.request_paper(case, queries.nik_paper(case, on), subject=case.applicant, by=by)
    audit.record("records.nik_confirmed", case, by=by, subject=case.applicant, case=case.number)


@transaction.atomic
def want_check(case: Case, *, by: Person) -> Pemeriksaan:
    """Ask the centre about this case as soon as the worker comes to it."""
    check, is_new = Pemeriksaan.objects.get_or_create(case=case)
    if is_new:
        audit.record("records.check_wanted", case, by=by, subject=case.applicant)
    return check


@transaction.atomic
def begin(check: Pemeriksaan) -> Pemeriksaan | None:
    """Take the question in hand, if its time has come: of two workers, or of two runs, only one sends it."""
    row = queries.locked(check)
    now = timezone.now()
    if row.jawaban == Jawaban.SESUAI or row.next_at > now:
        return None
    row.attempts += 1
    row.next_at = now + methods.patience(row.attempts)
    row.save(update_fields=["attempts", "next_at"])
    return row


@transaction.atomic
def note(check: Pemeriksaan, reply: Balasan) -> None:
    """What came back. A no is asked again tomorrow, as a new question; a fault is the same question later."""
    row = queries.locked(check)
    row.jawaban, row.why = reply.jawaban, reply.why
    if reply.jawaban != Jawaban.TIDAK_TERJANGKAU:
        row.answered_at, row.attempts, row.round = timezone.now(), 0, row.round + 1
        row.next_at = timezone.now() + timedelta(days=1)
    row.save(update_fields=["jawaban", "why", "answered_at", "attempts", "round", "next_at"])
    audit.record(
        "records.checked", row.case, by=None, subject=row.case.applicant,
        answer=str(reply.jawaban), why=reply.why,
    )  # fmt: skip
