"""What the services of the family card do at each turn of their cases."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.deeds import actions as deeds
from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Paper
from balaikota.civil.households import actions, methods, queries
from balaikota.civil.households.models import Sebab, Tempat
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case
from balaikota.engine.questions.models import Finding
from balaikota.foundation.people import methods as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import Person, Shdk, StatusKawin
from balaikota.kit.errors import found

Answers = dict[str, Any]


class FamilyHandler(Handler):
    """What all services of the family card share."""

    summary = "households/_kk.html"

    def facts(self, person: Person) -> dict[str, Any]:
        return queries.family_facts(person)

    def findings(self, answers: Answers, facts: Mapping[str, Any], today: date) -> list[Finding]:
        """Which of the name rules N1 to N6 a new name breaks."""
        name = answers.get("nama_lengkap")
        return [
            Finding(
                each.rule, each.effect, str(each.sentence), question="nama_lengkap", page="biodata",
                basis="Permendagri 73/2022", confidence="medium",
            )
            for each in (people.name_findings(name) if name else [])
        ]  # fmt: skip


@handles("biodata-wni")
class BiodataHandler(FamilyHandler):
    summary = ""

    def subject_name(self, answers: Answers) -> str:
        return str(answers.get("nama_lengkap") or "")

    def on_granted(self, case: Case, *, by: Person) -> None:
        person = actions.record_biodata(case, by=by)
        paper = Paper("biodata-penduduk", str(_("Surat Keterangan Biodata")), queries.biodata_paper(person))
        deeds.request_paper(case, paper, subject=person, by=by)


@handles("kk-baru")
class NewCardHandler(FamilyHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        rows = case.answers["anggota"]
        places = [
            Tempat(actions.settle(row, case, by=by), Shdk(row["shdk"]), StatusKawin(row["status_kawin"]))
            for row in rows
        ]
        address = methods.address(case.answers)
        actions.new_household(case, address, places, sebab=Sebab.KELUARGA_BARU, by=by)


@handles("kk-ganti-kepala")
class NewHeadHandler(FamilyHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        said = case.answers
        kk = queries.card_of(case, said["pemohon_no_kk"])
        on = date.fromisoformat(said["tanggal_kematian"])
        if said.get("cara_anak") == "ikut_kerabat":
            relatives = found(people_queries.household_by_number(said["kerabat_no_kk"]))
            actions.take_in(kk, relatives, case, on=on, by=by)
            return
        head = queries.heir(kk, said["kepala_nik"], said["kepala_nama"])
        actions.change_head(kk, case, head, on=on, by=by)


@handles("kk-pisah")
class SplitHandler(FamilyHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        said = case.answers
        kk = queries.card_of(case, said["pemohon_no_kk"])
        places = [Tempat(case.applicant, Shdk.KEPALA_KELUARGA, queries.status_of(case.applicant))]
        for row in said.get("ikut", []):
            mine = queries.member(kk, row.get("nik"), row["nama"])
            places.append(Tempat(mine.person, Shdk(row["shdk"]), StatusKawin(mine.status_kawin)))
        stays = said.get("kepala_nik")
        head = queries.member(kk, stays, said["kepala_nama"]).person if stays else None
        actions.split(kk, case, places, kepala_lama=head, by=by)


@handles("kk-tambah-anggota")
class AddHandler(FamilyHandler):
    """Perubahan KK: someone joins the family card; a newborn comes from the birth this case follows."""

    def subject_name(self, answers: Answers) -> str:
        return str(answers.get("nama_lengkap") or "")

    def on_granted(self, case: Case, *, by: Person) -> None:
        said = case.answers
        number = said.get("kk_no") or said["pemohon_no_kk"]
        akta = registers.of_case(case.parent) if case.parent else None
        if akta and akta.subject and not people_queries.household_by_number(number):
            return  # a birth of a family this city's registers do not hold: SIAK has the card
        kk = queries.card_of(case, number)
        if akta and akta.subject:
            person = akta.subject
            actions.note_biodata(person, case, methods.rincian(said), by=by)
        else:
            person = actions.record_biodata(case, by=by)
        born = said.get("tanggal_lahir") if akta or said.get("sebab_tambah") == "kelahiran" else None
        since = date.fromisoformat(born) if born else timezone.localdate()
        place = Tempat(person, Shdk(said["shdk"]), methods.marital(said))
        actions.add_member(kk, case, place, from_on=since, by=by)


@handles("kk-ubah-data")
class ChangeHandler(FamilyHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        said = case.answers
        kk = queries.card_of(case, said["pemohon_no_kk"])
        persons = [queries.member(kk, row["nik"], row["nama"]).person for row in said["anggota"]]
        actions.change_element(kk, case, persons, elemen=said["elemen"], menjadi=said["menjadi"], by=by)


@handles("kk-hilang-rusak")
class ReprintHandler(FamilyHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        kk = queries.card_of(case, case.answers["pemohon_no_kk"])
        actions.renew(kk, case, sebab=Sebab(case.answers["alasan"]), by=by)
