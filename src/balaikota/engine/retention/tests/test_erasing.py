"""What an erasure takes, what it leaves, and who must agree to it."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case, Correction, StepDone
from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.copies import queries as copies
from balaikota.engine.retention import actions, contract, gateway, jobs, queries
from balaikota.engine.retention.models import Due
from balaikota.engine.retention.tests.conftest import SERVICE, SLUG, announced, erased, listed, office
from balaikota.engine.satisfaction import queries as satisfaction
from balaikota.engine.waiting import queries as waiting
from balaikota.engine.work import actions as work
from balaikota.engine.work.models import NameIndex, Note
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.files import queries as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person
from balaikota.kit.erasing import pointing_at
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


def everything_readable(case: Case) -> str:
    """Everything the city could still read of a case, unsealed."""
    case = Case.objects.get(pk=case.pk)
    said: list[object] = [case.answers, case.facts, case.subject_name, case.reason]
    said += [case.draft.answers] if case.draft else []
    said += [[row.before, row.after, row.reason] for row in Correction.objects.filter(case=case)]
    said += [row.note for row in StepDone.objects.filter(case=case)]
    said += [note.text for note in Note.objects.filter(case=case)]
    said += [letter.content for letter in documents.letters_about(case)]
    said += list(StoredFile.objects.values_list("original_name", flat=True))
    said += [message.body + message.subject for message in Message.objects.all()]
    return json.dumps(said, default=str)


def test_everything_one_case_says_is_gone_from_rows_and_disk(old: Case) -> None:
    work.write_note(old, "Melati sudah datang ke loket", by=cast.wulan())
    StepDone.objects.filter(case=old).update(note="Melati benar")
    uploads = copies.files_of(old)
    papers = [letter.file for letter in documents.letters_about(old)]
    assert uploads
    assert papers
    assert all(files.path(file).exists() for file in [*uploads, *papers])
    assert "Melati" in everything_readable(old)
    assert NameIndex.objects.get(case=old).words
    erased(old)
    assert "Melati" not in everything_readable(old)
    assert not any(files.path(file).exists() for file in [*uploads, *papers])
    assert NameIndex.objects.get(case=old).words == []
    assert Case.objects.get(pk=old.pk).answers == {}


def test_every_row_that_declares_personal_data_is_emptied(old: Case) -> None:
    work.write_note(old, "Catatan", by=cast.wulan())
    erased(old)
    case = Case.objects.select_related("draft").get(pk=old.pk)
    for row in [case, case.draft, *queries.rows_about(case)]:
        for name in row.personal:
            assert not getattr(row, name), f"{row._meta.label}.{name}"


def test_whatever_points_at_a_case_is_erased_or_kept_by_a_law() -> None:
    """A new room's table is erased by declaring `personal`; a register says which law keeps it."""
    reached = {model._meta.label_lower for model, _ in pointing_at(Case)}
    assert {"work.note", "work.nameindex", "cases.correction", "carryover.carry"} <= reached
    assert {"likeness.trace", "likeness.pair"} <= reached, "a room this one has never heard of"
    assert {"deeds.akta", "households.versikk", "moves.perpindahan"} <= set(contract.registers())
    for label in contract.registers():
        assert apps.get_model(label).personal, f"{label} has nothing to keep"


def test_the_figures_are_the_same_before_and_after(old: Case) -> None:
    since = timezone.now() - timedelta(days=3650)
    agency, quarter = old.desk.agency.code, satisfaction.quarters(old.desk.agency)[0]

    def figures() -> object:
        report = satisfaction.report(agency, quarter)
        by_month = list(
            Case.objects.values_list(
                "edition__service__slug", "outcome", "closed_at", "submitted_at", "due_at"
            )
        )
        return waiting.measured(since), report.result, report.services, by_month

    before = figures()
    erased(old)
    assert figures() == before


def test_the_chain_and_the_verify_page_hold(client: Client, old: Case) -> None:
    (letter,) = documents.letters_about(old)
    signed = files.read_bytes(letter.file)
    batch = erased(old)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # events are chained at commit
    assert audit.faults() == []
    assert "Surat ini asli dan berlaku" in client.get(f"/verifikasi/{letter.token}/").content.decode()
    from django.core.files.uploadedfile import SimpleUploadedFile

    copy = SimpleUploadedFile("surat.pdf", signed, content_type="application/pdf")
    answer = client.post(f"/verifikasi/{letter.token}/salinan/", {"salinan": copy}).content.decode()
    assert "Salinan ini sama persis" in answer, "the holder's own copy is still told from a forged one"
    proof = queries.paper_of(batch)
    assert "Surat ini asli dan berlaku" in client.get(f"/verifikasi/{proof.token}/").content.decode()


def test_no_event_holds_what_an_applicant_wrote(old: Case) -> None:
    erased(old)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_event e where e::text like '%Melati%'")
        assert cursor.fetchone() == (0,)


