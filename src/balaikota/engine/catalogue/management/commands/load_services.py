"""`balaikota load_services`: publish the service files of this house."""

from typing import Any

from django.core.management.base import BaseCommand

from balaikota.engine.catalogue import actions


class Command(BaseCommand):
    help = "Publish every services/*.toml that changed; idempotent. A faulty file keeps no other out."

    def handle(self, *args: Any, **options: Any) -> None:
        faults: list[str] = []
        editions = actions.load_services(skip_faults=faults)
        for fault in faults:
            self.stderr.write(fault)
        self.stdout.write(f"{len(editions)} layanan berlaku")
