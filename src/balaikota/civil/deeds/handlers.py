"""What the services of the deeds do at each turn of their cases."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from balaikota.civil.deeds import actions, methods, queries
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case
from balaikota.engine.questions.models import Finding
from balaikota.foundation.people.models import Person
from balaikota.kit.typed import Unfit


class DeedHandler(Handler):
    """What they have in common: the facts, the name to look for, and whether the city holds the deed."""

    def facts(self, person: Person) -> dict[str, Any]:
        return queries.applicant_facts(person)

    def subject_name(self, answers: dict[str, Any]) -> str:
        return str(answers.get("subjek1_nama") or "")

    def findings(self, answers: dict[str, Any], facts: Mapping[str, Any], today: date) -> list[Finding]:
        return _about_deed(answers, facts)


def _about_deed(answers: Mapping[str, Any], facts: Mapping[str, Any]) -> list[Finding]:
    """A deed that is said to be ours and is not in the register: said before anyone waits for it.

    The examples of a service file are walked without facts, and without a register to look into.
    """
    if not facts.get("pemohon"):
        return []
    jenis = answers.get("akta_jenis") or "kelahiran"
    name = "akta_nomor" if answers.get("akta_jenis") else "akta_lahir_nomor"
    number = answers.get(name)
    if not number or answers.get("akta_terbitan", "kota_ini") != "kota_ini" or queries.current(jenis, number):
        return []
    sentence = _(
        "Akta dengan nomor ini belum ada dalam register digital kota. Periksa nomornya. Bila benar, petugas "
        "mencarinya di buku register kertas; catatannya terbit sebagai surat keterangan."
    )
    return [Finding("deed-not-held", "info", sentence, question=name, page="akta", confidence="derived")]


@handles("pembetulan-akta")
class CorrectionHandler(DeedHandler):
    """Pembetulan akta."""

    def findings(self, answers: dict[str, Any], facts: Mapping[str, Any], today: date) -> list[Finding]:
        return [*_about_deed(answers, facts), *_about_value(answers)]

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.correct(case, by=by)


def _about_value(answers: Mapping[str, Any]) -> list[Finding]:
    """What should be written must be a date where a date stands, and so on."""
    part, typed = answers.get("bagian_salah"), answers.get("seharusnya")
    if not part or not typed:
        return []
    try:
        methods.corrected(part, typed)
    except Unfit as fault:
        return [Finding("corr-value", "block", fault.sentence, question="seharusnya", page="salah")]
    return []


@handles("pembatalan-akta")
class CancellationHandler(DeedHandler):
    """Pembatalan akta."""

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.annul(case, by=by)


@handles("kutipan-kedua")
class SecondExtractHandler(DeedHandler):
    """Kutipan kedua."""

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.replace_lost(case, by=by)


@handles("perubahan-nama")
class NameHandler(DeedHandler):
    """Perubahan nama."""

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.rename(case, by=by)


@handles("perubahan-kewarganegaraan")
class CitizenshipHandler(DeedHandler):
    """Perubahan status kewarganegaraan."""

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.change_citizenship(case, by=by)


@handles("peristiwa-penting-lainnya")
class OtherEventHandler(DeedHandler):
    """Peristiwa penting lainnya."""

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.record_event(case, by=by)


@handles("pelaporan-luar-negeri")
class AbroadHandler(DeedHandler):
    """Pelaporan peristiwa di luar wilayah NKRI."""

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.report_from_abroad(case, by=by)