def test_the_proof_names_numbers_and_no_person(old: Case, sari: Person) -> None:
    batch = erased(old)
    said = json.dumps(queries.paper_content(batch))
    assert old.number in said
    assert sari.name not in said
    assert "Melati" not in said
    letter = queries.paper_of(batch)
    assert letter.state == "issued"
    assert files.read_bytes(letter.file).startswith(b"%PDF")
    assert letter.subject is None


def test_the_applicant_is_told_before_and_after(old: Case, sari: Person) -> None:
    announced(old)
    before = Message.objects.filter(to=sari).latest("pk")
    assert "akan dihapus" in before.subject
    erased_again = listed_and_confirmed(old)
    assert erased_again
    assert [
        message.subject for message in Message.objects.filter(to=sari, url__startswith=old.get_absolute_url())
    ] == [f"Berkas permohonan {old.number} sudah dihapus"]


def listed_and_confirmed(case: Case) -> bool:
    batch = actions.prepare(office(), by=cast.anwar())
    actions.confirm(batch, by=cast.ratna())
    cast.run_jobs()
    return Due.objects.get(case=case).erased_at is not None


def test_nothing_is_announced_before_its_time(granted: Case) -> None:
    jobs.announce(0)
    assert not Due.objects.exists()


def test_an_announced_case_waits_for_the_days_of_the_notice(old: Case) -> None:
    jobs.announce(0)
    row = Due.objects.get(case=old)
    assert row.due_on == timezone.localdate() + timedelta(days=30)
    with pytest.raises(Refusal, match="Belum ada berkas"):
        actions.prepare(office(), by=cast.anwar())


def test_one_person_alone_destroys_nothing(old: Case) -> None:
    batch = listed(old)
    with pytest.raises(Refusal, match="Hanya kepala kantor"):
        actions.confirm(batch, by=cast.anwar())
    actions.discard(batch, by=cast.ratna())
    own = actions.prepare(office(), by=cast.ratna())
    with pytest.raises(Refusal, match="orang kedua"):
        actions.confirm(own, by=cast.ratna())
    with pytest.raises(Refusal, match="belum disetujui"):
        actions.erase(Due.objects.get(case=old).pk)


@pytest.mark.parametrize("who", ["wulan", "sari", "hasan", "mega", "intan"])
def test_who_keeps_no_papers_makes_no_list(old: Case, who: str) -> None:
    announced(old)
    with pytest.raises(Refusal):
        actions.prepare(office(), by=getattr(cast, who)())


def test_what_is_held_comes_off_the_list_and_stays(old: Case) -> None:
    batch = listed(old)
    actions.hold(old, "Perkara 12/G/2026/PTUN.MDN", by=cast.anwar())
    assert not batch.dues.exists()
    with pytest.raises(Refusal, match="kosong"):
        actions.confirm(batch, by=cast.ratna())
    actions.lift(old, by=cast.ratna())
    assert listed_and_confirmed(old)


def test_what_is_held_after_the_confirmation_is_left_out_and_not_in_the_proof(old: Case) -> None:
    batch = listed(old)
    actions.confirm(batch, by=cast.ratna())
    actions.hold(old, "Perkara 12/G/2026/PTUN.MDN", by=cast.anwar())
    cast.run_jobs()
    assert Due.objects.get(case=old).erased_at is None
    assert "retention.left_out" in cast.story_of(old)
    batch.refresh_from_db()
    assert batch.finished_at is not None
    assert queries.paper_of(batch) is None


def test_a_hold_ends_with_its_last_day(old: Case) -> None:
    actions.hold(old, "Pemeriksaan Inspektorat", until_on=timezone.localdate(), by=cast.anwar())
    assert queries.hold_on(old) is not None
    with pytest.raises(Refusal, match="sudah lewat"):
        actions.hold(old, "Lagi", until_on=timezone.localdate() - timedelta(days=1), by=cast.anwar())


def test_a_service_file_says_its_own_years_and_the_schedule_in_force_counts(old: Case) -> None:
    catalogue.publish(SERVICE + "\n[retention]\nactive = 2\ninactive = 8\nbasis = 'Contoh'\n")
    jobs.announce(0)
    assert not Due.objects.exists(), "the longer term of the new edition holds for the old case too"
    catalogue.publish(SERVICE + "\n[retention]\nfate = 'permanen'\n")
    assert queries.ends_on(old) is None


@pytest.mark.parametrize(
    "table", ["fate = 'hilang'", "active = -1", "active = 0\ninactive = 0", "active = 3\ninactive = 101"]
)
def test_a_schedule_that_cannot_be_meant_is_refused(services: None, table: str) -> None:
    with pytest.raises(catalogue.ServiceFileError, match="retensi"):
        catalogue.publish(SERVICE + f"\n[retention]\n{table}\n")


