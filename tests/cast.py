"""One cast plays everywhere. Each function finds its person or brings them in, with post and papers.

Sari applies, Dimas is her husband, Budi her neighbour; Wulan verifies, Anwar decides, Ratna heads and signs;
Tono sells keripik, Mega watches the figures, Hasan operates the system, Intan audits;
Fitri writes for the information centre and Rahmat publishes; Dewi coordinates complaints, Yusuf (public works) and
Maria (environment) act on them. Lina coaches businesses, Joko records them, Rina runs programmes for them; Laila
reviews innovations. Nurul organises trainings, Surya heads her office (BKPSDM) and signs certificates.
"""

import io
import json
from datetime import date
from functools import lru_cache
from typing import Any

import pikepdf
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from procrastinate.contrib.django import app

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import methods as case_methods
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case, Draft, Outcome
from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries as services
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.organisations.models import Agency, Desk, Duty, Post
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Assurance, KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.foundation.people.queries import SAMPLE_DOMAIN, household_by_number, sample_person
from balaikota.foundation.regions.models import Region

PASSWORD = "kopi sidikalang pahit"
APPOINTED = date(2025, 1, 2)


# --- people ---------------------------------------------------------------------------------------


@lru_cache
def _hashed() -> str:
    """Hashing takes its time on purpose; the cast shares one password."""
    return make_password(PASSWORD)


def _someone(who: str, name: str, born: str, place: str, sex: str, nik: str) -> Person:
    if (known := sample_person(who)) is not None:
        return known
    person = people.register(name, email=f"{who}@{SAMPLE_DOMAIN}", is_sample=True)
    person.password = _hashed()
    person.save(update_fields=["password"])
    details = {"tempat_lahir": place, "tanggal_lahir": date.fromisoformat(born), "jenis_kelamin": sex}
    people.describe(person, by=None, nik=nik, **details)
    people.confirm_contact(person)
    return Person.objects.get(pk=person.pk)


def sari() -> Person:
    return _someone("sari", "Sari Wulandari Siregar", "1985-03-17", "Medan", "perempuan", "1271215703859992")


def dimas() -> Person:
    return _someone("dimas", "Dimas Pranata", "1980-05-05", "Jakarta", "laki-laki", "3173010505809998")


def budi() -> Person:
    return _someone("budi", "Budi Hasibuan", "1990-01-12", "Medan", "laki-laki", "1271011201909991")


def tono() -> Person:
    return _someone("tono", "Tono Sihombing", "1999-10-31", "Medan", "laki-laki", "1271193110999995")


def wulan() -> Person:
    person = _someone("wulan", "Wulan Lestari", "2004-02-29", "Binjai", "perempuan", "1271116902049994")
    return _appointed(
        person, _post("verifikator-capil", "Verifikator pencatatan sipil", [Duty.IDENTIFY, Duty.VERIFY])
    )


def anwar() -> Person:
    person = _someone("anwar", "Anwar Nasution", "2000-02-29", "Medan", "laki-laki", "1271112902009993")
    return _appointed(
        person, _post("kabid-capil", "Kepala Bidang Pencatatan Sipil", [Duty.IDENTIFY, Duty.DECIDE])
    )


def ratna() -> Person:
    person = _someone(
        "ratna", "Ratna Simanjuntak", "1988-08-31", "Pematangsiantar", "perempuan", "1271087108889996"
    )
    return _appointed(
        person,
        _post("kepala-disdukcapil", "Kepala Disdukcapil", [Duty.HEAD, Duty.SIGN, Duty.IDENTIFY, Duty.DECIDE]),
    )


def mega() -> Person:
    person = _someone("mega", "Mega Harahap", "1979-05-03", "Medan", "perempuan", "1271024305799991")
    return _appointed(person, _post("wali-kota", "Wali Kota", [Duty.READ_FIGURES], "wali-kota"))


