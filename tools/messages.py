"""The words on screen and their translations: plain Python and Babel, no GNU gettext needed.

    python tools/messages.py extract     list every sentence the source offers for translation
    python tools/messages.py update      bring django.po up to the source; translations are kept
    python tools/messages.py todo        the untranslated sentences as JSON, ready to be filled in
    python tools/messages.py fill FILE   take translations from such a JSON file
    python tools/messages.py compile     write django.mo beside it
    python tools/messages.py check       what is missing, stale, fuzzy or has other blanks; exit 1 if anything

The source language is Indonesian: sentences in Python inside `_()`, in templates inside `{% translate %}`.
The texts of public services (services/*.toml) belong to their editions and are not translated here.
"""

import ast
import io
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "balaikota"
LANGUAGES = ("en",)

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
BLANKS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?[a-z][^>]*>")
# Fixed, so that the file changes only when its words do.
BORN = datetime(2026, 11, 25, tzinfo=UTC)

Key = tuple[str | None, str | tuple[str, ...]]


class Sentence(NamedTuple):
    """One sentence in the source: its context, its text (or singular and plural) and where it stands."""

    context: str | None
    text: str | tuple[str, ...]
    place: str


def sentences() -> Iterator[Sentence]:
    """Every sentence the source offers for translation."""
    for file in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(file.parts):
            yield from in_python(file)
    for file in sorted(SOURCE.rglob("templates/**/*")):
        if file.suffix in {".html", ".txt", ".xml"}:
            yield from in_template(file)


def in_python(file: Path) -> Iterator[Sentence]:
    with file.open("rb") as lines:
        for _line, text, _comments, context in extract_python("python", lines, keywords=KEYWORDS):
            yield Sentence(context, text, _place(file))


def in_template(file: Path) -> Iterator[Sentence]:
    """Django rewrites a template into gettext calls among blanked-out text; we read the calls."""
    code = templatize(file.read_text(encoding="utf-8"))
    for match in re.finditer(r"\b(n?p?gettext|_)\(", code):
        words = _strings(code[match.end() - 1 :])
        name = match[1]
        context = words.pop(0) if "pgettext" in name else None
        text = tuple(words[:2]) if name.startswith("n") else words[0]
        yield Sentence(context, text, _place(file))


def _strings(code: str) -> list[str]:
    """The string arguments of the call whose brackets open here."""
    for end in (place for place, sign in enumerate(code) if sign == ")"):
        try:
            call = ast.parse(f"f{code[: end + 1]}", mode="eval").body
        except SyntaxError:
            continue
        if not isinstance(call, ast.Call):
            break
        return [
            arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
    raise ValueError(f"no end of call: {code[:80]}")


def _place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def template() -> Catalog:
    """The catalogue of the source, without translations."""
    catalog = Catalog(project="Balaikota", creation_date=BORN)
    for sentence in sentences():
        if sentence.text and any(sentence.text):
            catalog.add(sentence.text, locations=[(sentence.place, 0)], context=sentence.context)
    return catalog


def po_file(language: str) -> Path:
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    file = po_file(language)
    if not file.exists():
        return Catalog(locale=language, project="Balaikota", creation_date=BORN, revision_date=BORN)
    with file.open("rb") as lines:
        return read_po(lines, locale=language)


def write(language: str, catalog: Catalog) -> None:
    catalog.creation_date = catalog.revision_date = BORN
    catalog.project, catalog.version = "Balaikota", "1"
    catalog.last_translator = catalog.language_team = "Balaikota"
    catalog.msgid_bugs_address = "CONTRIBUTING.md"
    catalog.fuzzy = False
    catalog.header_comment = (
        "# English words for Balaikota. Made by tools/messages.py; the source is Indonesian."
    )
    for message in catalog:
        message.locations = sorted({(file, 0) for file, _ in message.locations})
    file = po_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as lines:
        write_po(lines, catalog, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False)


def update() -> None:
    """Bring every catalogue up to the source. Translations are kept, sentences that left the source go."""
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template(), no_fuzzy_matching=True)
        write(language, catalog)
        print(f"{language}: {len(catalog)} sentences, {len(list(_untranslated(catalog)))} untranslated")


