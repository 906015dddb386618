"""What a video and its captions look like from their first words. Pure; no tables, no Django."""

import re

MP4, WEBM = "video/mp4", "video/webm"
_CUE = re.compile(r"(\d{2,}:)?\d{2}:\d{2}\.\d{3} +--> +(\d{2,}:)?\d{2}:\d{2}\.\d{3}")


def video_type(head: bytes) -> str:
    """By its first bytes; "" when browsers would not play it."""
    if head[4:8] == b"ftyp" and head[8:12] not in (b"heic", b"heix", b"mif1", b"avif", b"qt  "):
        return MP4
    return WEBM if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head else ""


def are_captions(text: str) -> bool:
    """WebVTT with at least one cue (W3C WebVTT, 4.1); a NUL stands in none."""
    return (
        "\0" not in text
        and text.removeprefix("\ufeff").startswith("WEBVTT")
        and _CUE.search(text) is not None
    )
