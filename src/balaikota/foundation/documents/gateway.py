"""Two ways to a signature: the city's own certificate, and BSrE's e-sign server.

The city's own proves only that the paper is unchanged since; all that is made with it says in its own subject that
nobody has certified it. BSrE, the national authority (PSrE): POST {url}/api/sign/pdf with basic auth, multipart
`file`, `nik`, `passphrase`, `tampilan=invisible`; the answer is the signed PDF. Belum terverifikasi: its
documentation is given out under an agreement; this shape is what public repositories that use it agree on
(docs/decisions/0022), and no real server has confirmed it yet.
"""

import base64
import contextlib
import datetime as dt
import fcntl
import io
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation.status import SignatureCoverageLevel

from balaikota.kit import outbound
from balaikota.kit.outbound import NotTaken, Unsure

UNCERTIFIED = "SERTIFIKAT LOKAL – TIDAK TERSERTIFIKASI"
_CA, _DAY = "ca", dt.timedelta(days=1)
#: Hexadecimal digits kept free for a signature with both certificates; else pyHanko signs twice to learn how many.
_ROOM = 8_192


@dataclass(frozen=True)
class _Pair:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


class LocalCertificates:
    """A local root and one ECDSA P-256 certificate per agency, made once, for this user's eyes only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sign(self, pdf: bytes, *, agency_code: str, agency: str, reason: str) -> bytes:
        """The same PDF with a PAdES-B signature of this agency."""
        signer = self._signer(agency_code, agency)
        about = signers.PdfSignatureMetadata(
            field_name="TandaTangan",
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            name=f"{agency} ({UNCERTIFIED})",
            reason=reason,
        )
        writer = _KeepingMetadata(io.BytesIO(pdf))
        _unseen_field(writer, about.field_name)
        signed: io.BytesIO = signers.PdfSigner(about, signer=signer).sign_pdf(writer, bytes_reserved=_ROOM)
        return signed.getvalue()

    def root(self) -> x509.Certificate:
        """What a reader must trust to see these signatures as valid."""
        with self._alone():
            return self._kept(_CA, "", issuer=None).certificate

    def _signer(self, code: str, agency: str) -> signers.SimpleSigner:
        with self._alone():
            root = self._kept(_CA, "", issuer=None)
            own = self._kept(f"agency-{code}", agency, issuer=root)
        return _simple(own, root)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time makes certificates."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _kept(self, name: str, organisation: str, issuer: "_Pair | None") -> _Pair:
        """The pair of this name; made when it is not there, made anew when it has run out."""
        path = self.folder / f"{name}.pem"
        if path.exists():
            pem = path.read_bytes()
            key = serialization.load_pem_private_key(pem, None)
            certificate = x509.load_pem_x509_certificate(pem)
            if not isinstance(key, ec.EllipticCurvePrivateKey):
                raise TypeError(f"{path} does not hold an elliptic-curve key")
            if certificate.not_valid_after_utc > dt.datetime.now(dt.UTC) + _DAY:
                return _Pair(certificate, key)
            path.rename(path.with_suffix(f".{certificate.serial_number:x}.pem"))
        made = _make(organisation, issuer)
        _write(path, made)
        return made


class _KeepingMetadata(IncrementalPdfFileWriter):  # type: ignore[misc]
    """Adds the signature and nothing else: pyHanko's own metadata would undo the PDF/A-1."""

    output_version = (1, 4)

    def _update_meta(self) -> None:
        pass


def _unseen_field(writer: IncrementalPdfFileWriter, name: str) -> None:
    """A field without size for the signature. PDF/A wants an appearance even of an empty one."""
    spec = fields.SigFieldSpec(name, readable_field_name="Tanda tangan elektronik")
    fields.append_signature_field(writer, spec)
    _, _, field = next(fields.enumerate_sig_fields(writer, with_name=name))
    nothing = RawContent(b"", box=BoxConstraints(width=1, height=1)).as_form_xobject()
    appearance = {generic.pdf_name("/N"): writer.add_object(nothing)}
    field.get_object()[generic.pdf_name("/AP")] = generic.DictionaryObject(appearance)


def _simple(own: _Pair, root: _Pair) -> signers.SimpleSigner:
    from asn1crypto import keys  # type: ignore[import-untyped]
    from asn1crypto import x509 as asn1
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    store = SimpleCertificateStore()
    certificates = [
        asn1.Certificate.load(pair.certificate.public_bytes(serialization.Encoding.DER))
        for pair in (own, root)
    ]
    store.register_multiple(certificates[1:])
    private = own.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=certificates[0], signing_key=keys.PrivateKeyInfo.load(private), cert_registry=store
    )


