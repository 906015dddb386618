"""Everything a step can say is written in the browser, and of two who write at once nobody loses a word."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.engine.questions.models import EARLIER
from balaikota.engine.turns import methods as turns
from balaikota.engine.turns.forms import StepForm
from balaikota.engine.workshop import actions, methods, queries
from balaikota.engine.workshop.models import ServiceDraft
from balaikota.engine.workshop.tests.test_making_a_service import make_room_permit
from balaikota.foundation.people.models import Person
from balaikota.kit.lines import fingerprint

pytestmark = pytest.mark.django_db
STEP: dict[str, Any] = {
    "label": "Putusan",
    "duty": "decide",
    "desk": "",
    "hours": "",
    "votes": "",
    "beside": "",
}


def address(draft: ServiceDraft, part: str = "langkah", key: str = "putusan", *, save: bool = True) -> str:
    return reverse(f"workshop:{'save_item' if save else 'item'}", args=[draft.pk, part, key])


def step(draft: ServiceDraft, key: str = "putusan") -> dict[str, Any]:
    draft.refresh_from_db()
    return dict(queries.item(draft, "langkah", key))


@pytest.fixture
def draft(hasan: Person) -> ServiceDraft:
    return make_room_permit(hasan)


def test_a_step_gets_its_ladder_reasons_bars_and_exceptions(
    client: Client, hasan: Person, draft: ServiceDraft
) -> None:
    client.force_login(hasan)
    posted = STEP | {
        "not_by": ["verifikasi"],
        "reasons": ["granted"],
        "rung_1_hours": "24",
        "rung_1_what": "remind",
        "rung_2_hours": "48",
        "rung_2_what": "superior",
        "instead_1_when": "jumlah_peserta > 200",
        "instead_1_duty": "head",
        "instead_1_label": "Putusan kepala",
        "instead_1_basis": "Perwali contoh",
    }
    assert client.post(address(draft), posted).status_code == 303
    kept = step(draft)
    assert kept["escalate"] == [[24, "remind"], [48, "superior"]]
    assert (kept["not_by"], kept["reasons"]) == (["verifikasi"], ["granted"])
    assert kept["instead"] == [
        {"when": "jumlah_peserta > 200", "duty": "head", "label": "Putusan kepala", "basis": "Perwali contoh"}
    ]
    form = queries.definition(draft)
    assert form is not None, "the file is without fault"
    assert form.steps[-1].escalate == ((24, "remind"), (48, "superior"))
    page = client.get(address(draft, save=False)).content.decode()
    assert "Jumlah peserta" in page, "the exception is read back in words"
    assert 'value="24"' in page


def test_what_the_page_shows_saves_the_same_step(client: Client, hasan: Person, draft: ServiceDraft) -> None:
    ladder = {
        "escalate": [[5, "remind"]],
        "instead": [{"when": "jumlah_peserta > 9", "duty": "head"}],
        "not_by": [],
    }
    actions.put(draft, "langkah", "putusan", ladder | {"reasons": ["passed"], "desk": "wali-kota"}, by=hasan)
    cast.the_desk("wali-kota")
    before = step(draft)
    shown = StepForm(draft.definition, before)
    posted = {name: shown[name].value() for name in shown.fields}
    client.force_login(hasan)
    answer = client.post(
        address(draft), {name: value for name, value in posted.items() if value not in (None, "")}
    )
    assert answer.status_code == 303, answer.content.decode()[:3000]
    assert step(draft) == before


def test_no_bar_at_all_is_not_the_house_rule(client: Client, hasan: Person, draft: ServiceDraft) -> None:
    client.force_login(hasan)
    client.post(address(draft), STEP)
    assert step(draft)["not_by"] == []
    client.post(address(draft), STEP | {"not_by": [EARLIER]})
    assert "not_by" not in step(draft)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"rung_1_hours": "24"}, "Isi jamnya dan apa yang terjadi"),
        ({"rung_1_what": "remind"}, "Isi jamnya dan apa yang terjadi"),
        (
            {"rung_1_hours": "48", "rung_1_what": "remind", "rung_2_hours": "24", "rung_2_what": "raise"},
            "makin besar",
        ),
        ({"rung_1_hours": "-1", "rung_1_what": "remind"}, "makin besar"),
        ({"instead_1_duty": "head"}, "Tulis bila kekecualian ini berlaku"),
        ({"instead_1_when": "jumlah_peserta >", "instead_1_duty": "head"}, "tidak dapat dibaca"),
        ({"instead_1_when": "jumlah_peserta > 1"}, "Pilih siapa yang mengerjakan"),
    ],
)
def test_what_cannot_be_meant_comes_back_with_a_sentence(
    client: Client, hasan: Person, draft: ServiceDraft, wrong: dict[str, str], sentence: str
) -> None:
    client.force_login(hasan)
    before = step(draft)
    answer = client.post(address(draft), STEP | {"label": "Putusan akhir"} | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Putusan akhir" in answer.content.decode(), "nothing typed is lost"
    assert step(draft) == before


LADDERS = st.lists(
    st.tuples(st.integers(1, 500), st.sampled_from(["remind", "raise", "superior"])), max_size=6
)


@given(LADDERS)
def test_a_ladder_is_shown_row_by_row_and_always_with_room_for_one_more(
    ladder: list[tuple[int, str]],
) -> None:
    rows = turns.rungs({"escalate": [list(rung) for rung in ladder]})
    assert rows[: len(ladder)] == ladder
    assert len(rows) >= max(turns.LEAST_RUNGS, len(ladder) + 1)
    assert set(rows[len(ladder) :]) == {("", "")}
    assert turns.climbs(ladder) == (sorted({at for at, _ in ladder}) == [at for at, _ in ladder])


def test_years_of_keeping_are_written_at_the_head_of_the_service(
    client: Client, hasan: Person, draft: ServiceDraft
) -> None:
    client.force_login(hasan)
    page = reverse("workshop:describe", args=[draft.pk])
    about = {
        "name": "Izin pakai ruang balai kota",
        "summary": "Memakai ruang.",
        "desk": "dukcapil",
        "number_prefix": "RUANG",
        "hours": "120",
        "public": "on",
    }
    kept = {"keep_active": "2", "keep_inactive": "8", "keep_basis": "Perwali contoh"}
    assert client.post(page, about | kept).status_code == 303
    draft.refresh_from_db()
    assert draft.definition["retention"] == {"active": 2, "inactive": 8, "basis": "Perwali contoh"}
    form = queries.definition(draft)
    assert form is not None
    assert form.retention.years == 10
    assert client.post(page, about).status_code == 303
    draft.refresh_from_db()
    assert "retention" not in draft.definition


# --- two at once ----------------------------------------------------------------------------------


def test_who_saves_second_sees_both_versions_and_overwrites_nothing(
    client: Client, hasan: Person, ratna: Person, draft: ServiceDraft
) -> None:
    seen = fingerprint(step(draft))
    actions.put(draft, "langkah", "putusan", {"label": "Putusan Ratna"}, by=ratna)
    client.force_login(hasan)
    mine = STEP | {"label": "Putusan Hasan", "_seen": seen, "hours": "12"}
    answer = client.post(address(draft), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Putusan Ratna", "Putusan Hasan", ratna.name, "Tersimpan sekarang", "Yang Anda tulis"):
        assert words in page
    assert step(draft)["label"] == "Putusan Ratna"
    now = page.split('name="_seen" value="')[1].split('"')[0]
    assert client.post(address(draft), mine | {"_seen": now}).status_code == 303
    assert step(draft)["label"] == "Putusan Hasan"
    assert step(draft)["hours"] == 12


def test_the_same_words_from_two_are_no_conflict(client: Client, hasan: Person, draft: ServiceDraft) -> None:
    client.force_login(hasan)
    seen = fingerprint(step(draft))
    mine = STEP | {"label": "Putusan akhir", "not_by": [EARLIER], "_seen": seen}
    assert client.post(address(draft), mine).status_code == 303
    assert client.post(address(draft), mine).status_code == 303


def test_another_item_of_the_same_service_is_no_conflict(
    client: Client, hasan: Person, draft: ServiceDraft
) -> None:
    client.force_login(hasan)
    seen = fingerprint(step(draft))
    actions.put(draft, "langkah", "verifikasi", {"label": "Periksa"}, by=hasan)
    assert client.post(address(draft), STEP | {"_seen": seen}).status_code == 303


def test_what_a_colleague_dropped_can_be_added_again_as_it_was_typed(
    client: Client, hasan: Person, draft: ServiceDraft
) -> None:
    row = dict(queries.item(draft, "pertanyaan", "jenis_kegiatan"))
    actions.drop(draft, "pertanyaan", "jenis_kegiatan", by=hasan)
    client.force_login(hasan)
    typed = {
        "label": "Jenis acara",
        "kind": "choice",
        "page": "tentang_kegiatan",
        "choices": "Rapat\nPameran\nBazar",
        "_seen": fingerprint(row),
    }
    answer = client.post(address(draft, "pertanyaan", "jenis_kegiatan"), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "dihapus" in page
    assert "Bazar" in page
    again = reverse("workshop:add_item", args=[draft.pk, "pertanyaan"])
    assert again in page
    assert 'name="_again"' in page
    assert client.post(again, typed | {"_again": "1"}).status_code == 303
    draft.refresh_from_db()
    assert queries.item(draft, "pertanyaan", "jenis_acara")["choices"][2][1] == "Bazar"


def test_who_may_not_write_is_told_nothing_of_the_conflict(
    client: Client, sari: Person, draft: ServiceDraft
) -> None:
    client.force_login(sari)
    assert client.post(address(draft), STEP | {"_seen": "x"}).status_code == 404


def test_the_old_and_the_new_text_of_a_step_are_the_same_file(draft: ServiceDraft) -> None:
    table = methods.table_of(queries.text(draft))
    assert methods.items(table, "langkah") == methods.items(draft.definition, "langkah")