def test_the_database_itself_refuses_to_erase_what_is_open_or_early(old: Case, services: None) -> None:
    row = announced(old)
    still_open = cast.a_case(SLUG, cast.sari())
    with pytest.raises(DatabaseError, match="open case"), transaction.atomic():
        Due.objects.create(
            case=still_open, agency=office(), due_on=timezone.localdate(), erased_at=timezone.now()
        )
    Due.objects.filter(pk=row.pk).update(due_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(DatabaseError, match="before its day"), transaction.atomic():
        Due.objects.filter(pk=row.pk).update(erased_at=timezone.now())


def test_an_interrupted_list_goes_on_where_it_stood(old: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = listed(old)
    actions.confirm(batch, by=cast.ratna())

    def fails(*args: object, **kwargs: object) -> None:
        raise OSError("disk")

    with monkeypatch.context() as broken:
        broken.setattr(actions.documents, "erase_copy", fails)
        cast.run_jobs()
    assert Case.objects.get(pk=old.pk).answers, "nothing of it was erased by halves"
    batch.refresh_from_db()
    assert batch.finished_at is None
    jobs.go_on(0)
    cast.run_jobs()
    batch.refresh_from_db()
    assert batch.finished_at is not None
    assert Due.objects.get(case=old).erased_at is not None


def test_nothing_new_is_written_on_what_was_erased(client: Client, old: Case) -> None:
    work.write_note(old, "Melati sudah datang ke loket", by=cast.wulan())
    erased(old)
    case = Case.objects.get(pk=old.pk)
    with pytest.raises(Refusal, match="sudah dihapus"):
        work.write_note(case, "Melati datang lagi", by=cast.wulan())
    client.force_login(cast.wulan())
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Simpan catatan" not in page
    assert '<blockquote class="note">' not in page


def test_erasing_twice_is_erasing_once(old: Case) -> None:
    erased(old)
    assert actions.erase(Due.objects.get(case=old).pk) is False
    assert cast.story_of(old).count("retention.erased") == 1


def test_another_case_of_the_same_person_stays(old: Case, sari: Person) -> None:
    other = cast.a_granted_case(SLUG, sari, keperluan="Mendaftar kerja")
    cast.run_jobs()
    erased(old)
    kept = Case.objects.get(pk=other.pk)
    assert kept.answers["keperluan"] == "Mendaftar kerja"
    assert all(files.path(file).exists() for file in copies.files_of(kept))
    assert Message.objects.filter(to=sari, url__startswith=other.get_absolute_url()).exists()


def test_a_restored_backup_does_not_bring_it_back(old: Case) -> None:
    """The list of erasures lies beside the database: replayed over an older state it erases again."""
    savepoint = transaction.savepoint()
    erased(old)
    lines = queries.journal()
    assert [line["event"] for line in lines] == ["retention.erased"]
    assert lines[0]["id"] == str(old.pk)
    transaction.savepoint_rollback(savepoint)  # as the backup had it
    assert Case.objects.get(pk=old.pk).answers
    assert [actions.replay(line) for line in queries.journal()] == [True]
    assert Case.objects.get(pk=old.pk).answers == {}
    assert [actions.replay(line) for line in queries.journal()] == [False]


def test_the_list_of_erasures_names_no_person(old: Case, sari: Person) -> None:
    erased(old)
    text = (gateway.settings.ERASURES_FOLDER / "list.jsonl").read_text()
    assert sari.name not in text
    assert str(sari.pk) not in text
    assert "Melati" not in text


def test_a_draft_left_alone_goes_after_a_warning(services: None, sari: Person) -> None:
    draft = cast.a_draft(SLUG, sari)
    type(draft).objects.filter(pk=draft.pk).update(saved_at=timezone.now() - timedelta(days=400))
    jobs.clear_away(0)
    assert type(draft).objects.filter(pk=draft.pk).exists(), "a warning first"
    queries.StaleDraft.objects.update(told_at=timezone.now() - timedelta(days=31))
    jobs.clear_away(0)
    assert not type(draft).objects.filter(pk=draft.pk).exists()


def test_a_draft_that_was_touched_after_the_warning_stays(services: None, sari: Person) -> None:
    draft = cast.a_draft(SLUG, sari)
    type(draft).objects.filter(pk=draft.pk).update(saved_at=timezone.now() - timedelta(days=400))
    jobs.clear_away(0)
    cast.run_jobs()
    assert "akan dihapus" in Message.objects.filter(to=sari).latest("pk").subject
    queries.StaleDraft.objects.update(told_at=timezone.now() - timedelta(days=31))
    cases.save_page(draft, "diri", {"keperluan": "Masih perlu"}, by=sari)
    jobs.clear_away(0)
    assert type(draft).objects.filter(pk=draft.pk).exists()
    assert not queries.StaleDraft.objects.exists()


def test_an_upload_no_draft_names_goes_and_one_that_is_named_stays(services: None, sari: Person) -> None:
    draft = cast.a_draft(SLUG, sari)
    named, loose = draft.answers["foto"][0], cast.a_file(sari)
    StoredFile.objects.update(at=timezone.now() - timedelta(days=40))
    place = files.path(StoredFile.objects.get(pk=loose))
    jobs.clear_away(0)
    cast.run_jobs()
    assert StoredFile.objects.filter(pk=named).exists()
    assert not StoredFile.objects.filter(pk=loose).exists()
    assert not place.exists()
