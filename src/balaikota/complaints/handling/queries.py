"""What waits on whose desk, and the rows for a level outside the city."""

from typing import Any

from django.db.models import BooleanField, Case, ExpressionWrapper, Q, When
from django.utils import timezone

from balaikota.complaints.reports import queries as reports
from balaikota.complaints.reports import rules
from balaikota.complaints.reports.models import Report, Status
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Desk, Duty
from balaikota.foundation.people.models import Person
from balaikota.kit import marks
from balaikota.kit.errors import found
from balaikota.kit.exports import as_csv

PAGE = 25
#: Each list of a desk, by the word in its address.
COORDINATOR = {
    "verifikasi": Q(status=Status.TERKIRIM),
    "teks": Q(is_withheld=True, closed_at=None),
    "ditunda": Q(status=Status.DITUNDA),
    "diteruskan": Q(status=Status.BUKAN_WEWENANG),
}
UNIT = {
    "baru": Q(status__in=(Status.TERVERIFIKASI, Status.DIBUKA_KEMBALI))
    | Q(status=Status.PROSES, taken_up_at=None),
    "dikerjakan": Q(status=Status.PROSES, taken_up_at__isnull=False),
    "menunggu": Q(status=Status.MENUNGGU_PELAPOR),
    "selesai": Q(status=Status.SELESAI),
}


def may_enter(viewer: Person) -> bool:
    """Those who coordinate complaints or act on them."""
    return any(organisations.holds(viewer, duty) for duty in (Duty.COORDINATE, Duty.RESPOND))


def desks_of(viewer: Person) -> set[int]:
    return organisations.desks_of(viewer, Duty.RESPOND) | organisations.desks_of(viewer, Duty.COORDINATE)


def lists_of(viewer: Person) -> dict[str, Any]:
    """The lists this viewer has, each as a queryset, by the word in its address."""
    rows = reports.everything()
    mine: dict[str, Any] = {}
    if rules.is_coordinator(viewer):
        mine = {name: rows.filter(which) for name, which in COORDINATOR.items()}
        mine["terlambat"] = rows.filter(rules.late())
    at_desk = rows.filter(unit__in=desks_of(viewer))
    return mine | {name: at_desk.filter(which) for name, which in UNIT.items()}


def page_of(rows: Any, *, after: str = "") -> tuple[list[dict[str, Any]], str]:
    """One page of a list, the most pressing first, and where the next begins (empty at the end)."""
    skip = marks.whole(after)
    is_new = When(status=Status.TERKIRIM, then="verify_by")
    judged = {
        "limit": Case(is_new, default="due_at"),
        "is_late": ExpressionWrapper(rules.late(), BooleanField()),
    }
    told = rows.order_by("due_at", "id").values(
        *reports.PUBLIC_FIELDS, "asked_at", **reports.PUBLIC_NAMES, **judged
    )
    shown = list(told[skip : skip + PAGE + 1])
    return shown[:PAGE], str(skip + PAGE) if len(shown) > PAGE else ""


def report(number: str, *, viewer: Person) -> Report:
    """A report on the viewer's desk, or any for the coordinator; else a 404."""
    one = reports.by_number(number)
    is_theirs = one is not None and (rules.is_coordinator(viewer) or rules.is_of_unit(viewer, one))
    return found(one if is_theirs else None)


def units() -> list[Desk]:
    """The desks that act on complaints, by the name of their agency."""
    held = organisations.posts().filter(duties__overlap=[Duty.RESPOND, Duty.COORDINATE])
    known = {each.desk_id for each in held}
    return [desk for desk in organisations.desks() if desk.pk in known]


def unit(code: str) -> Desk | None:
    return next((desk for desk in units() if desk.code == code), None)


def at_the_desk_of(event_id: int) -> tuple[Report, list[Person]]:
    """The report an event is about, and who acts on complaints at its desk today; not who sent it there."""
    event = audit.event(event_id)
    report = reports.everything().select_related("topic", "unit", "kelurahan").get(pk=event.about_id)
    rows = organisations.staff_of_id(report.unit_id).filter(post__duties__contains=[Duty.RESPOND])
    return report, [row.person for row in rows if row.person_id != event.by_id]


def sp4n_rows() -> str:
    """The reports that go to a level outside the city, as CSV for SP4N-LAPOR; no name, no contact."""
    head = ["nomor", "topik", "uraian", "alamat", "kelurahan", "lintang", "bujur", "dikirim", "diteruskan_ke"]
    rows = reports.everything().filter(status=Status.BUKAN_WEWENANG).order_by("sent_at")
    return as_csv([head, *([
        row["number"], row["topic_name"], row["public_text"], row["address"], row["kelurahan_name"] or "",
        row["lat"] or "", row["lon"] or "", timezone.localtime(row["sent_at"]).isoformat(timespec="minutes"),
        row["forwarded_to"],
    ] for row in rows.values(*reports.PUBLIC_FIELDS, **reports.PUBLIC_NAMES))])  # fmt: skip


def staff_page(report: Report, *, viewer: Person) -> dict[str, Any]:
    """What the desk sees and may do."""
    works, coordinates = rules.may_work(viewer, report), rules.may_coordinate(viewer, report)
    at_work = works and report.status == Status.PROSES
    return reports.report_page(report, viewer=viewer) | {
        "name": report.reporter if rules.may_see_name(viewer, report) else None,
        "contact": report.contact if works or coordinates else "",
        "is_own": rules.is_reporter(viewer, report),
        "may": {
            "verify": coordinates and report.status in (Status.TERKIRIM, Status.BUKAN_WEWENANG),
            "postpone": coordinates and report.status == Status.TERKIRIM,
            "forward": coordinates and report.status in (Status.TERKIRIM, Status.TERVERIFIKASI),
            "archive": coordinates and report.status in (Status.TERKIRIM, Status.DITUNDA, Status.BUKAN_WEWENANG),
            "suggest_service": (coordinates and report.status in (Status.TERKIRIM, Status.DITUNDA)) or at_work,
            "review": coordinates and report.is_withheld,
            "take_up": works and (
                report.status in (Status.TERVERIFIKASI, Status.DIBUKA_KEMBALI)
                or (report.status == Status.PROSES and report.taken_up_at is None)
            ),
            "note_progress": at_work,
            "ask": at_work,
            "hand_over": rules.may_hand_over(viewer, report),
            "complete": works and report.status in (Status.PROSES, Status.MENUNGGU_PELAPOR),
        },
    }  # fmt: skip
