"""What a room above says of the standard it speaks, and why a package cannot be taken."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from balaikota.training.packages.models import Part, Session

SENTENCES = {
    "size": _("Paket ini terlalu besar. Paling besar 60 MB; kecilkan video dan gambarnya, atau bagi menjadi dua."),
    "broken": _("Berkas ini bukan ZIP yang utuh. Ekspor sekali lagi dari program pembuatnya, lalu unggah ZIP itu."),
    "manifest": _(
        "Di dalam ZIP tidak ada imsmanifest.xml atau cmi5.xml paling luar. Kompres isi foldernya, bukan foldernya."
    ),
    "many": _("Paket ini berisi terlalu banyak berkas (%s). Paling banyak 5.000; bagi menjadi beberapa paket."),
    "bomb": _("Paket ini menjadi terlalu besar bila dibuka. Kecilkan isinya, lalu ekspor sekali lagi."),
    "locked": _("ZIP ini terkunci kata sandi. Kompres tanpa kata sandi, lalu unggah lagi."),
    "path": _("ZIP ini memuat berkas yang menunjuk ke luar paket (%s). Ekspor sekali lagi dari program pembuatnya."),
    "doctype": _("Manifes paket memuat DOCTYPE atau ENTITY. Hapus deklarasi itu dari manifes, lalu kompres lagi."),
    "xml": _("Manifes paket bukan XML yang benar (%s). Ekspor sekali lagi dari program pembuatnya."),
    "structure": _("Susunan manifes tidak menurut SCORM atau cmi5. Ekspor sekali lagi sebagai SCORM 1.2, 2004, atau cmi5."),
    "empty": _("Manifes paket tidak menyebut apa pun yang dapat dimulai."),
    "twice": _("Satu tanda pengenal dipakai dua kali di manifes (%s). Beri setiap bagian tanda sendiri."),
    "missing": _("Manifes menyebut %s, tetapi berkas itu tidak ada di dalam ZIP. Ekspor sekali lagi."),
    "abroad": _("Bagian %s ada di situs lain. Hanya isi di dalam ZIP yang dimainkan di sini; sertakan isinya."),
    "query": _("Alamat satu bagian memakai nama endpoint, fetch, actor, registration, atau activityId. Ganti nama itu."),
    "iri": _("Tanda pengenal “%s” bukan IRI yang lengkap. Tulis misalnya https://…/nama-bagian."),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What came of one item, as its package said it. What is None was not said."""

    completed: bool = False
    passed: bool | None = None
    score: Decimal | None = None
    values: dict[str, Any] | None = None
    seconds: int | None = None


@dataclass(frozen=True)
class Runtime:
    """How a standard is played. `address` is where the frame begins; the others follow what happens."""

    address: "Callable[[Session], str]"
    begun: "Callable[[Session], None]" = lambda session: None
    left: "Callable[[Session], None]" = lambda session: None
    waived: "Callable[[Part], None]" = lambda part: None


_runtimes: dict[str, Runtime] = {}


def speaks(standard: str, runtime: Runtime) -> None:
    """Called in `apps.ready`."""
    _runtimes[standard] = runtime


def runtime(standard: str) -> Runtime:
    return _runtimes[standard]
