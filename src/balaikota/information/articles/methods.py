"""An article as its readers get it, and as programs read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from balaikota.foundation.pictures import methods as renditions
from balaikota.information.review import methods as review
from balaikota.kit import prose


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
    """`said` has `title`, `title_en` and so on."""
    spoken, is_fallback = review.spoken(said, language)
    is_english = spoken == "en"
    return Reading(
        title=said.title_en if is_english else said.title,
        summary=said.summary_en if is_english else said.summary,
        html=prose.render(said.body_en if is_english else said.body),
        alt=(said.picture_alt_en if is_english else "") or said.picture_alt,
        language=spoken,
        is_fallback=is_fallback,
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


def previews(typed: dict[str, Any]) -> list[Reading]:
    """What was typed so far as its readers would get it: in Indonesian, and in English where there is any."""
    names = ("title", "title_en", "summary", "summary_en", "body", "body_en", "picture_alt", "picture_alt_en")
    said = SimpleNamespace(**{name: typed.get(name) or "" for name in names})
    both = [reading(said, language) for language in ("id", "en")]
    return [each for each in both if not each.is_fallback]
