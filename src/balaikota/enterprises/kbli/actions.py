"""Loading a version of KBLI."""

import csv
import io
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from balaikota.enterprises.kbli import queries
from balaikota.enterprises.kbli.models import Kbli
from balaikota.kit.errors import require

#: 1,790 five-digit codes of KBLI 2020; source: the public list on oss.go.id, through a GitHub copy of 2026-01-09
#: (UserGhost411/KBLI-2020-Dataset a167e302). 61925, 74100 and 77301 look like additions of OSS.
FILE = Path(__file__).parent / "data" / "kbli2020.csv"


@transaction.atomic
def load_kbli(version: str = queries.CURRENT, content: str | None = None) -> int:
    """Bring in a version's codes from `code,title` lines; what stands keeps its row. Says how many the version has.

    A refusal names the first line that cannot be read, and then nothing of the file is kept.
    """
    lines = csv.DictReader(io.StringIO(content if content is not None else FILE.read_text(encoding="utf-8")))
    rows = []
    for number, line in enumerate(lines, start=2):
        code, title = (line.get("code") or "").strip(), " ".join((line.get("title") or "").split())
        is_read = len(code) == 5 and code.isdigit() and bool(title)
        require(is_read, _("Baris %d: tulis kode lima angka dan judulnya.") % number, status=422)
        rows.append(Kbli(version=version, code=code, title=title.capitalize() if title.isupper() else title))
    Kbli.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["version", "code"], update_fields=["title"]
    )
    return queries.count(version)
