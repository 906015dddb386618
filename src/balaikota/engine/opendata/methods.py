"""Writing for programs: RDF as JSON-LD and Turtle, forms as JSON Schema 2020-12. Pure.

CPSV-AP 3.2.0: https://semiceu.github.io/CPSV-AP/releases/3.2.0/ · Turtle: https://www.w3.org/TR/turtle/
JSON Schema: https://json-schema.org/draft/2020-12
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from balaikota.engine.questions.methods import LEVEL_PARTS, MOST_FILES
from balaikota.engine.questions.models import Definition, Question
from balaikota.engine.wording import methods as wording

Node = dict[str, Any]

PREFIXES = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_POINTING = (
    "dct:publisher", "dct:language", "dct:spatial", "dct:isPartOf", "foaf:page", "rdfs:seeAlso", "locn:address",
    "cv:hasCompetentAuthority", "cv:contactPoint", "cv:hasChannel", "cv:hasCost", "cv:hasLegalResource",
    "cv:isGroupedBy", "cv:currency", "cpsv:hasInput", "cpsv:produces", "cpsv:follows", "cpsv:implements",
)  # fmt: skip
#: How the value of each property is written; what is not named here is text in Indonesian.
TERMS: dict[str, dict[str, Any]] = {
    **{name: {"@type": "@id"} for name in _POINTING},
    **{name: {"@language": None} for name in ("dct:identifier", "cv:telephone")},
    "cv:processingTime": {"@type": "xsd:duration"},
    "cv:hasValue": {"@type": "xsd:double"},
}
_LAW = re.compile(r"(UUD?|PP|Perppu|Perpres|Keppres|Inpres|Permen\w*|Kepmen\w*|Perda|Perwal\w*|Perbup|SKB)\b")


# --- RDF ------------------------------------------------------------------------------------------


def graph(nodes: Iterable[Node]) -> dict[str, Any]:
    """A JSON-LD document of these nodes: each once, without what is empty."""
    once: dict[str, Node] = {}
    for node in nodes:
        once.setdefault(
            node["@id"], {key: value for key, value in node.items() if value not in ("", [], None)}
        )
    terms = {name: {"@id": name, **how} for name, how in TERMS.items()}
    return {"@context": {**PREFIXES, "@language": "id", **terms}, "@graph": list(once.values())}


def turtle(document: dict[str, Any]) -> str:
    """The triples of a document made by `graph`, in Turtle."""
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    for node in document["@graph"]:
        kinds = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
        said = [f"a {', '.join(kinds)}"]
        for name, value in node.items():
            if not name.startswith("@"):
                values = value if isinstance(value, list) else [value]
                said.append(f"{name} {', '.join(_object(name, one) for one in values)}")
        lines += ["", f"<{_iri(node['@id'])}>", *(f"    {one} ;" for one in said[:-1]), f"    {said[-1]} ."]
    return "\n".join(lines) + "\n"


def _object(name: str, value: str) -> str:
    how = TERMS.get(name, {})
    if how.get("@type") == "@id":
        return f"<{_iri(value)}>"
    if "@type" in how:
        return f"{_quoted(value)}^^{how['@type']}"
    return _quoted(value) if "@language" in how else f"{_quoted(value)}@id"


def _iri(value: str) -> str:
    """What an IRIREF may not hold is written with per cent; our own addresses hold none of it."""
    return re.sub(r'[\x00-\x20<>"{}|^`\\]', lambda sign: f"%{ord(sign[0]):02X}", value)


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _quoted(text: str) -> str:
    escaped = re.sub(
        r'[\\"\x00-\x1f\x7f]', lambda sign: _ESCAPES.get(sign[0], f"\\u{ord(sign[0]):04X}"), text
    )
    return f'"{escaped}"'


def fragment(kind: str, text: str) -> str:
    """A name for a thing that is known by its title only."""
    return f"{kind}-" + re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def duration(hours: float) -> str:
    """As XML Schema writes it. Hours of working days: 24 are one working day."""
    return f"PT{hours:g}H" if hours == int(hours) else f"PT{round(hours * 60)}M"


def is_law(basis: str) -> bool:
    """A ground of a rule is a regulation, and not a form or a habit."""
    return bool(_LAW.match(basis))


def first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


def inside_script(value: dict[str, Any]) -> SafeString:
    """JSON that cannot end the `<script>` it stands in, whatever a service file says."""
    text = json.dumps(value, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04X}")
    return mark_safe(text)


# --- conditions -----------------------------------------------------------------------------------


def in_words(source: str, definition: Definition, group: str = "") -> str:
    """A condition as a person reads it."""
    return wording.in_words(source, _tables(definition, group))


def _tables(definition: Definition, group: str) -> list[dict[str, Any]]:
    near = definition.columns(group) if group else ()
    return [_table(question) for question in (*definition.asked, *near)]


@lru_cache(maxsize=4096)
def _table(question: Question) -> dict[str, Any]:
    return asdict(question) | {"choices": [list(pair) for pair in question.choices], "group": ""}


# --- JSON Schema ----------------------------------------------------------------------------------

SIXTEEN = "^[0-9]{16}$"


def form_schema(definition: Definition, address: str, note: str) -> dict[str, Any]:
    """What a form asks, as the answers are kept. `required` holds only what is wanted of everybody."""
    asked = [question for question in definition.asked if question.kind != "note"]
    always = {page.name for page in definition.pages if not page.when}
    wanted = [q.name for q in asked if q.page in always and _is_always_wanted(q)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "$comment": note,
        "title": definition.name,
        "description": definition.summary,
        **_object_of({q.name: _property(definition, q) for q in asked}, wanted),
    }


def _object_of(properties: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": wanted, "additionalProperties": False}


def _is_always_wanted(question: Question) -> bool:
    least = question.least_rows if question.kind == "group" else 0
    return not question.when and (question.required is True or least > 0)


def _property(definition: Definition, question: Question) -> dict[str, Any]:
    kind = _group(definition, question) if question.kind == "group" else _kind(question)
    described = " ".join(_sentences(definition, question))
    return {"title": question.label, **({"description": described} if described else {}), **kind}


def _sentences(definition: Definition, question: Question) -> Iterator[str]:
    """What a schema cannot hold: hints, conditions, and where the city fills it in itself."""
    page = "" if question.group else definition.page(question.page).when
    if question.hint:
        yield question.hint
    for when in (page, question.when):
        if when not in ("", "true"):
            yield _("Ditanyakan bila: %s.") % in_words(when, definition, question.group)
    if isinstance(question.required, str):
        yield _("Wajib bila: %s.") % in_words(question.required, definition, question.group)
    elif question.required and not _is_always_wanted(question):
        yield _("Wajib bila ditanyakan.")
    if question.locked:
        yield _("Diisi dari data kota bila sudah ada; kiriman untuk isian ini tidak dipakai.")
    if question.accept:
        yield _("Berkas %s.") % ", ".join(ending.upper() for ending in question.accept)


def _group(definition: Definition, group: Question) -> dict[str, Any]:
    columns = definition.columns(group.name)
    wanted = [column.name for column in columns if _is_always_wanted(column)]
    row = _object_of({column.name: _property(definition, column) for column in columns}, wanted)
    return {"type": "array", "minItems": group.least_rows, "maxItems": group.max_rows, "items": row}


def _kind(question: Question) -> dict[str, Any]:
    """The type of one blank. Kinds that are written the same stand in `_PLAIN`."""
    if question.kind in ("text", "longtext"):
        most = question.max_length or (4000 if question.kind == "longtext" else 200)
        return {"type": "string", "minLength": 1, "maxLength": most}
    if question.kind in ("integer", "decimal"):
        bounds = {"minimum": question.min, "maximum": question.max}
        kind = "integer" if question.kind == "integer" else "number"
        return {"type": kind, **{key: bound for key, bound in bounds.items() if bound is not None}}
    if question.kind == "choice":
        return {"oneOf": [{"const": value, "title": label} for value, label in question.choices]}
    if question.kind == "file":
        most = MOST_FILES if question.multiple else 1
        items = {"type": "string", "format": "uuid"}
        return {"type": "array", "items": items, "minItems": 1, "maxItems": most, "uniqueItems": True}
    if question.kind == "region":
        parts = LEVEL_PARTS[question.level or "village"]
        return {
            "type": "string",
            "pattern": "^" + r"\.".join(["[0-9]{2}"] * min(parts, 3)) + _VILLAGE * (parts == 4) + "$",
        }
    if question.kind == "person":
        name = {"type": "string", "minLength": 1, "maxLength": question.max_length or 120}
        return _object_of({"nama": name, "nik": {"type": "string", "pattern": "^([0-9]{16})?$"}}, ["nama"])
    return dict(_PLAIN[question.kind])


_VILLAGE = r"\.[0-9]{4}"
_PLAIN: dict[str, dict[str, Any]] = {
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    "yesno": {"type": "boolean"},
    "nik": {"type": "string", "pattern": SIXTEEN},
    "kk": {"type": "string", "pattern": SIXTEEN},
    "phone": {"type": "string", "pattern": r"^\+[1-9][0-9]{4,14}$"},
    "email": {"type": "string", "format": "email"},
}