def hasan() -> Person:
    person = _someone("hasan", "Hasan Lubis", "1982-05-14", "Medan", "laki-laki", "1271031405829992")
    return _appointed(person, _post("pengelola-sistem", "Pengelola sistem", [Duty.OPERATE], "diskominfo"))


def intan() -> Person:
    person = _someone("intan", "Intan Purba", "1987-06-05", "Kabanjahe", "perempuan", "1271044506879993")
    return _appointed(person, _post("auditor", "Auditor", [Duty.AUDIT], "inspektorat"))


def fitri() -> Person:
    person = _someone(
        "fitri", "Fitri Handayani Lubis", "1992-03-12", "Medan", "perempuan", "1271015203929991"
    )
    return _appointed(person, _post("penulis-informasi", "Penulis informasi", [Duty.EDIT], "informasi"))


def rahmat() -> Person:
    person = _someone("rahmat", "Rahmat Tarigan", "1986-07-21", "Berastagi", "laki-laki", "1271022107869992")
    return _appointed(
        person, _post("penyunting-informasi", "Penyunting informasi", [Duty.EDIT, Duty.PUBLISH], "informasi")
    )


def dewi() -> Person:
    person = _someone("dewi", "Dewi Sartika Ginting", "1989-01-09", "Medan", "perempuan", "1271034901899993")
    return _appointed(
        person, _post("koordinator-pengaduan", "Admin koordinator pengaduan", [Duty.COORDINATE], "pengaduan")
    )


def yusuf() -> Person:
    person = _someone(
        "yusuf", "Yusuf Rangkuti", "1984-10-02", "Padangsidimpuan", "laki-laki", "1271040210849994"
    )
    return _appointed(
        person,
        _post("penghubung-dinas-pu", "Pejabat penghubung pengaduan", [Duty.RESPOND], "pengaduan-dinas-pu"),
    )


def maria() -> Person:
    person = _someone("maria", "Maria Manurung", "1990-12-25", "Porsea", "perempuan", "1271056512909995")
    return _appointed(
        person, _post("penghubung-dlh", "Pejabat penghubung pengaduan", [Duty.RESPOND], "pengaduan-dlh")
    )


def lina() -> Person:
    person = _someone(
        "lina", "Lina Marlina Sembiring", "1991-04-18", "Kabanjahe", "perempuan", "1271065804919996"
    )
    return _appointed(person, _post("pendamping-umkm", "Pendamping UMKM", [Duty.COACH], "umkm"))


def joko() -> Person:
    person = _someone("joko", "Joko Susilo", "1995-02-11", "Medan", "laki-laki", "1271071102959997")
    return _appointed(person, _post("pendata-umkm", "Petugas pendata UMKM", [Duty.SURVEY], "umkm"))


def rina() -> Person:
    person = _someone("rina", "Rina Hutabarat", "1987-11-23", "Tarutung", "perempuan", "1271086311879998")
    return _appointed(
        person, _post("kabid-umkm", "Kepala Bidang UMKM", [Duty.PROGRAMME, Duty.SURVEY], "umkm")
    )


def laila() -> Person:
    person = _someone(
        "laila", "Laila Hanum Pasaribu", "1987-02-14", "Sibolga", "perempuan", "1271065402879991"
    )
    return _appointed(person, _post("penilai-inovasi", "Penilai inovasi", [Duty.VERIFY], "inovasi"))


def nurul() -> Person:
    person = _someone(
        "nurul", "Nurul Hidayah Daulay", "1990-06-24", "Panyabungan", "perempuan", "1271096406909992"
    )
    return _appointed(
        person, _post("penyelenggara-pelatihan", "Penyelenggara pelatihan", [Duty.TRAIN], "pelatihan")
    )


def surya() -> Person:
    person = _someone("surya", "Surya Darma Pohan", "1976-09-08", "Sibolga", "laki-laki", "1271100809769993")
    return _appointed(person, _post("kepala-bkpsdm", "Kepala BKPSDM", [Duty.HEAD, Duty.SIGN], "pelatihan"))


