"""`balaikota appoint`: gives a post to someone, the first operator and the first head above all.

Whoever may run commands on the machine can do this; afterwards heads and operators appoint.
"""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.urls import reverse

from balaikota.foundation.organisations import actions, queries
from balaikota.foundation.organisations.models import Tenure
from balaikota.kit.errors import Refusal


class Command(BaseCommand):
    help = "Give a post to a person from today on; without --post it lists the posts."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--post", default="", help="the code of the post, such as kepala-disdukcapil")
        parser.add_argument("--name", default="", help="the person's full name")
        parser.add_argument("--email", default="", help="where the person reads mail, and signs in with")
        parser.add_argument("--decree", default="", help="number of the surat keputusan")

    def handle(self, *args: Any, **options: Any) -> None:
        posts = "\n".join(f"  {post.code:<22} {post.title}" for post in queries.posts())
        if not posts:
            raise CommandError("Belum ada jabatan. Jalankan dahulu: balaikota load_offices")
        post = queries.known_post(options["post"])
        if post is None:
            raise CommandError(f"Sebutkan salah satu jabatan ini dengan --post:\n{posts}")
        try:
            tenure = actions.install(
                post, name=options["name"], email=options["email"], decree=options["decree"]
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.tell(tenure, options["email"])

    def tell(self, tenure: Tenure, email: str) -> None:
        """What was done, and what the person does next."""
        person, since = tenure.person, f"{tenure.from_on:%d-%m-%Y}"
        self.stdout.write(f"{person.name} memegang jabatan {tenure.post.title} sejak {since}.")
        steps = []
        if not person.has_usable_password():
            page = settings.ADDRESS + reverse("account_reset_password")
            steps.append(
                f"membuka {page}, menulis {email.lower()}, dan memilih kata sandi dengan kode di surel"
            )
        steps.append(f"masuk di {settings.ADDRESS}{reverse('account_login')}")
        steps.append(
            "memasang faktor kedua (passkey atau aplikasi autentikator); tanpa itu tidak ada yang terbuka"
        )
        self.stdout.write("Selanjutnya orang itu sendiri:")
        for number, step in enumerate(steps, 1):
            self.stdout.write(f"  {number}. {step}")
