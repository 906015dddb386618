"""Reading articles: what the public sees, what waits at the desk, and what every version said."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.files import queries as files
from balaikota.foundation.files.models import Scan, StoredFile
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import queries as photos
from balaikota.foundation.pictures.models import Picture
from balaikota.foundation.search.contract import Entry, Source
from balaikota.information.articles.models import CONTENT, Article, Kind, Version
from balaikota.information.review import queries as review
from balaikota.information.review import rules as duties
from balaikota.information.review.models import Stage
from balaikota.kit import changes, marks, prose
from balaikota.kit.errors import found
from balaikota.kit.sitemap import Place

SHOWN, AT_THE_DESK = 12, 20


@dataclass(frozen=True)
class Page:
    """Some rows, and what to ask for the next."""

    rows: list[Any]
    after: str


# --- for the public -------------------------------------------------------------------------------


def version() -> str:
    """Changes whenever a public page would look different; one query. With the day, for what fell due."""
    last = Article.objects.aggregate(last=Max("shown_at"))["last"]
    return f"{timezone.localdate()} {last}"


def _public() -> QuerySet[Article]:
    return Article.objects.filter(live__isnull=False)


_CARD = ("slug", "kind", "topic", "kategori", "public_at", "check_by", "is_sample", "live__title", "live__title_en",
         "live__summary", "live__summary_en", "live__body_en", "live__nomor", "live__tahun", "live__penerbit",
         "live__picture")  # fmt: skip


def listed(*, language: str, after: str = "", most: int = SHOWN, **chosen: str) -> Page:
    """Public articles, newest first; `chosen` narrows by kind, topic or kategori. Rows, not objects."""
    rows = marks.beyond(_public().filter(**chosen), after, "public_at")
    shown = [
        _card(row, language) for row in rows.order_by("-public_at", "-id").values("id", *_CARD)[: most + 1]
    ]
    _with_photos(shown)
    return _page(shown, most, lambda row: marks.mark(row["public_at"], row["id"]))


def _with_photos(rows: list[dict[str, Any]]) -> None:
    """The picture of each row, where it has one: one query for all."""
    wanted = {row["id"]: row["live__picture"] for row in rows if row["live__picture"]}
    known = photos.of_each("articles.article", list(wanted)) if wanted else {}
    for row in rows:
        of_it = known.get(str(row["id"]), [])
        row["photo"] = next((photo for photo in of_it if photo.pk == wanted.get(row["id"])), None)


def _card(row: dict[str, Any], language: str) -> dict[str, Any]:
    """One row of a list in the reader's language; where there is no English it says in which language it is."""
    english = language == "en" and row["live__title_en"]
    return row | {
        "title": row["live__title_en"] if english else row["live__title"],
        "summary": row["live__summary_en"] if english else row["live__summary"],
        "language": "en" if english else "id",
        "kind_name": Kind(row["kind"]).label,
        "is_overdue": row["check_by"] is not None and row["check_by"] < timezone.localdate(),
    }


def _page(rows: list[Any], most: int, mark: Any) -> Page:
    return Page(rows[:most], mark(rows[most - 1]) if len(rows) > most else "")


def counts(field: str) -> dict[str, int]:
    """How many public articles there are of each kind, topic or kategori; those with none are left out."""
    rows = _public().exclude(**{field: ""}).values_list(field).annotate(n=Count("id"))
    return dict(rows.values_list(field, "n"))


def public(slug: str) -> Article:
    """What stands at this address now, or did: a withdrawn one says why. A draft does not exist."""
    rows = Article.objects.select_related("live", "checked_by").filter(slug=slug)
    return found(rows.filter(Q(live__isnull=False) | Q(withdrawn_at__isnull=False)).first())


def related(article: Article, language: str) -> list[dict[str, Any]]:
    """A few others on the same topic."""
    rows = _public().filter(topic=article.topic).exclude(pk=article.pk).order_by("-public_at", "-id")
    return [_card(row, language) for row in rows.values("id", *_CARD)[:3]]


def questions(rows: list[dict[str, Any]]) -> list[Article]:
    """The questions of these rows with their answers, in the same order; one query."""
    known = _public().select_related("live").in_bulk([row["id"] for row in rows])
    return [known[row["id"]] for row in rows if row["id"] in known]


