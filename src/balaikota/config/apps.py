"""Opens this room."""

import tomllib
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from balaikota.foundation.search import contract as search


class Config(AppConfig):
    name = "balaikota.config"
    label = "config"

    def ready(self) -> None:
        from balaikota.config import checks, treehead  # noqa: F401 – `checks` registers itself
        from balaikota.foundation.audit import contract as audit

        audit.signed_by(treehead.sign, treehead.public_pem)

        if settings.DEMO:
            words = tomllib.loads((Path(__file__).parent / "demo" / "words.toml").read_text(encoding="utf-8"))
            search.speak(words["same"], words["slang"])
