"""Gathering what one application has left in the city."""

import io
import json
import tempfile
import zipfile
from typing import IO, Any, cast

from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.questions import queries as questions
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.files import queries as files
from balaikota.foundation.files.models import StoredFile

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
