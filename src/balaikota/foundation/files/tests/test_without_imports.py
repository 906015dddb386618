"""Once root is given up nothing can be imported any more: a .venv below /root is closed to nobody."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from balaikota.foundation.files.tests import conftest as samples

ALONE = """
import sys
from balaikota.kit import cleaning
sys.meta_path.clear()
sys.stdout.buffer.write(cleaning.clean(sys.stdin.buffer.read(), sys.argv[1]).content)
"""


def a_phones_photo() -> bytes:
    return samples.picture(exif=samples.exif(6))


def a_photo_with_a_preview() -> bytes:
    return samples.picture("MPO", save_all=True, append_images=[samples.Image.new("RGB", (30, 20))])


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (a_phones_photo, "image/jpeg"),
        (a_photo_with_a_preview, "image/jpeg"),
        (lambda: samples.picture("PNG"), "image/png"),
        (lambda: samples.picture("WEBP", exif=samples.exif(3)), "image/webp"),
        (samples.heic, "image/heic"),
        (samples.a_pdf, "application/pdf"),
    ],
)
def test_an_upload_is_cleaned_without_importing_anything_more(
    content: Callable[[], bytes], kind: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE, kind], input=content(), capture_output=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-600:]
    assert done.stdout
