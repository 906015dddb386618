"""A small city for the access matrix: the cast, Sari's granted case with its paper, her open case and her draft."""

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from balaikota.complaints.reports import actions as reports
from balaikota.complaints.topics import actions as topics
from balaikota.complaints.topics import queries as known_topics
from balaikota.economy.accounts import actions as economy
from balaikota.engine.breaches import actions as breaches
from balaikota.engine.catalogue import queries as services
from balaikota.engine.partners import actions as partners
from balaikota.engine.rights import actions as rights
from balaikota.engine.rights import methods
from balaikota.engine.rights.models import Request as Asked
from balaikota.engine.workshop import actions as workshop
from balaikota.enterprises.books import actions as books
from balaikota.enterprises.capital import actions as capital
from balaikota.enterprises.clinics import actions as clinics
from balaikota.enterprises.coaching import actions as coaching
from balaikota.enterprises.ladder import actions as ladder
from balaikota.enterprises.permits import actions as permits
from balaikota.enterprises.programmes import actions as programmes
from balaikota.enterprises.register import actions as enterprises
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.files import queries as files
from balaikota.foundation.people.queries import sign_in_token
from balaikota.information.agenda import actions as agenda
from balaikota.information.alerts import actions as alerts
from balaikota.information.articles import actions as articles
from balaikota.information.places import actions as places_room
from balaikota.information.places.methods import Facts
from balaikota.information.review import actions as turns
from balaikota.innovation.evidence import actions as evidence
from balaikota.innovation.ideas import actions as ideas
from balaikota.innovation.life import actions as inventions
from balaikota.innovation.life.methods import CRITERIA, Proposal
from balaikota.products.categories import actions as categories
from balaikota.products.listings import actions as listings
from balaikota.products.orders import actions as orders
from balaikota.products.orders import queries as carts
from balaikota.products.quotations import actions as quotations
from balaikota.products.showcase import actions as fairs
from balaikota.products.showcase.methods import short
from balaikota.training.assignments.models import Assignment
from balaikota.training.classes import actions as training
from balaikota.training.classes import queries as classes
from balaikota.training.classes.methods import Meeting
from balaikota.training.courses import actions as courses
from balaikota.training.courses import queries as known_courses
from balaikota.training.exams import actions as exams
from balaikota.training.forum import actions as forum
from balaikota.training.materials import actions as materials
from balaikota.training.needs import actions as needs
from balaikota.training.needs.queries import Target
from balaikota.training.packages import actions as packages
from balaikota.training.packages.methods import Item, Manifest
from balaikota.training.plans import actions as plans
from tests import cast, matrix_others
from tests.access import BELOW, ROLES

NOTHING = "00000000-0000-4000-8000-000000000000"