# --- offices --------------------------------------------------------------------------------------

AGENCIES = {
    "dukcapil": ("disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Pelayanan pencatatan sipil"),
    "wali-kota": ("setda", "Sekretariat Daerah", "Wali Kota"),
    "diskominfo": ("diskominfo", "Dinas Komunikasi dan Informatika", "Pengelolaan sistem"),
    "informasi": ("diskominfo", "Dinas Komunikasi dan Informatika", "Pusat informasi"),
    "pengaduan": ("diskominfo", "Dinas Komunikasi dan Informatika", "Koordinasi pengaduan"),
    "pengaduan-dinas-pu": ("dinas-pu", "Dinas Pekerjaan Umum", "Tindak lanjut pengaduan"),
    "pengaduan-dlh": ("dlh", "Dinas Lingkungan Hidup", "Tindak lanjut pengaduan"),
    "umkm": ("dinkop-ukm", "Dinas Koperasi, UKM, Perindustrian dan Perdagangan", "Pembinaan UMKM"),
    "pelatihan": (
        "bkpsdm",
        "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        "Pengembangan kompetensi",
    ),
    "inspektorat": ("inspektorat", "Inspektorat", "Pemeriksaan"),
    "inovasi": ("brida", "Badan Riset dan Inovasi Daerah", "Penilaian inovasi"),
}


def the_desk(code: str = "dukcapil") -> Desk:
    """The desk of this code, with its agency."""
    if (known := Desk.objects.filter(code=code).first()) is not None:
        return known
    agency_code, name, desk_name = AGENCIES[code]
    agency = Agency.objects.filter(code=agency_code).first() or organisations.open_agency(agency_code, name)
    return organisations.open_desk(agency, code, desk_name)


def _post(code: str, title: str, duties: list[Duty], desk: str = "dukcapil") -> Post:
    known = Post.objects.filter(code=code).first()
    return known or organisations.create_post(the_desk(desk), code, title, duties)


def _appointed(person: Person, post: Post) -> Person:
    if not person.tenures.filter(post=post, until_on=None).exists():
        organisations.appoint(person, post, from_on=APPOINTED)
    if person.assurance < Assurance.IDENTITY:
        Person.objects.filter(pk=person.pk).update(assurance=Assurance.IDENTITY)
    return Person.objects.get(pk=person.pk)


# --- a family -------------------------------------------------------------------------------------


def a_kelurahan() -> Region:
    """One kelurahan with its parents, enough for an address."""
    rows = [("12", 1, "Sumatera Utara"), ("12.71", 2, "Kota Medan"), ("12.71.01", 3, "Medan Kota")]
    parent = None
    for code, level, name in [*rows, ("12.71.01.1001", 4, "Pasar Baru")]:
        parent, _ = Region.objects.get_or_create(
            code=code, defaults={"level": level, "name": name, "parent": parent}
        )
    assert parent is not None
    return parent


def saris_family() -> KartuKeluarga:
    """Dimas heads the household, Sari is his wife, their marriage is recorded."""
    number = "1271012503249991"
    if (known := household_by_number(number)) is not None:
        return known
    place = a_kelurahan()
    kk = people.make_household(
        nomor_kk=number,
        alamat="Jalan Durian Nomor 12",
        rt="002",
        rw="004",
        lingkungan="III",
        kelurahan_code=place.code,
        kode_pos="20214",
        by=None,
        is_sample=True,
    )
    since = date(2024, 3, 25)
    for person, shdk in ((dimas(), Shdk.KEPALA_KELUARGA), (sari(), Shdk.ISTRI)):
        people.join_household(
            kk, person, shdk=shdk, status_kawin=StatusKawin.KAWIN_TERCATAT, from_on=since, by=None
        )
    return kk


# --- cases ----------------------------------------------------------------------------------------


def a_service(toml_text: str) -> str:
    """Publish a service file and give its code; its desk stands already."""
    the_desk()
    return catalogue.publish(toml_text).service.slug


