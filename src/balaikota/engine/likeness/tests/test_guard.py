"""What officers are shown about possible doubles, and what they may say of them."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.likeness import actions, jobs, methods, queries
from balaikota.engine.likeness.models import Pair, Threshold, Trace, Verdict
from balaikota.engine.likeness.tests.conftest import Recorder
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(recorded: Recorder) -> Pair:
    recorded("Muhammad Rizki Ramadhan")
    recorded("M. Rizky Ramadan, S.Kom.")
    return Pair.objects.get(person_a__isnull=False)


def again(pair: Pair) -> Pair:
    return Pair.objects.get(pk=pair.pk)


# --- people ---------------------------------------------------------------------------------------


def test_a_person_written_down_twice_is_noticed_with_reasons(pair: Pair) -> None:
    assert pair.bits >= methods.DEFAULT
    told = [str(reason.text) for reason in methods.reasons(pair.points)]
    assert told[:2] == ["tanggal lahir sama", "nama mirip"]


def test_two_neighbours_born_on_one_day_are_left_alone(recorded: Recorder) -> None:
    recorded("Muhammad Rizki Ramadhan")
    recorded("Togar Sitorus")
    recorded("Muhammad Ilham")
    assert not Pair.objects.exists()


def test_an_incomplete_record_is_left_alone(recorded: Recorder) -> None:
    for _twice in range(2):
        recorded("Sumiati", tanggal_lahir=None)
        recorded("Sumiati Lubis", tanggal_lahir=date(1960, 1, 1))
    assert not Pair.objects.filter(bits__gte=methods.FLOOR).exists()


def test_writing_somebody_down_starts_the_comparison_by_itself(db: None) -> None:
    for name in ("Nurhayati Lubis", "Noerhajati Loebis"):
        born = {"tanggal_lahir": date(1971, 9, 14), "jenis_kelamin": "perempuan", "tempat_lahir": "Medan"}
        people.record_person(name=name, by=None, is_sample=True, **born)
    cast.run_jobs()
    assert Pair.objects.count() == 1


def test_looking_twice_finds_once(pair: Pair) -> None:
    actions.watch_person(pair.person_a_id)
    actions.watch_person(pair.person_b_id)
    assert Pair.objects.count() == 1
    assert Event.objects.filter(name="likeness.suspected").count() == 1


def test_a_pair_is_forgotten_when_the_data_are_mended(pair: Pair, wulan: Person) -> None:
    people.describe(pair.person_a, by=wulan, tanggal_lahir=date(1961, 2, 9))
    actions.watch_person(pair.person_a_id)
    assert not Pair.objects.exists()


def test_no_trace_can_be_read(pair: Pair) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select t::text from likeness_trace t union all select p::text from likeness_pair p")
        rows = " ".join(row[0] for row in cursor.fetchall()).lower()
    known = set(
        re.findall(r"[a-z]+|[0-9]+", rows)
    )  # whole words: any four digits stand somewhere in a long number
    assert known.isdisjoint({"muhammad", "rizki", "rizky", "ramadhan", "ramadan", "1994", "medan"})
    assert not re.search("rizk|ramad", rows)


def test_candidates_are_found_by_the_index(pair: Pair) -> None:
    """Even in a small table PostgreSQL can answer from the index alone."""
    keys = Trace.objects.first().keys
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("explain select id from likeness_trace where keys && %s::bigint[]", [keys])
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "likeness_keys" in plan


# --- verdicts -------------------------------------------------------------------------------------


def test_a_pair_set_apart_is_not_asked_about_again(pair: Pair, wulan: Person) -> None:
    actions.set_apart(pair, note="Dua orang, KTP-el keduanya diperiksa.", by=wulan)
    actions.watch_person(pair.person_a_id)
    assert again(pair).verdict == Verdict.APART
    assert queries.pairs(wulan).rows == []
    assert [row.pk for row in queries.pairs(wulan, settled=True).rows] == [pair.pk]
    assert cast.story_of(pair) == ["likeness.suspected", "likeness.set_apart"]


def test_a_verdict_can_be_thought_over(client: Client, pair: Pair, wulan: Person, budi: Person) -> None:
    actions.set_apart(pair, by=wulan)
    with pytest.raises(Refusal):
        actions.reopen(pair, by=budi)
    client.force_login(wulan)
    assert "Periksa lagi" in client.get(pair.get_absolute_url()).content.decode()
    client.post(f"{pair.get_absolute_url()}lagi/")
    assert again(pair).is_open
    with pytest.raises(Refusal):
        actions.reopen(again(pair), by=wulan)


def test_a_verdict_is_given_once(pair: Pair, wulan: Person) -> None:
    actions.set_apart(pair, by=wulan)
    with pytest.raises(Refusal, match="sudah diperiksa") as no:
        actions.set_apart(pair, by=wulan)
    assert no.value.status == 409


@pytest.mark.parametrize("who", ["budi", "mega", "hasan"])
def test_only_those_who_look_up_residents_judge(pair: Pair, who: str) -> None:
    with pytest.raises(Refusal):
        actions.set_apart(pair, by=getattr(cast, who)())


def test_nobody_judges_their_own_record(wulan: Person, recorded: Recorder) -> None:
    actions.watch_person(wulan.pk)
    recorded(wulan.name, tanggal_lahir=wulan.tanggal_lahir, jenis_kelamin="perempuan", tempat_lahir="Binjai")
    pair = Pair.objects.get()
    with pytest.raises(Refusal, match="tidak berkepentingan"):
        actions.set_apart(pair, by=wulan)


# --- pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["sari", "mega", "hasan", "intan"])
def test_the_list_does_not_exist_for_others(client: Client, pair: Pair, who: str) -> None:
    client.force_login(getattr(cast, who)())
    for address in ("/ganda/", "/ganda/ambang/", pair.get_absolute_url()):
        assert client.get(address).status_code == 404
    for verb in ("berbeda", "gabung", "urungkan", "sama"):
        assert client.post(f"{pair.get_absolute_url()}{verb}/").status_code == 404
    assert again(pair).is_open


def test_the_list_says_why_and_names_nobody(client: Client, pair: Pair, wulan: Person) -> None:
    client.force_login(wulan)
    html = client.get("/ganda/").content.decode()
    assert "nama mirip" in html
    assert pair.get_absolute_url() in html
    assert "Rizki" not in html


def test_the_list_is_read_with_few_queries(
    client: Client, recorded: Recorder, wulan: Person, django_assert_max_num_queries: object
) -> None:
    for day in range(1, 31):
        for name in ("Muhammad Rizki Ramadhan", "M. Rizki Ramadhan"):
            recorded(name, tanggal_lahir=date(1990, 5, day))
    client.force_login(wulan)
    with django_assert_max_num_queries(14):
        html = client.get("/ganda/").content.decode()
    assert html.count("Dua catatan warga") == queries.PAGE
    seen, after = set(), ""
    while True:
        shown = queries.pairs(wulan, after=after)
        assert not seen & {row.pk for row in shown.rows}
        seen |= {row.pk for row in shown.rows}
        after = shown.after
        if not after:
            break
    assert len(seen) == Pair.objects.filter(bits__gte=methods.DEFAULT).count()


@pytest.mark.parametrize("after", ["omong-kosong", "00000000-0000-4000-8000-000000000000", "' or 1=1"])
def test_a_strange_page_key_starts_at_the_top(client: Client, pair: Pair, wulan: Person, after: str) -> None:
    client.force_login(wulan)
    assert "Dua catatan warga" in client.get("/ganda/", {"sesudah": after}).content.decode()


def test_an_empty_list_says_what_to_do(client: Client, wulan: Person) -> None:
    client.force_login(wulan)
    assert "Tidak ada dugaan ganda" in client.get("/ganda/").content.decode()
    assert "Belum ada yang diperiksa" in client.get("/ganda/?tampil=selesai").content.decode()


def test_opening_a_pair_is_recorded_for_both(
    client: Client, pair: Pair, wulan: Person, django_assert_max_num_queries: object
) -> None:
    client.force_login(wulan)
    with django_assert_max_num_queries(30):
        html = client.get(pair.get_absolute_url()).content.decode()
    assert "Muhammad Rizki Ramadhan" in html
    assert "M. Rizky Ramadan, S.Kom." in html
    assert "23-05-1994" in html
    assert "None" not in html
    assert "Tanggal kejadian" not in html
    for side in pair.sides:
        (look,) = audit.looked_at(side)
        assert look.purpose == "memeriksa dugaan data ganda"


def test_an_officer_says_on_the_page_that_they_are_two(client: Client, pair: Pair, wulan: Person) -> None:
    client.force_login(wulan)
    response = client.post(f"{pair.get_absolute_url()}berbeda/", {"note": ""}, follow=True)
    assert "tidak akan ditanyakan lagi" in response.content.decode()
    assert again(pair).verdict == Verdict.APART


# --- threshold ------------------------------------------------------------------------------------


def test_the_head_tunes_the_threshold_and_says_why(client: Client, pair: Pair, ratna: Person) -> None:
    client.force_login(ratna)
    html = client.get("/ganda/ambang/").content.decode()
    assert "ambang bawaan" in html
    client.post("/ganda/ambang/atur/", {"bits": "36", "reason": "Terlalu banyak yang keliru."})
    assert queries.threshold() == 36
    assert queries.pairs(ratna).rows == []
    html = client.get("/ganda/ambang/").content.decode()
    assert "Terlalu banyak yang keliru." in html
    assert "Ratna Simanjuntak" in html
    assert dict(queries.counts(ratna))[12] == 1
    assert dict(queries.counts(ratna))[36] == 0


def test_a_threshold_without_a_reason_keeps_what_was_typed(client: Client, ratna: Person) -> None:
    client.force_login(ratna)
    response = client.post("/ganda/ambang/atur/", {"bits": "36", "reason": ""})
    assert response.status_code == 422
    assert '<option value="36" selected>' in response.content.decode()
    assert not Threshold.objects.exists()


@pytest.mark.parametrize("who", ["wulan", "anwar", "budi", "mega"])
def test_nobody_else_tunes_it(client: Client, who: str) -> None:
    person = getattr(cast, who)()
    with pytest.raises(Refusal):
        actions.tune(24, reason="Coba saja.", by=person)
    client.force_login(person)
    assert client.post("/ganda/ambang/atur/", {"bits": "24", "reason": "Coba."}).status_code in (403, 404)


def test_only_thresholds_of_the_list_are_taken(ratna: Person) -> None:
    with pytest.raises(Refusal, match="daftar"):
        actions.tune(1, reason="Semua.", by=ratna)


# --- cases ----------------------------------------------------------------------------------------


@pytest.fixture
def twice(open_city: None, sari: Person) -> tuple[Case, Case]:
    """The same child announced by mother and grandmother, spelled in two ways."""
    first = cast.a_case("akta-kelahiran", by=sari, anak_nama="Muhammad Rizki")
    second = cast.a_case("akta-kelahiran", by=cast.tono(), anak_nama="Mohamad Rizky")
    cast.run_jobs()
    return first, second


def test_a_second_certificate_for_one_child_is_noticed(twice: tuple[Case, Case]) -> None:
    pair = Pair.objects.get(case_a__isnull=False)
    assert set(pair.sides) == set(twice)
    assert pair.bits >= methods.DEFAULT


def test_the_officer_sees_it_beside_the_case_and_the_applicant_does_not(
    client: Client, twice: tuple[Case, Case], sari: Person, wulan: Person
) -> None:
    first, second = twice
    client.force_login(wulan)
    html = client.get(first.get_absolute_url()).content.decode()
    assert f"Bandingkan dengan {second.number}" in html
    assert "ibu sama" in html
    assert "Mohamad Rizky" not in html
    client.force_login(sari)
    assert "Bandingkan dengan" not in client.get(first.get_absolute_url()).content.decode()


def test_both_cases_stand_side_by_side(client: Client, twice: tuple[Case, Case], wulan: Person) -> None:
    pair = Pair.objects.get(case_a__isnull=False)
    client.force_login(wulan)
    html = client.get(pair.get_absolute_url()).content.decode()
    assert "Muhammad Rizki" in html
    assert "Mohamad Rizky" in html
    assert "1271215703859992" not in html
    client.post(f"{pair.get_absolute_url()}sama/", {})
    assert again(pair).verdict == Verdict.SAME
    assert "peristiwa yang sama" in client.get(twice[0].get_absolute_url()).content.decode()


def test_a_withdrawn_case_repeats_nothing(twice: tuple[Case, Case]) -> None:
    second = twice[1]
    cases.withdraw(second, by=second.applicant)
    cast.run_jobs()
    assert not Pair.objects.filter(case_a__isnull=False).exists()


def test_a_granted_certificate_is_still_the_childs(open_city: None, sari: Person, ratna: Person) -> None:
    cast.a_granted_case("akta-kelahiran", by=sari, anak_nama="Melati Putri")
    cast.a_case("akta-kelahiran", by=sari, anak_nama="Melati Putry")
    cast.run_jobs()
    assert Pair.objects.filter(case_a__isnull=False).count() == 1


def test_twins_are_two_cases(open_city: None, sari: Person) -> None:
    for name, order in (("Melati Putri", 2), ("Mawar Putri", 3)):
        cast.a_case("akta-kelahiran", by=sari, anak_nama=name, anak_ke=order, jenis_kelahiran="kembar_2")
    cast.run_jobs()
    assert not Pair.objects.filter(case_a__isnull=False, bits__gte=methods.DEFAULT).exists()


def test_another_child_of_the_same_mother_is_another_child(open_city: None, sari: Person) -> None:
    cast.a_case("akta-kelahiran", by=sari, anak_nama="Melati Putri", tanggal_lahir="2026-10-30")
    cast.a_case("akta-kelahiran", by=sari, anak_nama="Kenanga Ayu", tanggal_lahir="2025-01-12")
    cast.run_jobs()
    assert not Pair.objects.filter(case_a__isnull=False).exists()


def test_a_death_told_twice_is_noticed(open_city: None, sari: Person, tono: Person) -> None:
    for who in (sari, tono):
        cast.a_case("akta-kematian", by=who)
    cast.run_jobs()
    pair = Pair.objects.get(case_a__isnull=False)
    assert [point for point in pair.points if point[0] == "nik"] == [["nik", "same"]]


def test_two_open_applications_for_one_service_are_noticed(open_city: None, sari: Person) -> None:
    for _twice in range(2):
        cast.a_case("kia-baru", by=sari)
    cast.run_jobs()
    pair = Pair.objects.get(case_a__isnull=False)
    assert ["applicant", "same"] in pair.points


def test_a_desk_that_looks_up_nobody_still_sees_its_own_cases(
    twice: tuple[Case, Case], pair: Pair, hasan: Person
) -> None:
    verifier = cast._appointed(hasan, cast._post("loket", "Petugas loket", ["verify"]))
    (seen,) = queries.pairs(verifier).rows
    assert set(seen.sides) == set(twice)
    actions.set_apart(seen, by=verifier)
    with pytest.raises(Refusal):
        actions.set_apart(pair, by=verifier)


def test_cases_of_other_desks_are_not_shown(twice: tuple[Case, Case], wulan: Person, hasan: Person) -> None:
    assert len(queries.pairs(wulan).rows) == 1
    assert queries.pairs(hasan).rows == []


def test_what_was_there_before_the_guard_is_taken_up_at_night(
    twice: tuple[Case, Case], recorded: Recorder
) -> None:
    for name in ("Nurhayati Lubis", "Noerhajati Loebis"):
        recorded(name)
    Pair.objects.all().delete()
    Trace.objects.all().delete()
    jobs.compare_what_was_there_before(0)
    assert Pair.objects.filter(case_a__isnull=False).count() == 1
    assert Pair.objects.filter(person_a__isnull=False).count() == 1
