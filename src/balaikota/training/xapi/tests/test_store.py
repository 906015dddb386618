"""A cmi5 launch from its key to "satisfied": what is recorded, what is refused, what follows."""

import json
import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from balaikota.foundation.people.models import Person
from balaikota.training.classes.tests.city import Going
from balaikota.training.packages import actions as packages
from balaikota.training.packages import methods as manifests
from balaikota.training.packages.models import Package, Part, Play, Session
from balaikota.training.packages.tests import zips
from balaikota.training.packages.tests.test_packages import THERE, began, upload
from balaikota.training.xapi import actions as store
from balaikota.training.xapi import methods, queries
from balaikota.training.xapi.models import Statement

ONE, TWO = "https://contoh.invalid/au/1", "https://contoh.invalid/au/2"


@pytest.fixture
def package(going: Going, nurul: Person) -> Package:
    return packages.add(going.cohort, upload(zips.cmi5()), by=nurul)


class Unit:
    """A package that was launched, as it speaks: with its key and what its address told it."""

    def __init__(self, session: Session) -> None:
        self.client, self.session = Client(), session
        self.address = queries.address(session)
        self.asked = {name: told[0] for name, told in parse_qs(urlsplit(self.address).query).items()}
        self.key = self.fetch().get("auth-token", "")
        self.template: dict[str, Any] = {}

    def fetch(self) -> dict[str, str]:
        place = self.asked["fetch"].removeprefix(settings.PACKAGES_ADDRESS)
        told: dict[str, str] = self.client.post(place, headers=THERE).json()
        return told

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        place = self.asked["endpoint"].removeprefix(settings.PACKAGES_ADDRESS) + path
        usual = THERE | {"Authorization": f"Basic {self.key}", "X-Experience-API-Version": "1.0.3"}
        text = body if isinstance(body, (str, bytes)) else json.dumps(body) if body is not None else ""
        return self.client.generic(
            method, place, text, content_type="application/json", headers=usual | headers
        )

    def state(self, name: str) -> str:
        agent = json.dumps(json.loads(self.asked["actor"]))
        place = {"stateId": name, "activityId": self.asked["activityId"], "agent": agent}
        return "activities/state?" + "&".join(
            f"{key}={value}" for key, value in (place | {"registration": self.asked["registration"]}).items()
        ).replace("#", "%23")

    def statement(self, verb: str, **result: Any) -> dict[str, Any]:
        self.template = (
            self.template or self.call("GET", self.state("LMS.LaunchData")).json()["contextTemplate"]
        )
        context = json.loads(json.dumps(self.template)) | {"registration": self.asked["registration"]}
        category = [{"id": methods.CMI5}]
        if "success" in result or "completion" in result:
            category.append({"id": methods.MOVE_ON})
        context["contextActivities"]["category"] = category
        said = {
            "id": str(uuid.uuid4()), "actor": json.loads(self.asked["actor"]), "verb": {"id": methods.ADL + verb},
            "object": {"id": self.asked["activityId"]}, "context": context, "timestamp": "2026-11-29T08:00:00Z",
        }  # fmt: skip
        return said | ({"result": {"duration": "PT60S"} | result} if verb != "initialized" else {})

    def tell(self, verb: str, **result: Any) -> int:
        said = self.statement(verb, **result)
        status: int = self.call("PUT", f"statements?statementId={said['id']}", said).status_code
        return status


@pytest.fixture
def unit(package: Package, going: Going) -> Unit:
    return Unit(began(package, going, item=ONE))


def verbs(session: Session) -> list[str]:
    rows = Statement.objects.filter(play=session.part.play).order_by("stored_at")
    return [row.verb.rsplit("/", 1)[1] for row in rows]


def test_a_launch_tells_nobody_who_it_is(unit: Unit, going: Going) -> None:
    """An account of the city with an opaque name; the package's own query stays."""
    actor = json.loads(unit.asked["actor"])
    assert set(actor) == {"objectType", "account"}
    assert actor["account"]["homePage"] == settings.ADDRESS
    person = going.people[0]
    assert not any(
        str(told) in unit.address for told in (person.email, person.name, person.pk, person.pk.hex)
    )
    assert unit.asked["gaya"] == "a"
    assert unit.asked["activityId"] != ONE
    assert unit.asked["registration"] == str(Play.objects.get().pk)


