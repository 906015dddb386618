"""The machines' own certificates, made by OpenSSL: each proves to the others that it is one of them, to nobody else."""

import subprocess
from pathlib import Path

EC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
DAYS = "1825"


def issue(folder: Path, place: Path, name: str, address: str) -> None:
    """A certificate for one machine, `machine.pem` and `machine.key`, beside `ca.pem`; one that is there stays."""
    authority, key = folder / "ca.pem", folder / "ca.key"
    if not authority.exists():
        _openssl(
            "req",
            "-x509",
            *EC,
            "-days",
            DAYS,
            "-subj",
            "/CN=Balaikota machines",
            "-keyout",
            key,
            "-out",
            authority,
        )
    (place / "ca.pem").write_bytes(authority.read_bytes())
    if (place / "machine.pem").exists():
        return
    asked, wanted = place / "machine.csr", place / "machine.ext"
    wanted.write_text(
        f"subjectAltName=DNS:{name},IP:{address},IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n"
    )
    _openssl("req", *EC, "-subj", f"/CN={name}", "-keyout", place / "machine.key", "-out", asked)
    _openssl("x509", "-req", "-in", asked, "-CA", authority, "-CAkey", key, "-CAcreateserial", "-days", DAYS,
             "-extfile", wanted, "-out", place / "machine.pem")  # fmt: skip
    for draft in (asked, wanted):
        draft.unlink()
    (place / "machine.key").chmod(0o640)


def _openssl(*words: str | Path) -> None:
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"openssl {words[0]}: {done.stderr.strip()}")
