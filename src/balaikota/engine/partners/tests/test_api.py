"""A partner's program applies in Sari's name, by the questions and refusals of the pages, and sees its own cases only."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.partners import actions, queries
from balaikota.engine.partners.models import Act, Consent, Partner, Submission, Token
from balaikota.engine.partners.tests.conftest import ANSWERS, Ask, a_consent, a_partner, applied
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


def names(answer: Any) -> set[str]:
    assert answer["Content-Type"] == "application/problem+json"
    return {error["name"] for error in answer.json()["errors"]}


# --- applying -------------------------------------------------------------------------------------


def test_a_program_applies_for_sari_and_her_case_says_by_whom(ask: Ask, code: str, sari: Person) -> None:
    answer = applied(ask, code)
    assert answer.status_code == 201, answer.content
    case = Case.objects.get(number=answer.json()["number"])
    assert (case.applicant, case.answers) == (sari, ANSWERS)
    assert answer["Location"].endswith(f"/api/v1/permohonan/{case.number}")
    assert cast.story_of(case) == ["cases.submitted", "partners.submitted"]
    event = Event.objects.get(name="partners.submitted")
    assert (event.by, event.subject, event.purpose) == (None, sari, "memantau permohonan warga")
    assert event.detail == {"partner": "Aplikasi Kecamatan"}


def test_sent_again_with_the_same_key_it_is_the_same_case(ask: Ask, code: str) -> None:
    first, again = applied(ask, code), applied(ask, code)
    assert first.json() == again.json()
    assert (Case.objects.count(), Submission.objects.count()) == (1, 1)


def test_the_same_key_for_other_answers_is_refused(ask: Ask, code: str) -> None:
    applied(ask, code)
    other = applied(ask, code, body={"answers": ANSWERS | {"tamu": 3}})
    assert other.status_code == 422
    assert "Idempotency-Key" in other.json()["detail"]
    assert Case.objects.count() == 1


def test_two_partners_may_use_the_same_key(ask: Ask, code: str, sari: Person, service: str) -> None:
    applied(ask, code)
    second = a_partner("Aplikasi Kedua", service)
    secret = actions.issue_token(second, by=cast.hasan())
    assert applied(ask, a_consent(second, sari), secret=secret).status_code == 201


def test_a_request_without_a_key_is_told_so(ask: Ask, code: str) -> None:
    answer = applied(ask, code, key="")
    assert answer.status_code == 422
    assert names(answer) == {"Idempotency-Key"}
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("said", "name", "sentence"),
    [
        ({"nama_acara": ""}, "nama_acara", "wajib"),
        ({"nama_acara": "x" * 41}, "nama_acara", "Paling banyak 40"),
        ({"tanggal": "besok"}, "tanggal", "31/12/2025"),
        ({"tamu": 0}, "tamu", "Paling sedikit 1"),
        ({"tamu": 450}, "tamu", "izin keramaian"),
        ({"warna": "merah"}, "warna", "tidak ada pada formulir"),
        ({"denah": ["7e7b4f0e-3a57-4bb7-9d9f-0d8d1d8f3c11"]}, "denah", "/api/v1/berkas"),
    ],
)
def test_the_form_says_the_same_as_on_its_page(
    ask: Ask, code: str, said: dict[str, Any], name: str, sentence: str
) -> None:
    answer = applied(ask, code, body={"answers": ANSWERS | said})
    assert answer.status_code == 422
    assert names(answer) == {name}
    assert sentence in answer.json()["errors"][0]["sentence"]
    assert (Case.objects.count(), Draft.objects.count(), Submission.objects.count()) == (0, 0, 0)
    assert applied(ask, code).status_code == 201, "nothing was used up by the refusal"


def test_every_declaration_is_wanted_and_named(ask: Ask, code: str) -> None:
    answer = applied(ask, code, body={"declared": []})
    assert names(answer) == {"declared"}
    assert answer.json()["errors"][0]["sentence"].startswith("benar: Saya menyatakan")


def test_a_closed_service_takes_no_applications(ask: Ask, code: str, service: str) -> None:
    row = catalogue.service(service)
    row.is_open, row.closed_reason = False, "Tutup sampai Senin."
    row.save()
    answer = applied(ask, code)
    assert (answer.status_code, answer.json()["detail"]) == (403, "Tutup sampai Senin.")


def test_the_faults_speak_english_when_asked(ask: Ask, code: str) -> None:
    answer = ask("permohonan", {"service": 1}, key="kunci-satu", language="en")
    assert answer.status_code == 422
    assert answer["Content-Language"] == "en"


@pytest.mark.parametrize("body", ["{", "[]", '"x"', '{"answers": 1}', "\x00"])
def test_what_is_no_request_is_refused_and_never_quoted(ask: Ask, body: str) -> None:
    answer = ask("permohonan", body, key="kunci-satu")
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"


# --- consent --------------------------------------------------------------------------------------


def test_a_consent_opens_one_application(ask: Ask, code: str) -> None:
    applied(ask, code)
    assert applied(ask, code, key="kunci-dua").status_code == 403
    assert Case.objects.count() == 1


def test_the_code_may_be_copied_as_people_copy(ask: Ask, code: str) -> None:
    assert applied(ask, f" {code.lower().replace('-', ' ')} ").status_code == 201


def test_unknown_used_ended_taken_back_and_anothers_consent_get_the_same_answer(
    ask: Ask, code: str, sari: Person, service: str
) -> None:
    others = a_consent(a_partner("Aplikasi Kedua", service), sari)
    told = {applied(ask, each).json()["detail"] for each in ("izin-AAAA-BBBB-CCCC-DDDD", others)}
    row = Consent.objects.get(index=queries.consent_index(code))
    Consent.objects.filter(pk=row.pk).update(until_at=timezone.now())
    told.add(applied(ask, code).json()["detail"])
    Consent.objects.filter(pk=row.pk).update(until_at=timezone.now() + timedelta(days=1))
    actions.take_back(row, by=sari)
    told.add(applied(ask, code).json()["detail"])
    assert told == {"Izin warga tidak dikenal, sudah dipakai, ditarik, atau lewat waktunya."}
    assert not Case.objects.exists()


def test_a_consent_is_for_its_service_only(ask: Ask, code: str) -> None:
    assert applied(ask, code, body={"service": "layanan-lain"}).status_code == 403


def test_who_was_never_checked_gives_no_consent(partner: Partner) -> None:
    with pytest.raises(Refusal, match="diperiksa petugas"):
        a_consent(partner, cast.budi())


def test_after_taking_it_back_the_partner_sees_nothing_and_the_case_goes_on(
    ask: Ask, code: str, sari: Person
) -> None:
    number = applied(ask, code).json()["number"]
    actions.take_back(Consent.objects.get(), by=sari)
    assert ask(f"permohonan/{number}").status_code == 404
    assert ask("permohonan").json() == {"items": [], "next": None}
    assert Case.objects.get(number=number).is_open


def test_nobody_takes_back_anothers_consent(code: str) -> None:
    with pytest.raises(Refusal, match="bukan milik"):
        actions.take_back(Consent.objects.get(), by=cast.budi())


def test_codes_and_tokens_are_kept_as_fingerprints_only(code: str, token: str) -> None:
    kept = (
        str(list(Consent.objects.values()))
        + str(list(Token.objects.values()))
        + str(list(Event.objects.values()))
    )
    assert code not in kept
    assert token not in kept


# --- reading --------------------------------------------------------------------------------------


def test_a_status_holds_nothing_about_a_person_and_the_look_is_recorded(
    ask: Ask, code: str, sari: Person
) -> None:
    number = applied(ask, code).json()["number"]
    answer = ask(f"permohonan/{number}")
    assert answer.json()["state"] == "open"
    assert answer.json()["step"] == "Pemeriksaan"
    assert answer["Cache-Control"] == "no-store"
    for secret in (sari.name, sari.nik, "Pesta Durian"):
        assert secret not in answer.content.decode()
    look = Event.objects.get(name="partners.opened")
    assert (look.by, look.subject, look.purpose) == (None, sari, "memantau permohonan warga")
    assert look.detail == {"partner": "Aplikasi Kecamatan", "what": "status"}


def test_a_look_without_the_body_is_a_look(ask: Ask, code: str, token: str, client: Client) -> None:
    place = f"/api/v1/permohonan/{applied(ask, code).json()['number']}"
    answer = client.head(place, headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer["Content-Type"], answer.content) == (
        200,
        "application/json; charset=utf-8",
        b"",
    )
    assert Event.objects.filter(name="partners.opened").count() == 1
    assert client.head(place).status_code == 401
    assert "head" not in client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/permohonan"]


def test_sari_sees_which_partner_looked(ask: Ask, code: str, sari: Person, client: Client) -> None:
    ask(f"permohonan/{applied(ask, code).json()['number']}")
    client.force_login(sari)
    page = client.get("/akun/siapa-membuka/").content.decode()
    assert "Aplikasi Kecamatan" in page
    assert "memantau permohonan warga" in page


def test_answers_need_the_agreement_and_the_persons_word(
    ask: Ask, code: str, partner: Partner, sari: Person
) -> None:
    number = applied(ask, code).json()["number"]
    assert ask(f"permohonan/{number}/isian").status_code == 404
    service = catalogue.service("izin-uji")
    actions.allow(partner, service, [Act.SUBMIT, Act.READ, Act.ANSWERS], by=cast.hasan())
    assert ask(f"permohonan/{number}/isian").status_code == 404, "Sari was told otherwise when she consented"
    newer = applied(ask, a_consent(partner, sari), key="kunci-dua").json()["number"]
    assert ask(f"permohonan/{newer}/isian").json()["answers"] == ANSWERS
    assert Event.objects.filter(name="partners.opened", detail__what="answers").count() == 1


def test_another_partner_finds_nothing(ask: Ask, code: str, service: str) -> None:
    number = applied(ask, code).json()["number"]
    secret = actions.issue_token(a_partner("Aplikasi Kedua", service), by=cast.hasan())
    for path in (f"permohonan/{number}", f"permohonan/{number}/isian"):
        assert ask(path, secret=secret).status_code == 404
    assert ask(f"permohonan/{number}/pencabutan", {}, secret=secret).status_code == 404
    assert ask("permohonan", secret=secret).json()["items"] == []


def test_what_sari_applied_for_herself_is_no_partners_business(ask: Ask, sari: Person) -> None:
    own = cast.a_case("izin-uji", sari)
    assert ask(f"permohonan/{own.number}").status_code == 404


def test_without_the_read_scope_nothing_is_read(ask: Ask, code: str, partner: Partner) -> None:
    number = applied(ask, code).json()["number"]
    actions.allow(partner, catalogue.service("izin-uji"), [Act.SUBMIT], by=cast.hasan())
    assert ask(f"permohonan/{number}").status_code == 404


def test_the_list_goes_on_page_by_page_and_costs_the_same(
    ask: Ask, partner: Partner, sari: Person, django_assert_max_num_queries: Any
) -> None:
    sent = [applied(ask, a_consent(partner, sari), key=f"kunci-{n:04}").json()["number"] for n in range(5)]
    with django_assert_max_num_queries(15):
        first = ask("permohonan?limit=2").json()
    seen = [row["number"] for row in first["items"]]
    while first["next"]:
        first = ask("/" + first["next"].split("/", 3)[3]).json()
        seen += [row["number"] for row in first["items"]]
    assert seen == sent[::-1]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "before=0", "before=x", "before=" + "9" * 40])
def test_an_odd_page_is_refused_with_its_name(ask: Ask, query: str) -> None:
    answer = ask(f"permohonan?{query}")
    assert answer.status_code == 422
    assert names(answer) == {query.partition("=")[0]}


def test_services_and_their_form_are_told(ask: Ask) -> None:
    (row,) = ask("layanan").json()
    assert (row["slug"], row["acts"]) == ("izin-uji", ["submit", "read"])
    schema = ask("layanan/izin-uji").json()
    assert set(schema["properties"]) == {"nama_acara", "tanggal", "tamu", "denah"}
    assert ask("layanan/tidak-ada").status_code == 404


# --- files and withdrawal -------------------------------------------------------------------------


def upload(client: Client, token: str, code: str, file: SimpleUploadedFile) -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    return client.post("/api/v1/berkas", {"consent": code, "file": file}, headers=headers)


def test_a_file_is_kept_for_sari_and_goes_with_the_application(
    client: Client, ask: Ask, token: str, code: str, sari: Person
) -> None:
    kept = upload(client, token, code, cast.a_pdf("denah.pdf"))
    assert kept.status_code == 201, kept.content
    answer = applied(ask, code, body={"answers": ANSWERS | {"denah": [kept.json()["id"]]}})
    assert answer.status_code == 201, answer.content
    assert Case.objects.get().answers["denah"] == [kept.json()["id"]]


def test_what_is_no_file_of_ours_is_refused(client: Client, token: str, code: str) -> None:
    answer = upload(
        client, token, code, SimpleUploadedFile("denah.pdf", b"MZ\x90", content_type="application/pdf")
    )
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def test_nothing_is_uploaded_without_a_consent(client: Client, token: str) -> None:
    assert upload(client, token, "izin-AAAA-BBBB-CCCC-DDDD", cast.a_pdf()).status_code == 403


def test_a_partner_withdraws_while_the_case_is_open(ask: Ask, code: str) -> None:
    number = applied(ask, code).json()["number"]
    assert ask(f"permohonan/{number}/pencabutan", {}).json()["state"] == "withdrawn"
    again = ask(f"permohonan/{number}/pencabutan", {})
    assert again.status_code == 403
    assert "sudah selesai" in again.json()["detail"]
    assert cast.story_of(Case.objects.get())[-2:] == ["cases.withdrawn", "partners.withdrawn"]


def test_a_decision_shows_in_the_status_without_its_reason(ask: Ask, code: str) -> None:
    number = applied(ask, code).json()["number"]
    cases.pass_step(Case.objects.get(), by=cast.wulan())
    cases.decide(Case.objects.get(), "refused", reason="Sari belum melunasi.", by=cast.anwar())
    answer = ask(f"permohonan/{number}")
    assert (answer.json()["state"], answer.json()["outcome"]) == ("refused", "refused")
    assert "melunasi" not in answer.content.decode()
