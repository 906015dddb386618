"""Every read of permits that leaves the room."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.permits import methods, rules
from balaikota.enterprises.permits.methods import Kind, Need
from balaikota.enterprises.permits.models import Permit, Reminder, State, Verdict
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise, Ware
from balaikota.foundation.audit import queries as audit
from balaikota.kit.errors import found

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

SOON = 90


@dataclass(frozen=True)
class Line:
    """One line of the checklist: the permit, why, what an officer decided, and what there is."""

    kind: Kind
    need: Need
    verdict: Verdict | None
    permit: Permit | None
    status: str  # missing, claimed, confirmed, ending, ended, refused, not_needed

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What the digits of the number say."""
        return methods.parts(self.kind.code, self.permit.number) if self.permit else []

    @property
    def doubt(self) -> str:
        """What an officer should look at."""
        held = self.permit
        return methods.doubt(self.kind.code, held.number, held.expires_on) if held else ""

    @property
    def is_open(self) -> bool:
        return self.need.strength == "need" and self.status in ("missing", "refused", "ended", "claimed")


@dataclass(frozen=True)
class Section:
    """The lines of one product; those of the business itself have none."""

    ware: Ware | None
    class_name: str
    suggested: str
    lines: list[Line]


def of(enterprise: Enterprise) -> QuerySet[Permit]:
    """Newest first."""
    return Permit.objects.filter(enterprise=enterprise).select_related("ware").order_by("-told_at", "-pk")


def same(enterprise: Enterprise, ware: Ware | None, kind: str, number: str) -> Permit | None:
    return Permit.objects.filter(enterprise=enterprise, ware=ware, kind=kind, number=number).first()


def permit(pk: int, *, viewer: "Person") -> Permit:
    """One of a business the viewer may open."""
    rows = Permit.objects.filter(enterprise__in=register.visible_to(viewer)).select_related(
        "enterprise", "ware"
    )
    return found(rows.filter(pk=pk).first())


def locked(permit: Permit) -> Permit:
    return Permit.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=permit.pk)


def ware(enterprise: Enterprise, pk: int) -> Ware:
    return found(enterprise.wares.filter(pk=pk, is_made=True).select_related("enterprise").first())


# --- the checklist --------------------------------------------------------------------------------


def checklist(enterprise: Enterprise, *, on: date | None = None) -> list[Section]:
    """What the business needs, then what each product needs, with what there is of it. Four queries."""
    day = on or timezone.localdate()
    condition = register.latest_condition(enterprise)
    size = condition.size if condition else ""
    held = list(of(enterprise))
    wares = list(enterprise.wares.filter(is_made=True).prefetch_related("verdicts").order_by("name"))
    by_ware = {each.pk: _needed(each, size, day) for each in wares}
    whole: dict[str, tuple[Need, Verdict | None]] = {}
    for need, verdict in [pair for pairs in by_ware.values() for pair in pairs] + _always(size, day):
        if methods.kinds()[need.kind].of == "enterprise":
            whole.setdefault(need.kind, (need, verdict))
    sections = [Section(None, "", "", [_line(*pair, held, None, day) for pair in whole.values()])]
    for each in wares:
        own = [pair for pair in by_ware[each.pk] if methods.kinds()[pair[0].kind].of == "ware"]
        lines = [_line(*pair, held, each, day) for pair in own]
        name = methods.classes().get(each.permit_class, "")
        sections.append(Section(each, name, "" if name else methods.suggested(each.name), lines))
    return sections


def _always(size: str, on: date) -> list[tuple[Need, Verdict | None]]:
    return [(need, None) for need in methods.needs("", size=size, on=on)]


def _needed(ware: Ware, size: str, on: date) -> list[tuple[Need, Verdict | None]]:
    """What the rules advise and what an officer added or took away."""
    verdicts = {each.kind: each for each in ware.verdicts.all()}
    advised = methods.needs(ware.permit_class, size=size, on=on) if ware.permit_class else []
    rows = [(need, verdicts.get(need.kind)) for need in advised]
    known = {need.kind for need in advised}
    added = [each for kind, each in verdicts.items() if each.is_needed and kind not in known]
    return rows + [(Need(each.kind, "need", each.reason), each) for each in added]


