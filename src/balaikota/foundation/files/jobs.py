"""Scanning what came in, and sweeping what no row knows."""

import time
import uuid
from typing import BinaryIO

from django.conf import settings

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.files import actions, queries
from balaikota.foundation.files.contract import Scanner, register_scanner, scanner
from balaikota.foundation.files.gateway import ClamAV
from balaikota.foundation.files.models import Scan, StoredFile
from balaikota.kit.reactions import every, on

A_DAY = 24 * 3600


class ClamAVScanner(Scanner):
    """The free scanner most distributions carry."""

    def scan(self, content: BinaryIO) -> Scan:
        return Scan.INFECTED if ClamAV(settings.CLAMAV).finds_malware(content) else Scan.CLEAN


if settings.CLAMAV:
    register_scanner(ClamAVScanner())


@on("files.received")
def scan(event_id: int) -> None:
    file = queries.file(audit.event(event_id).about_id)
    if file is not None and file.scan == Scan.PENDING and file.erased_at is None:
        scan_one(file)


@on("files.erased")
def remove_erased(event_id: int) -> None:
    """What was erased leaves the disk; if this fails for good, the sweep of the night does it."""
    actions.remove(uuid.UUID(audit.event(event_id).about_id))


@on("files.discarded")
def remove_discarded(event_id: int) -> None:
    actions.remove(uuid.UUID(audit.event(event_id).about_id))


@every("17 * * * *")
def scan_what_waits(timestamp: int) -> None:
    """A scanner that was away for long is asked again."""
    for file in queries.waiting_for_scan():
        scan_one(file)


@every("43 20 * * *")
def sweep(timestamp: int) -> None:
    actions.sweep(older_than=time.time() - A_DAY)


def scan_one(file: StoredFile) -> None:
    """Outside any transaction: the scanner may take its time."""
    asked = scanner()
    if asked is None:
        actions.record_scan(file, Scan.UNSCANNED)
        return
    with queries.path(file).open("rb") as content:
        outcome = asked.scan(content)
    actions.record_scan(file, outcome)
