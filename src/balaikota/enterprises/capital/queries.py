"""Every read of plans that leaves the room. A plan is its owners' own; a bank reads what a sharing holds."""

import hmac
import json
import uuid
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.capital import methods, rules
from balaikota.enterprises.capital.models import Plan, Sharing
from balaikota.enterprises.register import contract
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people import contract as home
from balaikota.kit import pdf, prepared
from balaikota.kit.errors import found
from balaikota.kit.rupiah import written
from balaikota.kit.secrets import blind_index

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

PAPER = Path(__file__).parent / "typst" / "usulan-pembiayaan.typ"
SEAL = 40
#: Evidence a lender asks for; what else the city knows of the owner does not go along.
BANKABLE = ("permit:", "books.")


def plans(enterprise: Enterprise) -> QuerySet[Plan]:
    """Newest first."""
    return Plan.objects.filter(enterprise=enterprise).select_related("enterprise").order_by("-pk")


def plan(number: str, pk: int, *, viewer: "Person") -> Plan:
    """One of the viewer's own businesses; anybody else's is a 404, to officers too."""
    return found(plans(register.own(number, viewer=viewer)).filter(pk=pk).first())


def locked(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=plan.pk)


def locked_sharing(sharing: Sharing) -> Sharing:
    rows = Sharing.objects.select_for_update(of=("self",)).select_related("plan__enterprise")
    return rows.get(pk=sharing.pk)


def sharings(plan: Plan) -> list[dict[str, Any]]:
    """Every consent, newest first, with its link while it stands and how often the bank opened it."""
    rows = Sharing.objects.filter(plan=plan).select_related("plan__enterprise").order_by("-given_at")
    return [_told(row) for row in rows]


def _told(sharing: Sharing) -> dict[str, Any]:
    stands = rules.may_be_read(sharing, timezone.localdate())
    opened = [event.at for event in audit.story(sharing) if event.name == "capital.opened"]
    return {"sharing": sharing, "link": link(sharing) if stands else "", "opened": opened, "stands": stands}


def sharing_of(plan: Plan, pk: uuid.UUID) -> Sharing:
    return found(Sharing.objects.filter(plan=plan, pk=pk).select_related("plan__enterprise").first())


def _seal(pk: uuid.UUID) -> str:
    return blind_index("capital-sharing", str(pk))[:SEAL]


def link(sharing: Sharing) -> str:
    """What the owner gives to the bank."""
    path = reverse("capital:shared", args=[sharing.pk, _seal(sharing.pk)])
    return str(settings.ADDRESS).rstrip("/") + path


def shared(pk: uuid.UUID, seal: str) -> Sharing:
    """What a bank may read today; a wrong link, one taken back and one that ended look alike."""
    row = Sharing.objects.filter(pk=pk).select_related("plan__enterprise", "by").first()
    may = (
        row is not None
        and hmac.compare_digest(_seal(pk), seal)
        and rules.may_be_read(row, timezone.localdate())
    )
    return found(row if may else None)


# --- a plan in figures ----------------------------------------------------------------------------


def months_running(enterprise: Enterprise, on: date) -> int | None:
    """At least so many: from the end of the year it began. None when nobody has said."""
    if enterprise.started_year is None:
        return None
    return max((on.year - enterprise.started_year - 1) * 12 + on.month, 0)


def worked_out(plan: Plan) -> dict[str, Any]:
    """What it adds up to, what may pay for it, what it costs a month, and whether the cash lasts."""
    today = timezone.localdate()
    items = [(str(name), int(amount)) for name, amount in plan.items]
    sums = methods.needs(items, monthly=plan.monthly_cost, months=plan.reserve_months, own=plan.own_money)
    enterprise = plan.enterprise
    asked = methods.Asked(sums.missing, enterprise.badan_usaha, months_running(enterprise, today), today)
    rows = methods.instalments(
        sums.missing, yearly_pct=plan.yearly_pct, months=plan.tenor_months, is_flat=plan.is_flat
    )
    rows = rows if sums.missing else []
    months = methods.forecast(
        cash=plan.cash, sales=plan.sales_month, growth_pct=plan.growth_pct, variable_pct=plan.variable_pct,
        fixed=plan.monthly_cost, instalments=[row.sum for row in rows],
    )  # fmt: skip
    return {
        "items": items, "sums": sums, "matches": methods.matches(asked) if sums.missing else [],
        "ended": methods.ended(today), "instalments": rows, "interest": sum(row.interest for row in rows),
        "months": months, "short": next((row for row in months if row.closing < 0), None),
    }  # fmt: skip