def _line(need: Need, verdict: Verdict | None, held: list[Permit], ware: Ware | None, on: date) -> Line:
    kind = methods.kinds()[need.kind]
    if verdict is not None and verdict.is_needed and need.strength != "need":
        need = Need(need.kind, "need", verdict.reason, need.source)
    rows = [each for each in held if each.kind == need.kind and each.ware_id == (ware.pk if ware else None)]
    best = next((each for each in rows if rules.is_in_force(each, on)), rows[0] if rows else None)
    is_not_needed = verdict is not None and not verdict.is_needed
    return Line(kind, need, verdict, best, "not_needed" if is_not_needed else _status(best, on))


def _status(permit: Permit | None, on: date) -> str:
    if permit is None:
        return "missing"
    if permit.expires_on is not None and permit.expires_on < on:
        return "ended"
    if permit.state != State.CONFIRMED:
        return str(permit.state)
    return (
        "ending" if permit.expires_on is not None and (permit.expires_on - on).days <= SOON else "confirmed"
    )


# --- what other pages show ------------------------------------------------------------------------


def url(enterprise: Enterprise) -> str:
    return reverse("permits:checklist", args=[enterprise.number])


def panel(enterprise: Enterprise, viewer: "Person") -> dict[str, Any] | None:
    """What is open, and what is held, for owners and officers alike."""
    sections = checklist(enterprise)
    lines = [(section.ware, line) for section in sections for line in section.lines]
    return {
        "enterprise": enterprise,
        "open": [pair for pair in lines if pair[1].is_open][:4],
        "held": [pair for pair in lines if pair[1].status in ("confirmed", "ending")],
        "unsorted": [section.ware for section in sections if section.ware and not section.class_name],
    }


def shown(kind: str) -> Callable[[Enterprise], str]:
    """The evidence that a business holds a permit of this kind, seen by an officer and in force."""

    def tell(enterprise: Enterprise) -> str:
        rows = [
            each for each in of(enterprise).filter(kind=kind) if rules.is_in_force(each, timezone.localdate())
        ]
        name = methods.kinds()[kind].name
        return (
            _("%(name)s %(number)s, diperiksa petugas.") % {"name": name, "number": rows[0].number}
            if rows
            else ""
        )

    return tell


def shown_track(enterprise: Enterprise) -> str:
    """Every product is sorted, so that what it needs is known."""
    rows = list(enterprise.wares.filter(is_made=True).values_list("permit_class", flat=True))
    if not rows or not all(rows):
        return ""
    return _("Jalur izin %(n)d produk diketahui.") % {"n": len(rows)}


def shown_complete(enterprise: Enterprise) -> str:
    """Everything needed is held, seen by an officer and in force."""
    if not shown_track(enterprise):
        return ""
    lines = [line for section in checklist(enterprise) for line in section.lines]
    is_complete = lines and not any(line.is_open for line in lines)
    return _("Semua izin yang diperlukan sudah ada dan diperiksa.") if is_complete else ""


# --- reminders ------------------------------------------------------------------------------------


def due(on: date) -> list[tuple[Permit, int]]:
    """Permits whose owners are to be told today that they end, and how many days before."""
    last = date.fromordinal(on.toordinal() + max(methods.REMIND))
    rows = Permit.objects.filter(expires_on__range=(on, last)).exclude(state=State.REFUSED)
    told = set(Reminder.objects.filter(permit__in=rows).values_list("permit_id", "days"))
    dated = [(each, (each.expires_on - on).days) for each in rows.order_by("pk") if each.expires_on]
    pairs = [(each, days) for each, left in dated for days in methods.due_reminders(left)]
    return [(each, days) for each, days in pairs if (each.pk, days) not in told]


def ending_before(day: date) -> QuerySet[Permit]:
    """Permits not refused whose day is before that one, those that have ended too."""
    rows = Permit.objects.filter(expires_on__lt=day).exclude(state=State.REFUSED)
    return rows.select_related("enterprise", "ware")


def name_of(permit: Permit) -> str:
    """PIRT of which product."""
    name = methods.kinds()[permit.kind].name
    return f"{name} {permit.ware}" if permit.ware else name


def of_event(event_id: int) -> tuple[Permit, int]:
    """The permit an event tells of, and the days it named."""
    event = audit.event(event_id)
    rows = Permit.objects.select_related("enterprise", "ware")
    return rows.get(pk=int(event.about_id)), int(event.detail["days"])
