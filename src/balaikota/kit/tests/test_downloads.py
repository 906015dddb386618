"""A player that asks for a part of a file gets that part."""

import io
from typing import Any

import pytest

from balaikota.kit.downloads import stream

LARGE = 5 << 20


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=90-", 90, 99),
        ("bytes=90-200", 90, 99),
        ("bytes=99-99", 99, 99),
    ],
)
def test_a_part_is_what_was_asked_for(wanted: str, first: int, last: int) -> None:
    content = bytes(range(100))
    part: Any = stream(io.BytesIO(content), 100, "video/mp4", wanted)
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes {first}-{last}/100")
    assert part.content == content[first : last + 1]


@pytest.mark.parametrize("wanted", ["", "bytes=5-3", "bytes=100-", "bytes=-5", "lines=1-2"])
def test_what_is_no_part_is_the_whole(wanted: str) -> None:
    whole: Any = stream(io.BytesIO(bytes(100)), 100, "video/mp4", wanted)
    assert (whole.status_code, whole["Content-Length"]) == (200, "100")
    assert b"".join(whole.streaming_content) == bytes(100)


def test_no_more_than_four_megabytes_at_once() -> None:
    part: Any = stream(io.BytesIO(bytes(LARGE)), LARGE, "video/mp4", "bytes=0-")
    assert (len(part.content), part["Content-Range"]) == (4 << 20, f"bytes 0-{(4 << 20) - 1}/{LARGE}")
