"""In which language a text is read."""

from typing import Any


def spoken(said: Any, language: str) -> tuple[str, bool]:
    """The language a reader of `language` gets, and whether it stands in for theirs.

    A translation counts when its title and its text are there (`title_en`, `body_en`).
    """
    has_english = bool(said.title_en and (said.body_en or not said.body))
    is_english = language == "en" and has_english
    return ("en" if is_english else "id"), language == "en" and not has_english
