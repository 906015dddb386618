"""Lists come in as they are, say what they are, and go out again."""

import io
from concurrent.futures import Future
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook
from tests import cast

from balaikota.enterprises.imports import actions, jobs, queries, sheets
from balaikota.enterprises.imports.models import Import, Outcome, Row, State
from balaikota.enterprises.imports.tests import ugly
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.enterprises.rows import methods as rows
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.kit.typed import Unfit

FILES = ugly.all_of_them()


def brought(file: ugly.Ugly, by: Person) -> Import:
    return actions.bring(file.name, file.content, sheets.described(file.content, file.name), by=by)


def mapped(file: ugly.Ugly, by: Person) -> Import:
    one = brought(file, by)
    actions.map_columns(one, [each["mapping"] or None for each in one.sheets], by=by)
    cast.run_jobs()
    one.refresh_from_db()
    return one


def come_in(file: ugly.Ugly, by: Person) -> Import:
    one = mapped(file, by)
    actions.begin(one, by=by)
    cast.run_jobs()
    one.refresh_from_db()
    return one


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_an_ugly_file_comes_in_as_it_was_announced_with_a_reason_for_every_other_row(
    city: None, joko: Person, file: ugly.Ugly
) -> None:
    checked = mapped(file, joko)
    assert checked.state == State.READY
    assert not Enterprise.objects.exists()
    clean, noted, refused, skipped = file.counts
    said = {row.row: row.reason for row in queries.told_rows(checked)}
    assert (checked.announced, checked.noted, checked.refused, checked.skipped) == (
        clean + noted,
        noted,
        refused,
        skipped,
    ), said
    for row, words in file.said.items():
        assert words in said.get(row, ""), (row, said)
    actions.begin(checked, by=joko)
    cast.run_jobs()
    checked.refresh_from_db()
    assert (checked.state, checked.arrived) == (State.DONE, clean + noted)
    assert Enterprise.objects.count() == clean + noted
    assert {row.row: row.reason for row in queries.told_rows(checked)} == said
    for name, facts in file.finds.items():
        assert_known(name, facts)


def assert_known(name: str, facts: dict[str, Any]) -> None:
    made = Enterprise.objects.get(name=name)
    owner, said = made.owners.get(), businesses.latest_condition(made)
    known = {
        "phone": made.phone,
        "kbli": made.kbli.code if made.kbli else "",
        "nik": owner.nik,
        "born": owner.tanggal_lahir,
    }
    known |= {"ware": ", ".join(ware.name for ware in made.wares.all())}
    for fact, value in facts.items():
        assert (known[fact] if fact in known else getattr(said, fact)) == value, fact


def test_a_whole_import_is_taken_out_again_but_for_what_somebody_works_with(city: None, joko: Person) -> None:
    one = come_in(ugly.semicolons(), joko)
    in_use = Enterprise.objects.get(name="Tempe Pak Kardi")
    register.check(in_use, by=joko)
    actions.ask_undo(one, by=joko)
    cast.run_jobs()
    one.refresh_from_db()
    assert (one.state, one.kept) == (State.UNDONE, 1)
    assert list(Enterprise.objects.all()) == [in_use]
    again = brought(ugly.semicolons(), joko)  # undone: the file may come again
    assert again.state == State.MAPPING


def test_a_business_the_register_knows_does_not_come_in_twice(city: None, joko: Person, tono: Person) -> None:
    facts = {"nib": "1234567890123"}
    known = register.register(register.Entry("Mebel Jati Ucok", facts), by=tono)
    one = mapped(ugly.twice(), joko)
    said = {row.row: row.reason for row in queries.told_rows(one)}
    assert known.number in said[2]
    assert known.number in said[3]
    assert one.announced == 1


def test_the_same_file_is_not_brought_in_twice(city: None, joko: Person) -> None:
    come_in(ugly.twice(), joko)
    with pytest.raises(Refusal, match="sama persis"):
        brought(ugly.twice(), joko)


def test_a_mapping_is_remembered_for_the_next_file_with_the_same_columns(city: None, joko: Person) -> None:
    file = ugly.rounded_niks()
    one = brought(file, joko)
    chosen = {"nama_usaha": 0, "nama_pemilik": 2}
    actions.map_columns(one, [chosen], by=joko)
    assert sheets.described(file.content, file.name)[0]["mapping"] == chosen


def test_a_stopped_job_goes_on_where_it_was(
    city: None, joko: Person, monkeypatch: pytest.MonkeyPatch
) -> None:

    one = mapped(ugly.numbers_and_dates(), joko)
    actions.begin(one, by=joko)
    with monkeypatch.context() as patched:
        patched.setattr(rows, "CHUNK", 3)
        first = next(sheets.blocks(one, stamp=register.stamp(one.pk)))
        actions.take_in(Import.objects.get(pk=one.pk), first, actions.Register(one))
    event = Event.objects.filter(name="imports.begun").latest("pk")
    jobs.bring_rows_in(event.pk)
    jobs.bring_rows_in(event.pk)  # may run twice
    one.refresh_from_db()
    assert (one.arrived, one.announced, Enterprise.objects.count()) == (4, 4, 4)