def start(enterprise: Enterprise) -> dict[str, Any]:
    """What a new plan begins with: the sales the register knows of the last months, averaged."""
    told = [row.amount for row in register.sales(enterprise) if len(row.period) == 7][:3]
    return {"sales_month": written(sum(told) // len(told))} if told else {}


def proposal(plan: Plan) -> dict[str, Any]:
    """Everything the paper says, as text: what is shared is kept like this and never changes."""
    told, enterprise = worked_out(plan), plan.enterprise
    condition = register.latest_condition(enterprise)
    told_of = [each for code, each in contract.all_evidence().items() if code.startswith(BANKABLE)]
    shown = [(str(each.name), each.shown(enterprise)) for each in told_of]
    workers = (condition.workers_male or 0) + (condition.workers_female or 0) if condition else 0
    facts = [
        [_("Usaha"), enterprise.name], [_("Nomor register"), enterprise.number],
        [_("Pemilik"), ", ".join(enterprise.owners.filter(until_on=None).values_list("name", flat=True))],
        [_("Bidang"), str(enterprise.kbli or "–")], ["NIB", enterprise.nib or "–"],
        [_("Bentuk usaha"), str(enterprise.get_badan_usaha_display())],
        [_("Mulai"), str(enterprise.started_year or "–")], [_("Pekerja"), str(workers or "–")],
    ]  # fmt: skip
    offer = methods.offers().get(plan.source)
    return {
        "purpose": plan.purpose,
        "facts": facts,
        "shown": [[name, sentence] for name, sentence in shown if sentence],
        "sales": [_sold(row) for row in register.sales(enterprise)[:12]],
        "items": [[name, written(amount)] for name, amount in told["items"]],
        "reserve": f"{plan.reserve_months} × {written(plan.monthly_cost)}",
        "total": written(told["sums"].total), "own": written(told["sums"].own), "missing": written(told["sums"].missing),
        "months": [_month(row) for row in told["months"]],
        "assumed": [f"{plan.growth_pct.normalize():f} %", f"{plan.variable_pct.normalize():f} %"],
        "instalment": written(told["instalments"][0].sum) if told["instalments"] else "–",
        "tenor": str(plan.tenor_months), "pct": f"{plan.yearly_pct.normalize():f} %",
        "way": _("tetap (flat)") if plan.is_flat else _("menurun (anuitas)"),
        "source": offer.name if offer else _("uang sendiri") if plan.source else "",
        "drawn": f"{timezone.localdate():%d/%m/%Y}",
        "is_sample": enterprise.is_sample,
    }  # fmt: skip


def _sold(row: Any) -> list[str]:
    return [row.period, written(row.amount), str(row.get_source_display())]


def _month(row: methods.Month) -> list[str]:
    figures = (row.opening, row.sales, row.variable, row.fixed, row.instalment, row.closing)
    return [str(row.number), *(written(each) for each in figures)]


def paper(content: dict[str, Any]) -> bytes:
    """The proposal as PDF."""
    return pdf.draw(PAPER, content, example=content["is_sample"])


# --- what other pages show ------------------------------------------------------------------------


def url(enterprise: Enterprise) -> str:
    return reverse("capital:index", args=[enterprise.number])


def panel(enterprise: Enterprise, viewer: "Person") -> dict[str, Any] | None:
    """The owner's own plans; to nobody else."""
    if not register.owns(viewer, enterprise):
        return None
    return {"enterprise": enterprise, "plans": list(plans(enterprise)[:3])}


def _plans_of(person: "Person | uuid.UUID") -> QuerySet[Plan]:
    return Plan.objects.filter(enterprise__in=register.owned_by(person)).select_related("enterprise")


AT_HOME = prepared.Planned(lambda person: _plans_of(person).order_by("-pk")[:3], "person")


def own_items(person: "Person") -> list[home.Item]:
    """The newest plans of one's businesses."""
    return [
        home.Item(
            row.purpose,
            row.get_absolute_url(),
            note=row.enterprise.name,
            badge=_("rencana modal"),
            at=row.changed_at,
        )
        for row in AT_HOME(person=person.pk)
    ]


def pack(person: "Person") -> home.Pack:
    """Every plan of this person, and to whom it was shown, to take home."""
    for row in _plans_of(person):
        shown = [
            [each.bank, each.given_at, each.until_on, each.withdrawn_at]
            for each in row.sharings.order_by("given_at")
        ]
        told = json.dumps(proposal(row) | {"dibagikan": shown}, default=str, ensure_ascii=False, indent=1)
        yield f"modal/{row.enterprise.number}-{row.pk}.json", told.encode()


def shown_source(enterprise: Enterprise) -> str:
    row = plans(enterprise).exclude(source="").first()
    if row is None:
        return ""
    offer = methods.offers().get(row.source)
    return _("Sumber modal dipilih: %(name)s.") % {"name": offer.name if offer else _("uang sendiri")}


def shown_received(enterprise: Enterprise) -> str:
    row = plans(enterprise).exclude(received_on=None).first()
    if row is None or row.received_on is None:
        return ""
    return _("Dana diterima %(on)s menurut pemilik.") % {"on": f"{row.received_on:%d/%m/%Y}"}