def open_city() -> dict[str, Any]:
    from balaikota.engine.catalogue.actions import load_services

    cast.the_desk()
    cast.saris_family()
    load_services()
    people = {who: getattr(cast, who)() for who in ROLES if who != "anonymous"}
    people |= {"tono": matrix_others.the_neighbour(), "putri": matrix_others.the_third()}
    granted = cast.a_granted_case("akta-kelahiran", people["sari"])
    cast.run_jobs()
    opened = cast.a_case("akta-kelahiran", people["sari"], anak_ke=3, anak_nama="Kenanga Putri")
    draft = cast.a_draft("akta-kelahiran", people["sari"], anak_ke=4, anak_nama="Mawar Putri")
    rewritten = workshop.revise(services.service("akta-kelahiran"), by=people["hasan"])
    (letter,) = documents.letters_about(granted)
    people["partner"] = partners.enrol(
        "Aplikasi contoh", purpose="uji akses", agreement="PKS 1/2026", by=people["hasan"]
    )
    article = an_article(people["fitri"], people["rahmat"])
    office = Facts("Kantor Contoh", "kantor", "Jalan Contoh 1", cast.a_kelurahan().code)
    places_room.add(office, by=None)
    report = a_report(people)
    business = enterprises.register(
        enterprises.Entry("Kue Sari", {"kelurahan": cast.a_kelurahan()}), by=people["sari"]
    )
    a_book(business, people["sari"])
    enterprises.mend(business, {}, wares=["Bika ambon"], by=people["sari"])
    product = a_product(business, people["sari"])
    wanted = {"purpose": "Oven", "monthly_cost": 1, "sales_month": 1, "variable_pct": 60}
    plan = capital.make(business, wanted, by=people["sari"])
    permit = permits.tell(business, permits.Told("nib", "1234567890123"), by=people["sari"])
    meeting = a_meeting(business, people)
    application = an_application(business, people)
    clinic = a_clinic(people["lina"])
    cohort, exam = a_training(people["nurul"])
    need, line = a_year_plan(people)
    told = Manifest("scorm-1.2", "Paket", "paket", [Item("satu", "Satu", "index.html")])
    material = materials.add_link(cohort, "Bacaan", "https://contoh.invalid/", by=people["nurul"])
    package = packages.keep_package(cohort, told, b"", by=people["nurul"])
    assignment = an_assignment(cohort, people["nurul"])
    topic = forum.begin(cohort, "Perkenalan", "Selamat datang.", by=people["nurul"])
    asked = rights.ask(methods.rights()["akses"], "Semua data saya.", by=people["sari"])
    Asked.objects.filter(pk=asked.pk).update(number="HAK-SARI")
    breach = a_breach(people)
    alerts.load_numbers()
    economy.load()
    happening = a_happening(people["fitri"], people["rahmat"])
    order, inquiry, fair = a_trade(business, product, people)
    people["cohort"] = application.cohort
    idea, innovation = an_innovation(people)
    places = {
        "reader": str(people["wulan"].pk),
        "tenure": str(people["wulan"].tenures.get().pk),
        "happening": happening.slug,
        "happening_id": str(happening.pk),
        "month": "2026-12",
        "day": "2026-12-05",
        "article": article.slug,
        "article_id": str(article.pk),
        "kind": "berita",
        "topic": "kesehatan",
        "kategori": "berkala",
        "section": "informasi",
        "version": "1",
        "report": report.number,
        "breach": breach.number,
        "enterprise": business.number,
        "ware": str(business.wares.get().pk),
        "permit": str(permit.pk),
        "product": product.code,
        "check": str(product.checks.get().pk),
        "plan": str(plan.pk),
        "book_month": f"{timezone.localdate():%Y-%m}",
        "order": order.number,
        "inquiry": inquiry.number,
        "fair": str(fair.pk),
        "shop_code": short(business.number),
        "district": business.kelurahan.parent.code,
        "meeting": str(meeting.pk),
        "application": str(application.pk),
        "cohort": application.cohort.slug,
        "clinic": str(clinic.pk),
        "measure": "terdaftar",
        "course": cohort.version.course.code,
        "class": cohort.number,
        "owners_class": a_class_for_owners(people["nurul"]).number,
        "session_id": str(classes.held(cohort)[0].pk),
        "exam_id": str(exam.pk),
        "package_id": str(package.pk),
        "material_id": str(material.pk),
        "assignment_id": str(assignment.pk),
        "work_id": NOTHING,
        "topic_id": str(topic.pk),
        "post_id": str(topic.posts.get().pk),
        "servant": str(people["wulan"].pk),
        "need_id": str(need.pk),
        "year": str(line.plan.year),
        "line_id": str(line.pk),
        "enrolment_id": NOTHING,
        "attendance_id": NOTHING,
        "sitting_id": NOTHING,
        "question_id": NOTHING,
        "certificate_id": NOTHING,
        "outside_id": NOTHING,
        "project_id": NOTHING,
        "slug": "akta-kelahiran",
        "id": str(draft.pk),
        "name": "bayi",
        "number": opened.number,
        "token": letter.token,
        "letter_id": str(letter.pk),
        "file_id": str(files.of(opened)[0].pk),
        "person_id": str(people["sari"].pk),
        "level": "village",
        "pk": "1",
        "step": "verifikasi",
        "code": "disdukcapil",
        "quarter": "2020-1",
        "draft_id": str(rewritten.pk),
        "innovation": innovation.number,
        "plan_id": str(innovation.plan_id),
        "idea": str(idea.pk),
        "part": "pertanyaan",
        "key": "anak_nama",
        "which": "0",
        "page_name": "bayi",
        "asked": "HAK-SARI",
    }
    other, elsewhere = matrix_others.others(people), matrix_others.elsewhere(people)
    places |= matrix_others.papers_of(people["sari"], people) | matrix_others.desk_of(people["wulan"], "Pagi")
    crossed = {name: value for name, value in other.items() if name in BELOW}
    differing = {"own": {}, "other": other, "elsewhere": elsewhere, "crossed": crossed}
    return {"people": people, "places": places, "differing": differing, "sign_in": sign_in}


