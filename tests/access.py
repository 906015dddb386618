"""The access matrix as data: who there is, who is let in where, and which cells that makes. It touches no database:
the test walks these cells, and `tools/matrix.py` writes docs/security/matrix.md from them.

A cell is one address, one method, one role and one relation. The relation says whose thing stands in the address:

own        Sari's, and what lies at the desks where the roles work
other      Tono's: another resident, at the same desks
elsewhere  a third person's, in another kecamatan, or what lies at the desk of another agency
crossed    Sari's business in the address, and in the same address a thing of Tono's business
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "access.toml").read_text())
ROLES = {
    "anonymous": "nobody is signed in",
    "sari": "owner: resident, applicant and seller; hers are the things of the relation “own”",
    "budi": "resident, Sari's neighbour",
    "tono": "owner of the things of the relation “other”",
    "wulan": "checker of the civil registry; bought from Sari, takes part in the class “elsewhere”",
    "anwar": "decider of the civil registry; takes part in the class “elsewhere”",
    "ratna": "head of the civil registry",
    "mega": "mayor",
    "hasan": "operator",
    "intan": "auditor",
    "fitri": "writer of the information centre",
    "rahmat": "editor who publishes",
    "dewi": "coordinator of complaints",
    "yusuf": "field unit for complaints, public works",
    "maria": "field unit for complaints, another agency",
    "lina": "coach of businesses",
    "joko": "field officer: records businesses",
    "rina": "runs programmes for businesses",
    "laila": "checks innovations",
    "nurul": "organises trainings",
    "surya": "head of another agency",
}
STAFF = tuple(who for who in ROLES if who not in ("anonymous", "sari", "budi", "tono"))
#: Who is let in; everybody else signed in finds nothing (404), a stranger is led to the door.
CLASSES: dict[str, tuple[str, ...]] = {
    "public": tuple(ROLES),
    "login": tuple(ROLES)[1:],
    "applicant": ("sari",),
    "neighbour": ("tono",),
    "case": ("sari", "wulan", "anwar", "ratna"),
    "desk": ("wulan", "anwar", "ratna"),
    "works": ("wulan", "anwar", "ratna", "laila", "surya"),
    "checkers": ("wulan", "anwar", "ratna", "laila"),
    "staff": STAFF,
    "keepers": ("anwar", "ratna"),
    "archive": ("anwar", "ratna", "intan", "surya"),
    "operator": ("hasan",),
    "auditor": ("intan",),
    "asked": ("sari", "hasan"),
    "workshop": ("ratna", "hasan", "surya"),
    "service": ("ratna", "hasan"),
    "head": ("ratna",),
    "heads": ("ratna", "surya"),
    "editor": ("fitri", "rahmat"),
    "publisher": ("rahmat",),
    "coordinator": ("dewi",),
    "relays": ("dewi", "hasan"),
    "responders": ("dewi", "yusuf", "maria"),
    "complaints": ("dewi", "yusuf"),
    "reported": ("sari", "dewi", "yusuf"),
    "complaints elsewhere": ("dewi", "maria"),
    "coach": ("lina",),
    "surveyor": ("joko", "rina"),
    "programme": ("rina",),
    "mentors": ("lina", "rina"),
    "umkm": ("lina", "joko", "rina"),
    "catalogue": ("sari", "joko", "rina"),
    "business": ("sari", "lina", "joko", "rina"),
    "market": ("mega", "lina", "joko", "rina"),
    "traders": ("sari", "wulan"),
    "reviewer": ("laila",),
    "innovator": ("sari", "wulan", "anwar", "ratna"),
    "claimants": ("sari", "wulan", "anwar", "ratna", "laila"),
    "organiser": ("nurul",),
    "class": ("wulan", "anwar", "nurul"),
    "participants": ("wulan", "anwar"),
    "wulan": ("wulan",),
    "anwar": ("anwar",),
    "surya": ("surya",),
    "planners": ("nurul", "surya"),
    "nobody": (),
}
#: What becomes of a class when the thing lies at another agency; all others keep theirs, without Sari.
ELSEWHERE = {
    "case": "nobody",
    "desk": "nobody",
    "innovator": "nobody",
    "claimants": "reviewer",
    "service": "operator",
    "keepers": "nobody",
    "head": "nobody",
}
RELATIONS = ("own", "other", "elsewhere", "crossed")
#: Which names in an address (or behind an `@`) the relations fill with a thing of their own; the test holds the city to it.
OTHER = {
    "number", "id", "token", "letter_id", "file_id", "person_id", "report", "breach", "asked", "enterprise", "ware",
    "permit", "product", "check", "plan", "meeting", "application", "order", "inquiry", "shop_code", "innovation",
    "plan_id", "servant", "message", "consent", "device", "take_home", "filter", "bulk", "owner", "article", "article_id",
    "happening", "happening_id", "class", "session_id", "exam_id",
}  # fmt: skip
ELSEWHERE_NAMES = {
    "number", "file_id", "report", "enterprise", "ware", "product", "plan", "innovation", "draft_id", "code", "class",
    "session_id", "exam_id", "sitting_id", "question_id", "assignment_id", "work_id", "enrolment_id", "topic_id",
    "post_id", "material_id", "need_id",
}  # fmt: skip
#: What stands below a business: crossed, the business is Sari's and this is Tono's.
BELOW = {"ware", "permit", "product", "plan", "inquiry"}
#: What only looks, what writes, and what no address of the city is for.
LOOKS, WRITES, UNUSED = ("GET", "HEAD"), ("POST",), ("PUT", "PATCH", "DELETE", "OPTIONS")
METHODS = LOOKS + WRITES + UNUSED


@dataclass(frozen=True)
class Cell:
    """`said` names the class of those who are let in, or the manner of an address that lets nobody in by role."""

    route: str
    relation: str
    method: str
    said: str


def names(route: str, entry: dict[str, Any]) -> set[str]:
    """What fills this address: the names in it, or what they stand for."""
    literal = entry.get("with", {})
    spelled = (literal.get(name, f"@{name}") for name in re.findall(r"<(?:\w+:)?(\w+)>", route))
    return {said[1:] for said in spelled if said.startswith("@")}


def relations(route: str, entry: dict[str, Any]) -> Iterator[str]:
    """With whose things this address can be filled."""
    used = names(route, entry)
    yield "own"
    if used & OTHER:
        yield "other"
    if used & ELSEWHERE_NAMES:
        yield "elsewhere"
    if "enterprise" in used and used & BELOW:
        yield "crossed"


def said_of(entry: dict[str, Any], relation: str, method: str) -> str:
    """The class of those who are let in, or the manner of an address that lets nobody in by role."""
    if entry["get"] == "allauth":
        return "allauth"
    own: str = entry["get"] if method in LOOKS else entry.get("post", "none") if method in WRITES else "none"
    if relation == "own" or own in ("post-only", "none", "token", "anyone"):
        return own
    if relation in entry:
        return str(entry[relation])
    if relation == "crossed" and own not in ("public", "login", "own"):
        return "nobody"
    return ELSEWHERE.get(own, own) if relation == "elsewhere" else own


def people(said: str, relation: str) -> tuple[str, ...]:
    """Those of a class; where it names the owner of Sari's things, Tono owns his, and nobody of the roles the third's."""
    told = CLASSES.get(said, ())
    if relation == "own" or said in ("public", "login", "staff"):
        return told
    owner = "tono" if relation == "other" else ""
    return tuple(owner if who == "sari" else who for who in told if who != "sari" or owner)


def cells(*methods: str) -> Iterator[Cell]:
    """Every cell of these methods but for the role: each is tried as every role."""
    for route, entry in TABLE.items():
        for relation in relations(route, entry):
            for method in methods:
                yield Cell(route, relation, method, said_of(entry, relation, method))


# --- field by field -------------------------------------------------------------------------------

#: How each field of a person may be written on a page, for Tono of `matrix_others`.
FIELDS: dict[str, str] = {
    "name": "Togar Zznama",
    "NIK, masked": "127119••••••9993",
    "NIK": "1271193110899993",
    "nomor KK, masked": "127101••••••9992",
    "nomor KK": "1271012603249992",
    "address": "Gang Zzalamat",
    "telephone": r"(?:\+62|0) ?812[- ]?6000[- ]?7771",
    "e-mail": r"tono@",
    "date of birth": "31 Okt(?:ober)? 1989|1989-10-31|31[-/]10[-/]1989",
}
AT_THE_DESK = ("name", "NIK, masked", "nomor KK, masked", "address", "date of birth")
#: Which of them each role reads anywhere; whoever is not named reads none.
PERSON: dict[str, tuple[str, ...]] = dict.fromkeys(ROLES, ()) | {
    "tono": tuple(FIELDS),
    "wulan": AT_THE_DESK,
    "anwar": AT_THE_DESK,
    "ratna": AT_THE_DESK,
    "hasan": ("name",),
    "lina": ("name",),
    "joko": ("name",),
    "rina": ("name",),
}


# --- words of others ------------------------------------------------------------------------------

#: Planted in the things of others: what carries the word, and who may read it anywhere in the city.
MARKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Kenanga Putri": ("the child in Sari's open case", ("sari", "wulan", "anwar", "ratna")),
    "Mawar Putri": ("the child in Sari's draft", ("sari",)),
    "Zzanak": ("the child in Tono's open case", ("tono", "wulan", "anwar", "ratna")),
    "Zzdraf": ("the child in Tono's draft", ("tono",)),
    "Zzjauh": ("an answer in a case at another agency's desk, where none of the roles works", ()),
    "Zzlapor": ("Tono's complaint, not public", ("tono", "dewi", "yusuf")),
    "Zzluar": ("a complaint, not public, at another agency", ("dewi", "maria")),
    "Zzhak": ("what Tono asks about his data", ("tono", "hasan")),
    "Zzbocor": ("a breach that concerns Tono", ("tono", "hasan")),
    "Zzmodal": ("Tono's plan for a loan", ("tono",)),
    "Zzbuku": ("a line of Tono's book", ("tono",)),
    "Zzpesan": ("the note of somebody who orders from Tono", ("tono",)),
    "Zztawar": ("Tono's offer before the closing time", ("tono",)),
    "Zzwarung": ("a business that shows nothing in public", ("lina", "joko", "rina")),
    "Zzkonsep": ("a product that is not published", ("joko", "rina")),
    "Zzusul": ("an innovation nobody has found fit yet", ("laila",)),
    "Zzartikel": ("an article nobody has let out", ("fitri", "rahmat")),
    "Zzagenda": ("a happening nobody has let out", ("fitri", "rahmat")),
    "Zzsaring": ("a sieve one officer keeps", ("anwar",)),
    "Zzkelas": ("a class nobody has announced", ("nurul",)),
    "Zzforum": ("a topic in the forum of a class", ("wulan", "anwar", "nurul")),
    "Zzbahan": ("material of a class", ("wulan", "anwar", "nurul")),
    "Zztugas": ("what one participant handed in", ("wulan", "nurul")),
    "Zzbutuh": ("what another agency lacks", ("surya", "nurul")),
    "Zzlayanan": ("a service being written for another agency's desk", ("hasan",)),
}