def compiled(language: str) -> bytes:
    """The machine's form of a catalogue."""
    lines = io.BytesIO()
    write_mo(lines, read(language))
    return lines.getvalue()


def mo_file(language: str) -> Path:
    return po_file(language).with_suffix(".mo")


def compile_() -> None:
    for language in LANGUAGES:
        mo_file(language).write_bytes(compiled(language))


def is_current(language: str) -> bool:
    """Does the compiled file say what its source says? Headers aside: they name the version of Babel."""

    def words(lines: Any) -> dict[Any, str]:
        catalog: dict[Any, str] = GNUTranslations(lines)._catalog  # type: ignore[attr-defined]
        return {key: text for key, text in catalog.items() if key != ""}

    if not mo_file(language).exists():
        return False
    with mo_file(language).open("rb") as lines:
        return words(lines) == words(io.BytesIO(compiled(language)))


def key(message: Message) -> Key:
    return message.context, tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def _untranslated(catalog: Catalog) -> Iterator[Message]:
    for message in catalog:
        words = message.string if isinstance(message.string, list | tuple) else [message.string]
        if message.id and not (words and all(words)):
            yield message


def _blanks(text: str) -> list[str]:
    return sorted(BLANKS.findall(text))


def _other_blanks(message: Message) -> bool:
    """Does the translation lack or invent a blank (`%(name)s`) or a tag of the sentence?"""
    ids = list(message.id) if isinstance(message.id, list | tuple) else [message.id]
    words = list(message.string) if isinstance(message.string, list | tuple) else [message.string]
    # A singular may say "one" in place of the number: it must fit its own source sentence.
    return any(word and _blanks(word) != _blanks(ids[min(n, len(ids) - 1)]) for n, word in enumerate(words))


def gaps(language: str) -> list[str]:
    """Everything that is wrong with one catalogue, a line each."""
    wanted = {key(message) for message in template() if message.id}
    catalog = read(language)
    standing = {key(message) for message in catalog if message.id}
    found = [f"not in the catalogue: {text!r}" for _, text in sorted(wanted - standing, key=repr)]
    found += [f"stale: {text!r}" for _, text in sorted(standing - wanted, key=repr)]
    found += [f"untranslated: {message.id!r}" for message in _untranslated(catalog)]
    found += [f"fuzzy: {message.id!r}" for message in catalog if message.id and message.fuzzy]
    found += [f"other blanks: {message.id!r}" for message in catalog if message.id and _other_blanks(message)]
    if not is_current(language):
        found.append(f"{mo_file(language).relative_to(ROOT)} is older than its .po: run `compile`")
    return found


def check() -> int:
    found = [f"{language}: {gap}" for language in LANGUAGES for gap in gaps(language)]
    print("\n".join(found) or "every sentence is translated")
    return 1 if found else 0


def todo() -> None:
    """Print what `fill` wants: [{"id": …, "context": …, "text": ""}]."""
    rows = [
        {"id": message.id, "context": message.context, "where": message.locations[0][0], "text": ""}
        for message in _untranslated(read(LANGUAGES[0]))
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=1))


def fill(file: str) -> None:
    """Take translations from a JSON list of {"id", "context"?, "text"}; plural texts are lists."""
    catalog = read(LANGUAGES[0])
    for row in json.loads(Path(file).read_text()):
        source = tuple(row["id"]) if isinstance(row["id"], list) else row["id"]
        message = catalog.get(source, row.get("context"))
        if message is None:
            print(f"unknown: {source!r}")
        elif row["text"]:
            message.string = tuple(row["text"]) if isinstance(row["text"], list) else row["text"]
    write(LANGUAGES[0], catalog)


def extract() -> None:
    for sentence in sentences():
        print(f"{sentence.place}: {sentence.text!r}")


def main(arguments: list[str]) -> int:
    verbs: dict[str, Any] = {
        "extract": extract, "update": update, "compile": compile_, "check": check, "todo": todo, "fill": fill,
    }  # fmt: skip
    verb = arguments[0].removeprefix("--") if arguments else ""
    if verb not in verbs:
        print(__doc__)
        return 2
    return verbs[verb](*arguments[1:]) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
