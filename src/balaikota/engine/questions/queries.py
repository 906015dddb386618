"""Answers as people read them, and the lists a form offers."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import phonenumbers
from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from balaikota.engine.conditions.methods import EMPTY
from balaikota.engine.questions.methods import View
from balaikota.engine.questions.models import Definition, Page, Question
from balaikota.foundation.files import queries as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region
from balaikota.kit.errors import Refusal
from balaikota.kit.typed import MONTHS

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

TYPES = {"pdf": {"application/pdf"}, "jpg": {"image/jpeg", "image/webp"}, "png": {"image/png"},
         "heic": {"image/heic", "image/heif"}}  # fmt: skip
ENDINGS = {"pdf": ".pdf", "jpg": ".jpg,.jpeg", "png": ".png", "heic": ".heic,.heif"}


def display(question: Question, value: Any) -> str:
    """One answer as a person reads it. NIK and nomor KK are masked; only a stated purpose shows them."""
    if value in EMPTY:
        return ""
    shown = _DISPLAYS.get(question.kind)
    try:
        return str(shown(question, value)) if shown else str(value)
    except (ValueError, TypeError, KeyError, AttributeError):  # a draft holds what was typed, right or wrong
        return str(value) if isinstance(value, str | int | float) else ""


def masked(number: str) -> str:
    return f"{number[:6]}••••••{number[-4:]}" if len(number) == 16 else "•" * len(number)


def _day(question: Question, value: Any) -> str:
    try:
        year, month, day = str(value).split("-")
        return f"{int(day)} {MONTHS[int(month) - 1]} {year}"
    except (ValueError, IndexError):
        return str(value)


def _person(question: Question, value: Any) -> str:
    return f"{value['nama']} (NIK {masked(value['nik'])})" if value.get("nik") else str(value["nama"])


def _phone(question: Question, value: Any) -> str:
    try:
        number = phonenumbers.parse(str(value), "ID")
    except phonenumbers.NumberParseException:
        return str(value)
    kind = phonenumbers.PhoneNumberFormat
    domestic = number.country_code == 62
    return phonenumbers.format_number(number, kind.NATIONAL if domestic else kind.INTERNATIONAL)


def _region(question: Question, value: Any) -> str:
    path = [region.name for region in regions.path(str(value))]
    return ", ".join(reversed(path)) or str(value)


def _choice(question: Question, value: Any) -> str:
    return dict(question.choices).get(value, str(value))


_DISPLAYS: dict[str, Any] = {
    "date": _day,
    "time": lambda question, value: str(value).replace(":", "."),
    "choice": _choice,
    "yesno": lambda question, value: _("Ya") if value is True else _("Tidak"),
    "integer": lambda question, value: f"{value:,}".replace(",", "."),
    "decimal": lambda question, value: f"{value:g}".replace(".", ","),
    "nik": lambda question, value: masked(str(value)),
    "kk": lambda question, value: masked(str(value)),
    "phone": _phone,
    "region": _region,
    "person": _person,
    "file": lambda question, value: ", ".join(file.original_name for file in stored(value)),
    "group": lambda question, value: _("%d baris") % len(value),
    "note": lambda question, value: "",
}


def summary(view: View) -> list[tuple[Page, list[dict[str, Any]]]]:
    """Every visible answer page by page: path, question, label, value and shown text; a group row by row."""
    pages = []
    for page in view.pages:
        rows: list[dict[str, Any]] = []
        for question in view.definition.questions_on(page.name):
            if question.name not in view.visible or question.kind == "note":
                continue
            value = view.values.get(question.name)
            if question.kind == "group":
                rows += _group_rows(view.definition, question, value or [])
            else:
                rows.append(_row(question, question.name, question.label, value))
        pages.append((page, rows))
    _name_files([row for _page, rows in pages for row in rows if row["question"].kind == "file"])
    return pages


def _name_files(rows: list[dict[str, Any]]) -> None:
    """The files of the whole sheet, fetched at once."""
    ids = [_ids(row["value"]) for row in rows]
    kept = {str(file.pk): file for file in files.several([one for some in ids for one in some])}
    for row, some in zip(rows, ids, strict=True):
        row["files"] = [kept[one] for one in some if one in kept]
        row["shown"] = ", ".join(file.original_name for file in row["files"])


def _row(question: Question, path: str, label: str, value: Any) -> dict[str, Any]:
    shown = "" if question.kind == "file" else display(question, value)
    return {"path": path, "question": question, "label": label, "value": value, "shown": shown}


def _group_rows(definition: Definition, group: Question, values: list[Any]) -> list[dict[str, Any]]:
    return [
        _row(
            column, f"{group.name}.{place}.{column.name}", f"{group.label} {place + 1}: {column.label}", value
        )
        for place, row in enumerate(values)
        for column in definition.columns(group.name)
        if (value := row.get(column.name)) not in EMPTY
    ]


def please(question: Question) -> str:
    """What to do about an empty blank. The error summary puts the label before it."""
    if question.kind in ("choice", "yesno", "region"):
        return _("Pilih salah satu.")
    if question.kind == "file":
        return _("Unggah berkasnya.")
    if question.kind == "group":
        return _("Isi paling sedikit %d baris.") % question.least_rows
    return _("Bagian ini belum diisi.")


def beside(question: Question, value: Any) -> dict[str, Any]:
    """What the control of this kind shows beside the value."""
    if question.kind == "date":
        return {"parts": date_parts(value)}
    if question.kind == "region":
        return region_lists(question.level or "village", value)
    if question.kind == "file":
        accept = ",".join(ENDINGS[one] for one in question.accept)
        return {"kept": stored(value), "accept": accept}
    if question.kind == "yesno":
        return {"choices": ((True, _("Ya")), (False, _("Tidak"))), "chosen": yes_or_no(value)}
    return {"value": f"{value:g}".replace(".", ",")} if isinstance(value, float) else {}


def date_parts(value: Any) -> list[tuple[str, str, str]]:
    """Name, label and typed text of the three parts of a date."""
    typed = {"hari": "", "bulan": "", "tahun": ""}
    if isinstance(value, dict):
        typed |= {part: str(value.get(part) or "") for part in typed}
    elif isinstance(value, str) and value.count("-") == 2:
        typed = dict(zip(("tahun", "bulan", "hari"), value.split("-"), strict=True))
    elif isinstance(value, str):
        typed = dict(zip(("hari", "bulan", "tahun"), [*value.split("/", 2), "", ""], strict=False))
    labels = {"hari": _("Hari"), "bulan": _("Bulan"), "tahun": _("Tahun")}
    return [(part, label, typed[part]) for part, label in labels.items()]


def yes_or_no(value: Any) -> bool | None:
    """The chosen answer of a yes/no, as typed or clean."""
    word = str(value).lower()
    return True if word in ("ya", "true", "1") else False if word in ("tidak", "false", "0") else None


def region_lists(level: str, value: Any) -> dict[str, Any]:
    """The lists of a region blank: the one above (kecamatan, or provinsi) and, once chosen, the one below."""
    code = value if isinstance(value, str) else ""
    above = code.rpartition(".")[0] or (str(value.get("atas") or "") if isinstance(value, dict) else "")
    tops = {
        "province": regions.provinces,
        "regency": regions.provinces,
        "district": regions.districts_of_city,
        "village": regions.districts_of_city,
    }[level]()
    if level in ("province", "district"):
        return {"choices": _pairs(tops), "code": code}
    names = (_("Kecamatan"), _("Kelurahan")) if level == "village" else (_("Provinsi"), _("Kabupaten/kota"))
    below = below_of(above, level)
    return {"tops": _pairs(tops), "above": above, "choices": below, "code": code, "names": names}


def below_of(above: str, level: str) -> list[tuple[str, str]]:
    """The kelurahan of a kecamatan of the city, or the kabupaten and kota of a provinsi."""
    return _pairs(regions.children(above)) if above and is_offered(f"{above}.", level) else []


def is_offered(code: str, level: str) -> bool:
    """Kecamatan and kelurahan are the city's own; above that the whole country."""
    return level in ("province", "regency") or code.startswith(f"{settings.CITY}.")


