"""The things of other people for the access matrix, each with a word of its own (`Zz…`) that only some roles may ever read.

`other` is Tono's: a resident at the same desks as Sari. `elsewhere` is Putri's, in another kecamatan, and what lies at
desks of other agencies; nobody of the roles is Putri. `access.MARKS` says who may read which word.
"""

import uuid
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from balaikota.complaints.reports import actions as reports
from balaikota.complaints.topics import queries as known_topics
from balaikota.engine.breaches import actions as breaches
from balaikota.engine.catalogue import queries as services
from balaikota.engine.partners import actions as partners
from balaikota.engine.partners.models import Consent
from balaikota.engine.rights import actions as rights
from balaikota.engine.rights import methods
from balaikota.engine.rights.models import Request as Asked
from balaikota.engine.work import actions as work
from balaikota.engine.work.models import BulkAction, Verb
from balaikota.engine.workshop import actions as workshop
from balaikota.enterprises.books import actions as books
from balaikota.enterprises.capital import actions as capital
from balaikota.enterprises.coaching import actions as coaching
from balaikota.enterprises.ladder import actions as ladder
from balaikota.enterprises.permits import actions as permits
from balaikota.enterprises.programmes import actions as programmes
from balaikota.enterprises.register import actions as enterprises
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.files import queries as files
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people import actions as people_room
from balaikota.foundation.people.models import KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.foundation.regions.models import Region
from balaikota.foundation.webpush.models import Subscription
from balaikota.information.agenda import actions as agenda
from balaikota.information.articles import actions as articles
from balaikota.innovation.evidence import actions as evidence
from balaikota.innovation.life import actions as inventions
from balaikota.innovation.life.methods import CRITERIA, Proposal
from balaikota.kit.secrets import blind_index
from balaikota.products.listings import actions as listings
from balaikota.products.orders import actions as orders
from balaikota.products.orders import queries as carts
from balaikota.products.quotations import actions as quotations
from balaikota.products.showcase.methods import short
from balaikota.training.assignments import actions as assignments
from balaikota.training.classes import actions as training
from balaikota.training.classes import queries as classes
from balaikota.training.classes.methods import Meeting
from balaikota.training.classes.models import Cohort, Session
from balaikota.training.courses import queries as known_courses
from balaikota.training.exams import actions as exams
from balaikota.training.forum import actions as forum
from balaikota.training.materials import actions as materials
from balaikota.training.needs import actions as needs
from balaikota.training.needs.queries import Target
from tests import cast

SERVICE = """
code = "izin-contoh"
name = "Izin contoh"
summary = "Izin contoh."
who = "Warga"
desk = "umkm"
number_prefix = "IZC"
public = true
law = ["UU 24/2013"]
output = "Izin"
[limit]
hours = 24
basis = "uji"
confidence = "low"
[[steps]]
name = "putusan"
label = "Putusan"
duty = "decide"
[[pages]]
name = "isi"
title = "Isi"
[[questions]]
page = "isi"
name = "nama"
kind = "text"
label = "Nama"
required = true
[[questions]]
page = "isi"
name = "surat"
kind = "file"
label = "Surat"
required = false
[example]
nama = "Melati"
"""
#: Tono as the city knows him; `access.FIELDS` says how it may stand on a page.
NIK, HOUSEHOLD, STREET, PHONE = (
    "1271193110899993",
    "1271012603249992",
    "Gang Zzalamat Nomor 7",
    "+6281260007771",
)


def the_neighbour() -> Person:
    """Tono, with a card, an address and a telephone."""
    tono = cast.tono()
    known = {"name": "Togar Zznama", "phone": PHONE, "assurance": 2, "tanggal_lahir": date(1989, 10, 31)}
    for name, value in (known | {"nik": NIK, "nik_index": blind_index("nik", NIK)}).items():
        setattr(tono, name, value)  # under a name and a number that no example of a service file holds
    tono.save()
    kk = people_room.make_household(
        nomor_kk=HOUSEHOLD, alamat=STREET, rt="001", rw="001", kelurahan_code=cast.a_kelurahan().code, by=None,
        is_sample=True,
    )  # fmt: skip
    _join(kk, tono)
    return Person.objects.get(pk=tono.pk)


def _join(kk: KartuKeluarga, person: Person) -> None:
    alone = {"shdk": Shdk.KEPALA_KELUARGA, "status_kawin": StatusKawin.BELUM_KAWIN}
    people_room.join_household(kk, person, from_on=date(2024, 3, 26), by=None, **alone)


def the_third() -> Person:
    """Putri, of another kecamatan."""
    return cast._someone("putri", "Putri Zzketiga", "1993-09-09", "Medan", "perempuan", "1271024909939995")


