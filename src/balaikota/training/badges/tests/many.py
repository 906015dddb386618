"""Classes with many participants who passed, and a check of all their papers by programs of others."""

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from balaikota.foundation.documents import queries as documents
from balaikota.foundation.files import queries as files
from balaikota.foundation.organisations import queries as offices
from balaikota.foundation.people.models import Person
from balaikota.training.badges import methods
from balaikota.training.badges.models import Badge
from balaikota.training.certificates.models import Certificate, Result
from balaikota.training.classes import actions as classes
from balaikota.training.classes.methods import Meeting
from balaikota.training.classes.models import Cohort, Enrolment, Seat, Stage
from balaikota.training.courses import queries as courses


def a_judged_class(many: int, organiser: Person) -> Cohort:
    """Ended yesterday, everybody passed; nobody's nomination is played, for it is not what is measured."""
    version = courses.newest(courses.course("inovasi-sektor-unggulan"))
    agency, now = offices.agency("bkpsdm"), timezone.now()
    facts = {"name": "Angkatan besar", "mode": "daring", "place": f"Daring {uuid.uuid4()}", "quota": many}
    cohort = classes.plan(version, facts | {"nominate_until": now.date()}, agency=agency, by=organiser)
    for number, subject in enumerate(courses.subjects(version)):
        starts = now - timedelta(days=10 - number // 3, hours=4 * (number % 3))
        ends = starts + timedelta(seconds=int(subject.minutes * 60))
        classes.add_session(
            cohort, Meeting(subject.name, starts, ends, facts["place"], 0, None, subject), by=organiser
        )
    people = Person.objects.bulk_create(
        Person(name=f"Peserta {each:04d}", email=f"{uuid.uuid4()}@contoh.balaikota.invalid", is_sample=True)
        for each in range(many)
    )
    rows = Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, person=each, unit=agency, seat=Seat.ENROLLED, nominated_by=organiser)
        for each in people
    )
    Result.objects.bulk_create(
        Result(
            enrolment=row, attendance=100, pre=40, post=Decimal("88.5"), is_passed=True, rule={}, by=organiser
        )
        for row in rows
    )
    Cohort.objects.filter(pk=cohort.pk).update(stage=Stage.FINISHED, is_sample=True)
    return Cohort.objects.get(pk=cohort.pk)


@dataclass(frozen=True)
class Checked:
    """What was found of so many certificates."""

    certificates: int
    numbers: int
    files: int
    papers: int
    credentials: int

    def __str__(self) -> str:
        return (
            f"{self.certificates:,} certificates, {self.numbers:,} numbers, {self.files:,} different files, "
            f"{self.papers:,} signatures valid, {self.credentials:,} credentials valid"
        )

    def is_right(self, many: int) -> bool:
        return set(vars(self).values()) == {many}


def check_all(cohorts: list[Cohort], signing: Path, download: Callable[[str], bytes]) -> Checked:
    """Each paper against the city's root, each credential against its did:web and list."""
    from openbadgeslib.ob3.verifier import OB3Verifier

    rows = Certificate.objects.filter(enrolment__cohort__in=cohorts).select_related("letter__file")
    letters = [documents.whole(row.letter_id) for row in rows if row.letter_id]
    trusted = _root(signing)
    verifier = OB3Verifier.for_issuer_did(methods.did(settings.ADDRESS), download=download)
    tokens = Badge.objects.filter(certificate__in=rows).values_list("token", flat=True)
    told = [verifier.verify(token, check_status=True, download=download).id for token in tokens]
    return Checked(
        len(rows), len({letter.number_text for letter in letters}), len({letter.sha256 for letter in letters}),
        sum(_is_valid(files.read_bytes(letter.file), trusted) for letter in letters if letter.file), len(set(told)),
    )  # fmt: skip


def _root(signing: Path) -> Any:
    from asn1crypto import x509
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko_certvalidator import ValidationContext

    from balaikota.foundation.documents.gateway import LocalCertificates

    root = LocalCertificates(signing).root().public_bytes(Encoding.DER)
    return ValidationContext(trust_roots=[x509.Certificate.load(root)], allow_fetching=False)


def _is_valid(pdf: bytes, trusted: Any) -> bool:
    """Signed by the city's root, over the whole file, unchanged since."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature

    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    status = validate_pdf_signature(signature, trusted)
    return bool(status.bottom_line)
