"""`balaikota load_categories`: the categories of the e-Katalog, as `data/categories.toml` says."""

from typing import Any

from django.core.management import BaseCommand

from balaikota.products.categories import actions


class Command(BaseCommand):
    help = "Bring in the categories of the e-Katalog; what stands keeps its row."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{actions.load()} kategori produk")
