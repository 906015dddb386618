"""Every turn of an innovation's life."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.foundation.search import actions as search
from balaikota.innovation.evidence import actions as evidence
from balaikota.innovation.evidence.models import Plan
from balaikota.innovation.ideas.models import Idea
from balaikota.innovation.life import methods, queries, rules
from balaikota.innovation.life.models import Innovation, Member, NumberSeries, Stage
from balaikota.kit.errors import Refusal, require
from balaikota.kit.series import draw


@transaction.atomic
def propose(
    said: methods.Proposal,
    *,
    by: Person,
    idea: Idea | None = None,
    parent: Innovation | None = None,
    agency: Agency | None = None,
) -> Innovation:
    """Anyone the regulation allows; `parent` is the innovation that is adopted here. What waits for its first answer
    and is proposed in the same words again was sent twice: it is one."""
    require(rules.may_propose(by), _("Konfirmasi dahulu kontak Anda, supaya kota dapat menjawab."))
    _require_criteria(said)
    people.locked(by)
    if (known := queries.just_proposed(asdict(said), parent, by=by)) is not None:
        return known
    row = Innovation.objects.create(
        **asdict(said), number=_draw(timezone.localdate().year), proposer=by, idea=idea, parent=parent, agency=agency,
        is_sample=by.is_sample,
    )  # fmt: skip
    Member.objects.create(innovation=row, person=by, role=_("Pengusul"))
    audit.record("life.proposed", row, by=by, bentuk=row.bentuk)
    return row


@transaction.atomic
def sketch(said: methods.Proposal, *, agency: Agency | None, by: Person) -> Innovation:
    """A draft that only its writer sees, without the reasons for its criteria; `mend` completes it and proposes it."""
    require(rules.may_propose(by), _("Konfirmasi dahulu kontak Anda, supaya kota dapat menjawab."))
    row = Innovation.objects.create(
        **asdict(said), number=_draw(timezone.localdate().year), proposer=by, agency=agency, stage=Stage.DRAFT,
        is_sample=by.is_sample,
    )  # fmt: skip
    Member.objects.create(innovation=row, person=by, role=_("Pengusul"))
    audit.record("life.sketched", row, by=by)
    return row


def _draw(year: int) -> str:
    (drawn,) = draw(NumberSeries, year)
    return methods.number(year, drawn)


def _require_criteria(said: methods.Proposal) -> None:
    require(
        not methods.missing_criteria(said.criteria),
        _("Kelima kriteria PP 38/2017 harus dijelaskan, masing-masing dengan satu kalimat."),
        status=422,
    )


@transaction.atomic
def mend(innovation: Innovation, said: methods.Proposal, *, by: Person) -> None:
    """The proposal as it should be; it goes back to the reviewers."""
    row = queries.locked(innovation)
    require(
        rules.may_run(by, row, queries.members_of(row)),
        _("Hanya pengusul atau timnya yang melengkapi usulan."),
    )
    _require_criteria(said)
    for name, value in asdict(said).items():
        setattr(row, name, value)
    row.save(update_fields=list(asdict(said)))
    first = {"proposed_at": timezone.now()} if row.stage == Stage.DRAFT else {}
    _turn(row, Stage.PROPOSED, by=by, **first)


def _turn(row: Innovation, stage: Stage, *, by: Person | None, **kept: Any) -> None:
    """The one way from a stage to the next."""
    require(
        methods.may_follow(row.stage, stage),
        _("Dari keadaannya sekarang, langkah ini tidak dapat diambil."),
        status=422,
    )
    for name, value in (kept | {"stage": stage, "stage_since": timezone.now()}).items():
        setattr(row, name, value)
    row.save(update_fields=[*kept, "stage", "stage_since"])
    if stage in queries.OPEN_TO_ALL:
        search.put(queries.entry(row))
    audit.record(f"life.{stage.value}", row, by=by)


def _judged(innovation: Innovation, by: Person) -> Innovation:
    row = queries.locked(innovation)
    require(
        rules.may_judge(by, row, queries.members_of(row)),
        _("Penilai tidak boleh menilai usulan yang ia ajukan sendiri atau timnya ikuti."),
    )
    return row


@transaction.atomic
def send_back(innovation: Innovation, note: str, *, by: Person) -> None:
    """What is missing, in words the proposer can follow."""
    _turn(_judged(innovation, by), Stage.RETURNED, by=by, note=note.strip())


@transaction.atomic
def find_unfit(innovation: Innovation, note: str, *, by: Person) -> None:
    _turn(_judged(innovation, by), Stage.UNFIT, by=by, note=note.strip())


@transaction.atomic
def find_fit(innovation: Innovation, agency: Agency, *, decree: str, note: str = "", by: Person) -> None:
    """Screened and feasible; the decree names the agency that answers for it."""
    row = _judged(innovation, by)
    _turn(row, Stage.FIT, by=by, agency=agency, decree=decree.strip(), note=note.strip())


def _run(innovation: Innovation, by: Person) -> Innovation:
    row = queries.locked(innovation)
    require(
        rules.may_run(by, row, queries.members_of(row)),
        _("Hanya pengusul, tim, atau perangkat daerah penanggung jawab yang menjalankan inovasi ini."),
    )
    return row


@transaction.atomic
def write_plan(innovation: Innovation, said: evidence.Said, *, by: Person) -> None:
    """What it should move. Until it is locked a new one takes its place."""
    row = _run(innovation, by)
    require(
        row.plan is None or not row.plan.is_locked,
        _("Rencana yang sudah dikunci tidak dapat diganti."),
        status=422,
    )
    row.plan = evidence.write(said, by=by)
    row.save(update_fields=["plan"])
    audit.record("life.planned", row, by=by, plan=str(row.plan.pk))


def _planned(row: Innovation) -> Plan:
    if row.plan is None:
        raise Refusal(_("Tulis rencana pengukurannya dahulu."), status=422)
    return row.plan


@transaction.atomic
def lock_plan(innovation: Innovation, *, by: Person) -> None:
    row = _run(innovation, by)
    evidence.lock(_planned(row), by=by)


@transaction.atomic
def begin_trial(innovation: Innovation, *, by: Person) -> None:
    """Only with a locked plan: what is looked for is known before it is looked for."""
    row = _run(innovation, by)
    is_ready = row.plan is not None and row.plan.is_locked
    require(is_ready, _("Uji coba dimulai sesudah rencana pengukurannya dikunci."), status=422)
    _turn(row, Stage.TRIAL, by=by)


@transaction.atomic
def ask_for_measurement(innovation: Innovation, *, by: Person) -> None:
    row = _run(innovation, by)
    evidence.ask_for_measurement(_planned(row), by=by)


@transaction.atomic
def adopt(innovation: Innovation, regulation: str, *, reason: str = "", by: Person) -> None:
    """By regulation, after it was measured. Without a shown effect it needs a reason that everybody can read."""
    row = _judged(innovation, by)
    seen = queries.finding(row)
    if seen is None:
        raise Refusal(_("Terapkan sesudah pengaruhnya diukur."), status=422)
    require(
        seen.verdict == "shown" or len(reason.strip()) >= 20,
        _("Pengaruhnya tidak terbukti. Jelaskan mengapa tetap diterapkan; semua orang dapat membacanya."),
        status=422,
    )
    kept = {"regulation": regulation.strip(), "adopted_on": timezone.localdate(), "note": reason.strip()}
    _turn(row, Stage.ADOPTED, by=by, **kept)


@transaction.atomic
def stop(innovation: Innovation, lessons: str, *, by: Person) -> None:
    """It ends with what was learned; whoever stops is not to blame (UU 23/2014 pasal 389)."""
    row = queries.locked(innovation)
    members = queries.members_of(row)
    allowed = rules.may_run(by, row, members) or rules.may_judge(by, row, members)
    require(allowed, _("Hanya tim atau penilai yang menghentikan inovasi ini."))
    _turn(row, Stage.STOPPED, by=by, lessons=lessons.strip())


@transaction.atomic
def join(innovation: Innovation, person: Person, *, role: str, contribution: str, by: Person) -> Member:
    """Take somebody into the team, or say anew what they do in it."""
    row = _run(innovation, by)
    said = {"role": role.strip(), "contribution": contribution.strip()}
    member, _is_new = Member.objects.update_or_create(innovation=row, person=person, defaults=said)
    audit.record("life.joined", row, by=by, subject=person)
    return member


@transaction.atomic
def reward(innovation: Innovation, text: str, *, by: Person) -> None:
    """A reward for what was adopted; every member can draw a certificate."""
    row = _judged(innovation, by)
    require(
        row.stage == Stage.ADOPTED,
        _("Penghargaan diberikan untuk inovasi yang sudah diterapkan."),
        status=422,
    )
    row.reward = text.strip()
    row.save(update_fields=["reward"])
    audit.record("life.rewarded", row, by=by)


@transaction.atomic
def receive(told: dict[str, Any], *, by: Person) -> Innovation:
    """What another city sends: it stands in the library and was decided there, not here."""
    year = timezone.localdate().year
    month = f"{year:04d}-01"
    row = Innovation.objects.create(
        **told, number=_draw(year), proposer=by, stage=Stage.FIT, trial_from=month, trial_until=month
    )
    search.put(queries.entry(row))
    audit.record("life.received", row, by=by, city=row.from_elsewhere)
    return row
