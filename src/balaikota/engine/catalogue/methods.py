"""Parts, examples and differences of service files."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from balaikota.engine.questions.methods import View
from balaikota.engine.questions.models import Answers, Definition, Example

_PARTS = re.compile(r"^(before|after)\s*=\s*\[(.*?)\]\s*$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"^\[", re.MULTILINE)


def parts_named(text: str, side: str) -> list[str]:
    """The parts a service file wants before or after its own tables."""
    return [
        name
        for found, names in _PARTS.findall(_TABLE.split(text)[0])
        if found == side
        for name in re.findall(r'"([^"]+)"', names)
    ]


def split_head(text: str) -> tuple[str, str]:
    """The keys of the service itself, without the naming of its parts, and everything from the first table."""
    first = _TABLE.search(text)
    place = first.start() if first else len(text)
    return _PARTS.sub("", text[:place]), text[place:]


# --- examples -------------------------------------------------------------------------------------


def example_answers(definition: Definition, example: Example) -> Answers:
    """The complete example with this one's answers over it, and without what it leaves out."""
    answers = definition.example | example.answers
    return {name: value for name, value in answers.items() if name not in example.without}


def example_faults(example: Example, view: View) -> list[str]:
    """One sentence per thing that came otherwise than the example says: what was expected, what came."""
    heard = {finding.rule for finding in view.findings}
    faults = [
        _("aturan “%s” seharusnya bicara, tetapi diam.") % one for one in example.findings if one not in heard
    ]
    faults += [
        _("aturan “%s” seharusnya diam, tetapi bicara.") % one for one in example.silent if one in heard
    ]
    stops = sorted({finding.rule for finding in view.blocks})
    if example.blocked and not stops:
        faults.append(_("seharusnya ditahan, tetapi diterima."))
    if stops and not example.blocked:
        faults.append(_("ditahan aturan “%s”.") % "”, “".join(stops))
    pages = [page.name for page in view.pages]
    faults += [
        _("halaman “%s” seharusnya dilewati, tetapi ditanyakan.") % one
        for one in example.skips
        if one in pages
    ]
    expected: list[tuple[str, tuple[str, ...] | None, list[str]]] = [
        (_("belum diisi atau salah"), example.missing, view.missing),
        (_("dokumen"), example.documents, [need.name for need in view.documents]),
        (_("halaman"), example.pages, pages),
        (_("langkah"), example.steps, view.step_names),
    ]
    return faults + [
        _otherwise(what, wanted, came) for what, wanted, came in expected if _differs(wanted, came)
    ]


def _differs(wanted: tuple[str, ...] | None, came: list[str]) -> bool:
    return wanted is not None and sorted(wanted) != sorted(came)


def _otherwise(what: str, wanted: tuple[str, ...] | None, came: list[str]) -> str:
    said = {"what": what, "wanted": ", ".join(wanted or ()) or "–", "came": ", ".join(came) or "–"}
    return _("%(what)s seharusnya %(wanted)s, yang keluar %(came)s.") % said


# --- the difference between two service files -----------------------------------------------------


@dataclass(frozen=True)
class Change:
    """One thing that is not in the new service file as it was in the old, in words."""

    part: str  # layanan, halaman, pertanyaan, dokumen, aturan, langkah, contoh
    name: str  # its name in the file; empty for the service itself
    label: str  # what people call it
    what: str  # added, removed, changed
    field: str = ""
    before: str = ""
    after: str = ""
    key: str = ""  # the key of the service file behind `field`

    @property
    def sentence(self) -> str:
        said = {"part": self.part, "label": self.label, "field": self.field}
        if self.what == "added":
            return _("%(part)s “%(label)s” baru.") % said
        if self.what == "removed":
            return _("%(part)s “%(label)s” dihapus.") % said
        said |= {"before": self.before or "–", "after": self.after or "–"}
        return _("%(part)s “%(label)s”, %(field)s: dari “%(before)s” menjadi “%(after)s”.") % said