def test_the_key_is_handed_out_once(unit: Unit) -> None:
    assert unit.key
    assert unit.fetch()["error-code"] == "1"
    assert unit.call("GET", "statements", Authorization="Basic c2VzaTp4").status_code == 401
    assert unit.call("GET", "statements", Authorization="").status_code == 401


def test_launch_data_is_the_citys(unit: Unit) -> None:
    told = unit.call("GET", unit.state("LMS.LaunchData")).json()
    assert (told["launchMode"], told["moveOn"], told["masteryScore"]) == ("Normal", "Passed", 0.7)
    assert told["contextTemplate"]["contextActivities"]["grouping"][0]["id"] == ONE
    assert unit.call("PUT", unit.state("LMS.LaunchData"), {}).status_code == 403


def test_a_session_from_initialized_to_terminated(unit: Unit, going: Going) -> None:
    assert unit.tell("initialized") == 204
    assert unit.tell("passed", success=True, score={"scaled": 0.9}) == 204
    assert unit.tell("terminated") == 204
    part = Part.objects.get()
    assert (part.verdict, part.score, part.completed_at) == ("lulus", 90, None)
    unit.session.refresh_from_db()
    assert (unit.session.end, unit.session.seconds) == ("selesai", 60)
    assert verbs(unit.session) == ["launched", "initialized", "passed", "satisfied", "terminated"]
    assert unit.tell("experienced") == 403


def test_blocks_and_the_course_are_satisfied_once_their_units_are(
    unit: Unit, package: Package, going: Going
) -> None:
    unit.tell("initialized")
    unit.tell("passed", success=True)
    other = Unit(began(package, going, item=TWO))
    assert other.tell("initialized") == 204
    assert other.tell("completed", completion=True) == 204
    assert Play.objects.get().satisfied_at is None
    assert other.tell("passed", success=True) == 204
    assert Play.objects.get().satisfied_at is not None
    said = Statement.objects.filter(verb=f"{methods.ADL2}satisfied").order_by("stored_at")
    assert [row.body["object"]["definition"]["type"].rsplit("/", 1)[1] for row in said] == ["block", "course"]


@pytest.mark.parametrize(
    ("verb", "result", "change"),
    [
        ("passed", {"success": True, "score": {"scaled": 0.5}}, {}),
        ("failed", {"success": False, "score": {"scaled": 0.9}}, {}),
        ("passed", {"success": False}, {}),
        ("completed", {"completion": True, "score": {"scaled": 1}}, {}),
        ("initialized", {}, {}),
        ("voided", {}, {}),
        ("launched", {}, {}),
        ("experienced", {}, {}),
        ("terminated", {}, {"result": {}}),
        ("terminated", {}, {"timestamp": "kemarin"}),
        ("terminated", {}, {"lain": 1}),
        ("terminated", {}, {"object": {"id": "https://contoh.invalid/lain"}}),
        ("terminated", {}, {"actor": {"account": {"homePage": "http://lain.invalid", "name": "x"}}}),
    ],
)
def test_what_breaks_cmi5_is_refused(
    unit: Unit, verb: str, result: dict[str, Any], change: dict[str, Any]
) -> None:
    unit.tell("initialized")
    count = Statement.objects.count()
    answer = unit.call("POST", "statements", unit.statement(verb, **result) | change)
    assert answer.status_code in (400, 403), answer.content
    assert Statement.objects.count() == count
    assert Part.objects.get().verdict == ""


def test_nothing_comes_before_initialized_and_nothing_twice(unit: Unit) -> None:
    assert unit.tell("terminated") == 403
    assert unit.tell("initialized") == 204
    assert unit.tell("failed", success=False, score={"scaled": 0.1}) == 204
    assert unit.tell("passed", success=True) == 403  # one judgement a session
    assert unit.tell("completed", completion=True) == 204
    assert unit.tell("completed", completion=True) == 403


