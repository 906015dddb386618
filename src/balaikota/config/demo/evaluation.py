"""What participants of the sample class thought of it, and what it cost."""

from random import Random

from balaikota.foundation.people.models import Person
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment
from balaikota.training.evaluation import actions, methods
from balaikota.training.evaluation.models import CostKind

REMARKS = {
    2: "Contoh kasusnya dekat dengan pekerjaan kami. Mohon waktu praktik ditambah.",
    6: "Jaringan di aula sering terputus pada siang hari.",
    11: "Bahan sebaiknya dibagikan sehari sebelumnya.",
}
#: Kind, what for, planned and spent, voucher.
LINES = (
    (CostKind.FEES, "Honor pengajar, 26,5 JP", 15_900_000, 15_900_000, "SPJ-0412/BKPSDM"),
    (CostKind.FOOD, "Konsumsi 25 orang, 4 hari", 9_500_000, 9_125_000, "SPJ-0413/BKPSDM"),
    (CostKind.MATERIAL, "Penggandaan bahan ajar", 1_250_000, 1_187_500, "SPJ-0415/BKPSDM"),
)


def judge(cohort: Cohort, rows: list[Enrolment]) -> None:
    """Twelve judge each of the first three sessions, eighteen the whole; while the questionnaire is open."""
    dice = Random(17)  # noqa: S311 - the same city every time
    for session in classes.held(cohort)[:3]:
        for row in rows[:12]:
            actions.react(row, session, _marks("session", dice), "", by=row.person)
    for place, row in enumerate(rows[:18]):
        actions.react(row, None, _marks("end", dice), REMARKS.get(place, ""), by=row.person)


def _marks(form: str, dice: Random) -> dict[str, int]:
    return {code: dice.choice((3, 4, 4, 4, 5, 5)) for code in methods.codes(form)}


def count(cohort: Cohort, nurul: Person) -> None:
    for kind, about, planned, spent, proof in LINES:
        row = actions.plan_cost(cohort, kind, about, planned, by=nurul)
        actions.note_spent(row, spent, proof, by=nurul)
