"""The ladder in force, where a business stands, and what shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.enterprises.ladder import methods, rules
from balaikota.enterprises.ladder.models import Diagnosis, Edition, Ending, Paper, Stay
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.contract import Evidence, all_evidence
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Assurance, Person
from balaikota.kit import city
from balaikota.kit.errors import found
from balaikota.kit.typed import counted
from balaikota.kit.worktime import midnight

FILE = Path(__file__).parent / "data" / "ladder.toml"
ENOUGH_ORDERS = 10
MOST_WARES = 50


# --- the ladder -----------------------------------------------------------------------------------


def standard() -> str:
    """What a city starts with: its own file, or ours."""
    return city.file("ladder.toml", FILE).read_text(encoding="utf-8")


def newest() -> Edition | None:
    return Edition.objects.order_by("-number").first()


def editions() -> QuerySet[Edition]:
    return Edition.objects.select_related("by").order_by("-number")


@lru_cache(maxsize=8)
def _read(text: str) -> methods.Ladder:
    return methods.read(text)


def text() -> str:
    edition = newest()
    return edition.text if edition else standard()


def ladder() -> methods.Ladder:
    """The ladder in force."""
    return _read(text())


# --- where a business stands ----------------------------------------------------------------------


def standing(enterprise: Enterprise) -> Stay | None:
    return Stay.objects.filter(enterprise=enterprise, left_at=None).first()


def locked_stay(enterprise: Enterprise) -> Stay | None:
    return Stay.objects.select_for_update(no_key=True).filter(enterprise=enterprise, left_at=None).first()


def stays(enterprise: Enterprise) -> QuerySet[Stay]:
    return Stay.objects.filter(enterprise=enterprise).order_by("entered_at", "pk")


def every_stay() -> QuerySet[Stay]:
    """For counting: those of businesses that are nobody's double."""
    return Stay.objects.filter(enterprise__merged_into=None)


def standing_on() -> dict[Any, str]:
    """The stage of each coached business, by its id."""
    return dict(every_stay().filter(left_at=None).values_list("enterprise_id", "stage"))


def diagnosis(enterprise: Enterprise) -> Diagnosis | None:
    return Diagnosis.objects.filter(enterprise=enterprise).order_by("-at", "-pk").first()


# --- what shows it --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """One test of a stage: met by what (a sentence), or not yet, and then what to do."""

    test: methods.Test
    sentence: str = ""
    url: str = ""
    waits: bool = False

    @property
    def is_met(self) -> bool:
        return bool(self.sentence)


def papers(enterprise: Enterprise) -> QuerySet[Paper]:
    return Paper.objects.filter(enterprise=enterprise).select_related("by", "file").order_by("-at", "-pk")


def paper(enterprise: Enterprise, paper_id: int) -> Paper:
    return found(papers(enterprise).filter(pk=paper_id).first())


def shown(enterprise: Enterprise, stage: methods.Stage) -> list[Shown]:
    """Each test of a stage: by the facts of the rooms first, then by papers."""
    brought = list(papers(enterprise))
    return [_shown(enterprise, test, brought) for test in stage.tests]


def _shown(enterprise: Enterprise, test: methods.Test, brought: Iterable[Paper]) -> Shown:
    known = all_evidence()
    asked = [known[code] for code in test.shown_by if code in known]
    for fact in asked:
        if sentence := fact.shown(enterprise):
            return Shown(test, sentence)
    mine = [each for each in brought if each.test == test.code]
    accepted = next((each for each in mine if each.is_accepted), None)
    if accepted:
        return Shown(test, _("Bukti diterima petugas: %s") % accepted.note)
    url = next((fact.url(enterprise) for fact in asked if fact.url), "")
    return Shown(test, url=url, waits=any(each.is_accepted is None for each in mine))


def next_step(enterprise: Enterprise) -> tuple[methods.Stage, Shown | None] | None:
    """The stage it stands on and the first thing that is still missing there; None when it stands nowhere."""
    stay = standing(enterprise)
    stage = ladder().stage(stay.stage) if stay else None
    if stage is None:
        return None
    missing = (each for each in shown(enterprise, stage) if not each.is_met)
    return stage, next(missing, None)


def panel(enterprise: Enterprise, viewer: Person) -> dict[str, Any] | None:
    """The one next step, on the business's page."""
    stay, told = standing(enterprise), next_step(enterprise)
    stages = ladder().stages
    place = next((n for n, each in enumerate(stages) if stay and each.code == stay.stage), None)
    context: dict[str, Any] = {"enterprise": enterprise, "stay": stay, "place": place, "many": len(stages)}
    if told is not None:
        context |= {"stage": told[0], "step": told[1]}
    return context