def a_breach(people: dict[str, Any]) -> Any:
    """Sari's data it was, and she has been told."""
    said = breaches.Told("Nama.", "Kemarin, surat salah kirim.", "Surat ditarik.")
    breach = breaches.note(said, known_at=timezone.now(), by=people["hasan"])
    breaches.add_people(breach, [people["sari"]], by=people["hasan"])
    breaches.tell_people(breach, by=people["hasan"])
    return breach


def an_article(writer: Any, reviewer: Any) -> Any:
    """A public document, written by one and let out by the other."""
    said = {"topic": "kesehatan", "title": "Laporan kinerja", "summary": "Contoh.", "kategori": "berkala"}
    article = articles.begin("dokumen-publik", said | {"file": cast.a_file(writer)}, by=writer)
    articles.send(article, by=writer)
    articles.publish(article, 1, by=reviewer)
    return article


def a_product(business: Any, seller: Any) -> Any:
    """On the shelf, and waiting to be looked at."""
    categories.load()
    said = {"name": "Bika ambon pandan", "category": "MKN-03", "price": 65_000, "unit": "kotak"}
    product = listings.write(business, listings.Said(said), by=seller)
    listings.publish(product, by=seller)
    return product


def a_report(people: dict[str, Any]) -> Any:
    """Sari's, on Yusuf's desk."""
    topics.load_topics()
    road = known_topics.topic("jalan-rusak")
    assert road is not None
    return reports.send(reports.Letter(road, "Lubang di depan sekolah"), by=people["sari"])


def an_innovation(people: dict[str, Any]) -> tuple[Any, Any]:
    """Sari's idea, and her innovation that is being tried with a locked plan."""
    idea = ideas.post(
        "Antar dokumen", "Antrean panjang di loket.", "Dokumen diantar ke rumah.", by=people["sari"]
    )
    said = Proposal(
        "Antar dokumen", "pelayanan_publik", "dukcapil", "masyarakat", "Antre.", "Diantar.", "Cepat.", "Hemat.",
        "2026-01", "2027-12", criteria=dict.fromkeys(CRITERIA, "Sudah dijelaskan."),
    )  # fmt: skip
    row = inventions.propose(said, by=people["sari"])
    inventions.find_fit(row, cast.the_desk().agency, decree="SK 1/2026", by=people["laila"])
    starts, review = {"kota": "2026-01"}, timezone.localdate() + timedelta(days=400)
    plan = evidence.Said("Antar dokumen", "case_days", "lower", 3, starts, "2027-12", review)
    inventions.write_plan(row, plan, by=people["sari"])
    inventions.lock_plan(row, by=people["sari"])
    inventions.begin_trial(row, by=people["sari"])
    row.refresh_from_db()
    return idea, row


def a_training(organiser: Any) -> Any:
    """An announced class without participants, and its pre-test."""
    courses.load_courses()
    exams.load_bank()
    version = known_courses.newest(known_courses.course("inovasi-sektor-unggulan"))
    now, agency = timezone.now(), cast.the_desk("pelatihan").agency
    facts = {"name": "Angkatan I", "mode": "tatap-muka", "place": "Aula", "quota": 3}
    cohort = training.plan(version, facts | {"nominate_until": now.date()}, agency=agency, by=organiser)
    starts = now + timedelta(days=3)
    training.add_session(cohort, Meeting("Sesi", starts, starts + timedelta(hours=2), "Aula"), by=organiser)
    training.announce(cohort, by=organiser)
    when = {"opens_at": now, "closes_at": starts, "minutes": 30, "attempts": 1, "purpose": "awal"}
    return cohort, exams.set_exam(cohort, when, by=organiser)


def an_assignment(cohort: Any, organiser: Any) -> Any:
    """As it was set while the class ran."""
    rubric = [{"criterion": "Isi", "weight": 1, "levels": ["kurang", "baik"]}]
    due_at = timezone.now() + timedelta(days=3)
    facts = {"title": "Tugas", "task": "Tulis.", "due_at": due_at, "rubric": rubric}
    return Assignment.objects.create(cohort=cohort, by=organiser, **facts)


