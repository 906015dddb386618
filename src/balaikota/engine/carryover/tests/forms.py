"""One small service whose questions and steps can be put together at will."""

import re

HEAD = """
code = "izin-uji"
name = "Izin Uji"
summary = "Izin yang aturannya sering berubah."
desk = "dukcapil"
number_prefix = "UJI"
law = ["Edisi uji {mark}"]

[limit]
hours = 48

[[pages]]
name = "isi"
title = "Isian"

[[questions]]
page = "isi"
name = "nama"
kind = "text"
label = "Nama"
required = true
"""
KINDS = {
    "text": 'kind = "text"',
    "longtext": 'kind = "longtext"',
    "integer": 'kind = "integer"',
    "yesno": 'kind = "yesno"',
    "choice": 'kind = "choice"\nchoices = [["a", "A"], ["b", "B"]]',
    "choice2": 'kind = "choice"\nchoices = [["b", "B"], ["c", "C"]]',
}
VALUES = {
    "text": "melati",
    "longtext": "di tepi sungai",
    "integer": 7,
    "yesno": False,
    "choice": "a",
    "choice2": "c",
}
DUTIES = {"verifikasi": "verify", "tinjau": "verify", "ukur": "verify", "putusan": "decide"}


def a_form(
    questions: dict[str, str], steps: list[str], mark: int = 0, beside: str = "", required: str = ""
) -> str:
    """A service file: optional questions with their kinds, steps in this order and one that runs beside."""
    text = HEAD.format(mark=mark)
    for name, kind in questions.items():
        must = "true" if name == required else "false"
        text += f'\n[[questions]]\npage = "isi"\nname = "{name}"\n{KINDS[kind]}\nlabel = "Soal {name}"\nrequired = {must}\n'
    for step in steps:
        text += f'\n[[steps]]\nname = "{step}"\nlabel = "Langkah {step}"\nduty = "{DUTIES[step]}"\n'
    if beside:
        text += f'\n[[steps]]\nname = "cek"\nlabel = "Cek lapangan"\nduty = "verify"\nbeside = "{beside}"\n'
    return re.sub(r"\n{3,}", "\n\n", text)