def difference(old: Definition, new: Definition) -> list[Change]:
    """Everything that is new, gone or otherwise in the new text of a service, in the order of the file."""
    rows = _altered(_("Layanan"), "", new.name, old, new)
    for part, name, of in (
        (_("Halaman"), "title", "pages"),
        (_("Pertanyaan"), "label", "questions"),
        (_("Dokumen"), "label", "documents"),
        (_("Aturan"), "id", "rules"),
        (_("Langkah"), "label", "steps"),
        (_("Contoh"), "title", "examples"),
    ):
        before, after = _named(getattr(old, of)), _named(getattr(new, of))
        rows += [
            Change(part, key, getattr(one, name), "removed")
            for key, one in before.items()
            if key not in after
        ]
        for key, one in after.items():
            if key not in before:
                rows.append(Change(part, key, getattr(one, name), "added"))
            else:
                rows += _altered(part, key, getattr(one, name), before[key], one)
        if (kept := [key for key in before if key in after]) != [key for key in after if key in before]:
            rows.append(
                Change(part, "", _("urutan"), "changed", _("urutan"), ", ".join(kept), _order(before, after))
            )
    return rows


def _order(before: dict[str, Any], after: dict[str, Any]) -> str:
    return ", ".join(key for key in after if key in before)


def _named(things: Iterable[Any]) -> dict[str, Any]:
    """By name; a column of a group under its group."""
    named = {}
    for thing in things:
        key = getattr(thing, "name", "") or getattr(thing, "id", "") or getattr(thing, "title", "")
        named[f"{thing.group}.{key}" if getattr(thing, "group", "") else key] = thing
    return named


_WHOLE = {"pages", "questions", "documents", "rules", "steps", "examples"}


def _altered(part: str, key: str, label: str, old: Any, new: Any) -> list[Change]:
    rows = []
    for one in fields(new):
        before, after = getattr(old, one.name), getattr(new, one.name)
        if before != after and not (isinstance(new, Definition) and one.name in _WHOLE):
            word = _words().get(one.name, one.name)
            rows.append(Change(part, key, label, "changed", word, _shown(before), _shown(after), one.name))
    return rows


def _shown(value: Any) -> str:
    """A value of a service file as a person reads it."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, tuple | list):
        pairs = [one[1] if isinstance(one, tuple) and len(one) == 2 else one for one in value]
        return ", ".join(_shown(one) for one in pairs)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(one)}" for key, one in value.items())
    if hasattr(value, "__dataclass_fields__"):
        said = {_words().get(one.name, one.name): getattr(value, one.name) for one in fields(value)}
        return ", ".join(f"{key} {_shown(one)}" for key, one in said.items() if one not in (None, "", ()))
    return "" if value is None else str(value)


def _words() -> dict[str, str]:
    """What the keys of a service file are called."""
    return {
        "name": _("nama"), "label": _("tulisan"), "title": _("judul"), "kind": _("jenis"), "hint": _("petunjuk"),
        "required": _("wajib"), "when": _("syarat"), "choices": _("pilihan"), "page": _("halaman"),
        "sentence": _("kalimat"), "basis": _("dasar hukum"), "law": _("dasar hukum"), "limit": _("batas waktu"),
        "hours": _("jam kerja"), "fee": _("biaya"), "amount": _("rupiah"), "desk": _("meja"), "duty": _("tugas"),
        "summary": _("ringkasan"), "effect": _("akibat"), "question": _("pertanyaan"), "form": _("formulir"),
        "max_length": _("panjang terbesar"), "min": _("terkecil"), "max": _("terbesar"), "document": _("surat"),
        "public": _("dapat diajukan warga"), "output": _("hasil"), "handling": _("penanganan"),
        "votes": _("banyaknya suara"), "beside": _("berjalan di samping"), "not_by": _("bukan oleh"),
        "reasons": _("wajib beralasan"), "escalate": _("tangga pengingat"), "instead": _("kekecualian"),
        "example": _("contoh pokok"), "appointment": _("janji temu"), "confidence": _("keyakinan"), "audience": _("pembaca"),
        "answers": _("isian"), "findings": _("yang bicara"), "silent": _("yang diam"), "documents": _("dokumen"),
        "retention": _("retensi arsip"), "active": _("masa aktif (tahun)"), "inactive": _("masa inaktif (tahun)"),
        "fate": _("nasib akhir"),
        "pages": _("halaman"), "steps": _("langkah"), "missing": _("yang kurang"), "facts": _("yang diketahui kota"),
    }  # fmt: skip
