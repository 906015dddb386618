"""What a link to SIAK must answer, whoever provides it."""

from dataclasses import dataclass
from datetime import date

from balaikota.civil.records.models import Jawaban


@dataclass(frozen=True)
class Pertanyaan:
    """Is this NIK active in the centre, under this name and birth date? `key` marks a repeated question."""

    key: str
    nik: str
    nama: str
    tanggal_lahir: date


@dataclass(frozen=True)
class Balasan:
    """SESUAI, TIDAK_SESUAI, or TIDAK_TERJANGKAU with the kind of fault; never a quotation of the answer."""

    jawaban: Jawaban
    why: str = ""
