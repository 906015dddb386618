"""Gathering what one application has left in the city."""

import io
import json
import tempfile
import uuid
import zipfile
from typing import IO, Any, cast

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.questions import queries as questions
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.files import queries as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people import contract as people
from balaikota.foundation.people.models import Person
from balaikota.kit import prepared

#: How the state of a case is said on a badge, and its tone.
SAID = {
    "waiting": (_("perlu diperbaiki"), "wait"),
    "late": (_("terlambat"), "warn"),
    "granted": (_("dikabulkan"), "ok"),
    "refused": (_("ditolak"), "stop"),
    "withdrawn": (_("dicabut"), "warn"),
}
IN_MEMORY = 1 << 20  # bytes; a larger copy is built on disk


def files_of(case: Case) -> list[StoredFile]:
    """Everything that was uploaded for a case: what is attached to it or its draft, and what its answers name."""
    attached = [*files.of(case), *(files.of(case.draft) if case.draft else [])]
    kept = {file.pk: file for file in [*attached, *files.several(cases.file_ids(case))]}
    return sorted(kept.values(), key=lambda file: (file.at, str(file.pk)))


def own_copy(case: Case) -> IO[bytes]:
    """A ZIP of answers (text and JSON), uploads and letters. Whoever hands it out closes it; erased files are absent."""
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("isian.txt", _as_text(case))
        said = {"nomor": case.number, "layanan": case.edition.service.name, "isian": case.answers}
        pack.writestr("isian.json", json.dumps(said, ensure_ascii=False, indent=1, default=str))
        letters = [letter.file for letter in documents.letters_about(case) if letter.file]
        for place, file in enumerate([*files_of(case), *letters], 1):
            if file.erased_at is None:
                pack.write(files.path(file), f"berkas/{place:02d} {_safe(file.original_name)}")
    target.seek(0)
    return cast(IO[bytes], target)


def _safe(name: str) -> str:
    """A name that means nothing to any file system but a name."""
    return "".join(sign if sign.isalnum() or sign in " .-_()" else "_" for sign in name)[-100:]


def _as_text(case: Case) -> str:
    out = io.StringIO()
    out.write(f"{case.edition.service.name}\n{case.number}\n")
    for part, rows in questions.summary(cases.seen_case(case)):
        out.write(f"\n{part.title}\n")
        out.writelines(f"- {row['label']}: {_shown(row)}\n" for row in rows)
    return out.getvalue()


def _shown(row: dict[str, Any]) -> str:
    return row["shown"] or "–"


# --- "Rumah saya" ---------------------------------------------------------------------------------


def own_cases(person: Person) -> list[people.Item]:
    """The open applications, those that wait for the applicant first, and the drafts; then the newest closed ones."""
    rows, drafts = cases.cases_of(person, most=20), cases.drafts_of(person)[:3]
    rows.sort(key=lambda row: (row["state"] != "waiting", row["closed_at"] is not None))
    return [*map(_item, rows[:5]), *map(_draft_item, drafts)]


def _item(row: dict[str, Any]) -> people.Item:
    is_waiting, is_late = row["state"] == "waiting", row["state"] == "late"
    badge, tone = SAID.get(row["state"], (row.get("step_label") or _("diproses"), "info"))
    return people.Item(
        row["edition__service__name"],
        reverse("cases:case", args=[row["number"]]),
        note=_("Waktunya berhenti sampai Anda memperbaiki berkas.") if is_waiting else "",
        number=row["number"],
        badge=badge,
        tone=tone,
        at=row["closed_at"],
        due_at=row["due_at"] if row["closed_at"] is None and not is_waiting and not is_late else None,
        is_waiting=is_waiting,
    )


def _draft_item(row: dict[str, Any]) -> people.Item:
    url = reverse("cases:draft", args=[row["id"]])
    name = row["edition__service__name"]
    return people.Item(name, url, badge=_("belum dikirim"), at=row["saved_at"], is_waiting=True)


def pack(person: Person) -> people.Pack:
    """Every application with its answers, uploads and letters, a ZIP each."""
    for row in cases.cases_of(person, most=1_000):
        with own_copy(cases.own_case(row["number"], viewer=person)) as copy:
            yield f"permohonan/{row['number']}.zip", copy.read()


def _letters(person: Person | uuid.UUID, most: int = 1_000) -> QuerySet[Letter]:
    return documents.letters_of(person, cases.at_desks().filter(applicant=person), most)


LETTERS_AT_HOME = prepared.Planned(lambda person: _letters(person, 5), "person")


def own_letters(person: Person) -> list[people.Item]:
    """The newest letters, each to be opened and to be kept on a phone."""
    return [
        people.Item(letter.title, letter.get_absolute_url(), number=letter.number_text, at=letter.issued_at,
                    paper=letter.get_absolute_url())
        for letter in LETTERS_AT_HOME(person=person.pk)
    ]  # fmt: skip


def pack_letters(person: Person) -> people.Pack:
    """Every standing letter, as the signed file itself."""
    for place, letter in enumerate(_letters(person), 1):
        if letter.file is not None:
            yield f"surat/{place:03d} {_safe(letter.number_text)}.pdf", files.path(letter.file)