def another_kelurahan() -> Region:
    district, _ = Region.objects.get_or_create(
        code="12.71.02",
        defaults={"level": 3, "name": "Medan Sunggal", "parent": Region.objects.get(code="12.71")},
    )
    place, _ = Region.objects.get_or_create(
        code="12.71.02.1001", defaults={"level": 4, "name": "Sunggal", "parent": district}
    )
    return place


# --- Tono -----------------------------------------------------------------------------------------


def others(people: dict[str, Any]) -> dict[str, str]:
    """What Tono has at the desks where the roles work."""
    tono = people["tono"]
    granted = cast.a_granted_case("akta-kelahiran", tono)
    cast.run_jobs()
    opened = cast.a_case("akta-kelahiran", tono, anak_ke=3, anak_nama="Zzanak Sihombing")
    draft = cast.a_draft("akta-kelahiran", tono, anak_ke=4, anak_nama="Zzdraf Sihombing")
    (letter,) = documents.letters_about(granted)
    told = {
        "number": opened.number, "id": str(draft.pk), "file_id": str(files.of(opened)[0].pk),
        "token": letter.token, "letter_id": str(letter.pk), "person_id": str(tono.pk),
        "servant": str(tono.pk),
    }  # fmt: skip
    return told | _rights(tono, people) | _shop(tono, people) | _desks(people) | papers_of(tono, people)


def _rights(tono: Any, people: dict[str, Any]) -> dict[str, str]:
    asked = rights.ask(methods.rights()["akses"], "Zzhak: semua data saya.", by=tono)
    Asked.objects.filter(pk=asked.pk).update(number="HAK-TONO")
    said = breaches.Told("Zzbocor: nama.", "Kemarin, surat salah kirim.", "Surat ditarik.")
    breach = breaches.note(said, known_at=timezone.now(), by=people["hasan"])
    breaches.add_people(breach, [tono], by=people["hasan"])
    breaches.tell_people(breach, by=people["hasan"])
    road = known_topics.topic("jalan-rusak")
    letter = reports.Letter(road, "Zzlapor: lubang melur", is_private=True, is_anonymous=True)
    report = reports.send(letter, by=tono)
    return {"asked": "HAK-TONO", "breach": breach.number, "report": report.number}


def papers_of(person: Any, people: dict[str, Any]) -> dict[str, str]:
    """What only the person has: a message, a consent, a device, a copy of everything, a business an officer recorded."""
    scope = partners.allow(
        people["partner"], services.service("akta-kelahiran"), ["submit"], by=people["hasan"]
    )
    Person.objects.filter(pk=person.pk).update(assurance=2)
    person.refresh_from_db()
    partners.consent(scope, by=person)
    copy = rights.ask_take_home(by=person)
    rights.pack(copy)
    phone = Subscription.objects.create(
        person=person, index=uuid.uuid4().hex, way={"endpoint": "https://contoh.invalid"}, device="HP"
    )
    message = Message.objects.filter(to=person).earliest("pk")
    recorded = enterprises.record(
        enterprises.Entry("Lapak"), enterprises.OwnerEntry(person.name, nik=person.nik), by=people["joko"]
    )
    return {
        "message": str(message.pk), "consent": str(Consent.objects.get(person=person).pk), "device": str(phone.pk),
        "take_home": str(copy.pk), "owner": str(recorded.owners.get().pk),
    }  # fmt: skip


def _shop(tono: Any, people: dict[str, Any]) -> dict[str, str]:
    """A shop like Sari's: a ware, a permit, a book, a plan, a product on the shelf, an order, an inquiry, a coach."""
    entry = enterprises.Entry("Keripik Tono", {"kelurahan": cast.a_kelurahan()})
    business = enterprises.register(entry, by=tono)
    book = books.open_book(business, timezone.localdate(), by=tono)
    books.record(book, books.Said("sale", 25_000, timezone.localdate(), text="Zzbuku"), by=tono)
    enterprises.mend(business, {}, wares=["Keripik ubi"], by=tono)
    wanted = {"purpose": "Zzmodal oven", "monthly_cost": 1, "sales_month": 1, "variable_pct": 60}
    plan = capital.make(business, wanted, by=tono)
    permit = permits.tell(business, permits.Told("nib", "1234567890124"), by=tono)
    said = {"name": "Keripik ubi pedas", "category": "MKN-03", "price": 15_000, "unit": "bungkus"}
    product = listings.write(business, listings.Said(said), by=tono)
    listings.publish(product, by=tono)
    ladder.diagnose(business, {}, by=tono)
    mentoring = coaching.request(business, "produksi", by=tono)
    at = timezone.now() + timedelta(days=1)
    meeting = coaching.plan(mentoring, "visit", at, by=people["lina"])
    application = programmes.apply(people["cohort"], business, by=tono)
    told = {
        "enterprise": business.number, "ware": str(business.wares.get().pk), "permit": str(permit.pk),
        "product": product.code, "check": str(product.checks.get().pk), "plan": str(plan.pk),
        "meeting": str(meeting.pk), "application": str(application.pk),
        "shop_code": short(business.number),
    }  # fmt: skip
    return told | _trade(business, product, people)


