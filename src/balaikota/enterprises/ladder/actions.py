"""Publishing a ladder, diagnosing, bringing and checking papers, and climbing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.ladder import methods, queries, rules
from balaikota.enterprises.ladder.models import Diagnosis, Edition, Ending, Paper, Stay, Why
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require
from balaikota.kit.typed import Unfit


@transaction.atomic
def publish(text: str, *, by: Person | None) -> Edition:
    """A new edition of the ladder. A stage on which businesses stand may be renamed, never taken away."""
    require(by is None or rules.may_change_ladder(by), _("Tangga pembinaan diubah pengelola program."))
    try:
        ladder = methods.read(text)
    except Unfit as fault:
        raise Refusal(fault.sentence, status=422) from fault
    lost = sorted(set(queries.standing_on().values()) - set(ladder.codes))
    require(
        not lost,
        _("Masih ada usaha di tahap “%s”; tahap itu belum dapat dibuang.") % ", ".join(lost),
        status=422,
    )
    before = queries.newest()
    edition = Edition.objects.create(number=before.number + 1 if before else 1, text=text, by=by)
    audit.record("ladder.published", edition, by=by, edition=edition.number, stages=len(ladder.stages))
    return edition


def load_ladder() -> Edition:
    """The newest edition; in a new city the standard one is published first."""
    return queries.newest() or publish(queries.standard(), by=None)


@transaction.atomic
def diagnose(enterprise: Enterprise, answers: dict[str, str], *, by: Person) -> Diagnosis:
    """Keep the answers and set the business where they point. One that stands on the ladder already stays there."""
    owns = register.owns(by, enterprise)
    require(rules.may_diagnose(by, owns=owns), _("Diagnosa diisi pemilik usaha atau petugas."))
    edition, ladder = load_ladder(), queries.ladder()
    kept = {each.code: answers.get(each.code, methods.UNSURE) for each in ladder.questions}
    start = methods.start(ladder, kept).stage
    row = Diagnosis.objects.create(
        enterprise=enterprise, edition=edition, answers=kept, start=start.code, by=by
    )
    register.locked(enterprise)
    if queries.standing(enterprise) is None:
        Stay.objects.create(enterprise=enterprise, stage=start.code, by=by)
    audit.record("ladder.diagnosed", enterprise, by=by, stage=start.code, diagnosis=row.pk)
    return row


@transaction.atomic
def bring(enterprise: Enterprise, test: str, note: str, file: StoredFile | None, *, by: Person) -> Paper:
    """The owner or an officer brings something that shows a test; it counts when it has been checked."""
    owns = register.owns(by, enterprise)
    require(rules.may_diagnose(by, owns=owns), _("Bukti dibawa pemilik usaha atau petugas."))
    known = queries.ladder().test(test)
    require(
        known is not None and known.paper,
        _("Syarat ini dibuktikan dari catatan, bukan dari berkas."),
        status=422,
    )
    row = Paper.objects.create(enterprise=enterprise, test=test, note=note[:500], by=by)
    if file is not None:
        row.file = files.attach(file, row, by=by)
        row.save(update_fields=["file"])
    audit.record("ladder.brought", enterprise, by=by, test=test, paper=row.pk)
    return row


@transaction.atomic
def check(paper: Paper, *, accept: bool, remark: str = "", by: Person) -> None:
    """An officer says whether a paper shows what it should; a refusal says what is missing."""
    owns = register.owns(by, paper.enterprise)
    require(rules.may_judge(by, owns=owns), _("Bukti diperiksa pendamping, dan bukan atas usahanya sendiri."))
    row = Paper.objects.select_for_update(no_key=True, of=("self",)).get(pk=paper.pk)
    require(row.is_accepted is None, _("Bukti ini sudah diperiksa."), status=409)
    require(
        accept or bool(remark.strip()),
        _("Tuliskan apa yang masih kurang; pemilik akan membacanya."),
        status=422,
    )
    row.is_accepted, row.remark = accept, remark.strip()[:500]
    row.checked_at, row.checked_by = timezone.now(), by
    row.save(update_fields=["is_accepted", "remark", "checked_at", "checked_by"])
    audit.record("ladder.checked", row.enterprise, by=by, test=row.test, accepted=accept, remark=row.remark)


@transaction.atomic
def climb(enterprise: Enterprise, *, by: Person) -> Stay:
    """To the next stage, when every test of this one is shown. What showed it is kept with the stay."""
    stay, ladder = _judged(enterprise, by), queries.ladder()
    stage, up = ladder.stage(stay.stage), ladder.after(stay.stage)
    tests = queries.shown(enterprise, stage) if stage else []
    missing = [each.test.name for each in tests if not each.is_met]
    require(not missing, _("Belum dapat naik. Yang belum terbukti: %s.") % "; ".join(missing), status=409)
    if up is None:
        raise Refusal(_("Usaha ini sudah di tahap teratas."), status=409)
    stay.shown = [{"test": each.test.name, "shown": each.sentence} for each in tests]
    _leave(stay, Ending.PASSED)
    fresh = Stay.objects.create(enterprise=enterprise, stage=up.code, by=by)
    audit.record("ladder.climbed", enterprise, by=by, left=stay.stage, stage=up.code)
    return fresh


@transaction.atomic
def send_back(enterprise: Enterprise, to: str, reason: str, *, by: Person) -> Stay:
    """Down to an earlier stage, because something shown before no longer holds."""
    stay, codes = _judged(enterprise, by), queries.ladder().codes
    is_lower = to in codes and stay.stage in codes and codes.index(to) < codes.index(stay.stage)
    require(is_lower, _("Pilih tahap yang lebih rendah."), status=422)
    require(bool(reason.strip()), _("Tuliskan mengapa dikembalikan; pemilik akan membacanya."), status=422)
    stay.reason = reason.strip()[:500]
    _leave(stay, Ending.RETURNED)
    fresh = Stay.objects.create(enterprise=enterprise, stage=to, by=by)
    audit.record("ladder.returned", enterprise, by=by, left=stay.stage, stage=to, reason=stay.reason)
    return fresh


@transaction.atomic
def leave(enterprise: Enterprise, why: Why, reason: str = "", *, by: Person) -> None:
    """Coaching ends here; why is counted. A new diagnosis begins it again."""
    owns = register.owns(by, enterprise)
    require(rules.may_diagnose(by, owns=owns), _("Pembinaan dihentikan pemilik usaha atau petugas."))
    stay = queries.locked_stay(enterprise)
    if stay is None:
        raise Refusal(_("Usaha ini sedang tidak dibina."), status=409)
    stay.why, stay.reason = why, reason.strip()[:500]
    _leave(stay, Ending.LEFT)
    audit.record("ladder.left", enterprise, by=by, left=stay.stage, why=str(why))


def _judged(enterprise: Enterprise, by: Person) -> Stay:
    owns = register.owns(by, enterprise)
    require(
        rules.may_judge(by, owns=owns), _("Tahap diputuskan pendamping, dan bukan atas usahanya sendiri.")
    )
    stay = queries.locked_stay(enterprise)
    if stay is None:
        raise Refusal(_("Usaha ini belum di tangga. Isi diagnosanya dahulu."), status=409)
    return stay


def _leave(stay: Stay, ending: Ending) -> None:
    stay.left_at, stay.ending = timezone.now(), ending
    stay.save(update_fields=["left_at", "ending", "shown", "why", "reason"])
