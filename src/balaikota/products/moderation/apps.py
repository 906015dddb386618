"""Opens this room."""

from django.apps import AppConfig


class Moderation(AppConfig):
    name = "balaikota.products.moderation"
    label = "moderation"

    def ready(self) -> None:
        from balaikota.products.listings import contract
        from balaikota.products.moderation import queries

        desk = contract.Part("petugas", "moderation/_desk.html", queries.about, contract.BELOW, 90)
        contract.part(desk)