def _make(organisation: str, issuer: _Pair | None) -> _Pair:
    """A root (no issuer; ten years) or an agency's certificate (five)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _subject(f"CA {UNCERTIFIED}" if issuer is None else UNCERTIFIED, organisation)
    now, is_root = dt.datetime.now(dt.UTC), issuer is None
    signing = key if issuer is None else issuer.key
    usage = x509.KeyUsage(
        digital_signature=not is_root, content_commitment=not is_root,
        key_cert_sign=is_root, crl_sign=is_root,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + _DAY * 365 * (10 if is_root else 5))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
        )
        .sign(signing, hashes.SHA256())
    )
    return _Pair(certificate, key)


def _subject(common_name: str, organisation: str) -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
        x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64]),
    ]
    if organisation:
        parts.insert(1, x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]))
    return x509.Name(parts)


def _write(path: Path, pair: _Pair) -> None:
    pem = pair.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + pair.certificate.public_bytes(serialization.Encoding.PEM)
    draft = path.with_suffix(".part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


# --- BSrE -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EsignServer:
    """The city's e-sign server and the account it gave to this application."""

    url: str
    user: str
    password: str
    seconds: float = 60


@dataclass(frozen=True)
class Signatory:
    """The official in whose name an agency's papers are signed. Never in a log or an event."""

    nik: str
    passphrase: str


def signatory_of(file: Path, agency_code: str) -> Signatory:
    """From `bsre.json`: {"<agency>": {"nik": …, "passphrase": …}}, readable by this user alone."""
    try:
        if file.stat().st_mode & 0o077:
            raise NotTaken("file_readable_by_others", is_final=True)
        row = json.loads(file.read_text())[agency_code]
        return Signatory(str(row["nik"]), str(row["passphrase"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise NotTaken("no_signatory", is_final=True) from None


def esign(server: EsignServer, signatory: Signatory, pdf: bytes) -> bytes:
    """Ask once. Raises `NotTaken`, or `Unsure` when the paper left and no signed one came back.

    A refusal (4xx) is final: BSrE locks an official out who is asked with a wrong passphrase again and again.
    """
    is_here = server.url.startswith(("http://127.0.0.1:", "http://localhost:"))
    # The server stands in the city's own network as a rule; a NIK and a passphrase never leave in the open.
    way = outbound.Way(seconds=server.seconds, most_bytes=len(pdf) + 5_000_000, inside=True, plain=is_here)
    account = base64.b64encode(f"{server.user}:{server.password}".encode()).decode()
    said = {"nik": signatory.nik, "passphrase": signatory.passphrase, "tampilan": "invisible"}
    kind, body = _multipart(said, pdf)
    headers = {"Authorization": f"Basic {account}", "Content-Type": kind, "Accept": "application/pdf"}
    try:
        answer = outbound.post(f"{server.url.rstrip('/')}/api/sign/pdf", body, headers, way)
    except outbound.Unreached as fault:
        raise (Unsure(fault.why) if fault.was_sent else NotTaken(fault.why)) from None
    if 400 <= answer.status < 500:
        raise NotTaken(f"http_{answer.status}", is_final=answer.status != 429)
    if answer.status == 503:
        raise NotTaken("http_503")
    if answer.status != 200:
        raise Unsure(f"http_{answer.status}")
    if not _is_signed(answer.body):
        raise Unsure("wrong_answer")
    return answer.body


def _multipart(said: dict[str, str], pdf: bytes) -> tuple[str, bytes]:
    mark = secrets.token_hex(16)
    pieces = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in said.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="surat.pdf"\r\n'
    pieces += [f"{head}Content-Type: application/pdf\r\n\r\n".encode(), pdf, f"\r\n--{mark}--\r\n".encode()]
    return f"multipart/form-data; boundary={mark}", b"".join(pieces)


def _is_signed(pdf: bytes) -> bool:
    """A PDF whose last signature covers all of it. Who signed is seen by whoever verifies the paper."""
    try:
        last = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[-1]
        last.compute_integrity_info()
        return bool(last.coverage == SignatureCoverageLevel.ENTIRE_FILE)
    except Exception:  # whatever a server sends instead of a signed paper
        return False
