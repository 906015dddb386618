"""Needs and year plans of the sample city: this year's plan was approved and is being carried out, next year's is a draft.

Everything may run twice: a city that has needs, or a draft for next year, keeps what it has.
"""

from typing import Any

from django.utils import timezone

from balaikota.foundation.organisations import queries as offices
from balaikota.foundation.people.models import Person
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Stage
from balaikota.training.courses import queries as courses
from balaikota.training.needs import actions as needs
from balaikota.training.needs import queries as known
from balaikota.training.needs.models import Need
from balaikota.training.needs.queries import Target
from balaikota.training.plans import actions, queries
from balaikota.training.plans.models import Plan

Cast = dict[str, Person]
MEASURING, WRITING, SERVICE = (
    "Menyusun ukuran hasil dan pembanding inovasi", "Menulis rancangan proposal inovasi daerah",
    "Melayani warga dengan disabilitas di loket",
)  # fmt: skip
#: Who heads the unit, for whom, what, level now and wanted, urgency, why.
THIS_YEAR = (
    ("ratna", "josua", MEASURING, 1, 3, "mendesak", "Antar dokumen diuji coba tanpa catatan pembanding."),
    ("ratna", "wulan", MEASURING, 0, 2, "tahun-ini", "Angka hari kerja diambil tanpa catatan sumber dan tanggal."),
    ("ratna", "post:verifikator-capil", WRITING, 1, 3, "tahun-ini", "Gagasan dari loket berhenti sebagai obrolan."),
    ("ratna", "", SERVICE, 1, 3, "tahun-ini", "Belum ada petugas yang dapat memandu tanpa didampingi."),
    ("surya", "nurul", MEASURING, 2, 4, "dapat-menunggu", "Perlu satu orang yang dapat mengajarkannya kepada unit lain."),
)  # fmt: skip
NEXT_YEAR = (
    ("ratna", "anwar", WRITING, 2, 3, "tahun-ini", "Dua gagasan bidang belum menjadi rancangan."),
    ("ratna", "", SERVICE, 2, 3, "mendesak", "Loket kecamatan dibuka tahun depan."),
    ("surya", "", "Menganalisis butir soal", 1, 3, "dapat-menunggu", "Soal yang terlalu mudah belum diganti."),
)  # fmt: skip


def plan_this_year(cast: Cast) -> None:
    """Five needs of two units, a plan that answers all but one, approved, with the three sample classes in it."""
    year = timezone.localdate().year
    if known.of_year(year):
        return
    recorded = _recorded(THIS_YEAR, year, cast)
    plan = actions.draft(year, by=cast["nurul"])
    version = courses.newest(courses.course("inovasi-sektor-unggulan"))
    said = (
        ([0, 1, 4], 45, 11, 53_500_000), ([2], 3, 12, 26_650_000),
    )  # fmt: skip
    for places, seats, month, cost in said:
        facts = {
            "subject": f"{version.course.name}: {recorded[places[0]].subject.lower()}", "version": version,
            "participants": seats, "month": month, "cost": cost,
        }  # fmt: skip
        actions.add_line(plan, facts, [recorded[place] for place in places], by=cast["nurul"])
    actions.submit(plan, by=cast["nurul"])
    actions.approve(plan, by=cast["surya"])
    Plan.objects.filter(pk=plan.pk).update(is_sample=True)
    _attach(plan, cast)


def _attach(plan: Plan, cast: Cast) -> None:
    """The classes that ended or run belong to the first line, the one that accepts nominations to the second."""
    first, second = queries.lines(plan)
    for cohort in classes.at_desk(cast["nurul"]):
        if cohort.is_sample and cohort.stage != Stage.CANCELLED and queries.line_of(cohort) is None:
            actions.attach(second if cohort.stage == Stage.OPEN else first, cohort, by=cast["nurul"])


def draft_next_year(cast: Cast) -> None:
    """Needs for next year, and a draft that begins with what the economy and the innovations suggest."""
    year = timezone.localdate().year + 1
    if known.of_year(year):
        return
    _recorded(NEXT_YEAR, year, cast)
    plan = actions.draft(year, by=cast["nurul"])
    Plan.objects.filter(pk=plan.pk).update(is_sample=True)
    told = known.suggestions()
    for kind in ("sektor:", "inovasi:"):
        for suggestion in [each for each in told if each.code.startswith(kind)][:1]:
            actions.take_up(plan, suggestion, by=cast["nurul"])


def _recorded(told: tuple[Any, ...], year: int, cast: Cast) -> list[Need]:
    made = []
    for head, whom, subject, now, wanted, urgency, why in told:
        facts = {"subject": subject, "now": now, "wanted": wanted, "urgency": urgency, "why": why}
        made.append(needs.record(_target(head, whom, cast), year, facts, by=cast[head]))
    Need.objects.filter(pk__in=[each.pk for each in made]).update(is_sample=True)
    return made


def _target(head: str, whom: str, cast: Cast) -> Target:
    unit = offices.tenures_today(cast[head])[0].post.desk.agency
    if whom.startswith("post:"):
        return Target(whom, unit, post=offices.post(whom.removeprefix("post:")))
    return Target(whom, unit, person=cast[whom] if whom else None)
