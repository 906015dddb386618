"""Opens this room."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "balaikota.portal"
    label = "portal"

    def ready(self) -> None:
        from balaikota.foundation.notifications.queries import unread_count
        from balaikota.foundation.offline.contract import keep, send_later
        from balaikota.foundation.organisations.queries import is_staff
        from balaikota.foundation.search import contract as search
        from balaikota.information.alerts.queries import standing, standing_version
        from balaikota.kit.site import Feed, fed_by
        from balaikota.portal.actions import sketch_innovation
        from balaikota.portal.queries import city_name, followed, region_names, sectors, tools, underway
        from balaikota.training.projects import contract as projects

        feed = Feed(
            city=city_name,
            unread=unread_count,
            is_staff=is_staff,
            tools=tools,
            alerts=standing,
            alerts_version=standing_version,
        )
        fed_by(feed)
        search.protect(region_names)
        projects.innovations_by(sketch_innovation, followed)
        projects.sectors_by(sectors)
        projects.underway_by(underway)
        keep("/darurat/")
        send_later("/lapor/", posts=("/lapor/", "/lapor/kirim/"), to="/lapor/kirim/")