def page_of(enterprise: Enterprise, viewer: Person) -> dict[str, Any]:
    """Everything the ladder knows of a business: where it stands, every test, the way it came."""
    stay, owns = standing(enterprise), register.owns(viewer, enterprise)
    up = ladder()
    place = up.codes.index(stay.stage) if stay and stay.stage in up.codes else None
    rungs = [
        {
            "stage": stage,
            "state": "next" if place is None or n > place else ("now" if n == place else "done"),
            "tests": shown(enterprise, stage) if place is not None and n <= place else [],
        }
        for n, stage in enumerate(up.stages)
    ]
    return {
        "enterprise": enterprise, "stay": stay, "rungs": rungs, "owns": owns, "source": up.source,
        "may_judge": rules.may_judge(viewer, owns=owns), "stays": named(stays(enterprise)),
        "papers": papers(enterprise), "diagnosis": diagnosis(enterprise),
    }  # fmt: skip


def named(rows: Iterable[Stay]) -> list[tuple[Stay, str]]:
    """Each stay with the name of its stage; of a stage no edition has any more, its code."""
    names = {stage.code: stage.name for stage in ladder().stages}
    return [(row, names.get(row.stage, row.stage)) for row in rows]


def let_in(person: Person, paper_id: str) -> bool:
    """Who may open the file of a paper: the business's owners and the officers."""
    key = counted(paper_id, most=2**62)
    row = Paper.objects.filter(pk=key).first() if key is not None else None
    return row is not None and register.visible_to(person).filter(pk=row.enterprise_id).exists()


# --- facts of the register ------------------------------------------------------------------------


def _identity(enterprise: Enterprise) -> str:
    sure = [each for each in register.people_of(enterprise) if each.assurance >= Assurance.IDENTITY]
    return _("Identitas %s sudah diperiksa.") % sure[0].name if sure else ""


def _story(enterprise: Enterprise) -> str:
    return _("Tertulis di register, %d huruf.") % len(enterprise.story) if len(enterprise.story) >= 20 else ""


def _once(enterprise: Enterprise) -> str:
    others = register.standing().exclude(pk=enterprise.pk)
    doubles = others.none()
    if enterprise.phone:
        doubles |= others.filter(phone=enterprise.phone, name__iexact=enterprise.name)
    if enterprise.nib:
        doubles |= others.filter(nib=enterprise.nib)
    return "" if doubles.exists() else _("Tidak ada usaha lain dengan NIB, atau nama dan telepon, yang sama.")


def _capital(enterprise: Enterprise) -> str:
    said = register.latest_condition(enterprise)
    if said is None or said.capital is None:
        return ""
    return _("Modal tercatat pada %s.") % said.on.strftime("%d-%m-%Y")


def _nib(enterprise: Enterprise) -> str:
    is_one = len(enterprise.nib) == 13 and enterprise.nib.isdigit()
    return _("NIB %s tercatat.") % enterprise.nib if is_one else ""


def _tracks(enterprise: Enterprise) -> str:
    wares = list(enterprise.wares.filter(is_made=True)[:MOST_WARES])
    known = [ware for ware in wares if ware.permit_class]
    return _("Jalur izin %d produk diketahui.") % len(known) if wares and len(known) == len(wares) else ""


def _outlet(enterprise: Enterprise) -> str:
    outlet = enterprise.outlets.filter(kind__in=("toko", "lapak", "daring")).first()
    return _("Dijual di %s.") % (outlet.name or outlet.get_kind_display()) if outlet else ""


def _orders(enterprise: Enterprise) -> str:
    total = register.sales(enterprise).aggregate(n=Sum("orders"))["n"] or 0
    return _("%d pesanan tercatat.") % total if total >= ENOUGH_ORDERS else ""


def facts() -> list[Evidence]:
    """What the register itself can show; the other rooms bring theirs."""
    return [
        Evidence("register.identity", gettext_lazy("Identitas pemilik"), _identity),
        Evidence("register.story", gettext_lazy("Gagasan usaha"), _story),
        Evidence("register.once", gettext_lazy("Tercatat sekali"), _once),
        Evidence("register.capital", gettext_lazy("Modal tercatat"), _capital),
        Evidence("register.nib", "NIB", _nib),
        Evidence("register.tracks", gettext_lazy("Jalur izin produk"), _tracks),
        Evidence("register.outlet", gettext_lazy("Tempat menjual"), _outlet),
        Evidence("register.orders", gettext_lazy("Sepuluh pesanan"), _orders),
    ]


def climbed_since(enterprise: Enterprise, day: date) -> int:
    """How many stages it has passed since a day."""
    return Stay.objects.filter(
        enterprise=enterprise, ending=Ending.PASSED, left_at__gte=midnight(day)
    ).count()