def a_year_plan(people: dict[str, Any]) -> tuple[Any, Any]:
    """Ratna's unit lacks something, and the draft of this year's plan has a line for it."""
    year, unit = timezone.localdate().year, cast.the_desk().agency
    said = {"subject": "Ukuran hasil", "now": 0, "wanted": 2, "why": "Contoh."}
    need = needs.record(Target(f"unit:{unit.pk}", unit), year, said, by=people["ratna"])
    plan = plans.draft(year, by=people["nurul"])
    return need, plans.answer(plan, [need], by=people["nurul"])


def a_class_for_owners(organiser: Any) -> Any:
    """An announced clinic to which nobody has come yet."""
    version = known_courses.newest(known_courses.course("hitung-harga-jual"))
    now, agency = timezone.now(), cast.the_desk("pelatihan").agency
    facts = {"name": "Klinik", "mode": "tatap-muka", "place": "Balai", "quota": 9, "audience": "umkm"}
    cohort = training.plan(version, facts | {"nominate_until": now.date()}, agency=agency, by=organiser)
    starts = now + timedelta(days=4)
    training.add_session(
        cohort, Meeting("Praktik", starts, starts + timedelta(hours=3), "Balai"), by=organiser
    )
    training.announce(cohort, by=organiser)
    return cohort


def a_happening(writer: Any, reviewer: Any) -> Any:
    starts = timezone.now() + timedelta(days=3)
    when = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    happening = agenda.begin(
        {"title": "Pasar murah", "place": "Balai", "organiser": "Kota"} | when, by=writer
    )
    turns.send(happening, by=writer)
    agenda.publish(happening, 1, by=reviewer)
    return happening


def a_book(business: Any, owner: Any) -> None:
    """Sari's, with one sale."""
    today = timezone.localdate()
    book = books.open_book(business, today, by=owner)
    books.record(book, books.Said("sale", 25_000, today), by=owner)


def a_trade(business: Any, product: Any, people: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Wulan has ordered two of what Sari sells; Rina asks for prices and plans a fair."""
    said = orders.Said("+6281234567890", ways={business.number: "pickup"})
    wanted = [carts.wanted(product.code, 0, 2)]
    (order,) = orders.place(wanted, said, key=uuid.uuid4(), by=people["wulan"])
    now = timezone.now()
    asked = quotations.Asked(
        "Rapat", "Kantor", now.date() + timedelta(days=9), now + timedelta(days=3), [("Kue", 9, "kotak")]
    )
    inquiry = quotations.draft(asked, cast.the_desk("umkm").agency, by=people["rina"])
    other = enterprises.record(enterprises.Entry("Lain"), enterprises.OwnerEntry("Ani"), by=people["joko"])
    people["rival"] = other
    for seller in (business, other):
        quotations.invite(inquiry, seller, by=people["rina"])
    quotations.send(inquiry, by=people["rina"])
    fair = fairs.announce("Bazar", "Lapangan", now.date(), now.date(), by=people["rina"])
    fairs.seat(fair, business, "A1", by=people["rina"])
    return order, inquiry, fair


def a_meeting(business: Any, people: dict[str, Any]) -> Any:
    """Sari's business stands on the ladder; Lina coaches it and will visit tomorrow."""
    ladder.diagnose(business, {}, by=people["sari"])
    coaching.set_up(people["lina"], ["produksi"], [], 5, by=people["lina"])
    mentoring = coaching.request(business, "produksi", by=people["sari"])
    return coaching.plan(mentoring, "visit", timezone.now() + timedelta(days=1), by=people["lina"])


def an_application(business: Any, people: dict[str, Any]) -> Any:
    """Rina's programme takes applications today; Sari's business has sent one."""
    today = timezone.localdate()
    days = zip(("opens_on", "closes_on", "starts_on", "ends_on"), (0, 3, 9, 60), strict=True)
    told = {"name": "Kemasan baru", "about": "Desain kemasan.", "field": "produksi", "quota": 2}
    told |= {name: today + timedelta(days=n) for name, n in days}
    cohort = programmes.publish(told, by=people["rina"])
    return programmes.apply(cohort, business, by=people["sari"])


def a_clinic(coach: Any) -> Any:
    at = timezone.now() + timedelta(days=2)
    told = {"title": "Foto produk", "field": "produksi", "place": "Kantor", "seats": 9, "at": at}
    return clinics.open_clinic(told, by=coach)


def sign_in(client: Client, person: Any) -> None:
    """By the demo link, which counts as a second factor in a sample city only."""
    client.post(reverse("people:sign_in_as_now", args=[sign_in_token(person)]))