def _trade(business: Any, product: Any, people: dict[str, Any]) -> dict[str, str]:
    """Putri orders from Tono; the civil registry asks him and another for prices, and he has answered."""
    said = orders.Said(
        "+6281234567891", ways={business.number: "pickup"}, notes={business.number: "Zzpesan: tanpa cabai"}
    )
    (order,) = orders.place([carts.wanted(product.code, 0, 2)], said, key=uuid.uuid4(), by=people["putri"])
    now = timezone.now()
    closing = now + timedelta(days=3)
    asked = quotations.Asked(
        "Rapat", "Kantor", now.date() + timedelta(days=9), closing, [("Keripik", 9, "bungkus")]
    )
    inquiry = quotations.draft(asked, cast.the_desk().agency, by=people["ratna"])
    for seller in (business, people["rival"]):
        quotations.invite(inquiry, seller, by=people["ratna"])
    quotations.send(inquiry, by=people["ratna"])
    invitation = inquiry.invitations.get(enterprise=business)
    need = inquiry.needs.get()
    offered = quotations.Offered({need.pk: 9_000}, 2, closing.date(), "Zztawar")
    quotations.offer(invitation, offered, by=people["tono"])
    return {"order": order.number, "inquiry": inquiry.number}


def _desks(people: dict[str, Any]) -> dict[str, str]:
    """What others at the same desks have in hand: texts, a sieve, many cases at once, a class in the making."""
    said = {"topic": "kesehatan", "title": "Zzartikel melur", "summary": "Contoh.", "kategori": "berkala"}
    article = articles.begin(
        "dokumen-publik", said | {"file": cast.a_file(people["fitri"])}, by=people["fitri"]
    )
    starts = timezone.now() + timedelta(days=3)
    happens = {"title": "Zzagenda melur", "place": "Balai", "organiser": "Kota", "starts_at": starts}
    happening = agenda.begin(happens | {"ends_at": starts + timedelta(hours=2)}, by=people["fitri"])
    cohort = _a_class(people["nurul"], "Zzkelas", starts)
    facts = {"opens_at": timezone.now(), "closes_at": starts, "minutes": 30, "attempts": 1, "purpose": "awal"}
    return desk_of(people["anwar"], "Zzsaring") | an_innovation(people["tono"], "Antar kartu", people) | {
        "article": article.slug, "article_id": str(article.pk),
        "happening": happening.slug, "happening_id": str(happening.pk),
        "class": cohort.number, "session_id": str(classes.held(cohort)[0].pk),
        "exam_id": str(exams.set_exam(cohort, facts, by=people["nurul"]).pk),
    }  # fmt: skip


def desk_of(officer: Any, name: str) -> dict[str, str]:
    """A sieve of one officer, and something they did to many cases."""
    sieve = work.save_filter(name, {"q": name}, by=officer)
    now = timezone.now()
    many = BulkAction.objects.create(by=officer, verb=Verb.CLAIM, at=now, final_at=now + timedelta(days=1))
    return {"filter": str(sieve.pk), "bulk": str(many.pk)}


def a_proposal(title: str) -> Proposal:
    return Proposal(
        title, "pelayanan_publik", "dukcapil", "masyarakat", "Antre.", "Diantar.", "Cepat.", "Hemat.",
        "2026-01", "2027-12", criteria=dict.fromkeys(CRITERIA, "Sudah dijelaskan."),
    )  # fmt: skip


def an_innovation(by: Any, title: str, people: dict[str, Any]) -> dict[str, str]:
    """Being tried at the civil registry, with a locked plan."""
    row = inventions.propose(a_proposal(title), by=by)
    inventions.find_fit(row, cast.the_desk().agency, decree="SK 1/2026", by=people["laila"])
    starts, review = {"kota": "2026-01"}, timezone.localdate() + timedelta(days=400)
    plan = evidence.Said(title, "case_days", "lower", 3, starts, "2027-12", review)
    inventions.write_plan(row, plan, by=by)
    inventions.lock_plan(row, by=by)
    inventions.begin_trial(row, by=by)
    row.refresh_from_db()
    return {"innovation": row.number, "plan_id": str(row.plan_id)}


# --- elsewhere ------------------------------------------------------------------------------------


