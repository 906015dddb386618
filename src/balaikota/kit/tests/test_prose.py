"""A text that an editor writes can only look like a text."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balaikota.kit import prose

ALLOWED = prose.TAGS | {"div"}


class Walls(HTMLParser):
    """Fails on any tag, attribute or address that is not on the list."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        said = dict(attrs)
        if tag == "div":
            assert said == {"class": "table-scroll", "tabindex": "0"}
            return
        assert set(said) <= ({"href", "rel"} if tag == "a" else set()), said
        # As a browser reads it (WHATWG URL): tabs and line ends are nothing, and only letters begin a scheme.
        address = re.sub(r"[\t\r\n]", "", said.get("href") or "").strip("\0 ").lower()
        scheme = re.match(r"[\x00-\x20]*([a-z][a-z0-9+.\-]*):", address)
        assert scheme is None or scheme[1] in prose.SCHEMES, address

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


NASTY = st.sampled_from([
    "<script>", "</script>", "<style>", "</style>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "<svg/onload=",
    "[a](javascript:alert(1))", "[a](data:text/html,x)", "![x](http://x)", "<a href='", "onclick=", "<!--", "-->", "<iframe",
    "<http://a.b>", "&lt;script&gt;", "\u0000", "\n\n", "| a | b |\n|---|---|\n| c | <b> |", "<math><mi//xlink:href=", "`",
    "'\">",
    "<div class=table-scroll style=x>", "<table onload=x>", "&#106;avascript:", "[x]: javascript:1\n", "# ", "- ", "> ",
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(NASTY | st.text(max_size=12), max_size=12).map("".join))
def test_no_script_handler_or_style_survives(text: str) -> None:
    Walls().feed(prose.render(text))


@settings(deadline=None)
@given(st.lists(NASTY | st.text(max_size=12), max_size=12).map("".join))
def test_html_that_came_from_elsewhere_meets_the_second_wall(text: str) -> None:
    Walls().feed(prose.clean(text))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("# Judul", "<h2>Judul</h2>\n"),
        ("**tebal** dan *miring*", "<p><strong>tebal</strong> dan <em>miring</em></p>\n"),
        ("<b>tebal</b>", "<p>&lt;b&gt;tebal&lt;/b&gt;</p>\n"),
        ("[kota](/layanan/)", '<p><a href="/layanan/" rel="noopener noreferrer">kota</a></p>\n'),
        ("    menjorok", "<p>menjorok</p>\n"),
    ],
)
def test_it_reads_as_it_was_meant(text: str, made: str) -> None:
    assert prose.render(text) == made


def test_its_words_alone() -> None:
    assert (
        prose.plain("# Satu\n\nDua **tiga** & <empat>\n\n- lima\n- enam")
        == "Satu Dua tiga & <empat> lima enam"
    )
