"""A resident with a bad line: forms by HTTP, one attempt after another until the city has answered.

What the city answered with a page (or the way to one) counts as acknowledged; a dropped connection or a 5xx does
not, and the same step is tried again, as a person would.
"""

import time
from typing import Any

import lxml.html
import requests

PATIENCE = 60.0


class Hand:
    def __init__(self, base: str) -> None:
        self.base = base
        self.session = requests.Session()
        self.retries = 0
        self.url = ""
        self.page: Any = None

    def _ask(self, method: str, url: str, **more: Any) -> requests.Response:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self.session.request(method, url, timeout=20, **more)
                if answer.status_code < 500:
                    return answer
                why = f"{answer.status_code}"
            except requests.RequestException as error:
                why = repr(error)
            self.retries += 1
            assert time.monotonic() < until, f"{method} {url}: {why}"
            time.sleep(0.2)

    def call(self, place: str, said: dict[str, Any], **headers: str) -> requests.Response:
        """What a program sends; its names of headers with `_` for `-`."""
        return self._ask("POST", self.base + place, json=said, headers=_named(headers))

    def look(self, place: str, **headers: str) -> requests.Response:
        return self._ask("GET", self.base + place, headers=_named(headers))

    def open(self, place: str) -> "Hand":
        answer = self._ask("GET", place if place.startswith("http") else self.base + place)
        self.url, self.status = answer.url, answer.status_code
        self.page = lxml.html.fromstring(answer.text, base_url=self.url)
        self.page.make_links_absolute(self.url)
        return self

    def form(self, ending: str = "") -> Any:
        forms = self.forms(ending)
        assert forms, f"{self.url}: tidak ada formulir …{ending}: {self.text[:500]}"
        return forms[0]

    def forms(self, ending: str) -> list[Any]:
        return [
            form for form in self.page.xpath("//main//form") if (form.get("action") or "").endswith(ending)
        ]

    @property
    def text(self) -> str:
        return " ".join(self.page.xpath("//main")[0].text_content().split())

    def send(
        self, form: Any, said: dict[str, Any] | None = None, file: tuple[str, bytes] | None = None
    ) -> "Hand":
        """Fill what the form asks of `said`, and press its first button."""
        values: dict[str, list[str]] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        files = []
        asked = {field.get("name"): field for field in form.xpath(".//input | .//select | .//textarea")}
        for name, value in (said or {}).items():
            if f"{name}-hari" in asked:
                year, month, day = str(value).split("-")
                values |= {f"{name}-hari": [day], f"{name}-bulan": [month], f"{name}-tahun": [year]}
            elif name in asked and asked[name].get("type") == "file":
                if file and name not in values:
                    files.append((name, file))
            elif name in asked:
                spoken = {True: "ya", False: "tidak"}[value] if isinstance(value, bool) else str(value)
                values[name] = [spoken]
        flat = [(name, value) for name, each in values.items() for value in each]
        if form.get("enctype") == "multipart/form-data":
            parts: list[Any] = [(name, (None, value)) for name, value in flat]
            answer = self._ask("POST", form.get("action"), files=[*parts, *files], allow_redirects=False)
        else:
            answer = self._ask("POST", form.get("action"), data=flat, allow_redirects=False)
        self.status = answer.status_code
        if answer.is_redirect:
            return self.open(requests.compat.urljoin(answer.url, answer.headers["Location"]))
        self.url = answer.url
        self.page = lxml.html.fromstring(answer.text or "<html><main></main></html>", base_url=self.url)
        self.page.make_links_absolute(self.url)
        return self

    def sign_in(self, link: str) -> "Hand":
        self.open(link)
        return self.send(self.form())


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
