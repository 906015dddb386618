"""`balaikota demo`: fills the demo city. Safe to repeat: what stands already stays."""

import time
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from balaikota.config.demo import applications, households, offices
from balaikota.engine.catalogue import actions as catalogue
from balaikota.foundation.regions import actions as regions
from balaikota.foundation.regions import queries as region_queries


class Command(BaseCommand):
    help = "Fill the demo city: offices, people, households and applications, all marked as sample data."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Kota contoh dimatikan (BALAIKOTA_DEMO=0): tidak ada yang diisi.")
        began = time.monotonic()
        if region_queries.region(settings.CITY) is None:
            regions.load()
        agencies = offices.open_offices()
        catalogue.load_services()
        cast = offices.bring_cast()
        families = households.settle(cast)
        people = sum(1 + len(family.children) + bool(family.father) for family in families)
        self.stdout.write(
            f"  {agencies} kantor, {len(cast)} pemeran, {people} warga dalam {len(families)} keluarga"
        )
        played = self._play(applications.planned(families), cast)
        told = ", ".join(f"{number} {state}" for state, number in played.items()) or "tidak ada yang baru"
        self.stdout.write(f"  permohonan: {told} ({time.monotonic() - began:.0f} detik)")

    def _play(self, plans: list[applications.Plan], cast: dict[str, Any]) -> Counter[str]:
        """Each applicant's plans in their order; those that were played in an earlier run are left out."""
        done: dict[Any, int] = {}
        seen: Counter[Any] = Counter()
        played: Counter[str] = Counter()
        for plan in plans:
            who = plan.applicant.pk
            if who not in done:
                done[who] = plan.applicant.drafts.filter(parent=None).count()
            seen[who] += 1
            if seen[who] > done[who]:
                applications.play(plan, cast)
                played[plan.state] += 1
        return played
