"""Apache PDFBox Preflight, a PDF/A-1 checker nobody here wrote, from Debian's packages."""

import os
import shutil
import subprocess
from pathlib import Path

PACKAGES = "default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java"
NAMES = (
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "commons-io",
    "javax.activation",
    "jaxb-api",
)
# What this machine lacks, tools/debs.sh has unpacked below DEBIAN_ROOT.
ROOTS = (Path("/"), Path(os.environ.get("DEBIAN_ROOT", "/")))
JARS = [
    next((jar for jar in places if jar.exists()), places[0])
    for places in ([root / "usr/share/java" / f"{name}.jar" for root in ROOTS] for name in NAMES)
]
MISSING = "" if shutil.which("java") and all(jar.exists() for jar in JARS) else f"apt-get install {PACKAGES}"


def judge(content: bytes, folder: Path) -> str:
    """What Preflight says about this PDF; "… is a valid PDF/A-1b file" when it is."""
    paper = folder / "surat.pdf"
    paper.write_bytes(content)
    command = [
        "java",
        "-cp",
        ":".join(map(str, JARS)),
        "org.apache.pdfbox.preflight.Validator_A1b",
        str(paper),
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False).stdout
