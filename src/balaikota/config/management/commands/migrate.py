"""`balaikota migrate`: Django's own, and then who may do what with the tables as they are now."""

from typing import Any

from django.core.management.commands import migrate

from balaikota.config import grants, walls


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not args and not options.get("app_label"):
            grants.give()
            walls.build()
