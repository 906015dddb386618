"""Blanks in the text of a letter. Pure."""

import re

_BLANK = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def blanks(text: str) -> list[str]:
    """The names in braces."""
    return _BLANK.findall(text)


def filled(text: str, words: dict[str, str]) -> str:
    """The text with each name in braces replaced by what was answered; nothing answered is a dash."""
    return _BLANK.sub(lambda match: words.get(match[1], match[0]) or "–", text)