def newest(most: int = 30) -> list[Article]:
    """For the feed."""
    return list(_public().select_related("live").order_by("-public_at", "-id")[:most])


def public_file(article: Article) -> StoredFile:
    """The document itself, unless it is found to be harmful or is gone."""
    row = files.file(article.live.file) if article.live is not None and article.live.file else None
    is_whole = row is not None and row.erased_at is None and row.scan != Scan.INFECTED
    return found(row if is_whole else None)


def count_public() -> int:
    return _public().count()


def places(start: int, stop: int) -> Iterable[Place]:
    """The public addresses, for the list that search engines read."""
    rows = _public().order_by("public_at", "id").values_list("slug", "changed_at")[start:stop]
    return [Place(f"/informasi/{slug}/", changed) for slug, changed in rows]


class Articles(Source):
    """Everything public of the information centre, for the one search box."""

    kind = "article"
    label = gettext_lazy("Informasi")

    def entries(self) -> Iterator[Entry]:
        rows = _public().select_related("live").order_by("pk")
        return (entry(article) for article in rows.iterator(500))


def entry(article: Article) -> Entry:
    """An article as it is found: by both its titles, and by every word in it."""
    said = found(article.live)
    return Entry(
        kind=Articles.kind,
        key=str(article.pk),
        url=article.get_absolute_url(),
        title=said.title,
        summary=said.summary,
        words=tuple(word for word in (said.title_en, said.nomor, str(article.get_topic_display())) if word),
        body=f"{prose.plain(said.body)} {said.summary_en} {prose.plain(said.body_en)}".strip(),
    )


# --- at the desk ----------------------------------------------------------------------------------

_SHELVES: dict[str, Q] = {
    "naskah": Q(stage__in=[Stage.DRAFT, Stage.RETURNED]),
    "menunggu": Q(stage=Stage.WAITING),
    "dijadwalkan": Q(stage=Stage.APPROVED),
    "terbit": Q(live__isnull=False),
    "ditarik": Q(stage=Stage.WITHDRAWN),
}


def _due(alias: str) -> Q:
    return (
        Q(live__isnull=False, check_by__lt=timezone.localdate()) if alias == "diperiksa" else _SHELVES[alias]
    )


def shelves() -> list[tuple[str, str, int]]:
    """The shelves of the desk: key, name, and how many lie there. One query."""
    names = {
        "menunggu": _("Menunggu pemeriksaan"),
        "naskah": _("Naskah"),
        "diperiksa": _("Perlu diperiksa ulang"),
        "dijadwalkan": _("Dijadwalkan"),
        "terbit": _("Terbit"),
        "ditarik": _("Ditarik"),
    }
    numbers = Article.objects.aggregate(**{key: Count("id", filter=_due(key)) for key in names})
    return [(key, name, numbers[key]) for key, name in names.items()]


def at_desk(shelf: str, *, viewer: Person, after: str = "") -> Page:
    """What lies on one shelf, touched last first. Only for those of the desk."""
    found(viewer if duties.may_enter(viewer) else None)
    chosen = found(_due(shelf) if shelf in (*_SHELVES, "diperiksa") else None)
    rows = marks.beyond(Article.objects.filter(chosen).select_related("head__by"), after, "touched_at")
    shown = list(rows.order_by("-touched_at", "-id")[: AT_THE_DESK + 1])
    return _page(shown, AT_THE_DESK, lambda row: marks.mark(row.touched_at, row.pk))


def article(article_id: uuid.UUID, *, viewer: Person) -> Article:
    """For the desk: any article at any stage."""
    rows = Article.objects.select_related("head__by", "live", "checked_by").filter(pk=article_id)
    return found(rows.first() if duties.may_enter(viewer) else None)


def of_event(event_id: int) -> Article:
    """For reactions."""
    return Article.objects.select_related("head__by").get(pk=audit.event(event_id).about_id)


def aside(article: Article, based_on: int, *, by: Person) -> Version | None:
    """The last one this person had set aside on the same ground."""
    rows = article.versions.filter(is_aside=True, based_on=based_on, by=by)
    return rows.order_by("-number").first()


