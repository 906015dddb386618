"""Opens this room."""

from django.apps import AppConfig


class Regions(AppConfig):
    name = "balaikota.foundation.regions"
    label = "regions"

    def ready(self) -> None:
        from django.urls import reverse

        from balaikota.foundation.regions import queries
        from balaikota.kit.maps import Feed, fed_by

        guess = lambda: reverse("regions:guess")  # noqa: E731 - addresses are known once all rooms are open
        fed_by(Feed(ground=queries.ground, villages=queries.village_choices, guess=guess))
