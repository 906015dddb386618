"""`make bench NAME=exam`: 2,000 people take one test at once against the real process tree, which loses its web server
(kill -9) in the middle. Every answer the city acknowledged must be there afterwards, and a save must take less than
300 ms in 95 of 100 cases. BENCH_PEOPLE, BENCH_ROUNDS make a trial smaller. See README.md for the rule.
"""

import asyncio
import os
import random
import statistics
import sys
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.journeys.tree import Tree

from bench import figures, sample
from bench.cases import AT_ONCE, bare_insert, post, rate

PEOPLE, ROUNDS = int(os.environ.get("BENCH_PEOPLE", "2000")), int(os.environ.get("BENCH_ROUNDS", "6"))
THINK = 30.0  # seconds between two answers of one person
ARRIVE = 90.0  # seconds in which everybody has opened the test
LIMIT, SETTLED = 0.3, 2.0
FORM = "application/x-www-form-urlencoded"
TOKEN = "b" * 32


@dataclass
class Save:
    """One answer that was acknowledged: when it was first sent, how long it took, and how often it was sent."""

    began: float
    took: float
    tries: int


@dataclass
class Told:
    """What all people together saw."""

    saves: list[Save] = field(default_factory=list)
    begins: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    acknowledged: dict[tuple[str, str], int] = field(default_factory=dict)
    killed_at: float = 0.0
    well_at: float = 0.0


def main() -> None:
    """Measure and print; the exit status says whether every limit was kept."""
    with sample.city() as tree:
        exam, sessions = fill()
        print(
            f"{PEOPLE} people, one answer each {THINK:.0f} s, {ROUNDS} rounds: {PEOPLE / THINK:.0f} saves/s"
        )
        told = asyncio.run(take(tree, exam, sessions))
        kept = report(told, lost(exam, told)) & beside_a_bare_insert(tree, exam, sessions)
    sys.exit(0 if kept else 1)


# --- who takes it ---------------------------------------------------------------------------------


def fill() -> tuple[Any, list[str]]:
    """A class of so many, its test, and a login for each of them."""
    from django.utils import timezone

    from balaikota.foundation.organisations import queries as offices
    from balaikota.foundation.people.models import Assurance, Person
    from balaikota.foundation.people.queries import sample_person
    from balaikota.training.classes import actions as classes
    from balaikota.training.classes.models import Enrolment, Seat
    from balaikota.training.courses import queries as courses
    from balaikota.training.exams import actions as exams

    nurul, agency = sample_person("nurul"), offices.agency("bkpsdm")
    version, now = courses.newest(courses.course("inovasi-sektor-unggulan")), timezone.now()
    facts = {"name": "Ujian bersama", "mode": "daring", "place": "Daring", "quota": PEOPLE}
    cohort = classes.plan(version, facts | {"nominate_until": now.date()}, agency=agency, by=nurul)
    people = Person.objects.bulk_create(
        Person(name=f"Peserta {place:04d}", is_sample=True, assurance=Assurance.CONTACT)
        for place in range(PEOPLE)
    )
    hold_posts(people)
    Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, person=person, unit=agency, seat=Seat.ENROLLED, nominated_by=nurul)
        for person in people
    )
    when = {"opens_at": now - timedelta(minutes=1), "closes_at": now + timedelta(hours=5)}
    exam = exams.set_exam(cohort, when | {"purpose": "akhir", "minutes": 240, "attempts": 1}, by=nurul)
    return exam, signed_in(people)