def test_the_same_statement_twice_is_one_and_another_under_its_id_is_a_conflict(unit: Unit) -> None:
    said = unit.statement("initialized")
    assert unit.call("POST", "statements", said).json() == [said["id"]]
    assert unit.call("POST", "statements", said).json() == [said["id"]]
    assert (
        unit.call("POST", "statements", said | {"object": {"id": "https://contoh.invalid/lain"}}).status_code
        == 409
    )
    assert verbs(unit.session) == ["launched", "initialized"]


def test_a_batch_is_recorded_whole_or_not_at_all(unit: Unit) -> None:
    good, bad = unit.statement("initialized"), unit.statement("passed", success=False)
    assert unit.call("POST", "statements", [good, bad]).status_code == 403
    assert verbs(unit.session) == ["launched"]
    assert unit.call("POST", "statements", [good, unit.statement("terminated")]).status_code == 200


def test_a_new_launch_abandons_the_one_before(unit: Unit, package: Package, going: Going) -> None:
    unit.tell("initialized")
    again = Unit(began(package, going, item=ONE))
    assert verbs(unit.session) == ["launched", "initialized", "abandoned", "launched"]
    assert unit.tell("terminated") == 403
    assert again.tell("initialized") == 204


def test_whoever_is_done_only_looks_again(unit: Unit, package: Package, going: Going) -> None:
    unit.tell("initialized")
    unit.tell("passed", success=True, score={"scaled": 0.8})
    again = Unit(began(package, going, item=ONE))
    assert again.call("GET", again.state("LMS.LaunchData")).json()["launchMode"] == "Review"
    assert again.tell("initialized") == 204
    assert again.tell("completed", completion=True) == 403
    assert again.tell("terminated") == 204


def test_the_organiser_excuses_and_says_so(package: Package, going: Going, nurul: Person) -> None:
    for item in (ONE, TWO):
        packages.waive(package, item, going.people[0], "Sudah di provinsi.", by=nurul)
    rows = Statement.objects.order_by("stored_at")
    assert [row.verb.rsplit("/", 1)[1] for row in rows] == ["waived", "satisfied", "waived", "satisfied"]
    waived = rows[0].body
    assert waived["result"]["extensions"][methods.REASON]
    assert Play.objects.get().satisfied_at is not None


def test_documents_are_kept_for_this_registration(unit: Unit, package: Package, going: Going) -> None:
    place = unit.state("tempat")
    assert unit.call("GET", place).status_code == 404
    assert unit.call("PUT", place, {"halaman": 3}).status_code == 204
    kept = unit.call("GET", place)
    assert kept.json() == {"halaman": 3}
    assert unit.call("PUT", place, {}, **{"If-None-Match": "*"}).status_code == 412
    assert unit.call("PUT", place, {}, **{"If-Match": '"lain"'}).status_code == 412
    assert unit.call("POST", place, {"soal": 1}, **{"If-Match": kept["ETag"]}).status_code == 204
    assert unit.call("GET", place).json() == {"halaman": 3, "soal": 1}
    again = Unit(began(package, going, item=ONE))
    assert again.call("GET", place).json() == {"halaman": 3, "soal": 1}
    assert unit.call("PUT", place, {}).status_code == 403  # its session was abandoned
    assert again.call("DELETE", place).status_code == 204
    assert again.call("GET", place).status_code == 404


def test_whoever_has_all_documents_still_writes_over_them(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "DOCUMENTS", 1)
    assert unit.call("PUT", unit.state("tempat"), {"halaman": 1}).status_code == 204
    assert unit.call("PUT", unit.state("lain"), {}).status_code == 403
    assert unit.call("PUT", unit.state("tempat"), {"halaman": 2}).status_code == 204
    assert unit.call("PUT", unit.state("x" * 501), {}).status_code == 400


