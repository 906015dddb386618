"""From a diagnosis up the ladder: on evidence only."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast

from balaikota.enterprises.ladder import actions, methods, queries
from balaikota.enterprises.ladder.models import Ending, Why
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

ALL_YES = {question.code: "ya" for question in methods.read(queries.FILE.read_text()).questions}


def url(name: str, enterprise: Enterprise) -> str:
    return reverse(f"ladder:{name}", args=[enterprise.number])


@pytest.fixture
def at_capital(keripik: Enterprise, tono: Person) -> Enterprise:
    """Tono does not know what one bag costs him."""
    actions.diagnose(keripik, ALL_YES | {"hitung-biaya": "belum"}, by=tono)
    return keripik


def test_twenty_questions_on_four_sheets_say_where_to_start_and_why(
    client: Client, keripik: Enterprise, tono: Person
) -> None:
    client.force_login(tono)
    said: dict[str, str] = {}
    codes = list(ALL_YES)
    for sheet in range(4):
        five = dict.fromkeys(codes[sheet * 5 : sheet * 5 + 5], "ya")
        said |= five | ({"pisah-uang": "belum"} if "pisah-uang" in five else {})
        answer = client.post(url("diagnosis", keripik), said | {"lembar": str(sheet)})
        assert answer.status_code == (303 if sheet == 3 else 200)
    page = client.get(url("result", keripik)).content.decode()
    assert "Mulai dari: Modal awal" in page
    assert "Uang usaha masih bercampur" in page


def test_an_unanswered_question_keeps_the_sheet_and_what_was_said(
    client: Client, keripik: Enterprise, tono: Person
) -> None:
    client.force_login(tono)
    answer = client.post(url("diagnosis", keripik), {"lembar": "1", "produk": "ya", "pisah-uang": "belum"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Pilih satu jawaban" in page
    assert 'name="produk" value="ya"' in page


def test_nobody_climbs_by_being_there(at_capital: Enterprise, lina: Person) -> None:
    with pytest.raises(Refusal, match="Buku kas terpisah"):
        actions.climb(at_capital, by=lina)


def test_papers_that_a_coach_accepted_lift_and_are_kept_with_the_stay(
    at_capital: Enterprise, tono: Person, lina: Person
) -> None:
    for test in ("hpp", "buku-kas"):
        paper = actions.bring(at_capital, test, "Foto catatan tangan", None, by=tono)
        actions.check(paper, accept=True, by=lina)
    actions.climb(at_capital, by=lina)
    first, second = queries.stays(at_capital)
    assert (first.stage, first.ending, second.stage) == ("modal-awal", Ending.PASSED, "legal")
    assert any("Modal tercatat" in each["shown"] for each in first.shown)


def test_an_owner_judges_nothing_of_their_own(at_capital: Enterprise, tono: Person, lina: Person) -> None:
    paper = actions.bring(at_capital, "hpp", "Hitungan saya", None, by=tono)
    for deed in (
        lambda: actions.check(paper, accept=True, by=tono),
        lambda: actions.climb(at_capital, by=tono),
    ):
        with pytest.raises(Refusal):
            deed()
    with pytest.raises(Refusal, match="Tuliskan apa yang masih kurang"):
        actions.check(paper, accept=False, by=lina)
    with pytest.raises(Refusal, match="bukan dari berkas"):
        actions.bring(at_capital, "nib", "Foto NIB", None, by=tono)


def test_down_again_and_out_with_a_reason_that_is_counted(
    at_capital: Enterprise, tono: Person, lina: Person
) -> None:
    with pytest.raises(Refusal, match="lebih rendah"):
        actions.send_back(at_capital, "pasar", "keliru", by=lina)
    actions.send_back(at_capital, "ide", "Pembelinya ternyata belum jelas.", by=lina)
    actions.leave(at_capital, Why.NO_TIME, "Anak kecil", by=tono)
    assert queries.standing(at_capital) is None
    assert [stay.ending for stay in queries.stays(at_capital)] == [Ending.RETURNED, Ending.LEFT]
    assert cast.story_of(at_capital)[-2:] == ["ladder.returned", "ladder.left"]


def test_the_city_edits_its_ladder_but_not_from_under_anybody(
    client: Client, at_capital: Enterprise, rina: Person, lina: Person
) -> None:
    text = queries.standard()
    client.force_login(rina)
    renamed = text.replace('name = "Modal awal"', 'name = "Modal pertama"')
    assert client.post(reverse("ladder:edit"), {"text": renamed}).status_code == 303
    assert "Modal pertama" in client.get(reverse("ladder:ladder")).content.decode()
    gone = renamed.replace('code = "modal-awal"', 'code = "uang"')
    answer = client.post(reverse("ladder:edit"), {"text": gone})
    assert answer.status_code == 422
    with pytest.raises(Refusal):
        actions.publish(text, by=lina)


def test_the_owner_sees_one_next_step_and_a_neighbour_sees_nothing(
    client: Client, at_capital: Enterprise, tono: Person, budi: Person
) -> None:
    client.force_login(tono)
    page = client.get(at_capital.get_absolute_url()).content.decode()
    assert "Hitung semua biaya untuk satu produk" in page
    assert client.get(url("climbing", at_capital)).status_code == 200
    client.force_login(budi)
    for name in ("climbing", "diagnosis", "result"):
        assert client.get(url(name, at_capital)).status_code == 404


def test_a_paper_with_a_file_is_brought_and_a_wrong_one_named(
    client: Client, at_capital: Enterprise, tono: Person, lina: Person, budi: Person
) -> None:
    client.force_login(tono)
    told = {"test": "hpp", "note": "Hitungan HPP", "file": cast.a_pdf()}
    assert client.post(url("bring", at_capital), told).status_code == 303
    paper = queries.papers(at_capital)[0]
    assert paper.file is not None
    client.force_login(budi)
    assert client.get(reverse("files:open", args=[paper.file_id])).status_code == 404
    client.force_login(lina)
    assert client.get(reverse("files:open", args=[paper.file_id])).status_code == 200
    check = reverse("ladder:check", args=[at_capital.number, paper.pk])
    assert client.post(check, {"verdict": "tolak"}).status_code == 422
    assert client.post(check, {"verdict": "terima"}).status_code == 303