def hold_posts(people: list[Any]) -> None:
    """Civil servants, as the city knows them: a post each, and a second factor."""
    from allauth.mfa.models import Authenticator
    from django.utils import timezone

    from balaikota.foundation.organisations import actions as organisations
    from balaikota.foundation.organisations import queries as offices
    from balaikota.foundation.organisations.models import Tenure

    desk = offices.desk("pelatihan")
    post = offices.known_post("ujian-bersama") or organisations.create_post(
        desk, "ujian-bersama", "Pelaksana", []
    )
    since = timezone.localdate() - timedelta(days=400)
    Tenure.objects.bulk_create(Tenure(person=person, post=post, from_on=since) for person in people)
    Authenticator.objects.bulk_create(
        Authenticator(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"}) for person in people
    )


def signed_in(people: list[Any]) -> list[str]:
    """A session each, all written at once."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    keys = []
    for person in people:
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        keys.append(str(session.session_key))
    return keys


# --- one person -----------------------------------------------------------------------------------


class Browser:
    """One person's browser: a connection that stays open, and a script that sends again what did not arrive."""

    def __init__(self, port: int, session: str) -> None:
        from django.conf import settings

        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        self.port, self.head = (
            port,
            f"Host: 127.0.0.1:{port}\r\nCookie: {cookies}\r\nX-CSRFToken: {TOKEN}\r\n",
        )
        self.link: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: str = "", more: str = "") -> tuple[int, str, str]:
        """Status, place to go, and page. A connection that was given up meanwhile is opened anew, as browsers do."""
        kind = f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n" if method == "POST" else ""
        words = f"{method} {path} HTTP/1.1\r\n{self.head}{kind}{more}\r\n{body}".encode()
        if self.link is not None:
            try:
                return await self.said(words)
            except (OSError, asyncio.IncompleteReadError):
                self.hang_up()
        self.link = await asyncio.open_connection("127.0.0.1", self.port)
        return await self.said(words)

    async def said(self, words: bytes) -> tuple[int, str, str]:
        assert self.link is not None
        reader, writer = self.link
        writer.write(words)
        await writer.drain()
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        heads = (line.partition(":") for line in lines[1:])
        told = {name.lower(): value.strip() for name, _colon, value in heads}
        page = await reader.readexactly(int(told.get("content-length", "0")))
        return int(lines[0].split()[1]), told.get("location", ""), page.decode()

    async def until_answered(self, method: str, path: str, body: str = "", more: str = "") -> tuple[Any, int]:
        """As `resend.js` does: again after one second, two, four, at most fifteen."""
        wait, tries = 1.0, 0
        while True:
            tries += 1
            try:
                answer = await asyncio.wait_for(self.ask(method, path, body, more), 60)
                if answer[0] < 500:
                    return answer, tries
            except (OSError, asyncio.IncompleteReadError, TimeoutError):
                self.hang_up()
            await asyncio.sleep(wait)
            wait = min(wait * 2, 15.0)

    def hang_up(self) -> None:
        if self.link is not None:
            self.link[1].close()
            self.link = None


async def sit(place: int, browser: Browser, exam: Any, choices: dict[str, int], told: Told) -> None:
    """Open the test, then answer: a new question each time, and now and then an old one anew."""
    dice = random.Random(place)
    await asyncio.sleep(ARRIVE * place / PEOPLE)
    began = time.monotonic()
    (_status, sitting, _page), _tries = await browser.until_answered(
        "POST", f"{exam.get_absolute_url()}mulai/"
    )
    told.begins.append(time.monotonic() - began)
    began = time.monotonic()
    (status, _place, _page), _tries = await browser.until_answered("GET", sitting)
    assert status == 200, (sitting, status)
    told.pages.append(time.monotonic() - began)
    questions = dice.sample(sorted(choices), len(choices))
    for turn in range(ROUNDS):
        await asyncio.sleep(
            dice.uniform(0, 2 * THINK) if turn == 0 else dice.uniform(0.5 * THINK, 1.5 * THINK)
        )
        question = (
            dice.choice(questions[:turn])
            if turn > 1 and dice.random() < 0.2
            else questions[turn % len(questions)]
        )
        said, began = dice.randrange(choices[question]), time.monotonic()
        address = f"{sitting}jawab/{question}/"
        answer, tries = await browser.until_answered(
            "POST", address, f"jawaban={said}", "HX-Request: true\r\n"
        )
        assert answer[0] == 200, (address, answer[0], answer[2][:500])
        assert "tersimpan" in answer[2], answer[2][:500]
        told.acknowledged[sitting.split("/")[3], question] = said
        told.saves.append(Save(began, time.monotonic() - began, tries))


async def take(tree: Tree, exam: Any, sessions: list[str]) -> Told:
    """Everybody at once; in the middle the web server is killed."""
    told = Told()
    from asgiref.sync import sync_to_async

    rows = await sync_to_async(
        lambda: list(exam.questions.filter(kind="pilihan").values_list("pk", "choices"))
    )()
    choices = {str(key): len(of) for key, of in rows}
    browsers = [Browser(tree.port, session) for session in sessions]
    people = [
        asyncio.create_task(sit(place, browser, exam, choices, told))
        for place, browser in enumerate(browsers)
    ]
    killer = asyncio.create_task(kill_in_the_middle(tree, told))
    await asyncio.gather(*people, killer)
    for browser in browsers:
        browser.hang_up()
    return told


