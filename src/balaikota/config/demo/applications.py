"""Two hundred applications in every state, played through the city's own actions by its own people."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from balaikota.config.demo import names, papers
from balaikota.config.demo.households import Family, a_day
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import methods as case_methods
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case, Draft, Outcome
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.models import Service
from balaikota.engine.deadlines import queries as deadlines
from balaikota.foundation.files import actions as files
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person

BIRTH = "akta-kelahiran"
Answers = dict[str, Any]

# How many of each state, in the order of the story. Granted ones get a signed PDF each, so they are few.
STATES = {
    "draft": 12, "submitted": 26, "claimed": 16, "waiting": 18, "repaired": 12, "verified": 18,
    "granted": 20, "refused": 14, "withdrawn": 12, "late": 12,
}  # fmt: skip
# How long ago each was submitted, in days. An open one that is not late came today.
AGES = {
    "draft": (0, 20), "submitted": (0, 0), "claimed": (0, 0), "waiting": (2, 9), "repaired": (1, 3),
    "verified": (0, 0), "granted": (1, 85), "refused": (2, 88), "withdrawn": (2, 88), "late": (5, 14),
}  # fmt: skip
CORRECTIONS = {
    "saksi1_nama": "Nama saksi I berbeda dengan NIK yang ditulis. Tuliskan seperti pada KTP-el.",
    "pukul": "Jam lahir tidak sama dengan surat keterangan kelahiran. Periksa lagi suratnya.",
    "penolong_kelahiran": "Surat keterangan menyebut penolong yang lain. Pilih yang sesuai.",
}
REPAIRS: Answers = {"saksi1_nama": "Rosmaida Hutapea", "pukul": "05:15", "penolong_kelahiran": "dokter"}
REFUSALS = (
    "Anak ini sudah mempunyai akta dari kota lain. Untuk salinannya, ajukan kutipan kedua di sana.",
    "Orang tua tinggal di kabupaten lain. Laporkan di Disdukcapil tempat tinggal orang tua.",
    "Surat keterangan kelahiran atas nama anak lain. Ajukan lagi dengan surat yang benar.",
)
WITNESSES = (
    ("Rosmaida Hutapea", "1271056205789993", "1271051402199991"),
    ("Suryono Purnomo", "1271070809759994", "1271070303189992"),
    ("Elvira Tanjung", "1271175510829995", "1271172111179993"),
    ("Ganesan Pillai", "1271120306809996", "1271121010209994"),
)


@dataclass(frozen=True)
class Plan:
    """One application to come: who asks, for which child, and how far it gets."""

    applicant: Person
    answers: Answers
    state: str
    days_ago: int


def planned(families: list[Family]) -> list[Plan]:
    """Every application of the demo city, the oldest first, so that numbers follow time."""
    dice = Random(200)  # noqa: S311 - the same city every time
    states = [state for state, number in STATES.items() for _ in range(number)]
    dice.shuffle(states)
    plans = [_plan(dice, families, place, state) for place, state in enumerate(states)]
    return sorted(plans, key=lambda plan: -plan.days_ago)


def _plan(dice: Random, families: list[Family], place: int, state: str) -> Plan:
    family = families[1 + place % (len(families) - 1)]
    turn = place // (len(families) - 1)
    youngest, oldest = AGES[state]
    if turn < len(family.children):
        child, days_ago = family.children[turn], dice.randint(youngest, oldest)
        answers = _about_child(child, turn + 1)
    else:
        days_ago = dice.randint(youngest, min(oldest, 50))
        answers = _about_newborn(dice, family, days_ago, turn)
        if dice.random() < 0.08:
            answers |= FOUNDLING
    applicant = family.mother if family.father is None or dice.random() < 0.6 else family.father
    answers |= _common(dice, family, answers) | {"pelapor_hubungan": _relation(applicant, answers)}
    return Plan(applicant, answers, state, days_ago)


def _relation(applicant: Person, answers: Answers) -> str:
    if answers["asal_usul"] != "diketahui":
        return "wali"
    return "ibu" if applicant.jenis_kelamin == "perempuan" else "ayah"


FOUNDLING: Answers = {"asal_usul": "tidak_diketahui", "jenis_kelahiran": "tunggal", "anak_ke": 1}


def _about_child(child: Person, place: int) -> Answers:
    """A child on the family card that never had a certificate: a late report, decided by the head."""
    born = child.tanggal_lahir or timezone.localdate()
    return {
        "asal_usul": "diketahui",
        "anak_nama": child.name,
        "anak_jenis_kelamin": child.jenis_kelamin,
        "tanggal_lahir": born.isoformat(),
        "subjek1_nik": child.nik,
        "jenis_kelahiran": "tunggal",
        "anak_ke": place,
    }


def _about_newborn(dice: Random, family: Family, days_ago: int, turn: int) -> Answers:
    """Born before the submission, and not more than 60 days before today."""
    today = timezone.localdate()
    girl = dice.random() < 0.5
    born = a_day(dice, today - timedelta(days=56), today - timedelta(days=days_ago + 2))
    return {
        "asal_usul": "diketahui",
        "anak_nama": names.child(dice, (family.father or family.mother).name, girl),
        "anak_jenis_kelamin": "perempuan" if girl else "laki-laki",
        "tanggal_lahir": born.isoformat(),
        "jenis_kelahiran": "kembar_2" if turn == 2 and dice.random() < 0.2 else "tunggal",
        "berat_gram": dice.randrange(2400, 4100, 50),
        "panjang_cm": dice.randrange(46, 54),
    }


def _has_proof(family: Family) -> bool:
    """Of a marriage: five in six do. The same families in every city, whatever keys they were given."""
    return Random(f"nikah {family.mother.name}").random() > 1 / 6  # noqa: S311 - a plot, no secret


def _common(dice: Random, family: Family, answers: Answers) -> Answers:
    first, second = dice.sample(WITNESSES, 2)
    has_letter = dice.random() < 0.75 and answers["asal_usul"] == "diketahui"
    return {
        "pukul": f"{dice.randrange(24):02}:{dice.randrange(0, 60, 5):02}",
        "tempat_dilahirkan": dice.choice(("rs_rb", "rs_rb", "puskesmas", "polindes", "rumah")),
        "penolong_kelahiran": dice.choice(("dokter", "bidan_perawat", "bidan_perawat")),
        "tempat_kelahiran": settings.CITY if dice.random() < 0.9 else "12.75",
        "subjek1_kewarganegaraan": "wni",
        "anak_ke": answers.get("anak_ke") or len(family.children) + 1,
        **dict(zip(("saksi1_nama", "saksi1_nik", "saksi1_no_kk"), first, strict=True)),
        **dict(zip(("saksi2_nama", "saksi2_nik", "saksi2_no_kk"), second, strict=True)),
        "saksi1_kewarganegaraan": "wni",
        "saksi2_kewarganegaraan": "wni",
        "bukti_kawin_ada": family.father is not None and _has_proof(family),
        "pakai_f204": True,
        "surat_lahir_ada": has_letter,
        "pernyataan_pekerjaan": dice.choice(("Wiraswasta", "Karyawan swasta", "Mengurus rumah tangga")),
        "f203_benar": True,
        "f204_benar": True,
        "f204_tanggal_kawin": "2012-06-16",
        "cara_terima": dice.choice(("unduh", "unduh", "loket")),
    }


def play(plan: Plan, staff: dict[str, Person]) -> None:
    """One application, all or nothing, with its dates moved back afterwards."""
    with transaction.atomic():
        draft = _filled_in(catalogue.service(BIRTH), plan)
        if plan.state == "draft":
            _date_draft(draft, plan)
            return
        ticked = case_methods.needed_declarations(case_queries.seen(draft))
        case = cases.submit(draft, declared=ticked, by=plan.applicant)
        STORIES[plan.state](case, plan.applicant, _Staff(staff, Random(case.number), plan.days_ago))  # noqa: S311 – the same city every time
        date_case(plan, case)


def _filled_in(service: Service, plan: Plan) -> Draft:
    draft = cases.start_draft(service, by=plan.applicant, afresh=True)
    answers = dict(draft.answers) | plan.answers
    if plan.state == "draft":
        answers = {
            name: value for name, value in answers.items() if not name.startswith(("saksi", "f20", "cara"))
        }
        cases.save_page(draft, "bayi", answers, by=plan.applicant)
        return draft
    cases.save_page(draft, "penyerahan", answers, by=plan.applicant)
    draft.refresh_from_db()
    filled = case_queries.seen(draft)
    wanted = [name for name in filled.missing if name.startswith("berkas_")]
    if wanted:
        cases.save_page(draft, "dokumen", {name: [paper(draft, name)] for name in wanted}, by=plan.applicant)
        draft.refresh_from_db()
    return draft


def paper(draft: Draft, question: str) -> str:
    kind = question.removeprefix("berkas_").replace("_", " ")
    file = files.store_bytes(
        papers.sample(kind),
        name=f"contoh {kind}.pdf",
        content_type="application/pdf",
        about=draft,
        owner=draft.person,
    )
    return str(file.pk)


class _Staff:
    """Who of the desk does it this time."""

    def __init__(self, people: dict[str, Person], dice: Random, days_ago: int) -> None:
        self.people, self.dice, self.days_ago = people, dice, days_ago

    def checks(self) -> Person:
        return self.people[self.dice.choice(("wulan", "wulan", "nuraini", "josua"))]

    def decides(self, case: Case) -> Person:
        return self.people[
            "ratna" if case.duty == Duty.HEAD else self.dice.choice(("anwar", "anwar", "hendra"))
        ]


def _submitted(case: Case, applicant: Person, staff: _Staff) -> None:
    """It lies on the desk."""


def _claimed(case: Case, applicant: Person, staff: _Staff) -> None:
    cases.claim(case, by=staff.checks())


def _waiting(case: Case, applicant: Person, staff: _Staff) -> None:
    question = staff.dice.choice(sorted(CORRECTIONS))
    cases.ask_correction(case, {question: CORRECTIONS[question]}, by=staff.checks())


def _repaired(case: Case, applicant: Person, staff: _Staff) -> None:
    question = staff.dice.choice(sorted(CORRECTIONS))
    cases.ask_correction(case, {question: CORRECTIONS[question]}, by=staff.checks())
    cases.repair(case, {question: REPAIRS[question]}, by=applicant)


def _verified(case: Case, applicant: Person, staff: _Staff) -> None:
    cases.pass_step(case, note="Berkas lengkap dan sesuai.", by=staff.checks())
    case.refresh_from_db()


def _granted(case: Case, applicant: Person, staff: _Staff) -> None:
    _verified(case, applicant, staff)
    cases.decide(case, Outcome.GRANTED, by=staff.decides(case))
    is_old = staff.days_ago > 1
    for linked in case_queries.linked(case):
        if is_old or staff.dice.random() < 0.5:
            cases.decide(linked, Outcome.GRANTED, by=staff.people["josua"])


def _refused(case: Case, applicant: Person, staff: _Staff) -> None:
    _verified(case, applicant, staff)
    cases.decide(case, Outcome.REFUSED, reason=staff.dice.choice(REFUSALS), by=staff.decides(case))


def _withdrawn(case: Case, applicant: Person, staff: _Staff) -> None:
    cases.withdraw(case, by=applicant)


def _late(case: Case, applicant: Person, staff: _Staff) -> None:
    if staff.dice.random() < 0.4:
        _verified(case, applicant, staff)


STORIES = {
    "submitted": _submitted, "claimed": _claimed, "waiting": _waiting, "repaired": _repaired,
    "verified": _verified, "granted": _granted, "refused": _refused, "withdrawn": _withdrawn, "late": _late,
}  # fmt: skip


# --- dates: moved back in the demo city only; events keep the real time -----------------------------


def _moment(day: date, dice: Random) -> datetime:
    at = datetime.combine(day, time(dice.randint(8, 15), dice.randrange(60)), timezone.get_current_timezone())
    return min(at, timezone.now())


def _date_draft(draft: Draft, plan: Plan) -> None:
    dice = Random(str(plan.answers["anak_nama"]))  # noqa: S311 – the same city every time
    at = _moment(timezone.localdate() - timedelta(days=plan.days_ago), dice)
    plan.applicant.drafts.filter(pk=draft.pk).update(created_at=at, saved_at=at)


def date_case(plan: Plan, case: Case) -> None:
    """Submitted days ago, due by the calendar from there, closed some hours later. Linked cases follow."""
    dice = Random(case.number)  # noqa: S311 – the same city every time
    case.refresh_from_db()
    at = _moment(timezone.localdate() - timedelta(days=plan.days_ago), dice)
    definition = case_queries.definition_of(case)
    dated: dict[str, Any] = {"submitted_at": at, "due_at": deadlines.due_at(at, definition.limit.hours)}
    if case.closed_at:
        dated["closed_at"] = min(at + timedelta(minutes=dice.randint(25, 170)), timezone.now())
    if case.waiting_since:
        dated["waiting_since"] = min(at + timedelta(hours=dice.randint(1, 5)), timezone.now())
    if plan.state == "repaired":
        dated["due_at"] = max(dated["due_at"], timezone.now() + timedelta(hours=dice.randint(2, 20)))
    plan.applicant.cases.filter(pk=case.pk).update(**dated)
    begun = dated.get("closed_at", at)
    for linked in case_queries.linked(case):
        if linked.closed_at is None and plan.days_ago > 1:
            continue  # nobody left it lying for weeks: it came today
        after: dict[str, Any] = {
            "submitted_at": begun,
            "due_at": deadlines.due_at(begun, definition.limit.hours),
        }
        if linked.closed_at:
            after["closed_at"] = min(begun + timedelta(minutes=dice.randint(10, 90)), timezone.now())
        plan.applicant.cases.filter(pk=linked.pk).update(**after)
