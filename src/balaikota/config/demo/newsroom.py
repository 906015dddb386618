"""The newsroom of the demo city: what Fitri writes and Rahmat lets out. Every page says that it is a sample."""

import io
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from balaikota.config.demo import papers
from balaikota.foundation.people.models import Person
from balaikota.information.agenda import actions as agenda
from balaikota.information.agenda import queries as happenings
from balaikota.information.articles import actions as articles
from balaikota.information.articles import queries as written
from balaikota.information.articles.models import Article
from balaikota.information.review import actions as review
from balaikota.kit.worktime import midnight

TOLD = Path(__file__).with_name("newsroom.toml")
Cast = dict[str, Person]
#: Sky, far hills, near ground: what a sample picture is drawn with.
SCENES = (
    ("#f2c765", "#8a5a44", "#0d4537"),
    ("#bcd9ea", "#5f8f7b", "#174d6e"),
    ("#fde6d3", "#b4654a", "#3f5c3a"),
)


def open_newsroom(cast: Cast) -> None:
    """Once for each title: articles, questions, documents and happenings, and a few that are on their way."""
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    for number, row in enumerate(told["articles"]):
        if not written.by_title(row["title"]):
            _write(row, number, cast)
    for row in told["happenings"]:
        if happenings.by_title(row["title"]) is None:
            _announce(row, cast)


def _write(row: dict[str, Any], number: int, cast: Cast) -> None:
    fitri, rahmat = cast["fitri"], cast["rahmat"]
    said = {
        name: value
        for name, value in row.items()
        if name not in ("kind", "age", "stage", "scene", "check_in")
    }
    if "check_in" in row:
        said["check_by"] = timezone.localdate() + timedelta(days=max(row["check_in"], 1))
    if row["kind"] == "dokumen-publik":
        upload = SimpleUploadedFile("dokumen.pdf", papers.sample(row["nomor"]), "application/pdf")
        said["file"] = articles.keep_upload(upload, by=fitri)
    if "scene" in row:
        said["picture"] = articles.keep_photo(_picture(row["scene"], number), by=fitri)
    if row.get("stage") == "scheduled":
        said["publish_at"] = timezone.now() + timedelta(days=2)
    article = articles.begin(row["kind"], said, by=fitri, is_sample=True)
    _lead(article, row.get("stage", "published"), fitri, rahmat)
    if row.get("stage", "published") in ("published", "withdrawn"):
        _age(article, row)


def _lead(article: Article, stage: str, writer: Person, reviewer: Person) -> None:
    """To where it stands in the demo city."""
    if stage == "draft":
        return
    articles.send(article, by=writer)
    if stage == "returned":
        review.send_back(article, 1, reason="Sebutkan jam bukanya, lalu kirim lagi.", by=reviewer)
    elif stage in ("published", "scheduled", "withdrawn"):
        articles.publish(article, 1, by=reviewer)
    if stage == "withdrawn":
        reason = "Jadwalnya keliru. Jadwal yang benar diumumkan kelurahan masing-masing (contoh)."
        articles.withdraw(article, reason=reason, by=reviewer)


def _age(article: Article, row: dict[str, Any]) -> None:
    """Its dates are moved back, so that the list is not all of one day; one was forgotten and is past its check."""
    at = timezone.now() - timedelta(days=row.get("age", 0), hours=row.get("age", 0) % 7)
    moved: dict[str, Any] = {"public_at": at, "changed_at": at, "checked_at": at}
    if row.get("check_in", 1) < 0:
        moved["check_by"] = timezone.localdate() + timedelta(days=row["check_in"])
    Article.objects.filter(pk=article.pk).update(**moved)


def _announce(row: dict[str, Any], cast: Cast) -> None:
    fitri, rahmat = cast["fitri"], cast["rahmat"]
    first = _moment(row["in_days"], row["from"])
    plain = ("title", "title_en", "body", "body_en", "place", "organiser")
    said: dict[str, Any] = {name: row.get(name, "") for name in plain}
    said |= {"starts_at": first, "ends_at": _moment(row["in_days"] + row.get("lasts", 0), row["to"])}
    if "weeks" in row:
        said["weekly_until"] = (first + timedelta(weeks=row["weeks"])).date()
    happening = agenda.begin(said, by=fitri, is_sample=True)
    review.send(happening, by=fitri)
    if row.get("stage") == "waiting":
        return
    agenda.publish(happening, 1, by=rahmat)
    if "cancelled" in row:
        agenda.cancel(happening, reason=row["cancelled"], by=rahmat)


def _moment(days: int, clock: str) -> datetime:
    hours, minutes = clock.split(".")
    day = timezone.localdate() + timedelta(days=days)
    return midnight(day) + timedelta(hours=int(hours), minutes=int(minutes))


def _picture(scene: int, seed: int) -> SimpleUploadedFile:
    """A drawing, so that nobody takes it for a photo of the city."""
    sky, far, near = SCENES[scene % len(SCENES)]
    dice, size = Random(seed), (1280, 720)  # noqa: S311 - nothing here is secret
    drawn = Image.new("RGB", size, sky)
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((930, 90, 1070, 230), fill="#fff6dd")
    for tone, top, step in ((far, 360, 110), (near, 520, 70)):
        line = [(x, top + dice.randrange(-step, step)) for x in range(0, 1441, 160)]
        pen.polygon([*line, (1440, 720), (0, 720)], fill=tone)
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=88)
    return SimpleUploadedFile("gambar-contoh.jpg", out.getvalue(), "image/jpeg")
