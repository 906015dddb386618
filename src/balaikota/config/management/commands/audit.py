"""`balaikota audit verify` and `balaikota audit publish`."""

import base64
import json
from typing import Any

from django.core.management import BaseCommand, CommandError

from balaikota.config import treehead
from balaikota.foundation.audit import actions, contract, queries
from balaikota.foundation.audit.methods import statement
from balaikota.kit.errors import Refusal


class Command(BaseCommand):
    help = "Check the chain of events, or sign and print its head for publication."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("what", choices=["verify", "publish"])

    def handle(self, *args: Any, **options: Any) -> None:
        self.verify() if options["what"] == "verify" else self.publish()

    def verify(self) -> None:
        head = queries.head()
        self.stdout.write(f"{head.position if head else 0} kejadian diperiksa")
        if head:
            self.stdout.write(f"kepala rantai: {head.position} {bytes(head.digest).hex()}")
        heads = queries.published_heads().count()
        self.stdout.write(f"{heads} kepala yang pernah diumumkan")
        faults = [*queries.faults(), *queries.heads_denied(treehead.is_signed), *contract.denied()]
        for fault in faults:
            self.stdout.write(f"CACAT  {fault}")
        if faults:
            raise CommandError("Rantai catatan kejadian tidak utuh.")
        self.stdout.write("Rantai utuh.")

    def publish(self) -> None:
        try:
            head = actions.publish_head(treehead.key().sign, key_fingerprint=treehead.fingerprint())
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        said = {
            "pernyataan": statement(head.position, bytes(head.digest), head.at).decode(),
            "tanda_tangan": base64.b64encode(bytes(head.signature)).decode(),
            "kunci_umum": treehead.public_pem(),
            "sidik_kunci": head.key_fingerprint,
        }
        self.stdout.write(json.dumps(said, indent=1))
