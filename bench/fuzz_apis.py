"""Every API of the house by its own OpenAPI, and Open311 by the standard's.

schemathesis makes requests that fit the description and requests that do not, and looks at each answer: no 5xx, only
statuses, content types, headers and bodies that the description promises. The city lies in this process (WSGI).
"""

import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bench.fuzz_city import undone
from bench.fuzz_tally import Tally

#: Where each API describes itself; the last is described here, for the standard knows no OpenAPI.
APIS = {
    "cases": "/api/v1/openapi.json",
    "katalog": "/api/v1/katalog/openapi.json",
    "ekonomi": "/ekonomi/terbuka/openapi.json",
    "open311": "",
}
AT_A_TIME = 20


def look(city: dict[str, Any], tally: Tally, seconds: float) -> None:
    per_api: dict[str, int] = {}
    with undone():
        app = in_this_process(open_keys(city), tally)
        operations = [(api, each) for api, place in APIS.items() for each in described(place, app)]
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for api, operation in operations:
                before = tally.tried
                for mode in ("positive", "negative"):
                    asked(api, operation, mode, tally)
                per_api[api] = per_api.get(api, 0) + tally.tried - before
                if time.monotonic() > until:
                    break
    tally.note = f"{len(operations)} operations; " + ", ".join(
        f"{api} {many}" for api, many in per_api.items()
    )


def open_keys(city: dict[str, Any]) -> dict[str, str]:
    """A partner that may do everything for the first service, and its token."""
    from django.conf import settings

    from balaikota.complaints.georeport import actions as georeport
    from balaikota.complaints.georeport.models import Reach
    from balaikota.engine.catalogue import queries as catalogue
    from balaikota.engine.partners import actions as partners
    from balaikota.engine.partners.models import Act

    settings.ALLOWED_HOSTS = ["*"]
    hasan, told = city["people"]["hasan"], {"purpose": "uji", "agreement": "PKS 2/2026"}
    partner = partners.enrol("Mitra penguji", per_minute=30_000, by=hasan, **told)
    partners.allow(partner, catalogue.service("akta-kelahiran"), list(Act.values), by=hasan)
    georeport.open_access(partner, Reach.PRODUCTION, by=hasan)
    return {"token": partners.issue_token(partner, by=hasan)}


def in_this_process(keys: dict[str, str], tally: Tally) -> Callable[..., Iterable[bytes]]:
    """The city as a WSGI application whose every answer is undone; what broke inside is kept with its place."""
    from django.core.cache import caches
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.signals import got_request_exception

    from balaikota.complaints.georeport import api as georeport

    handler, dice = WSGIHandler(), random.Random(2026)

    def broke(**_told: Any) -> None:
        if (error := sys.exc_info()[1]) is not None:
            tally.broke(error)

    got_request_exception.connect(broke, weak=False, dispatch_uid="fuzz")
    georeport.log = _Listening(tally)  # type: ignore[assignment] # it answers 400 to what it did not foresee

    def app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        environ["REMOTE_ADDR"] = f"10.{dice.randrange(256)}.{dice.randrange(256)}.{dice.randrange(256)}"
        if dice.random() < 0.8:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {keys['token']}"
            environ["HTTP_X_API_KEY"] = keys["token"]
        caches["near"].clear()
        with undone():
            answer = handler(environ, start)
            body = list(answer)
        return body

    return app


class _Listening:
    def __init__(self, tally: Tally) -> None:
        self.tally = tally

    def error(self, what: str, **_told: Any) -> None:
        if (error := sys.exc_info()[1]) is not None:
            self.tally.broke(error, where="open311: ")


def described(place: str, app: Any) -> Iterator[Any]:
    """Its operations as schemathesis sees them."""
    import schemathesis

    from bench.fuzz_open311 import DESCRIPTION

    if place:
        schema = schemathesis.openapi.from_wsgi(place, app)
    else:
        schema = schemathesis.openapi.from_dict(DESCRIPTION)
        schema.app = app
    for each in schema.get_all_operations():
        yield each.ok()


def asked(api: str, operation: Any, mode: str, tally: Tally) -> None:
    """Some requests of a kind to one operation; every promise that is broken is counted once."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.core.failures import Failure, FailureGroup
    from schemathesis.specs.openapi import checks

    wanted = [not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
              checks.response_schema_conformance, checks.response_headers_conformance]  # fmt: skip

    def once(case: Any) -> None:
        tally.count()
        response = case.call()
        try:
            case.validate_response(response, checks=wanted)
        except FailureGroup as group:
            for failure in group.exceptions:
                told = (
                    " ".join(f"{failure}".split())[:160]
                    if isinstance(failure, Failure)
                    else repr(failure)[:160]
                )
                shown = (
                    f"{case.method} {case.formatted_path} {case.query} {case.body}\n{response.status_code}\n"
                )
                tally.fault(f"{api} {operation.label}: {told}", shown + response.text[:2000])

    strategy = operation.as_strategy(generation_mode=GenerationMode(mode))
    how = settings(max_examples=AT_A_TIME, deadline=None, database=None, phases=[Phase.generate],
                   suppress_health_check=list(HealthCheck))  # fmt: skip
    try:
        seed(tally.tried)(how(given(strategy)(once)))()
    except Unsatisfiable:
        return  # an operation without parameters has no request that does not fit
