"""What marriage, divorce and their annulment do at each turn of their cases."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from balaikota.civil.households import queries as households
from balaikota.civil.marriages import actions, queries
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case
from balaikota.engine.questions.models import Finding
from balaikota.foundation.people.models import Person

Answers = dict[str, Any]


class CoupleHandler(Handler):
    """Both names are looked for; the family of the applicant prefills their own part."""

    def facts(self, person: Person) -> dict[str, Any]:
        return households.family_facts(person)

    def subject_name(self, answers: Answers) -> str:
        return " & ".join(answers[name] for name in ("subjek1_nama", "subjek2_nama") if answers.get(name))


@handles("akta-perkawinan")
class MarriageHandler(CoupleHandler):
    def findings(self, answers: Answers, facts: Mapping[str, Any], today: date) -> list[Finding]:
        """Rule marr-married, as the registers know it."""
        side = queries.married_side(answers)
        if side is None:
            return []
        sentence = _(
            "Menurut register kami orang ini masih tercatat kawin. Catatkan dahulu perceraian atau kematian "
            "pasangannya; bila datanya keliru, mintalah pembetulan di loket Disdukcapil."
        )
        page = ("suami", "istri")[side - 1]
        question = f"subjek{side}_nik"
        return [Finding("marr-married", "block", sentence, question=question, page=page, confidence="medium")]

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.register_marriage(case, by=by)


@handles("akta-perceraian")
class DivorceHandler(CoupleHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.register_divorce(case, by=by)


@handles("pembatalan-perkawinan")
class AnnulledMarriageHandler(CoupleHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.annul_marriage(case, by=by)


@handles("pembatalan-perceraian")
class AnnulledDivorceHandler(CoupleHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.annul_divorce(case, by=by)
