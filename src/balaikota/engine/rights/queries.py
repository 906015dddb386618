"""Reading requests and what people take home."""

import json
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.engine.cases.methods import with_templates
from balaikota.engine.rights import methods, rules
from balaikota.engine.rights.models import Outcome, Request, TakeHome
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people import contract as people
from balaikota.foundation.people.models import Person
from balaikota.kit import prepared
from balaikota.kit.errors import found

#: Rows of one list; the desk shows what is due first.
MOST = 50
IN_MEMORY = 1 << 20  # bytes; a larger copy is built on disk
TONES = {Outcome.GRANTED: "ok", Outcome.PARTLY: "warn", Outcome.REFUSED: "stop", Outcome.WITHDRAWN: "info"}


def right(slug: str) -> methods.Right:
    return found(methods.rights().get(slug))


def _rows() -> QuerySet[Request]:
    return Request.objects.select_related("person", "answered_by")


OWN = prepared.Planned(
    lambda person: _rows().filter(person=person).defer("text", "answer").order_by("-asked_at")[:MOST],
    "person",
)


def own(viewer: Person) -> list[Request]:
    """What the viewer asked, newest first."""
    return OWN(person=viewer.pk)


def request(number: str, *, viewer: Person) -> Request:
    """One's own, or, for the office that answers, anybody's."""
    rows = _rows() if rules.answers(viewer) else _rows().filter(person=viewer)
    return found(rows.filter(number=number).first())


def locked(request: Request) -> Request:
    return Request.objects.select_for_update(no_key=True).get(pk=request.pk)


def is_asked(person: Person, slug: str) -> bool:
    """Is this right being answered already?"""
    return Request.objects.filter(person=person, right=slug, closed_at=None).exists()


def desk(viewer: Person, *, closed: bool = False) -> list[Request]:
    """What is to be answered, the nearest limit first; for the office that answers, without names."""
    found(viewer if rules.answers(viewer) else None)
    rows = Request.objects.defer("text", "answer").filter(closed_at__isnull=not closed)
    return list(rows.order_by("-closed_at" if closed else "due_at")[:MOST])


def timeline(request: Request) -> list[Event]:
    """What happened, oldest first; looks are left out."""
    return with_templates(audit.story(request).exclude(name__endswith=".opened"))


def request_of(event_id: int) -> Request:
    return _rows().get(pk=audit.event(event_id).about_id)


def due_before(moment: object) -> list[Request]:
    """Open requests whose limit comes before this moment."""
    return list(_rows().defer("text", "answer").filter(closed_at=None, due_at__lt=moment).order_by("due_at"))


def is_reminded(request: Request) -> bool:
    """Has the office been reminded of this one already?"""
    return audit.story(request).filter(name="rights.reminded").exists()


# --- taking home ----------------------------------------------------------------------------------


def last_take_home(person: Person) -> TakeHome | None:
    return TakeHome.objects.filter(person=person).order_by("-asked_at").first()


def take_home(id: uuid.UUID | str, *, viewer: Person) -> TakeHome:
    """The viewer's own, while it can be taken."""
    row = TakeHome.objects.select_related("file").filter(pk=id, person=viewer).first()
    return found(row if row and rules.may_take(viewer, row) else None)


def may_open(viewer: Person, id: str) -> bool:
    """The guard of the file: its owner alone, while it is there."""
    row = TakeHome.objects.filter(pk=id).first()
    return row is not None and rules.may_take(viewer, row)


def take_home_of(event_id: int) -> TakeHome:
    return TakeHome.objects.select_related("person", "file").get(pk=audit.event(event_id).about_id)


def locked_take_home(row: TakeHome) -> TakeHome:
    return TakeHome.objects.select_for_update(no_key=True, of=("self",)).select_related("file").get(pk=row.pk)


def over() -> list[TakeHome]:
    """What may be taken no longer and is still there."""
    return list(TakeHome.objects.filter(ended_at=None, until_at__lt=timezone.now()))


def packed(person: Person) -> bytes:
    """Everything every room keeps of this person, as one ZIP with a page that says what is what."""
    names: list[str] = []
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as target:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
            for name, content in _everything(person):
                names.append(name)
                pack.write(content, name) if isinstance(content, Path) else pack.writestr(name, content)
            said = {"person": person, "names": names, "now": timezone.now()}
            pack.writestr("index.html", render_to_string("rights/take_home.html", said))
        target.seek(0)
        return target.read()


def _everything(person: Person) -> Iterator[tuple[str, bytes | Path]]:
    for pack in people.packs():
        yield from pack(person)


# --- "Rumah saya" ---------------------------------------------------------------------------------


def own_requests(person: Person) -> list[people.Item]:
    """The newest few, each with its limit or its answer."""
    return [
        people.Item(
            methods.rights()[row.right].title,
            reverse("rights:request", args=[row.number]),
            number=row.number,
            badge=row.get_outcome_display() or _("menunggu jawaban"),
            tone=TONES.get(Outcome(row.outcome), "info") if row.outcome else "wait",
            at=row.closed_at,
            due_at=row.due_at if row.is_open else None,
        )
        for row in own(person)[:5]
    ]


def pack(person: Person) -> people.Pack:
    """Every request and its answer."""
    rows = Request.objects.filter(person=person).order_by("asked_at")
    said = [
        {"nomor": row.number, "hak": row.right, "diminta": row.text, "diajukan": row.asked_at, "batas": row.due_at,
         "jawaban": row.outcome, "alasan": row.answer}
        for row in rows
    ]  # fmt: skip
    if said:
        yield "hak-data.json", json.dumps(said, default=str, ensure_ascii=False, indent=1).encode()