def test_what_somebody_registers_while_a_list_is_read_is_known_to_it(city: None, joko: Person) -> None:
    """The register is held in memory, until somebody else draws a number."""
    one = mapped(
        listed("Keripik Ani;Ani;081260000011;2;Jl. Karya", "Bolu Ina;Ina;081260000012;1;Jl. Sei"), joko
    )
    known = actions.Register(one)
    assert known.known == {}
    come_in(listed("Keripik Ani;Ani Sari;081260000011;2;Jl. Karya"), joko)
    actions.begin(one, by=joko)
    block = next(sheets.blocks(one, stamp=register.stamp(one.pk)))
    actions.take_in(one, block, known)
    actions.finish(one)
    one.refresh_from_db()
    assert (one.arrived, one.refused) == (1, 1)
    assert "Sudah terdaftar" in queries.told_rows(one).get().reason


def test_beside_another_list_every_block_asks_the_register(city: None, joko: Person) -> None:
    """The other's numbers are drawn before its rows can be seen."""
    one = mapped(listed("Keripik Ani;Ani;081260000011;2;Jl. Karya"), joko)
    other = mapped(listed("Bolu Ina;Ina;081260000012;1;Jl. Sei"), joko)
    actions.begin(other, by=joko)
    assert actions.Register(one).known is None
    assert actions.Register(other).known == {}


def test_the_file_of_reasons_opens_where_each_row_was_and_can_be_brought_again(
    city: None, joko: Person
) -> None:
    one = come_in(ugly.letterhead(), joko)
    content = sheets.reasons_book(queries.content_of(one), one, list(queries.told_rows(one)))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    index, data = book.sheet_names
    assert book.get_sheet_by_name(index).to_python()[1][1] == "10"
    row = book.get_sheet_by_name(data).to_python(skip_empty_area=False)[9]
    assert "ribuan" in row[0]
    assert row[2] == "Jahit Mawar"
    (told,) = [
        each for each in sheets.described(content, "alasan.xlsx") if each["columns"] and each["place"] == 1
    ]
    assert told["mapping"]["nama_usaha"] == 2


@pytest.mark.parametrize(("name", "content", "words"), [
    ("a.csv", b"", "kosong"), ("a.xlsx", b"PK\x03\x04rusak", "rusak"), ("a.xls", b"\xd0\xcf\x11\xe0rusak", "rusak"),
    ("a.csv", b"satu;dua\n1;2\n", "Tidak ada lembar"), ("a.csv", b"\x00\x01\x02", "bukan CSV"),
])  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(
    db: None, name: str, content: bytes, words: str
) -> None:
    with pytest.raises(Unfit, match=words):
        sheets.described(content, name)


def test_an_officer_walks_from_the_file_to_the_register_on_the_pages(
    client: Client, city: None, joko: Person
) -> None:
    client.force_login(joko)
    assert client.get("/umkm/impor/").status_code == 200
    file = ugly.letterhead()
    refused = client.post("/umkm/impor/", {"file": SimpleUploadedFile("x.csv", b"a;b\n1;2")})
    assert refused.status_code == 422
    place = client.post("/umkm/impor/", {"file": SimpleUploadedFile(file.name, file.content)})["Location"]
    page = client.get(place).content.decode()
    assert "Keripik Melati" in page
    wrong = {"s0-is_taken": "on", "s0-nama_usaha": ""}
    assert client.post(f"{place}kolom/", wrong).status_code == 422
    columns = {
        "s0-is_taken": "on",
        "s0-nama_usaha": "1",
        "s0-nama_pemilik": "2",
        "s0-nik": "3",
        "s0-omzet_bulan": "6",
    }
    assert client.post(f"{place}kolom/", columns).status_code == 303
    cast.run_jobs()
    assert "Masukkan 2 usaha" in client.get(place).content.decode()
    assert client.post(f"{place}masukkan/").status_code == 303
    cast.run_jobs()
    assert "sama dengan yang diumumkan" in client.get(place).content.decode()
    assert client.get(f"{place}alasan.xlsx").content[:2] == b"PK"
    client.post(f"{place}batalkan/")
    cast.run_jobs()
    assert not Enterprise.objects.exists()
    assert Row.objects.filter(outcome=Outcome.REFUSED).count() == 1


def test_owners_bring_no_lists(client: Client, city: None, sari: Person) -> None:
    client.force_login(sari)
    assert client.get("/umkm/impor/").status_code == 404
    with pytest.raises(Refusal):
        brought(ugly.twice(), sari)


