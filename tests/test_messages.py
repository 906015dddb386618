"""The catalogues: every sentence has its English, and the machine's form is up to date."""

import pytest
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
