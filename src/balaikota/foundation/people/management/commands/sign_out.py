"""`balaikota sign_out`: ends somebody's sessions on every device, or everybody's; takes off lost second factors.

Whoever may run commands on the machine can do this. Each is an event with its reason, which the person can read.
"""

from typing import Any

from django.core.management import BaseCommand, CommandError

from balaikota.foundation.people import actions, queries
from balaikota.kit.errors import Refusal


class Command(BaseCommand):
    help = "End the sessions of one person (--who) or of everybody (--all); --lost-factor takes off second factors."

    def add_arguments(self, parser: Any) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument(
            "--who", default="", help="the e-mail address or telephone number they sign in with"
        )
        whose.add_argument("--all", action="store_true", help="everybody, as after a break-in")
        parser.add_argument("--because", required=True, help="why; the person can read it")
        parser.add_argument(
            "--lost-factor", action="store_true", help="take off app, passkeys and spare codes: --because says who "
            "compared the person with their KTP-el, and when",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"] and options["lost_factor"]:
            raise CommandError("Pengaman kedua hanya dilepas orang demi orang (--who).")
        people = queries.signed_in() if options["all"] else [self.known(options["who"])]
        for person in people:
            try:
                if options["lost_factor"]:
                    actions.take_off_factors(person, because=options["because"])
                else:
                    actions.end_sessions(person, because=options["because"])
            except Refusal as refusal:
                raise CommandError(str(refusal)) from None
        self.stdout.write(f"{len(people)} orang dikeluarkan dari semua perangkatnya.")

    def known(self, who: str) -> Any:
        person = queries.by_contact(who)
        if person is None:
            raise CommandError("Tidak ada yang masuk dengan alamat atau nomor itu.")
        return person