def elsewhere(people: dict[str, Any]) -> dict[str, str]:
    """What Putri has in another kecamatan, and what lies at the desks of other agencies."""
    putri = people["putri"]
    slug = cast.a_service(SERVICE)
    case = cast.a_case(slug, putri, nama="Zzjauh", surat=[cast.a_file(putri)])
    park = known_topics.topic("sampah")
    report = reports.send(reports.Letter(park, "Zzluar: bau melur", is_private=True), by=putri)
    entry = enterprises.Entry("Zzwarung melur", {"kelurahan": another_kelurahan()})
    business = enterprises.register(entry, by=putri)
    enterprises.mend(business, {}, wares=["Sirup"], by=putri)
    said = {"name": "Zzkonsep melur", "category": "MKN-03", "price": 15_000, "unit": "botol"}
    product = listings.write(business, listings.Said(said), by=putri)
    wanted = {"purpose": "Oven", "monthly_cost": 1, "sales_month": 1, "variable_pct": 60}
    draft = workshop.revise(services.service(slug), by=people["hasan"])
    workshop.describe(draft, draft.definition | {"name": "Zzlayanan"}, by=people["hasan"])
    return _of_others(people) | a_running_class(people) | {
        "number": case.number, "file_id": str(files.of(case)[0].pk), "report": report.number,
        "enterprise": business.number, "ware": str(business.wares.get().pk), "product": product.code,
        "plan": str(capital.make(business, wanted, by=putri).pk), "draft_id": str(draft.pk), "code": "dinkop-ukm",
        "innovation": inventions.propose(a_proposal("Zzusul melur"), by=putri).number,
    }  # fmt: skip


def _of_others(people: dict[str, Any]) -> dict[str, str]:
    unit, year = cast.the_desk("pelatihan").agency, timezone.localdate().year
    said = {"subject": "Zzbutuh", "now": 0, "wanted": 2, "why": "Contoh."}
    need = needs.record(Target(f"unit:{unit.pk}", unit), year, said, by=people["surya"])
    return {"need_id": str(need.pk)}


def _a_class(organiser: Any, name: str, starts: Any) -> Cohort:
    version = known_courses.newest(known_courses.course("inovasi-sektor-unggulan"))
    facts = {"name": name, "mode": "tatap-muka", "place": "Aula", "quota": 5}
    agency = cast.the_desk("pelatihan").agency
    cohort = training.plan(
        version, facts | {"nominate_until": timezone.localdate()}, agency=agency, by=organiser
    )
    meeting = Meeting("Sesi", starts, starts + timedelta(hours=2), f"Ruang {name}")
    training.add_session(cohort, meeting, by=organiser)
    return cohort


def a_running_class(people: dict[str, Any]) -> dict[str, str]:
    """Wulan and Anwar take part; Wulan sat a test and handed something in."""
    nurul, now = people["nurul"], timezone.now()
    cohort = _a_class(nurul, "Angkatan II", now + timedelta(days=5))
    training.announce(cohort, by=nurul)
    wulan, _anwar = (
        training.accept(training.nominate(cohort, people[who], by=people["ratna"]), by=nurul)
        for who in ("wulan", "anwar")
    )
    training.start(cohort, by=nurul)
    Session.objects.filter(cohort=cohort).update(starts_at=now, ends_at=now + timedelta(hours=2))
    cohort = Cohort.objects.get(pk=cohort.pk)
    facts = {"opens_at": now, "closes_at": now + timedelta(days=1), "minutes": 30, "attempts": 1}
    exam = exams.set_exam(cohort, facts | {"purpose": "awal"}, by=nurul)
    sitting = exams.begin(exam, wulan, by=people["wulan"])
    rubric = [{"criterion": "Isi", "weight": 1, "levels": ["kurang", "baik"]}]
    task = {"title": "Tugas", "task": "Tulis.", "due_at": now + timedelta(days=3), "rubric": rubric}
    assignment = assignments.set_assignment(cohort, task, by=nurul)
    handed = assignments.write(assignment, wulan, "Zztugas", edition=0, by=people["wulan"])
    assignments.turn_in(handed, by=people["wulan"])
    topic = forum.begin(cohort, "Zzforum", "Selamat datang.", by=people["wulan"])
    material = materials.add_link(cohort, "Zzbahan", "https://contoh.invalid/", by=nurul)
    return {
        "class": cohort.number, "session_id": str(classes.held(cohort)[0].pk), "exam_id": str(exam.pk),
        "sitting_id": str(sitting.pk), "question_id": sitting.order[0][0], "assignment_id": str(assignment.pk),
        "work_id": str(handed.pk), "enrolment_id": str(wulan.pk), "topic_id": str(topic.pk),
        "post_id": str(topic.posts.get().pk), "material_id": str(material.pk),
    }  # fmt: skip
