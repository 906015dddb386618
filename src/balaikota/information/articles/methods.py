"""Words into addresses, and two versions into what changed between them."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from balaikota.foundation.pictures import methods as renditions
from balaikota.kit import prose

LONGEST_SLUG = 70
_WORDS = re.compile(r"\s+|[^\s]+")
#: Compared word by word up to this many; a longer text line by line, which is quick at any length.
MOST_WORDS = 4_000


def slug_of(title: str, is_taken: Callable[[str], bool]) -> str:
    """An address from a title: letters, digits and hyphens, whole words; the second of a name gets `-2`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    whole = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    short = whole if len(whole) <= LONGEST_SLUG else whole[: LONGEST_SLUG + 1].rpartition("-")[0]
    slug = short or whole[:LONGEST_SLUG] or "informasi"
    number, found = 1, slug
    while is_taken(found):
        number += 1
        found = f"{slug}-{number}"
    return found


@dataclass(frozen=True)
class Bit:
    """A stretch of text: `same`, `gone` from the earlier, or `new` in the later."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Bit]:
    """How the earlier text became the later. Joined, `same` and `gone` give the one, `same` and `new` the other."""
    a, b = _pieces(before), _pieces(after)
    if max(len(a), len(b)) > MOST_WORDS:
        a, b = before.splitlines(keepends=True), after.splitlines(keepends=True)
    bits = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            bits.append(Bit("same", "".join(a[a1:a2])))
            continue
        gone, new = "".join(a[a1:a2]), "".join(b[b1:b2])
        bits += [Bit(name, text) for name, text in (("gone", gone), ("new", new)) if text]
    return bits


def _pieces(text: str) -> list[str]:
    return _WORDS.findall(text)


def differing(before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """The names of what differs, in order."""
    return [name for name in names if before.get(name) != after.get(name)]


@dataclass(frozen=True)
class Reading:
    """An article as one reader gets it: in their language, or visibly in Indonesian when there is no other."""

    title: str
    summary: str
    html: SafeString
    alt: str
    language: str
    is_fallback: bool


def reading(said: Any, language: str) -> Reading:
    """`said` has `title`, `title_en` and so on. A translation counts when its title and its text are there."""
    has_english = bool(said.title_en and (said.body_en or not said.body))
    is_english = language == "en" and has_english
    return Reading(
        title=said.title_en if is_english else said.title,
        summary=said.summary_en if is_english else said.summary,
        html=prose.render(said.body_en if is_english else said.body),
        alt=(said.picture_alt_en if is_english else "") or said.picture_alt,
        language="en" if is_english else "id",
        is_fallback=language == "en" and not has_english,
    )


def feed_item(article: Any, host: str) -> dict[str, Any]:
    """One entry of the feed, whole. Its id is its key, which stays even if the city hall moves."""
    said = reading(article.live, "id")
    return {
        "title": said.title,
        "link": host + article.get_absolute_url(),
        "description": str(said.html) or said.summary,
        "unique_id": f"urn:uuid:{article.pk}",
        "pubdate": article.public_at,
        "updateddate": article.changed_at,
        "categories": [str(article.get_kind_display()), str(article.get_topic_display())],
        "author_name": article.live.penerbit or None,
    }


def schema_org(article: Any, said: Reading, *, url: str, image: str, publisher: str) -> dict[str, Any]:
    """The article in the words of schema.org, for search engines."""
    if article.kind == "tanya-jawab":
        return question_page([(said.title, said.html)], url=url, language=said.language)
    owner = {"@type": "GovernmentOrganization", "name": article.live.penerbit or publisher}
    kinds = {"berita": "NewsArticle", "dokumen-publik": "DigitalDocument"}
    return {
        "@context": "https://schema.org",
        "@type": kinds.get(article.kind, "Article"),
        "headline": said.title,
        "name": said.title,
        "description": said.summary,
        "inLanguage": said.language,
        "datePublished": article.public_at.isoformat(),
        "dateModified": article.changed_at.isoformat(),
        "image": [image],
        "url": url,
        "mainEntityOfPage": url,
        "author": owner,
        "publisher": {"@type": "GovernmentOrganization", "name": publisher},
    }


def image_path(article: Any, photo: Any) -> str:
    """The picture a shared link shows: the article's own, else a card with its title."""
    if photo is None:
        return reverse("articles:card", args=[article.slug])
    width = min(1280, max(renditions.widths(photo.width)))
    return reverse("pictures:show", args=[photo.pk, width, "jpg"])


def question_page(pairs: Iterable[tuple[str, str]], *, url: str, language: str) -> dict[str, Any]:
    """A page of questions with their answers (schema.org FAQPage)."""
    asked = [
        {"@type": "Question", "name": title, "acceptedAnswer": {"@type": "Answer", "text": str(text)}}
        for title, text in pairs
    ]
    page = {"@type": "FAQPage", "url": url, "inLanguage": language, "mainEntity": asked}
    return {"@context": "https://schema.org"} | page


_NOT_IN_A_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def in_a_script(said: dict[str, Any]) -> SafeString:
    """JSON that may stand between script tags, whatever its texts hold."""
    return mark_safe(json.dumps(said, ensure_ascii=False).translate(_NOT_IN_A_SCRIPT))


def previews(typed: dict[str, Any]) -> list[Reading]:
    """What was typed so far as its readers would get it: in Indonesian, and in English where there is any."""
    names = ("title", "title_en", "summary", "summary_en", "body", "body_en", "picture_alt", "picture_alt_en")
    said = SimpleNamespace(**{name: typed.get(name) or "" for name in names})
    both = [reading(said, language) for language in ("id", "en")]
    return [each for each in both if not each.is_fallback]


def whole(typed: Any) -> int:
    """A version's number from an address or a form; 0, which no version has, for anything else."""
    said = str(typed or "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def quoted(mark: str) -> str:
    """A place in a list as part of an address: the plus of a time zone is not a space."""
    return quote(mark, safe="")
