"""Writing a project, marking it, and making an innovation of it."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found, require
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Enrolment
from balaikota.training.projects import contract, methods, queries, rules
from balaikota.training.projects.models import Marking, Project, Stage
from balaikota.training.rubrics import methods as rubrics


@transaction.atomic
def begin(enrolment: Enrolment, *, by: Person) -> Project:
    """A participant's project; beginning twice is beginning once."""
    seat = classes.locked_enrolment(enrolment)
    require(seat.person_id == by.pk and rules.is_seated(seat), _("Proyek aksi ditulis oleh pesertanya."))
    require(rules.has_projects(seat.cohort), _("Kelas ini tidak sedang meminta proyek aksi."), status=409)
    known = queries.of_enrolment(seat)
    if known is not None:
        return known
    row = Project.objects.create(enrolment=seat)
    audit.record("projects.begun", row, by=by)
    return row


def _written(project: Project, by: Person) -> Project:
    row = queries.locked(project)
    require(row.enrolment.person_id == by.pk, _("Proyek aksi ditulis oleh pesertanya."))
    require(rules.may_write(by, row), _("Proyek ini sudah diserahkan dan tidak dapat diubah."), status=409)
    return row


@transaction.atomic
def write(project: Project, parts: Mapping[str, str], *, edition: int, by: Person) -> Project:
    """Keep what was typed so far, complete or not. An older window does not overwrite a newer one."""
    row = _written(project, by)
    older = _(
        "Rancangan ini sudah diubah di jendela lain. Salin tulisan Anda, muat ulang halaman, lalu tempelkan."
    )
    require(edition == row.edition, older, status=422)
    for part in methods.PARTS:
        said = parts.get(part.name, "")
        long = _("“%(part)s” paling banyak %(most)d huruf.") % {"part": part.label, "most": part.most}
        require(len(said) <= part.most, long, status=422)
    kept = {name: parts[name] for name in methods.NAMES if name in parts}
    row.parts, row.edition, row.saved_at = row.parts | kept, row.edition + 1, timezone.now()
    row.save(update_fields=["parts", "edition", "saved_at"])
    return row


@transaction.atomic
def ground(project: Project, codes: Sequence[str], sector: str, *, by: Person) -> Project:
    """The city's figures and the industry this proposal stands on, as they were published on this day."""
    row = _written(project, by)
    readings = queries.readings(codes)
    require(
        len(readings) <= methods.FIGURES_MOST,
        _("Pilih paling banyak %d angka, yang paling menjelaskan masalahnya.") % methods.FIGURES_MOST,
        status=422,
    )
    chosen = queries.sector(sector) if sector else None
    require(not sector or chosen is not None, _("Sektor itu tidak ada di angka kota."), status=422)
    row.figures.set(readings)
    row.sector = chosen.kept if chosen else {}
    row.save(update_fields=["sector"])
    audit.record("projects.grounded", row, by=by, figures=len(readings), sector=sector)
    return row


@transaction.atomic
def turn_in(project: Project, *, by: Person) -> Project:
    """To the markers; from now on it stands as it was written."""
    row = _written(project, by)
    lacks = methods.faults(row.parts, has_sector=bool(row.sector), figures=row.figures.count())
    require(not lacks, _("Rancangan belum lengkap. Bagian yang kurang ditandai di bawah."), status=422)
    row.stage, row.turn, row.turned_in_at, row.note = Stage.TURNED_IN, row.turn + 1, timezone.now(), ""
    row.save(update_fields=["stage", "turn", "turned_in_at", "note"])
    audit.record("projects.turned_in", row, by=by, turn=row.turn)
    return row


def _marked(project: Project, by: Person) -> Project:
    row = queries.locked(project)
    require(row.enrolment.person_id != by.pk, _("Proyek sendiri tidak dapat dinilai sendiri."))
    require(row.stage == Stage.TURNED_IN, _("Proyek ini tidak sedang menunggu penilaian."), status=409)
    trainers = classes.trainers(row.enrolment.cohort)
    require(
        rules.may_judge(by, row, trainers), _("Proyek dinilai oleh penyelenggara atau pengajar kelas ini.")
    )
    return row


@transaction.atomic
def judge(project: Project, levels: Sequence[int], feedback: str, *, by: Person) -> Marking:
    """One of two markers reads it by the rubric; a marker may think again until the other has marked too."""
    row = _marked(project, by)
    rubric = row.enrolment.cohort.version.rubric
    require(rubrics.is_readable(rubric, levels), _("Pilih satu tingkat untuk setiap kriteria."), status=422)
    short = _("Tuliskan umpan balik, sedikitnya 20 huruf: apa yang sudah baik dan apa yang perlu diperbaiki.")
    require(len(feedback.strip()) >= 20, short, status=422)
    said = {
        "levels": list(levels), "mark": rubrics.mark(rubric, levels), "feedback": feedback.strip()[:4000],
        "at": timezone.now(),
    }  # fmt: skip
    marking, _is_new = Marking.objects.update_or_create(project=row, turn=row.turn, by=by, defaults=said)
    audit.record("projects.marked", row, by=by, subject=row.enrolment.person)
    marks = [each.mark for each in queries.markings(row)]
    if len(marks) >= rubrics.MARKERS:
        row.stage, row.mark, row.judged_at = Stage.JUDGED, rubrics.mean(marks), timezone.now()
        row.save(update_fields=["stage", "mark", "judged_at"])
        audit.record("projects.judged", row, by=by, subject=row.enrolment.person)
    return marking


@transaction.atomic
def send_back(project: Project, note: str, *, by: Person) -> None:
    """Back to its writer with what is missing; the markings of this turn stay and count no longer."""
    row = _marked(project, by)
    require(
        len(note.strip()) >= 10, _("Tuliskan apa yang perlu dilengkapi, sedikitnya 10 huruf."), status=422
    )
    row.stage, row.note = Stage.WRITING, note.strip()[:2000]
    row.save(update_fields=["stage", "note"])
    audit.record("projects.sent_back", row, by=by, subject=row.enrolment.person)


@transaction.atomic
def make_innovation(project: Project, *, by: Person) -> Project:
    """A draft among the city's innovations that belongs to the participant; the project follows it from then on."""
    row = queries.locked(project)
    require(row.enrolment.person_id == by.pk, _("Inovasi dibuat oleh peserta yang menulisnya."))
    require(not row.innovation, _("Proyek ini sudah menjadi inovasi."), status=409)
    require(
        rules.may_make_innovation(by, row),
        _("Proyek menjadi inovasi setelah dinilai dua penguji."),
        status=409,
    )
    require(contract.has_innovations(), _("Kota ini tidak mengelola inovasi."), status=409)
    unit = found(row.enrolment.unit)  # owners of businesses write no action project
    row.innovation = contract.sketch(methods.proposal(row.parts, row.sector), unit, by)
    row.became_at = timezone.now()
    row.save(update_fields=["innovation", "became_at"])
    audit.record("projects.became_innovation", row, by=by, number=row.innovation)
    return row
