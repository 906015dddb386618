"""`balaikota note_drill`: how `balaikota drill` writes its result into the city."""

import json
from typing import Any

from django.core.management import BaseCommand

from balaikota.engine.upkeep import actions


class Command(BaseCommand):
    help = "Write down the result of a drill; called by `balaikota drill`."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("told", type=json.loads)

    def handle(self, *args: Any, **options: Any) -> None:
        actions.note_drill(options["told"])
