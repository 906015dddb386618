"""A service file carries its own examples, says what is otherwise than before, and is checked as a whole."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests import cast

from balaikota.engine.catalogue import actions, methods, queries
from balaikota.engine.catalogue.models import Edition
from balaikota.engine.questions.contract import parse
from balaikota.engine.questions.tests.samples import SAMPLE

EXAMPLE = """
[[examples]]
title = "Tanpa surat lahir"
today = 2026-01-10
answers = { ada_surat = false }
"""


def faults(more: str) -> list[str]:
    return queries.examined(SAMPLE + EXAMPLE + more).faults


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ('findings = ["tidak-ada"]', "aturan “tidak-ada” seharusnya bicara, tetapi diam."),
        ("blocked = true", "seharusnya ditahan, tetapi diterima."),
        ('without = ["anak_nama"]', "belum diisi atau salah seharusnya –, yang keluar anak_nama."),
        ('steps = ["putusan"]', "langkah seharusnya putusan, yang keluar"),
    ],
)
def test_what_comes_otherwise_is_said_with_the_example_the_wish_and_the_outcome(
    more: str, sentence: str
) -> None:
    said = [one for one in faults(more) if sentence in one]
    assert said
    assert said[0].startswith("contoh “Tanpa surat lahir”: ")


def test_a_name_that_stands_for_nothing_is_a_fault_of_the_file() -> None:
    assert faults('skips = ["halaman-lain"]') == ["contoh “Tanpa surat lahir”: “halaman-lain” tidak ada."]


@pytest.mark.django_db
def test_nothing_is_published_while_an_example_comes_out_otherwise() -> None:
    cast.the_desk()
    with pytest.raises(actions.ServiceFileError, match="seharusnya ditahan"):
        actions.publish(SAMPLE + EXAMPLE + "blocked = true")
    assert not Edition.objects.exists()
    assert actions.publish(SAMPLE).number == 1


def test_the_difference_of_two_files_is_told_in_words() -> None:
    new = SAMPLE.replace("Nama anak", "Nama bayi").replace('name = "telepon"', 'name = "hp"')
    said = [
        change.sentence
        for change in methods.difference(parse(SAMPLE), parse(new.replace("telepon =", "hp =")))
    ]
    assert "Pertanyaan “Nama bayi”, tulisan: dari “Nama anak” menjadi “Nama bayi”." in said
    assert any("dihapus" in one for one in said)
    assert any("baru" in one for one in said)
    assert methods.difference(parse(SAMPLE), parse(SAMPLE)) == []


def house(tmp_path: Path, text: str, part: str | None) -> Path:
    (tmp_path / "parts").mkdir()
    (tmp_path / "kamar" / "services").mkdir(parents=True)
    if part is not None:
        (tmp_path / "parts" / "bagian.toml").write_text(part)
    file = tmp_path / "kamar" / "services" / "surat.toml"
    file.write_text(text)
    return file


@pytest.mark.parametrize(("part", "named"), [(None, "bagian"), ("x =", "parts/bagian.toml")])
def test_a_fault_in_a_part_names_the_file_of_the_part(tmp_path: Path, part: str | None, named: str) -> None:
    file = house(tmp_path, 'before = ["bagian"]\n' + SAMPLE, part)
    assert named in queries.examined_file(file).faults[0]


@pytest.mark.django_db
def test_the_check_names_each_rule_no_example_hears(tmp_path: Path) -> None:
    file = house(tmp_path, SAMPLE.replace('code = "surat-contoh"', 'code = "akta-kelahiran"'), None)
    excuses, out = tmp_path / "unfinished.md", StringIO()
    with pytest.raises(CommandError, match="aturan belum tercakup"):
        call_command("services", "check", str(file), unfinished=excuses, stdout=out)
    assert "belum: akta-kelahiran/birth-twins" in out.getvalue()
    excuses.write_text("| `akta-kelahiran/*` | sebab | akhir |")
    call_command("services", "check", str(file), unfinished=excuses, stdout=out)
    assert "0 belum dan tanpa alasan" in out.getvalue()
