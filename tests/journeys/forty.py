"""People for a whole class, and what only the city itself can tell: run beside the tree, answers as JSON.

`told(tree, "people")` and so on. Everything they then do goes through the city's own pages.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import requests

from tests.journeys.tree import ROOT, Tree, _environment

UNITS = ("dukcapil", "pelatihan")
TOKEN = "c" * 32


def told(tree: Tree, what: str, *words: str) -> Any:
    """Ask the city for one of the things below."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.journeys.forty", what, *words], cwd=ROOT, check=False,
        env=_environment(tree.home, tree.port, BALAIKOTA_ADDRESS=tree.address), capture_output=True, text=True,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


class Phone:
    """One participant's phone: their login and their own cookie of the door."""

    def __init__(self, base: str, session: str) -> None:
        self.base, self.session = base, requests.Session()
        self.session.cookies.update({"sessionid": session, "csrftoken": TOKEN})
        self.session.headers["X-CSRFToken"] = TOKEN

    def post(self, path: str, said: dict[str, Any] | None = None, *, wanted: int = 303) -> str:
        """Where it leads."""
        answer = self.session.post(self.base + path, data=said or {}, allow_redirects=False, timeout=60)
        assert answer.status_code == wanted, (path, answer.status_code, answer.text[-1500:])
        return answer.headers.get("Location", "")

    def get(self, path: str) -> str:
        answer = self.session.get(self.base + path, timeout=60)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def take(self, exam: str, answers: dict[str, Any]) -> None:
        """Begin a test, save each of these answers, and hand in."""
        sitting = self.post(f"/pelatihan/tes/{exam}/mulai/")
        for question, said in answers.items():
            self.post(f"{sitting}jawab/{question}/", said)
        self.post(f"{sitting}kumpulkan/")


# --- in the city's own process --------------------------------------------------------------------


def people(story: str, *counts: str) -> list[dict[str, str]]:
    """So many civil servants of each of the two units, signed in."""
    from django.utils import timezone

    from balaikota.foundation.organisations import actions as organisations
    from balaikota.foundation.organisations import queries as offices
    from balaikota.foundation.people import actions

    made = []
    since, stamp = timezone.localdate() - timedelta(days=400), f"{timezone.localtime():%H%M%S}"
    for desk, count in zip(UNITS, map(int, counts), strict=False):
        code = f"pelaksana-{desk}"
        post = offices.known_post(code) or organisations.create_post(
            offices.desk(desk), code, "Pelaksana", []
        )
        for number in range(count):
            who = f"{story}-{desk}-{stamp}-{number}"
            person = actions.register(
                f"{story.title()} {desk.title()} {stamp} {number:02d}",
                email=f"{who}@contoh.balaikota.invalid",
                is_sample=True,
            )
            actions.confirm_contact(person)
            organisations.appoint(person, post, from_on=since)
            made.append(
                {"id": str(person.pk), "name": person.name, "desk": desk, "session": _session(person)}
            )
    return made


def session(who: str) -> str:
    """A login of somebody of the sample city for whom there is no link."""
    from balaikota.foundation.people.queries import sample_person

    return _session(sample_person(who))


def _session(person: Any) -> str:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from balaikota.foundation.people.queries import SIGNED_IN_BY_LINK

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SIGNED_IN_BY_LINK] = True  # as the cast signs in: officers otherwise set up a second factor first
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def exam(number: str, purpose: str) -> dict[str, Any]:
    """The test of a class, and what is right in it, as a page posts it."""
    from balaikota.training.exams.models import Exam

    row = Exam.objects.get(cohort__number=number, purpose=purpose)
    return {"id": str(row.pk), "right": {str(each.pk): _right(each) for each in row.questions.order_by("pk")}}


def _right(question: Any) -> dict[str, Any]:
    if question.kind == "urutan":
        return {f"tempat-{choice}": str(place) for place, choice in enumerate(question.key, 1)}
    if question.kind == "angka":
        return {"jawaban": question.key["value"].replace(".", ",")}
    if question.kind == "isian":
        return {"jawaban": question.key[0]}
    return {
        "jawaban": [str(each) for each in question.key] if question.kind == "jamak" else str(question.key)
    }


def turn_clock(number: str, minutes: str) -> int:
    """As if so many minutes had passed: everything of this class lies so much further back."""
    from django.db.models import F

    from balaikota.training.attendance.models import Attendance
    from balaikota.training.classes.models import Session

    shift = timedelta(minutes=int(minutes))
    rows = Session.objects.filter(cohort__number=number)
    seen = Attendance.objects.filter(session__cohort__number=number)
    seen.update(seen_at=F("seen_at") - shift, received_at=F("received_at") - shift)
    return rows.update(starts_at=F("starts_at") - shift, ends_at=F("ends_at") - shift)


def code(number: str, minutes: str) -> str:
    """What stood on the door's screen so many minutes ago."""
    from django.utils import timezone

    from balaikota.training.attendance import methods
    from balaikota.training.classes.models import Session

    session = Session.objects.get(cohort__number=number)
    return methods.code(session.pk, methods.window_of(timezone.now() - timedelta(minutes=int(minutes))))


ASKED: dict[str, Callable[..., Any]] = {
    "people": people,
    "session": session,
    "exam": exam,
    "turn_clock": turn_clock,
    "code": code,
}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "balaikota.config.settings"
    import django

    django.setup()
    print(json.dumps(ASKED[sys.argv[1]](*sys.argv[2:])))
