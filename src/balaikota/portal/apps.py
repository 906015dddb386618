"""Opens this room."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "balaikota.portal"
    label = "portal"

    def ready(self) -> None:
        from balaikota.engine.counter.rules import serves
        from balaikota.engine.workshop.rules import may_enter
        from balaikota.foundation.notifications.queries import unread_count
        from balaikota.foundation.organisations.queries import is_staff
        from balaikota.kit.site import Feed, fed_by
        from balaikota.portal.queries import city_name

        feed = Feed(
            city=city_name, is_staff=is_staff, unread=unread_count, writes_services=may_enter, serves=serves
        )
        fed_by(feed)
