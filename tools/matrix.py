"""Writes docs/security/matrix.md from tests/access.toml and access.py. After every change: `python -m tools.matrix`."""

from collections import Counter
from itertools import groupby
from pathlib import Path

from tests.access import FIELDS, MARKS, METHODS, PERSON, RELATIONS, ROLES, TABLE, Cell, cells, people

PAGE = Path(__file__).resolve().parents[1] / "docs" / "security" / "matrix.md"
HEAD = """# The access matrix

Made from [tests/access.toml](../../tests/access.toml) and [tests/access.py](../../tests/access.py) by `tools/matrix.py`.
`tests/test_access.py` takes the addresses from Django's resolver (one that is not in the table fails the build), fills them
with the things of a small city, and tries every cell below. A cell that answers otherwise than it says here fails the build:
**{total} cells, none unexplained.** {addresses} addresses, {roles} roles.

| Relation | {methods} |
|---|{rules}|
{counts}

Every cell is tried as every role.

- **own**: Sari's things, and what lies at the desks where the roles work. **other**: Tono's, another resident at the same
  desks. **elsewhere**: a third person's in another kecamatan, and what lies at the desks of other agencies. **crossed**:
  Sari's business in the address, and in the same address a thing of Tono's.
- **G** this role may look. **P** it may post: what it sends is judged (each room's own tests), and none of it breaks
  anything. **p** it may post what concerns itself alone. Empty: a page that is not there (404, the same as for a thing that
  does not exist; a stranger is led to the door), a POST that is refused and writes nothing.
- HEAD is refused where GET is, and else has its status and kind without a body, and leaves the same record of whose data was
  opened. PUT, PATCH, DELETE and OPTIONS open nothing anywhere, to nobody, and write nothing.
- A refusal is the view's own: the house around it (sessions, second factor, CSRF) only takes away. For HEAD all runs but the
  writing of templates, whose text nobody gets; a paper is drawn once for all who ask for it with the same words.
- A page is let in or not; what stands on it is looked at too. Each thing of others carries a word that only some may ever
  read (`tests/matrix_others.py`): lists, counts, searches, feeds, exports, files in ZIPs and workbooks, and the parts htmx
  fetches are searched for it, as every role.
- Addresses marked *allauth* are guarded by django-allauth: every method is tried for not breaking and not opening `/akun/`.
  *token*: for programs that bring one; nobody is let in by signing in.

## Who the roles are

| | |
|---|---|
{who}

## What each role reads of a person

Looked for on every page below, with Tono as the person; a row holds all that this role comes upon anywhere. Beyond it, those
who check identities read the whole NIK after writing a purpose, and the reading is recorded for the person to see
(`test_a_nik_is_read_for_a_purpose_and_the_reading_is_recorded`).

| | {fields} |
|---|{field_rules}|
{person}

## Words of others

| What carries the word | Who may read it, anywhere |
|---|---|
{marks}

## Every address
"""


def page() -> str:
    every = list(cells(*METHODS))
    counts = Counter((cell.relation, cell.method) for cell in every for _role in ROLES)
    parts = [
        HEAD.format(
            total=f"{counts.total():,}",
            addresses=len(TABLE),
            roles=len(ROLES),
            methods=" | ".join(METHODS),
            rules="---|" * (len(METHODS) - 1) + "---",
            counts="\n".join(_counted(relation, counts) for relation in RELATIONS),
            who="\n".join(f"| {who} | {what} |" for who, what in ROLES.items()),
            fields=" | ".join(FIELDS),
            field_rules="---|" * (len(FIELDS) - 1) + "---",
            person="\n".join(_read(who) for who in ROLES),
            marks="\n".join(
                f"| {what} | {', '.join(who) or 'nobody of the roles'} |" for what, who in MARKS.values()
            ),
        )
    ]
    for room, rows in groupby(_rows(every), key=lambda row: row[0].split("/")[0] or "/"):
        names = " | ".join(ROLES)
        parts.append(f"\n### {room}\n\n| | | {names} |\n|---|---|{'---|' * len(ROLES)}\n")
        parts += [line for _route, line in rows]
    return "".join(parts)


def _counted(relation: str, counts: Counter[tuple[str, str]]) -> str:
    return f"| {relation} | " + " | ".join(f"{counts[relation, each]:,}" for each in METHODS) + " |"


def _read(who: str) -> str:
    return f"| {who} | " + " | ".join("yes" if name in PERSON[who] else "" for name in FIELDS) + " |"


def _rows(every: list[Cell]) -> list[tuple[str, str]]:
    """One line for each address and relation, by room."""
    told: dict[tuple[str, str], dict[str, Cell]] = {}
    for cell in every:
        told.setdefault((cell.route, cell.relation), {})[cell.method] = cell
    rows = [(route, _line(route, relation, cell)) for (route, relation), cell in told.items()]
    return sorted(rows, key=lambda row: row[0].split("/")[0] or "/")


def _line(route: str, relation: str, by_method: dict[str, Cell]) -> str:
    said = by_method["GET"].said
    place = f"`/{route}`" if relation == "own" else f"*{relation}*"
    manner = f"*{said}*" if said in ("token", "allauth") else ""
    marks = " | ".join(_mark(who, relation, by_method) for who in ROLES)
    return f"| {place} | {manner} | {marks} |\n"


def _mark(who: str, relation: str, by_method: dict[str, Cell]) -> str:
    look, post = by_method["GET"].said, by_method["POST"].said
    is_open = TABLE[by_method["GET"].route].get("status") != 403  # a page whose time has not come
    concerns = relation == "own" and (post == "anyone" or (post == "own" and who != "anonymous"))
    posts = "P" if who in people(post, relation) else "p" if concerns else ""
    return ("G" if is_open and who in people(look, relation) else "") + posts


if __name__ == "__main__":
    PAGE.write_text(page())
