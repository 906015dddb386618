"""The way of a text to a second pair of eyes and back. Its room publishes it, and its room's events tell of it."""

from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.information.review import queries, rules
from balaikota.information.review.models import Reviewed, Stage
from balaikota.kit.errors import require

Text = TypeVar("Text", bound=Reviewed)


@transaction.atomic
def send(text: Reviewed, *, by: Person) -> None:
    """Ask a second person to read it (`<room>.sent`)."""
    text = queries.locked(text)
    require(rules.may_send(by, text), _("Naskah ini tidak sedang ditulis, jadi tidak dapat dikirim."))
    _turn(text, Stage.WAITING, "")
    audit.record(f"{text._meta.app_label}.sent", text, by=by, version=queries.head_of(text).number)


@transaction.atomic
def send_back(text: Reviewed, number: int, *, reason: str, by: Person) -> None:
    """Not yet: the writer reads why, and goes on from the same words (`<room>.returned`)."""
    require(bool(reason.strip()), _("Tulis apa yang perlu diperbaiki, agar penulisnya tahu."), status=422)
    text = under_review(text, number, by=by)
    _turn(text, Stage.RETURNED, reason.strip())
    audit.record(f"{text._meta.app_label}.returned", text, by=by, version=number)


def _turn(text: Reviewed, stage: Stage, reason: str) -> None:
    text.stage, text.returned_reason, text.touched_at = stage, reason, timezone.now()
    text.save(update_fields=["stage", "returned_reason", "touched_at"])


@transaction.atomic
def under_review(text: Text, number: int, *, by: Person) -> Text:
    """The text, locked, if version `number` waits for a reviewer and this is one; else a refusal that says why."""
    text = queries.locked(text)
    is_same = text.stage == Stage.WAITING and queries.head_of(text).number == number
    sentence = _("Naskah ini berubah atau sudah diperiksa sejak Anda membukanya. Baca lagi yang terbaru.")
    require(is_same, sentence, status=409)
    allowed = rules.may_review(by, text, queries.writers(text))
    require(allowed, _("Naskah diperiksa petugas lain yang bertugas menerbitkan, bukan penulisnya sendiri."))
    return text
