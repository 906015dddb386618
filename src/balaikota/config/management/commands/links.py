"""`balaikota links`: one sign-in link per role of the demo city."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from balaikota.foundation.people import queries as people

CAST = {
    "sari": "warga, pemohon",
    "wulan": "memeriksa berkas",
    "anwar": "memutuskan",
    "ratna": "kepala dinas, menandatangani",
    "mega": "wali kota, melihat angka",
    "hasan": "menjalankan sistem",
    "intan": "memeriksa catatan kejadian",
    "fitri": "menulis informasi",
    "rahmat": "menerbitkan informasi",
    "dewi": "mengoordinasi pengaduan",
    "yusuf": "menindaklanjuti pengaduan jalan",
    "maria": "menindaklanjuti pengaduan lingkungan",
    "laila": "menilai inovasi",
    "lina": "mendampingi usaha",
    "joko": "mendata usaha",
    "rina": "mengelola program UMKM",
    "nurul": "menyelenggarakan pelatihan",
}


class Command(BaseCommand):
    help = "Print one sign-in link per role of the demo city."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("who", nargs="?", choices=[*CAST, "budi", "tono"])

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Tautan masuk hanya ada di kota contoh (BALAIKOTA_DEMO=1).")
        if options["who"]:
            self.stdout.write(people.sign_in_link(options["who"]))
            return
        for who, role in CAST.items():
            try:
                link = people.sign_in_link(who)
            except LookupError:  # not (yet) an inhabitant of this city
                continue
            self.stdout.write(f"  {who:<6} {role:<30} {link}")