def _pairs(rows: Any) -> list[tuple[str, str]]:
    return [(region.code, region.name) for region in rows if isinstance(region, Region)]


def check_regions(view: View, page: Page | None = None) -> None:
    """A region that is not in the list offered is no answer: on one page, or on all of them."""
    asked = view.definition.questions_on(page.name) if page else view.definition.asked
    said = [
        (question, code)
        for question in asked
        if question.kind == "region"
        and question.name not in view.locked
        and (code := view.values.get(question.name))
    ]
    known = regions.known(code for _question, code in said)
    for question, code in said:
        if not is_offered(code, question.level or "village") or code not in known:
            view.faults[question.name] = _("Pilih wilayah dari daftar.")
            view.values[question.name] = None
            view.missing.append(question.name)


def stored(value: Any) -> list[StoredFile]:
    """The stored files behind an answer, in its order."""
    return files.several(_ids(value))


def _ids(value: Any) -> list[str]:
    return [one for one in value if _is_id(one)] if isinstance(value, list) else []


def _is_id(value: Any) -> bool:
    try:
        return bool(UUID(str(value)))
    except ValueError:
        return False


def is_accepted(question: Question, content_type: str) -> bool:
    """May a file of this type answer the question? Where none is named, every type the city keeps."""
    return not question.accept or any(content_type in TYPES[ending] for ending in question.accept)


def own_files(ids: list[str], already: set[str], person: "Person | None") -> list[str]:
    """Those posted ids that this person may use: in the draft already, or their own. Others are ignored."""
    return [one for one in dict.fromkeys(ids) if person and (one in already or _is_theirs(one, person))]


def _is_theirs(file_id: str, person: "Person") -> bool:
    try:
        return files.openable(UUID(file_id), viewer=person).owner_id == person.pk
    except (ValueError, Http404, Refusal):
        return False