async def kill_in_the_middle(tree: Tree, told: Told) -> None:
    await asyncio.sleep(ARRIVE + THINK * ROUNDS / 2)
    told.killed_at = time.monotonic()
    await asyncio.to_thread(tree.kill, "web")
    await asyncio.to_thread(tree.await_well, 60)
    told.well_at = time.monotonic()


# --- what came of it ------------------------------------------------------------------------------


def lost(exam: Any, told: Told) -> int:
    """Answers that were acknowledged and are not there, or are not what was said last."""
    from balaikota.training.exams.models import Answer

    rows = Answer.objects.filter(sitting__exam=exam).values_list("sitting_id", "question_id", "said")
    there = {(str(sitting), str(question)): said for sitting, question, said in rows}
    return sum(there.get(key) != said for key, said in told.acknowledged.items())


def report(told: Told, gone: int) -> bool:
    settled = told.well_at + SETTLED
    hit = [save for save in told.saves if save.began + save.took > told.killed_at and save.began < settled]
    calm = _calm(told, settled)
    p95 = statistics.quantiles(calm, n=20)[-1]
    rows = (("begin a test", told.begins), ("its page", told.pages), ("a save", calm))
    for name, took in rows:
        print(f"  {name:<14}{len(took):>7}  median {statistics.median(took) * 1000:6.0f} ms"
              f"  p95 {statistics.quantiles(took, n=20)[-1] * 1000:6.0f} ms  longest {max(took) * 1000:.0f} ms")  # fmt: skip
    print(f"  kill -9 of the web server: pages again after {told.well_at - told.killed_at:.1f} s; {len(hit)} saves met it,"
          f" {sum(save.tries > 1 for save in hit)} were sent again, the last acknowledged after"
          f" {max((save.took for save in hit), default=0):.1f} s")  # fmt: skip
    kept = figures.within("p95 of a save", p95 * 1000, "ms", most=LIMIT * 1000)
    kept &= figures.within("saves acknowledged", len(told.saves), "", least=PEOPLE * ROUNDS)
    return kept & figures.within("answers lost", gone, "", most=0, note=f"of {len(told.acknowledged)}")


def _calm(told: Told, settled: float) -> list[float]:
    return [
        save.took for save in told.saves if save.began + save.took <= told.killed_at or save.began >= settled
    ]


def beside_a_bare_insert(tree: Tree, exam: Any, sessions: list[str]) -> bool:
    """As many saves as there is room for, eight at a time, in turns with a page that inserts one row and commits."""
    from django.conf import settings

    from balaikota.training.exams.models import Answer

    cookie = f"{settings.CSRF_COOKIE_NAME}={TOKEN}; {settings.SESSION_COOKIE_NAME}="
    rows = Answer.objects.filter(sitting__exam=exam).select_related("sitting__enrolment").order_by("?")[:320]
    owners = owner_sessions(sessions)
    asked = [
        (
            f"/pelatihan/pengerjaan/{row.sitting_id}/jawab/{row.question_id}/",
            {
                "Cookie": cookie + owners[str(row.sitting.enrolment.person_id)], "X-CSRFToken": TOKEN,
                "Content-Type": FORM, "HX-Request": "true",
            },
            "jawaban=0",
        )
        for row in rows
    ]  # fmt: skip
    process, port = bare_insert(tree)
    rates = []
    try:
        for begin in range(0, len(asked), 80):
            mine = rate(asked[begin : begin + 80], lambda one: post(tree.port, *one, wanted=200))
            rates.append((mine, rate([("/", {}, "")] * 400, lambda one: post(port, *one, wanted=200))))
    finally:
        process.terminate()
        process.wait()
    mine, plain = (statistics.median(column) for column in zip(*rates, strict=True))
    share = statistics.median(a / b for a, b in rates)
    return figures.beside(
        f"saves, {AT_ONCE} at a time", mine, "/s", ("bare insert", plain), ratio=share, least=1 / 20
    )


def owner_sessions(sessions: list[str]) -> dict[str, str]:
    """Whose session each is."""
    from django.contrib.auth import SESSION_KEY
    from django.contrib.sessions.models import Session

    return {row.get_decoded()[SESSION_KEY]: row.pk for row in Session.objects.filter(pk__in=sessions)}


if __name__ == "__main__":
    main()
