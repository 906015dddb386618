"""Two records of one person become one, and come apart again exactly as they were."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import cast

from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue import queries as services
from balaikota.engine.likeness import actions, queries
from balaikota.engine.likeness.models import Merge, Pair, Trace, Verdict
from balaikota.engine.likeness.tests.conftest import RIZKI, Recorder
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as registers
from balaikota.foundation.people.models import (
    Assurance,
    FormerIdentity,
    KartuKeluarga,
    Person,
    Shdk,
    StatusKawin,
)
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
NIK = "1271012305949991"
OTHER_NIK = "1271012305949992"
WHY = "KTP-el dan KK diperlihatkan di loket."
#: What this room and the chain write themselves.
OWN = ("likeness_", "audit_", "procrastinate_", "django_")


def everything() -> dict[str, list[str]]:
    """Every row of every table as PostgreSQL writes it, sealed bytes and microseconds included."""
    told = {}
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
        for (table,) in cursor.fetchall():
            if not table.startswith(OWN):
                cursor.execute(f'select t::text from "{table}" t order by 1')
                told[table] = [row[0] for row in cursor.fetchall()]
    return told


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def two(recorded: Recorder) -> tuple[Person, Person]:
    return recorded("Muhammad Rizki Ramadhan"), recorded("M. Rizki Ramadhan")


@pytest.fixture
def pair(two: tuple[Person, Person]) -> Pair:
    return Pair.objects.get()


def checked(person: Person, email: str = "rizki@contoh.balaikota.invalid") -> Person:
    """Somebody who signs in and whose KTP-el an officer has seen."""
    people.give_login(person, email=email, by=None)
    people.confirm_contact(again(person))
    people.confirm_identity(again(person), by=cast.wulan())
    return again(person)


def joined(pair: Pair, kept: Person, by: Person) -> Merge:
    return actions.merge(Pair.objects.get(pk=pair.pk), kept.pk, reason=WHY, by=by)


# --- what goes over -------------------------------------------------------------------------------


def test_what_belongs_to_the_person_goes_to_the_record_that_stays(
    open_city: None, two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    kept, gone = two
    people.set_nik(gone, NIK, by=None)
    gone = checked(gone)
    people.confirm_identity(again(kept), by=cast.wulan())
    case = cast.a_case("akta-kelahiran", by=gone)
    joined(pair, kept, anwar)
    assert Case.objects.get(pk=case.pk).applicant == kept
    assert registers.by_nik(NIK) == kept
    assert registers.by_contact("rizki@contoh.balaikota.invalid") == kept
    assert again(kept).nik == NIK
    closed = again(gone)
    assert not closed.is_active
    assert not closed.has_login
    assert registers.selves(kept) == [kept.pk, gone.pk]
    assert queries.is_merged_away(closed)
    assert not Trace.objects.filter(person=gone).exists()


def test_both_files_tell_of_it_and_the_resident_is_told(
    two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    kept, gone = checked(two[0]), two[1]
    merge = joined(pair, kept, anwar)
    told = audit.story(pair).filter(name="likeness.merged")
    assert {event.subject_id for event in told} == {kept.pk, gone.pk}
    cast.run_jobs()
    message = Message.objects.get(to=kept, event__name="likeness.merged")
    assert "menjadi satu" in message.subject
    actions.undo(merge, by=anwar)
    assert audit.story(pair).filter(name="likeness.unmerged").count() == 2


def test_who_looked_at_the_closed_record_is_told_to_the_one_that_stays(
    client: Client, two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    client.force_login(anwar)
    client.get(pair.get_absolute_url())
    joined(pair, two[0], anwar)
    assert len(registers.looks_at(two[0]).rows) == 2


def test_both_pages_of_the_register_say_that_they_are_one(
    client: Client, two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    kept, gone = two
    joined(pair, kept, anwar)
    client.force_login(anwar)
    assert "menjadi bagian dari catatan ini" in client.get(f"/warga/{kept.pk}/").content.decode()
    assert "ditutup dan menjadi bagian" in client.get(f"/warga/{gone.pk}/").content.decode()


def test_what_the_case_of_one_said_stays_as_it_was(
    open_city: None, two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    gone = checked(two[1])
    case = cast.a_case("akta-kelahiran", by=gone)
    before = Case.objects.get(pk=case.pk).answers
    joined(pair, two[0], anwar)
    assert Case.objects.get(pk=case.pk).answers == before


def test_the_same_person_twice_on_one_card_stands_there_once(
    open_city: None, two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    kk, kept, gone = cast.saris_family(), *two
    for person in two:
        people.join_household(kk, person, shdk=Shdk.FAMILI_LAIN, status_kawin=StatusKawin.BELUM_KAWIN,
                              from_on=date(2024, 4, 1), by=None)  # fmt: skip
    merge = joined(pair, kept, anwar)
    assert [row.person for row in registers.members(kk) if row.person in two] == [kept]
    actions.undo(merge, by=anwar)
    assert {row.person for row in registers.members(kk) if row.person in two} == {kept, gone}


# --- refusals -------------------------------------------------------------------------------------


def test_two_nik_are_never_made_one(two: tuple[Person, Person], pair: Pair, anwar: Person) -> None:
    for person, nik in zip(two, (NIK, OTHER_NIK), strict=True):
        people.set_nik(person, nik, by=None)
    with pytest.raises(Refusal, match="Dua NIK tidak pernah digabung") as no:
        joined(pair, two[0], anwar)
    assert no.value.status == 409
    assert not Merge.objects.exists()


@pytest.mark.parametrize("which", [0, 1])
def test_an_account_nobody_checked_gets_nobodys_file(
    two: tuple[Person, Person], pair: Pair, anwar: Person, which: int
) -> None:
    """Whoever knows a name and a birthday can open an account; that must not open a file."""
    people.give_login(two[which], email="orang@contoh.balaikota.invalid", by=None)
    for kept in two:
        with pytest.raises(Refusal, match="KTP-el"):
            joined(pair, kept, anwar)


def test_the_living_and_the_dead_are_not_made_one(
    two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    people.record_death(two[1], on=date(2026, 10, 1), by=None)
    with pytest.raises(Refusal, match="meninggal"):
        joined(pair, two[0], anwar)


def test_a_post_keeps_its_record(two: tuple[Person, Person], pair: Pair, anwar: Person) -> None:
    cast._appointed(two[1], cast._post("verifikator-2", "Verifikator II", ["verify"]))
    with pytest.raises(Refusal, match="jabatan"):
        joined(pair, two[0], anwar)
    joined(pair, two[1], anwar)


def test_two_family_cards_are_settled_first(
    open_city: None, two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    place = cast.a_kelurahan().code
    other = people.make_household(
        nomor_kk="1271012503249993", alamat="Jalan Nanas 1", kelurahan_code=place, by=None
    )
    for person, kk in zip(two, (cast.saris_family(), other), strict=True):
        people.join_household(kk, person, shdk=Shdk.FAMILI_LAIN, status_kawin=StatusKawin.BELUM_KAWIN,
                              from_on=date(2024, 4, 1), by=None)  # fmt: skip
    with pytest.raises(Refusal, match="Kartu Keluarga yang berbeda"):
        joined(pair, two[0], anwar)


@pytest.mark.parametrize("who", ["wulan", "sari", "mega", "hasan"])
def test_merging_needs_a_post_that_decides(two: tuple[Person, Person], pair: Pair, who: str) -> None:
    with pytest.raises(Refusal):
        joined(pair, two[0], getattr(cast, who)())
    assert Pair.objects.get(pk=pair.pk).is_open


def test_nobody_merges_for_their_own_family(
    open_city: None, two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    kk = cast.saris_family()
    for person in (two[0], anwar):
        people.join_household(kk, person, shdk=Shdk.FAMILI_LAIN, status_kawin=StatusKawin.BELUM_KAWIN,
                              from_on=date(2024, 4, 1), by=None)  # fmt: skip
    with pytest.raises(Refusal, match="keluarganya sendiri"):
        joined(pair, two[0], anwar)


def test_a_merge_happens_once_and_is_undone_once(
    two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    merge = joined(pair, two[0], anwar)
    with pytest.raises(Refusal, match="sudah diperiksa"):
        joined(pair, two[0], anwar)
    actions.undo(merge, by=anwar)
    with pytest.raises(Refusal, match="sudah diurungkan"):
        actions.undo(merge, by=anwar)


def test_the_first_of_two_merges_waits_for_the_second(recorded: Recorder, anwar: Person) -> None:
    a, b, c = (
        recorded(name) for name in ("Muhammad Rizki Ramadhan", "M. Rizki Ramadhan", "Mhd. Rizki Ramadhan")
    )

    def pair_of(*people: Person) -> Pair:
        return next(pair for pair in Pair.objects.all() if set(pair.sides) == set(people))

    first = joined(pair_of(a, b), b, anwar)
    actions.watch_person(b.pk)
    second = joined(pair_of(b, c), c, anwar)
    assert set(registers.selves(c)) == {a.pk, b.pk, c.pk}
    with pytest.raises(Refusal, match="Urungkan dahulu"):
        actions.undo(first, by=anwar)
    actions.undo(second, by=anwar)
    actions.undo(first, by=anwar)
    assert registers.selves(c) == [c.pk]


# --- pages ----------------------------------------------------------------------------------------


def test_the_page_shows_what_would_go_over_and_undoes_it(
    client: Client, open_city: None, two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    kept, gone = two
    Draft.objects.create(person=gone, edition=cast.a_draft("kia-baru", cast.sari()).edition, answers={})
    client.force_login(anwar)
    html = client.get(pair.get_absolute_url()).content.decode()
    assert "1 draf" in html
    html = client.post(f"{pair.get_absolute_url()}gabung/", {"kept": str(kept.pk), "reason": ""})
    assert html.status_code == 422
    assert f'value="{kept.pk}" required checked' in html.content.decode()
    html = client.post(
        f"{pair.get_absolute_url()}gabung/", {"kept": str(kept.pk), "reason": WHY}, follow=True
    )
    assert "Urungkan penggabungan" in html.content.decode()
    assert WHY in html.content.decode()
    client.post(f"{pair.get_absolute_url()}urungkan/")
    assert Pair.objects.get(pk=pair.pk).verdict == Verdict.OPEN


def test_the_page_says_why_two_records_cannot_be_one(
    client: Client, two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    people.record_death(two[1], on=date(2026, 10, 1), by=None)
    client.force_login(anwar)
    html = client.get(pair.get_absolute_url()).content.decode()
    assert "Hanya satu dari keduanya tercatat meninggal" in html


# --- exactly as it was ----------------------------------------------------------------------------

LIVES = st.fixed_dictionaries(
    {
        "nik": st.sampled_from(["", "kept", "gone"]),
        "login": st.sampled_from(["", "kept", "gone", "both"]),
        "phone": st.booleans(),
        "place": st.sampled_from(["", "kept", "gone", "both", "before"]),
        "facts": st.sampled_from(["both", "kept", "gone"]),
        "drafts": st.integers(0, 2),
        "cases": st.integers(0, 1),
        "files": st.integers(0, 2),
        "messages": st.integers(0, 2),
        "former": st.integers(0, 2),
        "dead": st.booleans(),
        "keep_first": st.booleans(),
    }
)


def lived(kept: Person, gone: Person, life: dict[str, Any], kk: KartuKeluarga) -> None:
    """Give both records the past that `life` describes."""
    sides = {"kept": [kept], "gone": [gone], "both": [kept, gone], "before": [gone], "": []}
    for person in sides[life["nik"]]:
        people.set_nik(person, NIK, by=None)
    for number, person in enumerate(sides[life["login"]]):
        phone = f"+6281200000{number:03}" if life["phone"] else None
        people.give_login(
            again(person), email=f"orang{number}@contoh.balaikota.invalid", phone=phone, by=None
        )
        people.confirm_contact(again(person))
        people.confirm_identity(again(person), by=cast.wulan())
    for person in sides[life["place"]]:
        how = {"shdk": Shdk.FAMILI_LAIN, "status_kawin": StatusKawin.BELUM_KAWIN, "from_on": date(2024, 4, 1)}
        people.join_household(kk, person, by=None, **how)
    if life["place"] == "before":
        people.leave_household(gone, on=date(2025, 1, 1), by=None)
    if life["facts"] != "both":
        (poor,) = sides["gone" if life["facts"] == "kept" else "kept"]
        Person.objects.filter(pk=poor.pk).update(tempat_lahir="", tanggal_lahir=None, jenis_kelamin="")
    edition = services.current_edition(services.service("kia-baru"))
    for _each in range(life["drafts"]):
        Draft.objects.create(person=gone, edition=edition, answers={"nama": "apa saja"})
    for _each in range(life["cases"]):
        cast.a_case("akta-kelahiran", by=again(gone))
    for number in range(life["files"]):
        StoredFile.objects.create(
            owner=gone, original_name=f"{number}.pdf", size=1, sha256="0", content_type="a/b"
        )
    for event in audit.story(gone)[: life["messages"]]:
        Message.objects.create(to=gone, event=event, subject="s", body="b")
        Message.objects.get_or_create(to=kept, event=event, defaults={"subject": "s", "body": "b"})
    for _each in range(life["former"]):
        FormerIdentity.objects.create(
            person=gone, element="name", was="R.", until_on=timezone.localdate(), basis="x"
        )
    if life["dead"]:
        for person in (kept, gone):
            people.record_death(person, on=date(2026, 10, 1), by=None)


@pytest.fixture
def stage(open_city: None, anwar: Person, wulan: Person) -> tuple[Person, KartuKeluarga]:
    return anwar, cast.saris_family()


@settings(max_examples=25, deadline=None, derandomize=True, database=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(life=LIVES)
def test_undoing_a_merge_restores_every_row_byte_for_byte(
    stage: tuple[Person, KartuKeluarga], life: dict[str, Any]
) -> None:
    anwar, kk = stage
    with transaction.atomic():
        a, b = (people.record_person(name=name, by=None, **RIZKI) for name in ("Muhammad Rizki", "M. Rizki"))
        kept, gone = (a, b) if life["keep_first"] else (b, a)
        lived(kept, gone, life, kk)
        first, second = sorted((a, b), key=lambda one: one.pk)
        pair = Pair.objects.create(person_a=first, person_b=second, bits=30, points=[["name", "same"]])
        before = everything()
        merge = joined(pair, kept, anwar)
        during = everything()
        assert during != before
        rows = [row for table in during.values() for row in table]
        assert not again(gone).is_active
        assert Case.objects.filter(applicant=gone).count() == 0
        assert len(rows) == sum(map(len, before.values()))
        actions.undo(merge, by=anwar)
        assert everything() == before
        assert again(kept).nik == (NIK if life["nik"] == "kept" else None)
        assert again(gone).nik == (NIK if life["nik"] == "gone" else None)
        transaction.set_rollback(True)


def test_what_was_changed_after_the_merge_is_left_as_it_is(
    two: tuple[Person, Person], pair: Pair, anwar: Person
) -> None:
    kept, gone = two[0], checked(two[1])
    merge = joined(pair, kept, anwar)
    people.choose_password(again(kept), "kopi tanpa gula sama sekali")
    chosen = again(kept).password
    actions.undo(merge, by=anwar)
    assert again(kept).password == chosen
    assert again(gone).email == "rizki@contoh.balaikota.invalid"
    assert again(kept).assurance < Assurance.IDENTITY
