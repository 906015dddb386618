"""SIAK, the national population system: one question about a NIK (Permendagri 95/2019).

The protocol is ours (docs/decisions/0018): the real one is given out under an agreement (PKS) with the Ditjen
Dukcapil. POST {nik, nama, tanggal_lahir} with an Idempotency-Key; the answer is {"sesuai": true|false}.
"""

import json

from balaikota.civil.records.contract import Balasan, Pertanyaan
from balaikota.civil.records.models import Jawaban
from balaikota.kit import outbound

#: More than this is no answer to our question.
MOST_BYTES = 10_000


def verify(question: Pertanyaan, *, url: str, token: str, timeout: float = 10) -> Balasan:
    """Ask once. Whatever goes wrong is an answer of its own: SIAK could not be reached.

    A NIK leaves the building encrypted; only a server on this very machine may do without.
    """
    body = {"nik": question.nik, "nama": question.nama, "tanggal_lahir": question.tanggal_lahir.isoformat()}
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": question.key,
    }
    is_here = url.startswith(("http://127.0.0.1:", "http://localhost:"))
    way = outbound.Way(seconds=timeout, most_bytes=MOST_BYTES, inside=True, plain=is_here)
    try:
        answer = outbound.post(url, json.dumps(body).encode(), headers, way)
        if answer.status != 200:
            return Balasan(Jawaban.TIDAK_TERJANGKAU, f"http_{answer.status}")
        said = json.loads(answer.body)
    except outbound.Unreached as fault:
        return Balasan(Jawaban.TIDAK_TERJANGKAU, fault.why)
    except ValueError:
        return Balasan(Jawaban.TIDAK_TERJANGKAU, "wrong_answer")
    found = said.get("sesuai") if isinstance(said, dict) else None
    if not isinstance(found, bool):
        return Balasan(Jawaban.TIDAK_TERJANGKAU, "wrong_answer")
    return Balasan(Jawaban.SESUAI if found else Jawaban.TIDAK_SESUAI)
