"""Every form is also a JSON Schema: a partner's program knows what is asked before it asks."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from tests import cast

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries
from balaikota.engine.catalogue.methods import example_answers
from balaikota.engine.conditions.methods import day
from balaikota.engine.opendata import methods
from balaikota.engine.questions.contract import Definition, parse
from balaikota.engine.questions.methods import evaluate
from balaikota.engine.questions.tests.samples import SAMPLE

FILES = queries.service_files()
TODAY = date(2026, 11, 25)


def schema_of(definition: Definition) -> dict[str, Any]:
    return methods.form_schema(definition, "http://127.0.0.1:8000/formulir.json", "")


def judge(definition: Definition) -> Draft202012Validator:
    schema = schema_of(definition)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_service_file_becomes_a_schema_that_its_own_examples_satisfy(file: Path) -> None:
    """As the form itself judges them; what a handler remarks needs the registers and changes no answer."""
    definition = parse(queries.service_text(file))
    validator = judge(definition)
    walked = 0
    for example in definition.examples:
        answers, today = example_answers(definition, example), day(example.today) or TODAY
        view = evaluate(definition, answers, example.facts, today)
        if not view.missing and not view.faults:
            assert [error.message for error in validator.iter_errors(view.clean())] == [], example.title
            walked += 1
    base = evaluate(definition, definition.example, {}, TODAY)
    unmet = [error for error in validator.iter_errors(base.clean()) if error.validator != "required"]
    assert [error.message for error in unmet] == []
    assert walked or not definition.examples


@pytest.fixture(scope="module")
def sample() -> Definition:
    return parse(SAMPLE)


def test_the_complete_example_is_accepted(sample: Definition) -> None:
    answers = evaluate(sample, sample.example, {}, TODAY).clean()
    assert list(judge(sample).iter_errors(answers)) == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("anak_nama", "x" * 61),
        ("pelapor_nik", "127101550190999"),
        ("telepon", "0812 3456 7890"),
        ("tanggal_lahir", "31/12/2025"),
        ("jam_lahir", "7.30"),
        ("berat", 9.5),
        ("kelahiran_ke", 1.5),
        ("ada_surat", "ya"),
        ("penolong", "dukun"),
        ("alamat", "12.71"),
        ("ayah", {"nik": "1271011201909991"}),
        ("saksi", [{"saksi_nama": "Budi", "saksi_kenal": False}]),
        ("surat", ["bukan-berkas"]),
        ("pesan", "catatan bukan isian"),
    ],
)
def test_what_the_form_would_refuse_the_schema_refuses(sample: Definition, name: str, wrong: Any) -> None:
    answers = evaluate(sample, sample.example, {}, TODAY).clean()
    assert list(judge(sample).iter_errors(answers | {name: wrong}))


def test_only_what_is_wanted_of_everybody_is_required_and_the_rest_says_when(sample: Definition) -> None:
    schema = schema_of(sample)
    wanted = ["pelapor_nama", "pelapor_nik", "anak_nama", "tanggal_lahir", "ada_surat", "penolong"]
    assert schema["required"] == wanted
    asked = schema["properties"]
    assert asked["penolong_lain"]["description"] == (
        "Ditanyakan bila: “Penolong kelahiran” adalah Lainnya. Wajib bila ditanyakan."
    )
    assert "Wajib bila: " in asked["telepon"]["description"]
    assert "data kota" in asked["pelapor_nama"]["description"]
    assert asked["penolong"]["oneOf"][1] == {"const": "bidan", "title": "Bidan"}
    rows = asked["saksi"]
    assert (rows["type"], rows["minItems"], rows["maxItems"]) == ("array", 2, 3)
    assert rows["items"]["required"] == ["saksi_nama", "saksi_kenal"]
    assert "“Kenal keluarga?”" in rows["items"]["properties"]["saksi_sebagai"]["description"]


@pytest.mark.django_db
def test_a_partner_fetches_the_form_of_the_edition_in_force(client: Client) -> None:
    cast.the_desk()
    catalogue.publish(SAMPLE)
    address = "/terbuka/layanan/surat-contoh/formulir.json"
    first = client.get(address).json()
    assert first["$id"] == f"http://127.0.0.1:8000{address}"
    assert first["$comment"].startswith("Edisi 1.")
    catalogue.publish(SAMPLE.replace("Nama anak", "Nama bayi"))
    second = client.get(address).json()
    assert second["properties"]["anak_nama"]["title"] == "Nama bayi"
    assert second["$comment"].startswith("Edisi 2.")
