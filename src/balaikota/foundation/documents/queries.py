"""Reading letters and their numbers."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.documents import contract, methods, rules
from balaikota.foundation.documents.models import Letter, NumberSeries, State
from balaikota.foundation.regions import queries as regions
from balaikota.kit.errors import found

if TYPE_CHECKING:
    from balaikota.foundation.organisations.models import Agency
    from balaikota.foundation.people.models import Person


def letters_about(about: models.Model) -> QuerySet[Letter]:
    """The letters of one thing, oldest first, without their sealed content."""
    return (
        Letter.objects.filter(about_type=about._meta.label_lower, about_id=str(about.pk))
        .select_related("agency", "replaced_by", "file")
        .defer("content")
        .order_by("requested_at", "number")
    )


def letters_of(person: "Person | uuid.UUID", cases: QuerySet[Any], most: int = 1_000) -> QuerySet[Letter]:
    """The standing letters about this person or from these cases of theirs, newest first, without sealed content."""
    own = Letter.objects.filter(subject=person).values("pk")
    ids = cases.order_by().annotate(as_text=Cast("pk", TextField())).values("as_text")
    of_cases = Letter.objects.filter(about_type="cases.case", about_id__in=ids).values("pk")
    # One list of keys: with "or" PostgreSQL would read every letter there is.
    rows = Letter.objects.filter(pk__in=own.union(of_cases), file__isnull=False, file__erased_at=None)
    rows = rows.exclude(state=State.REVOKED).select_related("file").defer("content")
    return rows.order_by("-issued_at")[:most]


def by_token(token: str) -> Letter | None:
    """For the public verify page: anyone who holds the paper holds its token."""
    return Letter.objects.select_related("agency", "replaced_by").defer("content").filter(token=token).first()


def letter_for(viewer: "Person", letter_id: uuid.UUID | str) -> Letter:
    letter = (
        Letter.objects.select_related("file", "agency", "subject")
        .defer("content")
        .filter(pk=letter_id)
        .first()
    )
    return found(letter if letter and _opens(viewer, letter) else None)


def _opens(viewer: "Person", letter: Letter) -> bool:
    return rules.may_open(
        viewer, letter, let_in=contract.paper_of(letter.kind).guard(viewer, letter.about_id)
    )


def may_open(person: "Person", letter_id: str) -> bool:
    """The guard of a letter's file."""
    letter = Letter.objects.defer("content").filter(pk=letter_id).first()
    return letter is not None and _opens(person, letter)


def letter_of(event_id: int) -> Letter:
    """The letter an event is about."""
    return whole(audit.event(event_id).about_id)


def whole(letter_id: uuid.UUID | str) -> Letter:
    """With everything that is drawn on it; for the city's own machinery."""
    return Letter.objects.select_related("agency", "signed_by", "subject").get(pk=letter_id)


def sample_frame(title: str, agency: "Agency | None") -> dict[str, str]:
    """The head and foot of a letter that is only being looked at: no number, no signature, no code."""
    city, here = regions.city().name, str(settings.ADDRESS).rstrip("/") + reverse("documents:verify")
    return {
        "title": title,
        "number": _("CONTOH"),
        "agency": agency.name if agency else "",
        "agency_address": agency.address if agency else "",
        "agency_phone": agency.phone if agency else "",
        "city": city,
        "place": methods.place_of(city),
        "date": methods.on_paper(timezone.localdate()),
        "signed_by": _("Nama pejabat"),
        "signer_title": _("Jabatan penanda tangan"),
        "statement": _("Ini pratinjau; surat yang terbit ditandatangani secara elektronik."),
        "address": here,
        "verify": here,
        "token": _("CONTOH"),
        "qr": methods.qr(here),
    }


def left_waiting() -> list[Letter]:
    """Letters whose signature has been due for five minutes and was not tried in the last five."""
    before = timezone.now() - timedelta(minutes=5)
    idle = Q(tried_at=None) | Q(tried_at__lt=before)
    waiting = Letter.objects.filter(idle, state=State.WAITING, held_at=None, requested_at__lt=before)
    return list(
        waiting.select_related("agency", "signed_by", "subject").order_by("tried_at", "requested_at")[:20]
    )


def held(viewer: "Person") -> list[Letter]:
    """Letters nobody knows to be signed or not, for the operator: by number, without whom they are about."""
    found(viewer if rules.may_release(viewer) else None)
    rows = Letter.objects.filter(state=State.WAITING, held_at__isnull=False).select_related("agency")
    return list(rows.defer("content").order_by("held_at")[:100])


def is_only_one_held(letter: Letter) -> bool:
    """Is no other letter held? Then the operator has not been told yet."""
    held = Letter.objects.filter(state=State.WAITING, held_at__isnull=False)
    return not held.exclude(pk=letter.pk).exists()


def held_letter(letter_id: uuid.UUID, *, viewer: "Person") -> Letter:
    found(viewer if rules.may_release(viewer) else None)
    return found(Letter.objects.defer("content").filter(pk=letter_id).first())


def all_series() -> QuerySet[NumberSeries]:
    return NumberSeries.objects.select_related("agency").order_by("agency__code", "kind", "year")


@dataclass(frozen=True)
class Gap:
    """A number without a standing letter, and why. An empty reason is a question nobody has answered."""

    number: int
    reason: str


def gaps(series: NumberSeries) -> list[Gap]:
    """Every number drawn in a series that no letter carries, or whose letter never came out."""
    used = set(
        series.letters.filter(Q(state=State.WAITING) | Q(file__isnull=False)).values_list("number", flat=True)
    )
    explained = dict(series.gaps.values_list("number", "reason"))
    return [
        Gap(number, explained.get(number, "")) for number in range(1, series.last + 1) if number not in used
    ]