class AtOnce:
    """Does what it is given before it says that it will."""

    def __init__(self, count: int) -> None: ...

    def __enter__(self) -> "AtOnce":
        return self

    def __exit__(self, *error: object) -> None: ...

    def submit(self, work: Any, *given: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        # A test lies in one transaction: a second writer could not see it, and its line stays open.
        done.set_result(None if work is jobs._hang_up else work(*given, **named))
        return done


@pytest.mark.parametrize("make", [ugly.numbers_and_dates, ugly.letterhead])
def test_a_long_list_is_read_aside_and_comes_in_as_a_short_one_does(
    city: None, joko: Person, monkeypatch: pytest.MonkeyPatch, make: Any
) -> None:
    monkeypatch.setattr(sheets, "LONG", 0)
    monkeypatch.setattr(jobs, "ThreadPoolExecutor", AtOnce)
    file = make()
    one = come_in(file, joko)
    clean, noted, refused, skipped = file.counts
    assert (one.arrived, one.noted, one.refused, one.skipped) == (clean + noted, noted, refused, skipped)
    for name, facts in file.finds.items():
        assert_known(name, facts)


def test_a_business_says_which_row_of_which_list_it_came_from(city: None, joko: Person) -> None:
    one = come_in(ugly.semicolons(), joko)
    for business in Enterprise.objects.all():
        assert (business.list_key, business.list_sheet) == (one.pk, 0)
    assert len(set(Enterprise.objects.values_list("list_row", flat=True))) == one.arrived


def listed(*lines: str) -> ugly.Ugly:
    head = "Nama usaha;Nama pemilik;No HP;TK L;Alamat"
    return ugly.Ugly("daftar.csv", "", "\n".join((head, *lines)).encode(), (0, 0, 0, 0))


def a_csv(by: Person, *lines: str) -> Import:
    return come_in(listed(*lines), by)


def test_a_reason_that_repeats_a_cell_of_two_lines_stays_one_line(city: None, joko: Person) -> None:
    one = a_csv(joko, 'Keripik Ani;Ani;"0812\n12";2;"Jl. Karya\\ 3"')
    (row,) = queries.told_rows(one)
    assert "\n" not in row.reason
    assert Enterprise.objects.get().address == "Jl. Karya\\ 3"
    assert one.arrived == one.noted == 1


def test_two_names_for_nothing_are_no_telephone_and_no_owner(city: None, joko: Person) -> None:
    one = a_csv(joko, "Keripik Ani;belum ada;-;2;Tidak Ada", "Bolu Ina;Ina;n/a;0;Jl. Sei")
    assert (one.arrived, one.noted) == (2, 0)
    ani = Enterprise.objects.get(name="Keripik Ani")
    assert (ani.phone, ani.address, ani.owners.count()) == ("", "", 0)


def test_an_uploaded_list_is_erased_after_its_time_and_what_it_brought_stays(
    client: Client, city: None, joko: Person
) -> None:
    one = come_in(ugly.letterhead(), joko)
    jobs.erase_files(0)
    one.refresh_from_db()
    assert one.content
    Import.objects.update(ended_at=timezone.now() - timedelta(days=31))
    jobs.erase_files(0)
    one.refresh_from_db()
    assert (bytes(one.content), one.sheets[0]["sample"]) == (b"", [])
    assert not queries.told_rows(one).exists()
    client.force_login(joko)
    page = client.get(one.get_absolute_url())
    assert "sudah dihapus pada" in page.content.decode()
    assert client.get(f"{one.get_absolute_url()}alasan.xlsx").status_code == 404
    assert queries.taken_in(one).count() == one.arrived
    actions.ask_undo(one, by=joko)
    cast.run_jobs()
    assert not Enterprise.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_blocks_written_at_once_commit_in_order_and_a_failed_job_goes_on_where_it_was(
    city: None, joko: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.forget_jobs()
    content = "\n".join(
        ("Nama usaha;Nama pemilik;No HP", *(f"Bolu {n};Ina;0812{n + 10_000_000}" for n in range(30)))
    )
    one = mapped(ugly.Ugly("daftar.csv", "", content.encode(), (30, 0, 0, 0)), joko)
    monkeypatch.setattr(sheets, "LONG", 0)
    monkeypatch.setattr(sheets, "aside", lambda read, *given, **named: read(*given, **named))
    monkeypatch.setattr(rows, "CHUNK", 3)
    calls, draw = [], register.draw_numbers

    def fails_once(count: int) -> list[str]:
        calls.append(count)
        if len(calls) == 6:
            raise RuntimeError("power cut")
        return draw(count)

    monkeypatch.setattr(register, "draw_numbers", fails_once)
    actions.begin(one, by=joko)
    with pytest.raises(RuntimeError):
        cast.run_jobs()
    one.refresh_from_db()
    came = list(Enterprise.objects.order_by("list_row").values_list("list_row", flat=True))
    assert came == list(range(2, 2 + one.done))
    assert one.done < 30
    jobs.bring_rows_in(Event.objects.filter(name="imports.begun").latest("pk").pk)
    one.refresh_from_db()
    assert (one.state, one.arrived, one.announced) == (State.DONE, 30, 30)
    in_use = Enterprise.objects.get(name="Bolu 7")
    register.check(in_use, by=joko)
    monkeypatch.setattr(jobs, "CHUNK", 4)  # taken out by two at once too
    actions.ask_undo(one, by=joko)
    jobs.take_rows_out(Event.objects.filter(name="imports.undo_asked").latest("pk").pk)
    one.refresh_from_db()
    assert (one.state, one.kept, one.done) == (State.UNDONE, 1, one.total)
    assert list(Enterprise.objects.all()) == [in_use]
