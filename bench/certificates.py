"""`make bench NAME=certificates`: 1,000 certificates in under 60 s on two cores, all distinct and verifiable.

Classes of 40 that have ended and were judged; the organiser issues class by class beside one real worker, and the
clock stops when every paper is signed and every badge too. Then, outside the clock, each is verified: the PDF's
signature by pyHanko's validator against the city's root, the credential by openbadgeslib, which signed none, against
did.json and the signed status list. BENCH_CERTIFICATES makes a trial smaller. See README.md for the rule.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from bench import empty, figures

MANY, A_CLASS, LIMIT = int(os.environ.get("BENCH_CERTIFICATES", "1000")), 40, 60.0


def main() -> None:
    """Measure and print; the exit status says whether the limit was kept and everything was right."""
    with empty.city() as home:
        nurul = who_organises()
        worker = subprocess.Popen(
            [sys.executable, "-m", "balaikota.config.cli", "worker"], start_new_session=True
        )
        try:
            kept = measured(home, nurul, psutil.Process(worker.pid))
        finally:
            worker.terminate()
            worker.wait(20)
    sys.exit(0 if kept else 1)


def who_organises() -> Any:
    """In a city that knows the course, and who signs."""
    from tests import cast

    from balaikota.training.courses import actions as courses

    courses.load_courses()
    cast.surya()
    return cast.nurul()


def measured(home: Path, nurul: Any, worker: psutil.Process) -> bool:
    from balaikota.training.badges.tests.many import a_judged_class
    from balaikota.training.certificates import actions

    classes = [a_judged_class(min(A_CLASS, MANY - first), nurul) for first in range(0, MANY, A_CLASS)]
    print(
        f"{MANY:,} certificates of {len(classes)} classes, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    began, at_work = time.monotonic(), sum(worker.cpu_times()[:2])
    issued = sum(actions.issue(cohort, by=nurul) for cohort in classes)
    asked = time.monotonic() - began
    signed = badges = 0.0
    for papers, credentials in waiting(classes):
        signed = signed or (time.monotonic() - began if papers == issued else 0.0)
        badges = badges or (time.monotonic() - began if credentials == issued else 0.0)
        if signed and badges:
            break
    whole = max(signed, badges)
    print(
        f"  issued {asked:5.1f} s · every paper signed {signed:5.1f} s · every badge signed {badges:5.1f} s"
    )
    spent = sum(worker.cpu_times()[:2]) - at_work
    note = f"{issued:,} in {whole:.1f} s, {spent / issued * 1000:.0f} ms of the worker's processor time each"
    kept = figures.within("1,000 certificates", whole * 1000 / issued, "s", most=LIMIT, note=note)
    wrong = not verified(home, classes) or issued != MANY
    return kept & figures.within("not issued or not right", int(wrong), "", most=0)


def waiting(classes: list[Any], seconds: float = 600) -> Iterator[tuple[int, int]]:
    """How many papers and badges are signed, twice a second."""
    from balaikota.foundation.documents.models import State
    from balaikota.training.badges.models import Badge
    from balaikota.training.certificates.models import Certificate

    rows = Certificate.objects.filter(enrolment__cohort__in=classes)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        yield (
            rows.filter(letter__state=State.ISSUED).count(),
            Badge.objects.filter(certificate__in=rows).count(),
        )
        time.sleep(0.5)
    raise AssertionError("the worker did not finish in time")


def verified(home: Path, classes: list[Any]) -> bool:
    """All distinct, and each found valid."""
    from balaikota.training.badges.tests.many import check_all

    began = time.monotonic()
    told = check_all(classes, home / "signing", fetch())
    print(f"  verified in {time.monotonic() - began:.0f} s: {told}")
    return told.is_right(MANY)


def fetch() -> Any:
    """The pages a stranger's program reads, each once."""
    from django.test import Client

    client, kept = Client(SERVER_NAME="127.0.0.1"), dict[str, bytes]()

    def download(url: str) -> bytes:
        path = urlsplit(url).path
        if path not in kept:
            kept[path] = client.get(path).content
        return kept[path]

    return download


if __name__ == "__main__":
    main()
