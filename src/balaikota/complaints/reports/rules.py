"""Who may do what with a report. What the law lets follow on what is in `methods.may_follow`."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.complaints.reports.models import Reason, Report, Status
from balaikota.complaints.topics.models import Kind
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person

ARCHIVED_FOR = (Reason.GANDA, Reason.BUKAN_PENGADUAN, Reason.TIDAK_DAPAT)
COMPLETED_FOR = (Reason.DIPERBAIKI, Reason.BUKAN_WEWENANG, Reason.TIDAK_DITEMUKAN, Reason.TIDAK_DAPAT)
#: Nothing is called mended while its reporter was asked where or what it is.
STILL_ASKED = _("Pelapor belum menjawab pertanyaan unit. Nyatakan diperbaiki sesudah dijawab.")
ANSWERED = (Kind.PERMINTAAN_INFORMASI, Kind.ASPIRASI)
IN_HAND = (Status.TERVERIFIKASI, Status.PROSES, Status.DIBUKA_KEMBALI)


def is_coordinator(person: Person) -> bool:
    return organisations.holds(person, Duty.COORDINATE)


def is_of_unit(person: Person, report: Report) -> bool:
    """Those who act on complaints at the report's desk; the coordinator's own desk acts on its own."""
    at = report.unit_id
    return organisations.holds(person, Duty.RESPOND, at) or organisations.holds(person, Duty.COORDINATE, at)


def may_work(person: Person, report: Report) -> bool:
    """Nobody works on what they reported themselves."""
    return is_of_unit(person, report) and report.reporter_id != person.pk


def may_coordinate(person: Person, report: Report) -> bool:
    return is_coordinator(person) and report.reporter_id != person.pk


def may_see_whole(person: Person, report: Report) -> bool:
    """The text as written and the photos before they are public: reporter, coordinator, unit."""
    return report.reporter_id == person.pk or is_coordinator(person) or is_of_unit(person, report)


def may_hand_over(person: Person, report: Report) -> bool:
    """The unit that has it, or the coordinator, once it was verified and while somebody has to act."""
    return report.status in IN_HAND and (may_work(person, report) or may_coordinate(person, report))


def may_join(report: Report) -> bool:
    """Only what everybody sees and nobody has mended yet."""
    return report.is_open and report.is_public


def is_reporter(person: Person | None, report: Report) -> bool:
    return person is not None and report.reporter_id == person.pk


def may_be_judged(report: Report) -> bool:
    """The reporter says whether it is so, until they said it or were silent too long."""
    return report.status in (Status.SELESAI, Status.DIARSIPKAN) and report.settled_at is None


def may_see_name(person: Person, report: Report) -> bool:
    """Who answers for the report now, unless the reporter hid their name."""
    return not report.is_anonymous and (may_work(person, report) or may_coordinate(person, report))


def is_late(report: Report) -> bool:
    """Past the limit that counts now; never while the reporter has to answer."""
    limit = report.verify_by if report.status == Status.TERKIRIM else report.due_at
    return report.is_open and report.asked_at is None and limit < timezone.now()


def late() -> Q:
    """The same as a condition, for every list and every figure: no two of them may differ."""
    now = timezone.now()
    unread = Q(status=Status.TERKIRIM, verify_by__lt=now)
    return Q(closed_at=None, asked_at=None) & (unread | ~Q(status=Status.TERKIRIM) & Q(due_at__lt=now))


def ends_for(report: Report) -> tuple[Reason, ...]:
    """How a unit may end it: a question or a wish is answered, a broken thing is not."""
    return (Reason.DIJAWAB, *COMPLETED_FOR) if report.kind in ANSWERED else COMPLETED_FOR


def is_told(text: str) -> bool:
    """A reason or answer somebody can do something with."""
    return len(text.strip()) >= 5


def may_apply(person: Person | None, report: Report) -> bool:
    """The reporter with a login, for the service that was named to them, once."""
    return bool(report.service_slug) and report.draft_id is None and is_reporter(person, report)
