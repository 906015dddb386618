"""A page of a form, as it is posted from a cheap phone without JavaScript."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import engines

from balaikota.engine.questions import queries
from balaikota.engine.questions.contract import parse
from balaikota.engine.questions.forms import PageForm, page_form
from balaikota.engine.questions.methods import evaluate
from balaikota.engine.questions.tests.samples import SAMPLE
from balaikota.foundation.files import contract as files_contract
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions.models import Level, Region

pytestmark = pytest.mark.django_db

SERVICE = parse(SAMPLE)
TODAY = date(2026, 2, 1)


@pytest.fixture
def melati_mother() -> Person:
    return Person.objects.create(name="Sari Dewi")


@pytest.fixture
def city(settings) -> None:
    settings.CITY = "12.71"
    north = Region.objects.create(code="12", level=Level.PROVINCE, name="Sumatera Utara")
    medan = Region.objects.create(code="12.71", level=Level.REGENCY, name="Kota Medan", parent=north)
    for code, name in (("12.71.01", "Medan Kota"), ("12.71.02", "Medan Sunggal")):
        above = Region.objects.create(code=code, level=Level.DISTRICT, name=name, parent=medan)
        Region.objects.create(
            code=f"{code}.1001", level=Level.VILLAGE, name=f"Kelurahan {name}", parent=above
        )


def posted(page: str, query: str, *, answers=None, facts=None, person=None, files=None) -> PageForm:
    view = evaluate(SERVICE, answers or {}, facts or {}, TODAY)
    return page_form(SERVICE, page, view, data=QueryDict(query), files=files, person=person)


def drawn(form: PageForm) -> str:
    template = engines["django"].from_string("{% load ui %}{% errors form %}{% fields form %}")
    return template.render({"form": form})


def test_a_filled_page_gives_clean_answers(city):
    form = posted(
        "bayi",
        "anak_nama=+Melati++Putri&tanggal_lahir-hari=2&tanggal_lahir-bulan=1&tanggal_lahir-tahun=2026"
        "&berat=3,2&kelahiran_ke=1&ada_surat=tidak&penolong=bidan&jam_lahir=7.30",
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["anak_nama"] == "Melati Putri"
    assert form.cleaned_data["tanggal_lahir"] == "2026-01-02"
    assert form.cleaned_data["berat"] == 3.2
    assert form.cleaned_data["jam_lahir"] == "07:30"
    assert form.cleaned_data["ada_surat"] is False
    assert form.cleaned_data["surat"] is None


def test_a_date_that_does_not_exist_is_named_and_stays_as_typed():
    form = posted("bayi", "tanggal_lahir-hari=30&tanggal_lahir-bulan=februari&tanggal_lahir-tahun=2025")
    assert form.errors["tanggal_lahir"] == ["Tanggal 30 Februari tidak ada."]
    html = drawn(form)
    assert 'value="februari"' in html
    assert "#id_tanggal_lahir-hari" in html
    assert form.typed["tanggal_lahir"] == {"hari": "30", "bulan": "februari", "tahun": "2025"}


def test_an_empty_page_says_what_to_fill_in_and_links_to_it():
    html = drawn(posted("bayi", ""))
    assert "Nama anak: Bagian ini belum diisi." in html
    assert 'href="#id_anak_nama"' in html
    assert 'href="#id_penolong_0"' in html
    assert 'aria-invalid="true"' in html


def test_a_hidden_question_is_neither_asked_nor_kept():
    form = posted("bayi", "penolong=bidan&penolong_lain=Ibu+dukun")
    assert "penolong_lain" not in form.fields
    assert form.view.values.get("penolong_lain") is None


def test_an_answer_that_opens_a_question_shows_it_before_going_on():
    query = (
        "_asked=pesan,anak_nama,tanggal_lahir,ada_surat,penolong,menikah&anak_nama=Melati+Putri"
        "&tanggal_lahir=2026-01-02&ada_surat=tidak&penolong=lainnya"
    )
    form = posted("bayi", query)
    assert not form.is_valid()
    assert form.more_asked
    assert "penolong_lain" in form.fields
    assert "penolong_lain" not in form.errors


def test_a_name_with_a_title_is_refused_at_its_field():
    form = posted("bayi", "anak_nama=Melati+Putri+SH")
    assert "Gelar" in form.errors["anak_nama"][0]


def test_a_locked_answer_cannot_be_posted():
    facts = {"pemohon": {"nama": "Sari Dewi", "nik": "1271015501909991"}}
    form = posted(
        "pelapor", "pelapor_nama=Orang+Lain&pelapor_nik=1271015501909992&telepon=081234567890", facts=facts
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["pelapor_nama"] == "Sari Dewi"
    assert form.cleaned_data["pelapor_nik"] == "1271015501909991"
    html = drawn(form)
    assert 'name="pelapor_nama"' not in html
    assert "1271015501909991" not in html
    assert "127101••••••9991" in html


def test_a_row_is_added_without_losing_what_was_typed():
    form = posted(
        "saksi",
        "saksi-0-saksi_nama=Budi+Santoso&saksi-0-saksi_kenal=ya&saksi-1-saksi_nama=Tono&_add=saksi",
        answers={"ada_surat": False},
    )
    assert form.restructured
    assert not form.is_valid()
    html = drawn(form)
    assert 'name="saksi-2-saksi_nama"' in html
    assert 'value="Budi Santoso"' in html
    assert "belum diisi" not in html


def test_a_row_is_removed_from_the_middle():
    query = "".join(f"saksi-{n}-saksi_nama={name}&" for n, name in enumerate(("Satu", "Dua", "Tiga")))
    form = posted("saksi", query + "_remove=saksi-1", answers={"ada_surat": False})
    assert [row["saksi_nama"] for row in form.typed["saksi"]] == ["Satu", "Tiga"]


def test_a_wrong_cell_is_named_with_its_row():
    form = posted(
        "saksi", "saksi-0-saksi_nama=Budi+Santoso&saksi-0-saksi_kenal=ya", answers={"ada_surat": False}
    )
    assert "Saksi 1, Sebagai apa?: Bagian ini belum diisi." in form.errors["saksi"]
    assert "Saksi 2, Nama saksi: Bagian ini belum diisi." in form.errors["saksi"]
    assert 'href="#id_saksi-0-saksi_sebagai"' in drawn(form)


def test_rows_become_answers():
    query = (
        "saksi-0-saksi_nama=Budi+Santoso&saksi-0-saksi_kenal=ya&saksi-0-saksi_sebagai=tetangga"
        "&saksi-1-saksi_nama=Tono+Wijaya&saksi-1-saksi_kenal=tidak&saksi-1-saksi_sebagai=terselip"
    )
    form = posted("saksi", query, answers={"ada_surat": False})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["saksi"] == [
        {"saksi_nama": "Budi Santoso", "saksi_kenal": True, "saksi_sebagai": "tetangga"},
        {"saksi_nama": "Tono Wijaya", "saksi_kenal": False},
    ]


def test_without_javascript_the_kelurahan_list_opens_by_a_button(city):
    form = posted("pelapor", "pelapor_nama=Sari+Dewi&alamat-atas=12.71.02&_choose=alamat")
    html = drawn(form)
    assert "Kelurahan Medan Sunggal" in html
    assert "Kelurahan Medan Kota" not in html
    assert 'value="Sari Dewi"' in html


def test_a_kelurahan_of_another_kecamatan_is_no_answer(city):
    form = posted("pelapor", "telepon=081234567890&alamat-atas=12.71.02&alamat=12.71.01.1001")
    assert "alamat" in form.errors
    assert "Kelurahan Medan Sunggal" in drawn(form)


def test_a_kelurahan_outside_the_list_is_no_answer(city):
    assert "alamat" in posted("pelapor", "telepon=081234567890&alamat=12.71.01.9999").errors
    assert "alamat" in posted("pelapor", "telepon=081234567890&alamat=11.01.01.2001").errors
    assert "alamat" not in posted("pelapor", "telepon=081234567890&alamat=12.71.01.1001").errors


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def upload(name: str = "surat, kedua.pdf", content: bytes = PDF):
    from django.utils.datastructures import MultiValueDict

    return MultiValueDict({"surat": [SimpleUploadedFile(name, content, "application/pdf")]})


def test_an_uploaded_file_survives_the_errors_of_its_page(melati_mother):
    form = posted("bayi", "ada_surat=ya", files=upload(), person=melati_mother)
    assert not form.is_valid()
    assert "surat" not in form.errors
    (file_id,) = form.typed["surat"]
    assert "surat, kedua.pdf" in drawn(form)
    again = posted("bayi", f"ada_surat=ya&surat={file_id}", person=melati_mother)
    assert again.typed["surat"] == [file_id]
    dropped = posted("bayi", f"ada_surat=ya&surat={file_id}&_drop=surat:{file_id}", person=melati_mother)
    assert dropped.typed["surat"] == []
    assert dropped.restructured


def test_a_file_of_someone_else_is_ignored(melati_mother):
    form = posted("bayi", "ada_surat=ya", files=upload(), person=melati_mother)
    neighbour = Person.objects.create(name="Budi Santoso")
    stolen = posted("bayi", f"ada_surat=ya&surat={form.typed['surat'][0]}&surat=nonsense", person=neighbour)
    assert stolen.typed["surat"] == []


def test_an_unusable_file_is_said_at_its_field(melati_mother):
    form = posted(
        "bayi", "ada_surat=ya", files=upload("virus.pdf", b"PK\x03\x04nonsense"), person=melati_mother
    )
    assert form.errors["surat"] == [str(files_contract.SENTENCES["archive"])] or form.errors["surat"]


def test_every_control_of_every_page_has_a_name_a_label_and_no_inline_script(city):
    answers = {**SERVICE.example, "menikah": True, "penolong": "lainnya"}
    view = evaluate(SERVICE, answers, {}, TODAY)
    assert len(view.pages) == 4
    for page in view.pages:
        html = drawn(page_form(SERVICE, page, view))
        assert " style=" not in html
        assert " onclick=" not in html
        assert "None" not in html
        assert "{%" not in html


def test_whatever_is_typed_into_every_blank_is_shown_again_as_typed(city):
    names = [question.name for question in SERVICE.questions_on("bayi")]
    typed = dict.fromkeys(names, "<salah> & 'aneh'")
    form = page_form(SERVICE, "bayi", evaluate(SERVICE, {}, {}, TODAY), data=typed)
    html = drawn(form)
    assert "&lt;salah&gt; &amp;" in html
    assert "<salah>" not in html
    again = page_form(SERVICE, "bayi", evaluate(SERVICE, form.typed, {}, TODAY))
    assert drawn(again).count("&lt;salah&gt;") == html.count('value="&lt;salah&gt;')


def test_a_typed_answer_that_is_not_yet_right_can_be_displayed():
    for question in SERVICE.asked:
        for typed in ("x", 3, ["x"], {"x": 1}, {"nama": "Sari"}):
            assert isinstance(queries.display(question, typed), str)


def test_a_nul_in_any_blank_is_not_kept(city: None) -> None:
    names = [question.name for question in SERVICE.asked]
    for page in SERVICE.pages:
        query = "&".join(f"{name}=%00&{name}-atas=%00&{name}-hari=%00&{name}-nik=%00" for name in names)
        assert "\0" not in drawn(posted(page.name, query))
