"""What other rooms may register or catch: who may open a file, what scans it, and why one is not kept."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from balaikota.foundation.files.models import Scan
from balaikota.kit.errors import Refusal

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

Guard = Callable[["Person", str], bool]

SENTENCES = {
    "empty": _("Berkas ini kosong. Pilih berkas lain."),
    "size": _("Berkas ini terlalu besar. Paling besar 10 MB; foto ulang dengan ukuran lebih kecil."),
    "type": _("Jenis berkas ini tidak dapat diterima. Unggah PDF atau foto (JPG, PNG, HEIC, WebP)."),
    "photo": _("Ini bukan foto. Pilih foto JPG, PNG, HEIC atau WebP."),
    "archive": _(
        "Berkas terkompresi (ZIP, RAR) tidak diterima. Unggah isinya satu per satu sebagai PDF atau foto."
    ),
    "password": _("PDF ini terkunci kata sandi. Simpan salinan tanpa kata sandi, lalu unggah salinan itu."),
    "pages": _("PDF ini lebih dari 200 halaman. Unggah hanya halaman yang diminta."),
    "pixels": _("Gambar ini terlalu besar ukurannya. Paling besar 64 megapiksel; kecilkan dahulu."),
    "heavy": _("Berkas ini tidak dapat dibuka dengan aman. Pindai atau foto ulang dokumennya."),
    "broken": _("Berkas ini rusak atau tidak lengkap. Coba unggah ulang, atau pindai dan foto kembali."),
}


class UnusableFile(Refusal):
    """An upload that cannot be kept. A form may catch it and show the sentence beside its field."""

    def __init__(self, fault: str) -> None:
        super().__init__(str(SENTENCES[fault]), status=422)
        self.fault = fault


class Scanner(ABC):
    """Looks for malware in a file. One is registered when the city has one."""

    @abstractmethod
    def scan(self, content: BinaryIO) -> Scan:
        """CLEAN or INFECTED; raises `OSError` when the scanner cannot be asked now."""


_scanners: list[Scanner] = []


def register_scanner(scanner: Scanner) -> None:
    """The city's one scanner; the last registered is asked."""
    _scanners[:] = [scanner]


def scanner() -> Scanner | None:
    """None when the city has none: files are then marked as unscanned."""
    return _scanners[0] if _scanners else None


class _Guarding:
    """The guard of one kind of thing, and whether files may move on from it (a draft's to its case)."""

    def __init__(self, allows: Guard, may_move_on: bool) -> None:
        self.allows = allows
        self.may_move_on = may_move_on


_guards: dict[str, _Guarding] = {}


def guard(about_label: str, allows: Guard | None = None, *, may_move_on: bool = False) -> Any:
    """Say who may open the files of `about_label` ("cases.case"). Also a decorator.

    `may_move_on=True` lets a file leave this thing for another: from a draft to the case it became.
    """

    def register(allows: Guard) -> Guard:
        _guards[about_label.lower()] = _Guarding(allows, may_move_on)
        return allows

    return register if allows is None else register(allows)


def allows(about_label: str, about_id: str, person: "Person") -> bool:
    """What nobody guards nobody opens."""
    guarding = _guards.get(about_label)
    return guarding is not None and guarding.allows(person, about_id)


def may_move_on(about_label: str) -> bool:
    guarding = _guards.get(about_label)
    return guarding is not None and guarding.may_move_on