@lru_cache
def _one_empty_page() -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(out)
    return out.getvalue()


def a_pdf(name: str = "surat.pdf") -> SimpleUploadedFile:
    """One empty page, to be posted."""
    return SimpleUploadedFile(name, _one_empty_page(), content_type="application/pdf")


def a_file(by: Person, name: str = "surat.pdf") -> str:
    """A file this person uploaded, as its id. How uploads are inspected is tested in the files room."""
    page = _one_empty_page()
    kept = files.store_bytes(page, name=name, content_type="application/pdf", about=by, owner=by)
    StoredFile.objects.filter(pk=kept.pk).update(about_type="", about_id="", received_by=by, pages=1)
    return str(kept.pk)


def a_draft(slug: str, by: Person, **answers: Any) -> Draft:
    """A complete draft: the service's own example, files where they are asked, and `answers` over it."""
    draft = cases.start_draft(services.service(slug), by=by, afresh=True)
    definition = case_queries.definition_of(draft)
    filled = {
        name: value for name, value in definition.example.items() if _is_answer(definition, name)
    } | answers
    cases.save_page(draft, definition.pages[0].name if definition.pages else "", filled, by=by)
    draft.refresh_from_db()
    for name in _missing_files(draft):
        cases.save_page(draft, definition.question(name).page, {name: [a_file(by)]}, by=by)
    draft.refresh_from_db()
    return draft


def _is_answer(definition: Any, name: str) -> bool:
    return definition.question(name).kind != "file"


def _missing_files(draft: Draft) -> list[str]:
    view = case_queries.seen(draft)
    files = {question.name for question in view.definition.asked if question.kind == "file"}
    return [name for name in view.missing if name in files]


def a_case(slug: str, by: Person, **answers: Any) -> Case:
    """A submitted case."""
    return submitted(a_draft(slug, by, **answers), by=by)


def submitted(draft: Draft, *, by: Person) -> Case:
    """The draft sent, with every declaration ticked."""
    return cases.submit(draft, declared=case_methods.needed_declarations(case_queries.seen(draft)), by=by)


def a_granted_case(slug: str, by: Person, **answers: Any) -> Case:
    """A case that Wulan checked and Anwar (or Ratna, when the head must) granted."""
    case = a_case(slug, by, **answers)
    checked = case
    while not checked.at_last_step:
        cases.pass_step(checked, by=wulan())
        checked = Case.objects.get(pk=case.pk)
    cases.decide(checked, Outcome.GRANTED, by=ratna() if checked.duty == Duty.HEAD else anwar())
    return Case.objects.get(pk=case.pk)


def story_of(about: Any) -> list[str]:
    """The names of the events about one thing, in order; looks left out."""
    return [event.name for event in audit.story(about) if not event.name.endswith(".opened")]


# --- jobs -----------------------------------------------------------------------------------------


def run_jobs(*, limit: int = 500, forgiving: bool = False) -> int:
    """Run every waiting job, and those they queue, one after the other, in this database and transaction.

    A job that fails fails the test, unless `forgiving`; then it is marked failed and stays visible.
    """
    done = 0
    while done < limit:
        with connection.cursor() as cursor:
            cursor.execute(
                "select id, task_name, args from procrastinate_jobs "
                "where status = 'todo' and coalesce(scheduled_at, now()) <= now() order by priority desc, id limit 1"
            )
            row = cursor.fetchone()
        if row is None:
            break
        _run(*row, forgiving=forgiving)
        done += 1
    return done


def forget_jobs() -> None:
    """For a test without a transaction of its own: what an earlier one left waiting is about rows that are gone."""
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'cancelled' where status = 'todo'")


def _run(job_id: int, task_name: str, args: Any, *, forgiving: bool) -> None:
    ending = "succeeded"
    try:
        app.tasks[task_name].func(**(json.loads(args) if isinstance(args, str) else args))
    except Exception:
        if not forgiving:
            raise
        ending = "failed"
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = %s where id = %s", [ending, job_id])
