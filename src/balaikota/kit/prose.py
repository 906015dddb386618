"""Texts that people of the city write for everybody: CommonMark in, a few harmless tags out (docs/decisions/0025).

Two walls, one behind the other: raw HTML is never read as HTML, and whatever was made passes nh3 with a short
list of tags. A picture is never part of a text: it has a field of its own, with its words for those who cannot see it.
"""

import html
import json
import re
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr",
        "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
_NOT_READ = ["image", "code", "fence", "backticks", "html_block", "html_inline"]
_reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable(_NOT_READ)
# The page has its own first heading; a text begins below it.
_HEADINGS = {"h1": "h2", "h5": "h4", "h6": "h4"}


def render(text: str) -> SafeString:
    """The text as HTML that may stand on any page. Says the same for the same text."""
    tokens = _reader.parse(text)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    made = str(_reader.renderer.render(tokens, _reader.options, {}))
    return mark_safe(_within_reach(clean(made)))


def clean(made: str) -> str:
    """Only the tags and addresses on our list are left; scripts and styles go with what is in them."""
    return nh3.clean(
        made, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )


def _within_reach(cleaned: str) -> str:
    """A wide table scrolls by itself, with the keyboard too."""
    opened = cleaned.replace("<table>", '<div class="table-scroll" tabindex="0"><table>')
    return opened.replace("</table>", "</table></div>")


def plain(text: str) -> str:
    """The words of a text without its signs, in one line: for a search index, a feed or a card."""
    spaced = re.sub(r"</(p|li|h\d|t[dhr])>|<br>", r" ", render(text))
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())


_NOT_IN_A_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def in_a_script(said: dict[str, Any]) -> SafeString:
    """JSON that may stand between script tags, whatever its texts hold."""
    return mark_safe(json.dumps(said, ensure_ascii=False).translate(_NOT_IN_A_SCRIPT))
