"""What the coordinator and the units do. Each turn writes through `reports.actions`; a refused one changes nothing."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.complaints.reports import actions as reports
from balaikota.complaints.reports import methods, queries, rules
from balaikota.complaints.reports.actions import Said
from balaikota.complaints.reports.models import Reason, Report, Status
from balaikota.complaints.topics import queries as topics
from balaikota.complaints.topics.models import Kind, Topic
from balaikota.engine.catalogue.models import Service
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require


def _coordinated(report: Report, by: Person) -> Report:
    report = queries.locked(report)
    allowed = rules.may_coordinate(by, report)
    require(allowed, _("Ini tugas koordinator pengaduan, dan bukan atas laporannya sendiri."))
    return report


def _worked(report: Report, by: Person) -> Report:
    report = queries.locked(report)
    allowed = rules.may_work(by, report)
    require(allowed, _("Laporan ini dikerjakan unit yang memegangnya, dan bukan oleh pelapornya sendiri."))
    return report


# --- the coordinator ------------------------------------------------------------------------------


@transaction.atomic
def verify(report: Report, topic: Topic, kind: Kind, unit: Desk | None = None, *, by: Person) -> bool:
    """It is a complaint, of this topic and class; it goes to the desk that answers for it, or to another.

    False when it was verified already.
    """
    report = _coordinated(report, by)
    if report.status == Status.TERVERIFIKASI:
        return False
    desk = unit or topics.unit_for(topic, report.kelurahan)
    said = Said("verified", by, detail={"topic": topic.slug, "kind": str(kind), "unit": desk.agency.code})
    changes = {"topic": topic, "kind": kind, "unit": desk, "verified_at": timezone.now(), "forwarded_to": ""}
    reports.turn(report, Status.TERVERIFIKASI, said, **changes)
    reports.show_photos(report, by=by)
    return True


@transaction.atomic
def postpone(report: Report, question: str, *, by: Person) -> None:
    """Ask the reporter to complete it; the clock stands still until they did."""
    report = _coordinated(report, by)
    require(rules.is_told(question), _("Tuliskan apa yang perlu dilengkapi pelapor."), status=422)
    reports.turn(report, Status.DITUNDA, Said("postponed", by, question))


@transaction.atomic
def forward(report: Report, to: str, *, reason: str, by: Person) -> None:
    """Not of this city: to another level, which everybody sees. Counted neither as fixed nor against a unit."""
    report = _coordinated(report, by)
    require(bool(to.strip()), _("Sebutkan lembaga yang berwenang."), status=422)
    require(rules.is_told(reason), _("Tuliskan mengapa ini bukan wewenang kota."), status=422)
    changes = {"forwarded_to": to.strip()[:120], "closed_reason": Reason.BUKAN_WEWENANG}
    reports.turn(report, Status.BUKAN_WEWENANG, Said("forwarded", by, reason), **changes)


@transaction.atomic
def archive(report: Report, reason: Reason, text: str, duplicate_of: str = "", *, by: Person) -> None:
    """Close it before anybody worked on it; a double gives its voices to the report it repeats."""
    report = _coordinated(report, by)
    is_known = reason in rules.ARCHIVED_FOR or report.status == Status.BUKAN_WEWENANG
    require(is_known, _("Pilih alasan mengapa laporan ini diarsipkan."), status=422)
    require(rules.is_told(text), _("Tuliskan alasannya; pelapor akan membacanya."), status=422)
    first = reports.give_voices(report, duplicate_of) if reason == Reason.GANDA else None
    said = Said("archived", by, text, detail={"reason": str(reason)})
    reports.turn(report, Status.DIARSIPKAN, said, closed_reason=reason, duplicate_of=first)


@transaction.atomic
def suggest_service(report: Report, service: Service, text: str, *, by: Person) -> None:
    """What is asked for is a service: name it, so that the reporter goes on there with their words."""
    is_new = report.status in (Status.TERKIRIM, Status.DITUNDA)
    report = _coordinated(report, by) if is_new else _worked(report, by)
    require(rules.is_told(text), _("Tuliskan alasannya; pelapor akan membacanya."), status=422)
    after = Status.DIARSIPKAN if is_new else Status.SELESAI
    said = Said("archived" if is_new else "completed", by, text, detail={"service": service.slug})
    said.detail["reason"] = str(Reason.MENJADI_PERMOHONAN)
    changes = {"closed_reason": Reason.MENJADI_PERMOHONAN, "service_slug": service.slug}
    reports.turn(report, after, said, **changes)


@transaction.atomic
def review(report: Report, public_text: str, *, by: Person) -> None:
    """Say what everybody may read of a text in which personal data were found."""
    report = _coordinated(report, by)
    require(rules.is_told(public_text), _("Teks yang ditampilkan tidak boleh kosong."), status=422)
    is_clean = not methods.personal_data(public_text)
    require(is_clean, _("Teks ini masih memuat NIK, telepon, surel, atau pelat nomor."), status=422)
    reports.amend(report, Said("reviewed", by), public_text=public_text.strip(), is_withheld=False)


# --- the unit -------------------------------------------------------------------------------------


@transaction.atomic
def take_up(report: Report, *, by: Person) -> bool:
    """The unit begins; so does one that got a report handed over while it was in work. False when it had begun."""
    report = _worked(report, by)
    if report.status == Status.PROSES and report.taken_up_at:
        return False
    said, changes = Said("taken_up", by), {"taken_up_at": timezone.now()}
    if report.status == Status.PROSES and report.taken_up_at is None:
        reports.amend(report, said, **changes)
        return True
    is_asked = report.status == Status.MENUNGGU_PELAPOR
    require(not is_asked, _("Laporan ini menunggu jawaban pelapor."), status=409)
    reports.turn(report, Status.PROSES, said, **changes)
    return True


@transaction.atomic
def note_progress(report: Report, text: str, *, by: Person) -> None:
    """Tell the reporter and everybody how it goes, without a change of status. Pressed twice, it is told once."""
    report = _worked(report, by)
    require(report.status == Status.PROSES, _("Mulai kerjakan laporan ini dahulu."), status=409)
    require(rules.is_told(text), _("Tuliskan kemajuannya."), status=422)
    if queries.was_just_said(report, text, by=by):
        return
    reports.amend(report, Said("progressed", by, text))


@transaction.atomic
def ask(report: Report, question: str, *, by: Person) -> None:
    """Ask the reporter; the clock stands still until they answer."""
    report = _worked(report, by)
    require(rules.is_told(question), _("Tuliskan pertanyaan Anda."), status=422)
    reports.turn(report, Status.MENUNGGU_PELAPOR, Said("asked", by, question))


@transaction.atomic
def complete(
    report: Report, reason: Reason, text: str, proof: Sequence[uuid.UUID] = (), *, by: Person
) -> None:
    """The unit is done. `Fixed` needs a photo of the place, taken after the report and never used before."""
    report = _worked(report, by)
    require(reason in rules.ends_for(report), _("Pilih bagaimana laporan ini berakhir."), status=422)
    require(rules.is_told(text), _("Tuliskan apa yang dikerjakan, atau mengapa tidak."), status=422)
    is_asked = reason == Reason.DIPERBAIKI and report.status == Status.MENUNGGU_PELAPOR
    require(not is_asked, str(rules.STILL_ASKED), status=409)
    said = Said("completed", by, text, detail={"reason": str(reason), "photos": len(proof)})
    if reason == Reason.DIPERBAIKI:
        said.detail["evidence"] = str(reports.prove(report, proof, by=by).pk)
    reports.turn(report, Status.SELESAI, said, closed_reason=reason)
