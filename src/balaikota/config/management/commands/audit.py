"""`balaikota audit verify`, `balaikota audit verify --against FILE` and `balaikota audit publish`."""

import json
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from balaikota.foundation.audit import actions, contract, methods, queries
from balaikota.kit.errors import Refusal


class Command(BaseCommand):
    help = "Check the chain of events, or sign and print its head for publication."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("what", choices=["verify", "publish"])
        parser.add_argument(
            "--against", type=Path, help="kepala rantai yang disimpan orang lain (jejak.json)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "publish":
            self.publish()
        elif options["against"]:
            self.verify_against(options["against"])
        else:
            self.verify()

    def verify(self) -> None:
        head = queries.head()
        self.stdout.write(f"{head.position if head else 0} kejadian diperiksa")
        if head:
            self.stdout.write(f"kepala rantai: {head.position} {bytes(head.digest).hex()}")
        heads = queries.published_heads().count()
        self.stdout.write(f"{heads} kepala yang pernah diumumkan")
        self._judge([*queries.faults(), *queries.heads_denied(), *contract.denied()])

    def verify_against(self, file: Path) -> None:
        """What somebody outside the city hall kept is compared with the chain as it is now."""
        try:
            kept = [methods.read_witness(each) for each in json.loads(file.read_text())["kepala"]]
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise CommandError(
                f"{file}: bukan berkas kepala rantai ({fault}). Unduh dari /terbuka/jejak.json."
            ) from None
        self.stdout.write(f"{len(kept)} kepala rantai dari {file} dibandingkan")
        faults = [queries.borne_out(each) for each in kept]
        self._judge([*queries.faults(), *filter(None, faults)])

    def _judge(self, faults: list[str]) -> None:
        for fault in faults:
            self.stdout.write(f"CACAT  {fault}")
        if faults:
            raise CommandError("Rantai catatan kejadian tidak utuh.")
        self.stdout.write("Rantai utuh.")

    def publish(self) -> None:
        try:
            head = actions.publish_head()
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(json.dumps(methods.witness(head), indent=1))