@pytest.mark.parametrize("text", ['"\\u0000"', '"\\ud83d"', "NaN", "1e999", "[" * 5000])
def test_what_the_database_cannot_keep_is_refused(unit: Unit, text: str) -> None:
    unit.tell("initialized")
    said = json.dumps(unit.statement("terminated") | {"context": {"platform": None}}).replace("null", text)
    assert unit.call("POST", "statements", said).status_code == 400
    assert unit.call("GET", f"agents?agent={'[' * 5000}").status_code == 400


def test_statements_of_every_length_and_kind_are_kept(unit: Unit) -> None:
    """Not of cmi5 itself, but allowed: a long verb, and an object of which the id is no text."""
    unit.tell("initialized")
    said = unit.statement("experienced")
    said["context"]["contextActivities"]["category"] = []
    said["verb"]["id"] = "https://contoh.invalid/" + "a" * 600
    said["object"] = {"objectType": "StatementRef", "id": 5}
    said["id"] = said["id"].upper()
    for _twice in range(2):
        assert unit.call("POST", "statements", said).status_code == 200
    for limit in ("1", "²", "9" * 5000):
        assert unit.call("GET", f"statements?limit={limit}").status_code == 200


def test_a_course_that_asks_nothing_is_done_once_begun(going: Going, nurul: Person) -> None:
    course = zips.COURSE.replace(' moveOn="Passed"', "").replace(' moveOn="CompletedAndPassed"', "")
    content = zips.zipped(cmi5_xml=course, index_html="x")
    began(packages.add(going.cohort, upload(content), by=nurul), going, item=ONE)
    assert Play.objects.get().satisfied_at is not None


def test_one_participant_never_reads_another(unit: Unit, package: Package, going: Going) -> None:
    unit.tell("initialized")
    unit.call("PUT", unit.state("tempat"), {"halaman": 3})
    other = Unit(began(package, going, 1, item=ONE))
    assert other.call("GET", unit.state("tempat")).status_code == 403
    told = other.call("GET", "statements").json()["statements"]
    assert {row["context"]["registration"] for row in told} == {other.asked["registration"]}
    theirs = Statement.objects.filter(play=unit.session.part.play).first()
    assert theirs is not None
    assert other.call("GET", f"statements?statementId={theirs.pk}").status_code == 404


def test_nothing_of_it_answers_in_the_city(client: Client, unit: Unit) -> None:
    assert client.get("/paket-isi/xapi/about").status_code == 404
    assert client.get("/paket-isi/xapi/about", headers=THERE).json()["version"][0] == "1.0.3"
    assert unit.call("GET", "statements", **{"X-Experience-API-Version": ""}).status_code == 400
    assert unit.call("PATCH", "statements").status_code == 405
    assert unit.call("GET", "/statements").status_code == 200  # as Rustici's cmi5.js asks


LAUNCH = methods.Launch({"account": {"homePage": "h", "name": "n"}}, "r", "s", "https://a", "https://p")
WORDS = [*sorted(methods.KEYS), "account", "contextActivities", "extensions", "score", "scaled"]
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from([methods.CMI5])
ANYTHING = st.recursive(
    LEAVES | st.just(f"{methods.ADL}passed"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=6),
    max_leaves=20,
)


@given(ANYTHING)
def test_whatever_comes_is_refused_with_a_reason(said: Any) -> None:
    """Nothing that a stranger writes breaks the store: it is one of the standard's refusals."""
    with pytest.raises(methods.Refused) as caught:
        methods.check(said, LAUNCH)
    assert caught.value.status in (400, 403)


@given(st.integers(0, 10**7))
def test_durations_are_read(total: int) -> None:
    assert manifests.duration(f"PT{total}S") == total
    assert manifests.duration(f"PT{total // 3600}H{total // 60 % 60}M{total % 60}.25S") == total


@pytest.mark.parametrize("wrong", ["", "P", "PT", "1M", "PT1", None, 5, "P1H"])
def test_what_is_no_duration_is_none(wrong: object) -> None:
    assert manifests.duration(wrong) is None
