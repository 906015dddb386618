"""A small city for the access matrix: the cast, Sari's granted case with its paper, her open case and her draft."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from balaikota.complaints.reports import actions as reports
from balaikota.complaints.topics import actions as topics
from balaikota.complaints.topics import queries as known_topics
from balaikota.engine.catalogue import queries as services
from balaikota.engine.partners import actions as partners
from balaikota.engine.rights import actions as rights
from balaikota.engine.rights import methods
from balaikota.engine.rights.models import Request as Asked
from balaikota.engine.workshop import actions as workshop
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
from balaikota.training.classes import actions as training
from balaikota.training.classes import queries as classes
from balaikota.training.classes.methods import Meeting
from balaikota.training.courses import actions as courses
from balaikota.training.courses import queries as known_courses
from balaikota.training.exams import actions as exams
from tests import cast

NOTHING = "00000000-0000-4000-8000-000000000000"


def open_city() -> dict[str, Any]:
    from balaikota.engine.catalogue.actions import load_services

    cast.the_desk()
    cast.saris_family()
    load_services()
    people = {
        who: getattr(cast, who)()
        for who in [
            "sari",
            "budi",
            "wulan",
            "anwar",
            "ratna",
            "mega",
            "hasan",
            "intan",
            "fitri",
            "rahmat",
            "dewi",
            "yusuf",
            "lina",
            "joko",
            "rina",
            "nurul",
        ]
    }
    granted = cast.a_granted_case("akta-kelahiran", people["sari"])
    cast.run_jobs()
    opened = cast.a_case("akta-kelahiran", people["sari"], anak_ke=3, anak_nama="Kenanga Putri")
    draft = cast.a_draft("akta-kelahiran", people["sari"], anak_ke=4, anak_nama="Mawar Putri")
    rewritten = workshop.revise(services.service("akta-kelahiran"), by=people["hasan"])
    (letter,) = documents.letters_about(granted)
    partners.enrol("Aplikasi contoh", purpose="uji akses", agreement="PKS 1/2026", by=people["hasan"])
    article = an_article(people["fitri"], people["rahmat"])
    office = Facts("Kantor Contoh", "kantor", "Jalan Contoh 1", cast.a_kelurahan().code)
    places_room.add(office, by=None)
    report = a_report(people)
    business = enterprises.register(enterprises.Entry("Kue Sari"), by=people["sari"])
    cohort, exam = a_training(people["nurul"])
    asked = rights.ask(methods.rights()["akses"], "Semua data saya.", by=people["sari"])
    Asked.objects.filter(pk=asked.pk).update(number="HAK-SARI")
    alerts.load_numbers()
    happening = a_happening(people["fitri"], people["rahmat"])
    places = {
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
        "enterprise": business.number,
        "course": cohort.version.course.code,
        "cohort": cohort.number,
        "session_id": str(classes.held(cohort)[0].pk),
        "exam_id": str(exam.pk),
        "servant": str(people["wulan"].pk),
        "enrolment_id": NOTHING,
        "attendance_id": NOTHING,
        "sitting_id": NOTHING,
        "question_id": NOTHING,
        "certificate_id": NOTHING,
        "outside_id": NOTHING,
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
        "part": "pertanyaan",
        "key": "anak_nama",
        "which": "0",
        "page_name": "bayi",
    }
    return {"people": people, "places": places, "sign_in": sign_in}


def an_article(writer: Any, reviewer: Any) -> Any:
    """A public document, written by one and let out by the other."""
    said = {"topic": "kesehatan", "title": "Laporan kinerja", "summary": "Contoh.", "kategori": "berkala"}
    article = articles.begin("dokumen-publik", said | {"file": cast.a_file(writer)}, by=writer)
    articles.send(article, by=writer)
    articles.publish(article, 1, by=reviewer)
    return article


def a_report(people: dict[str, Any]) -> Any:
    """Sari's, on Yusuf's desk."""
    topics.load_topics()
    road = known_topics.topic("jalan-rusak")
    assert road is not None
    return reports.send(reports.Letter(road, "Lubang di depan sekolah"), by=people["sari"])


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


def a_happening(writer: Any, reviewer: Any) -> Any:
    starts = timezone.now() + timedelta(days=3)
    when = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    happening = agenda.begin(
        {"title": "Pasar murah", "place": "Balai", "organiser": "Kota"} | when, by=writer
    )
    turns.send(happening, by=writer)
    agenda.publish(happening, 1, by=reviewer)
    return happening


def sign_in(client: Client, person: Any) -> None:
    """By the demo link, which counts as a second factor in a sample city only."""
    client.post(reverse("people:sign_in_as_now", args=[sign_in_token(person)]))
