"""What a birth does at each turn of its case."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from balaikota.civil.births import actions, methods, queries
from balaikota.civil.deeds import methods as words
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case
from balaikota.engine.questions.models import Finding
from balaikota.foundation.people import methods as people
from balaikota.foundation.people.models import Person


@handles("akta-kelahiran")
class BirthHandler(Handler):
    """Akta kelahiran: F-2.01, its declarations, and three papers from one application."""

    def facts(self, person: Person) -> dict[str, Any]:
        return queries.birth_facts(person)

    def subject_name(self, answers: dict[str, Any]) -> str:
        return str(answers.get("anak_nama") or "")

    def findings(self, answers: dict[str, Any], facts: Mapping[str, Any], today: date) -> list[Finding]:
        return [*_about_name(answers), *_about_fine(answers, facts, today)]

    def on_submitted(self, case: Case, *, by: Person) -> None:
        actions.require_own_turn(case)
        actions.await_siblings(case, by=by)

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.register_birth(case, by=by)


def _about_name(answers: Mapping[str, Any]) -> list[Finding]:
    """Which of the name rules N1 to N6 it is, so that the person knows what to change."""
    name, born = answers.get("anak_nama"), answers.get("tanggal_lahir")
    if not name:
        return []
    is_older = (
        bool(answers.get("subjek1_nik") and born) and date.fromisoformat(str(born)) < methods.NAME_RULES_SINCE
    )
    law = "Permendagri 73/2022"
    return [
        Finding(
            found.rule,
            found.effect,
            str(found.sentence),
            question="anak_nama",
            page="bayi",
            basis=law,
            confidence="medium",
        )
        for found in people.name_findings(name, issued_before=is_older)
    ]


def _about_fine(answers: Mapping[str, Any], facts: Mapping[str, Any], today: date) -> list[Finding]:
    """Rule birth-60-fine: the city's own sum, from its data file. It is never added to the fee."""
    fine, born = facts.get("denda") or {}, answers.get("tanggal_lahir")
    if not fine.get("ada") or not born or (today - date.fromisoformat(born)).days <= fine["sesudah_hari"]:
        return []
    sentence = _(
        "Denda paling banyak %(sum)s menurut %(law)s. Besarnya ditetapkan kota; ini denda, bukan biaya."
    ) % {
        "sum": words.rupiah(fine["paling_banyak"]),
        "law": fine["dasar"],
    }
    return [
        Finding(
            "birth-60-fine-sum",
            "info",
            sentence,
            question="tanggal_lahir",
            page="bayi",
            basis=fine["dasar"],
            confidence=fine["keyakinan"],
        )
    ]


@handles("akta-kelahiran-orang-asing")
class ForeignBirthHandler(Handler):
    """The child of foreign parents: the same register, a kutipan of its own, no family card."""

    def facts(self, person: Person) -> dict[str, Any]:
        return queries.birth_facts(person)

    def subject_name(self, answers: dict[str, Any]) -> str:
        return str(answers.get("anak_nama") or "")

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.register_foreign_birth(case, by=by)


@handles("lahir-mati")
class StillbirthHandler(Handler):
    """A letter for the parents; the officer finds the case by the mother's name."""

    def facts(self, person: Person) -> dict[str, Any]:
        return queries.birth_facts(person)

    def subject_name(self, answers: dict[str, Any]) -> str:
        return str(answers.get("ibu_nama") or "")

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.register_stillbirth(case, by=by)
