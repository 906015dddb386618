"""SIAK, the national population system: one question about a NIK (Permendagri 95/2019).

The protocol is ours (docs/decisions/0018): the real one is given out under an agreement (PKS) with the Ditjen
Dukcapil. POST {nik, nama, tanggal_lahir} with an Idempotency-Key; the answer is {"sesuai": true|false}.
"""

import json
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from balaikota.civil.records.contract import Balasan, Pertanyaan
from balaikota.civil.records.models import Jawaban

#: More than this is no answer to our question.
MOST_BYTES = 10_000
#: A NIK leaves the building encrypted; only a server on this very machine may do without.
SAFE = ("https://", "http://127.0.0.1:", "http://localhost:")


def verify(question: Pertanyaan, *, url: str, token: str, timeout: float = 10) -> Balasan:
    """Ask once. Whatever goes wrong is an answer of its own: SIAK could not be reached."""
    if not url.startswith(SAFE):
        return Balasan(Jawaban.TIDAK_TERJANGKAU, "unsafe_address")
    body = {"nik": question.nik, "nama": question.nama, "tanggal_lahir": question.tanggal_lahir.isoformat()}
    request = Request(  # noqa: S310 - the address is checked above
        url,
        data=json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": question.key,
        },
    )
    try:
        with urlopen(request, timeout=timeout) as answer:  # noqa: S310 - as above
            said = json.loads(answer.read(MOST_BYTES))
    except HTTPError as fault:
        return Balasan(Jawaban.TIDAK_TERJANGKAU, f"http_{fault.code}")
    except TimeoutError:
        return Balasan(Jawaban.TIDAK_TERJANGKAU, "timeout")
    except URLError as fault:
        is_late = isinstance(fault.reason, TimeoutError)
        return Balasan(Jawaban.TIDAK_TERJANGKAU, "timeout" if is_late else "unreachable")
    except (OSError, ValueError):
        return Balasan(Jawaban.TIDAK_TERJANGKAU, "wrong_answer")
    found = said.get("sesuai") if isinstance(said, dict) else None
    if not isinstance(found, bool):
        return Balasan(Jawaban.TIDAK_TERJANGKAU, "wrong_answer")
    return Balasan(Jawaban.SESUAI if found else Jawaban.TIDAK_SESUAI)
