"""The catalogues: every sentence has its English, and the machine's form is up to date."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType
from django.utils.translation import gettext, override
from tools import messages


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_sentence_is_untranslated_stale_fuzzy_or_with_other_blanks(language: str) -> None:
    assert messages.gaps(language) == []


def test_a_page_in_english_reads_english() -> None:
    with override("en"):
        assert gettext("Langsung ke isi") == "Skip to content"


def test_sentences_are_found_in_every_way_they_are_written(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    page = tmp_path / "page.html"
    page.write_text(
        """{% load i18n ui %}{% translate "Satu" %} {{ _("Dua") }}
        {% panel title=_("Tiga (3)") id="x" %}{% endpanel %}{# _("tidak") #}
        {% blocktranslate trimmed with n=n %}Empat {{ n }}
        kali "lima"{% endblocktranslate %} _("bukan")
        {% blocktranslate count n=n %}{{ n }} buah{% plural %}{{ n }} buah-buah{% endblocktranslate %}
        {% translate "Enam" context "angka" %} {% include "a" with label=_("It's") only %}"""
    )
    found = [(sentence.context, sentence.text) for sentence in messages.in_template(page)]
    assert found == [
        (None, "Satu"),
        (None, "Dua"),
        (None, "Tiga (3)"),
        (None, 'Empat %(n)s kali "lima"'),
        (None, ("%(n)s buah", "%(n)s buah-buah")),
        ("angka", "Enam"),
        (None, "It's"),
    ]
    code = tmp_path / "code.py"
    code.write_text('_("Satu" " dua")\nngettext_lazy("a", "b", 2)\npgettext("c", "d")\n_(name)\n')
    assert [(s.context, s.text) for s in messages.in_python(code)] == [
        (None, "Satu dua"),
        (None, ("a", "b")),
        ("c", "d"),
    ]


# 500.html and 503.html are shown when nothing works, translation included; the gallery shows code names.
SAID_AS_IS = {"500.html", "503.html", "gallery.html"}
NAMES = {"NIK", "NIB", "KBLI", "KBLI 2020", "HPP", "PDRB", "DLQ", "Klassen", "Shift-share", "Indonesia", "English",
         "Balaikota", "PDF", "WhatsApp", "CSV", "JSON", "SDMX-CSV 2.0", "DCAT", "OpenAPI", "TKDN", "KIPP"}  # fmt: skip
SPOKEN = {"title", "alt", "aria-label", "aria-description", "placeholder"}
WORD = re.compile(r"[^\W\d_]{3,}")
FILE = re.compile(r"[a-z.]+\.(?:csv|jsonld|json|svg|tsv|xml)|\.svg|(?:/[\w.-]+)+")
CLASS = re.compile(r"[a-z]+-[a-z]+")  # a block may fill in a class of the page's frame


class Reader(HTMLParser):
    """What a person hears or reads of a page: its text and the attributes that are spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.in_code = 0  # what is typed to a machine is the same in every language

    def handle_endtag(self, tag: str) -> None:
        self.in_code -= tag == "code"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_code += tag == "code"
        self.heard += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None and not self.in_code:
            self.heard.append(" ".join(data.split()))


def bare_words(file: Path) -> list[str]:
    """Words of a template that stand outside `translate` and `blocktranslate`."""
    text, depth = "", 0
    for token in Lexer(file.read_text()).tokenize():
        tag = (token.contents.split() or [""])[0] if token.token_type == TokenType.BLOCK else ""
        depth += tag in {"blocktranslate", "comment"}
        depth -= tag in {"endblocktranslate", "endcomment"}
        if token.token_type == TokenType.TEXT and not depth:
            text += token.contents
    if file.suffix == ".txt":
        return [line for line in text.splitlines() if WORD.search(line)]
    reader = Reader()
    reader.feed(text)
    reader.close()
    return [
        words
        for words in reader.heard
        if WORD.search(words) and not (words in NAMES or CLASS.fullmatch(words) or FILE.fullmatch(words))
    ]


@pytest.mark.parametrize(
    "file",
    [f for f in sorted(messages.SOURCE.rglob("templates/**/*")) if f.suffix in {".html", ".txt"}],
    ids=lambda file: str(file.relative_to(messages.SOURCE)).split("/templates/")[-1],
)
def test_every_word_on_a_page_can_be_translated(file: Path) -> None:
    if file.name not in SAID_AS_IS:
        assert bare_words(file) == []