def content(version: Version) -> dict[str, Any]:
    return {name: getattr(version, name) for name in CONTENT}


def begun_with(key: uuid.UUID) -> Article | None:
    """The article this form has begun before."""
    return Article.objects.filter(pk=key).first()


def is_taken(slug: str) -> bool:
    return Article.objects.filter(slug=slug).exists()


def missing(article: Article) -> list[str]:
    """What has to be there before a second person reads it, one sentence each."""
    head = review.head_of(article)
    sentences = (
        (not head.summary, _("Ringkasan belum diisi.")),
        (not head.body and not article.is_document, _("Isi belum ditulis.")),
        (article.is_document and head.file is None, _("Berkas dokumennya belum diunggah.")),
        (article.is_document and not head.kategori, _("Kategori keterbukaan informasi belum dipilih.")),
        (
            head.check_by is not None and head.check_by <= timezone.localdate(),
            _("Tanggal pemeriksaan ulang sudah lewat; pilih yang kemudian."),
        ),
    )
    return [sentence for is_missing, sentence in sentences if is_missing]


def due_now() -> list[Article]:
    """Approved for a time that has come; locked, so that two clocks never publish one twice."""
    rows = Article.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
    return list(rows.filter(stage=Stage.APPROVED, head__publish_at__lte=timezone.now()))


def unasked() -> list[Article]:
    """Public, past their day, and nobody has been told yet; locked."""
    rows = Article.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
    return list(rows.filter(_due("diperiksa"), asked_at=None)[:200])


def may_open_file(person: Person, article_id: str) -> bool:
    """The guard of documents by their file address; the public has an address of its own."""
    return duties.may_enter(person)


def by_title(title: str, most: int = 1) -> list[Article]:
    """Articles whose newest version has this title; for filling a sample city twice without doubles."""
    return list(Article.objects.filter(head__title=title)[:most])


def public_now(slug: str) -> Article:
    """What stands at this address now."""
    shown = public(slug)
    return found(shown if shown.is_public else None)


def document_of(article: Article) -> StoredFile | None:
    """The document beside a public text, when there is one and it is whole."""
    return public_file(article) if article.live is not None and article.live.file else None


def kept_file(file_id: Any) -> StoredFile | None:
    """An upload, for its name and size at the desk."""
    try:
        return files.file(uuid.UUID(str(file_id))) if file_id else None
    except ValueError:
        return None


def path_of(file: StoredFile) -> Path:
    return files.path(file)


def pictures_of(article: Article) -> list[Picture]:
    return photos.of(article)


def has_picture(article: Article, picture_id: uuid.UUID) -> bool:
    return any(picture.pk == picture_id for picture in photos.of(article))


def photo_of(said: Version | None, alt: str) -> Picture | None:
    """The picture of a version, with its words in the reader's language."""
    picture = photos.picture(said.picture) if said is not None and said.picture else None
    if picture is not None:
        picture.alt = alt
    return picture


def kept_photo(picture_id: Any, *, viewer: Person) -> Picture | None:
    """An upload, to be looked at while writing: one that this person may see."""
    try:
        picture = photos.visible(uuid.UUID(str(picture_id)), viewer=viewer) if picture_id else None
    except (ValueError, Http404):
        return None
    return picture


# --- two versions side by side --------------------------------------------------------------------


def compared(before: Version, after: Version) -> list[dict[str, Any]]:
    """Each field in which two versions differ, with what went and what came."""
    names = changes.differing(content(before), content(after), CONTENT)
    return [
        {
            "label": cast(Any, Version._meta.get_field(name)).verbose_name,
            "bits": changes.changes(_told(before, name), _told(after, name)),
        }
        for name in names
    ]


def _told(version: Version, name: str) -> str:
    """The value of a field as people read it."""
    value = getattr(version, name)
    if value in (None, ""):
        return ""
    if name in ("topic", "kategori"):
        return str(getattr(version, f"get_{name}_display")())
    if name == "file":
        kept = kept_file(value)
        return f"{kept.original_name} ({kept.sha256[:12]})" if kept else str(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y H.i")
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)
