"""`balaikota prepare`: everything between an empty database and an open city hall. Safe to repeat."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from balaikota.enterprises.kbli import actions as kbli
from balaikota.enterprises.kbli import queries as codes


class Command(BaseCommand):
    help = "Migrations, rights, regions, holidays, offices, services, demo city, search index, assets."

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in (settings.FILES_FOLDER, settings.MAIL_FOLDER, settings.SIGNING_FOLDER):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_regions")
        call_command("load_holidays")
        call_command("load_numbers")
        call_command("load_categories")
        if not codes.versions():
            kbli.load_kbli()
        if settings.DEMO:
            call_command("demo")  # opens the same offices, and loads the services once their desks stand
        else:
            call_command("load_offices")
            call_command("load_services")
        call_command("load_topics")
        call_command("load_trainings")
        call_command("search", if_needed=True)
        call_command("cards", if_needed=True)
        if (settings.ERASURES_FOLDER / "restored.json").exists():
            call_command("replay_erasures")
        call_command("collectstatic", interactive=False, verbosity=0)
